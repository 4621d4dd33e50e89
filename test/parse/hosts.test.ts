import { expect, test } from 'vitest'
import { outline } from '../support/outline.ts'

/** Words of each script, the source of each command, and the contexts. */
async function read(path: string, lines: readonly string[]) {
  const { scripts, document } = await outline(path, lines.join('\n'))
  return {
    words: scripts.map(({ words }) => words.join(' ; ')),
    sources: scripts.flatMap(({ sources }) => sources),
    contexts: scripts.map(({ context }) => context),
    settings: scripts.map(({ settings }) => settings),
    document,
  }
}

test('Dockerfile: shell, exec and here-document form, stages and directories', async () => {
  const { words, sources, contexts, document } = await read('Dockerfile', [
    'FROM python:3.12 AS base',
    'WORKDIR /app',
    'COPY . .',
    'RUN --mount=type=cache,target=/root/.cache apt-get update && \\',
    '    # policy-check: ignore[uv-only] -- base image',
    '',
    '    pip install "x"',
    'FROM base',
    'WORKDIR evio',
    'RUN ["uv", "sync", "it\'s \\"x\\""]',
    'RUN <<EOF',
    'uv sync',
    '# policy-check: ignore[b] -- guest',
    'EOF',
    'RUN bash <<EOF && uv lock',
    'uv run x',
    'EOF',
    'SHELL ["bash", "-c"]',
    'HEALTHCHECK --interval=5s CMD curl x',
    'CMD ["sh", "-c", "uv run serve"]',
  ])
  expect(words).toEqual([
    'apt-get|update ; pip|install|x',
    'uv|sync|it\'s "x"',
    'uv|sync',
    'bash ; uv|run|x ; uv|lock',
    'curl|x',
    'sh|-c|uv run serve ; uv|run|serve',
  ])
  expect(sources).toContain('pip install "x"')
  expect(sources).toContain('uv", "sync", "it\'s \\"x\\"')
  expect(sources).toContain('uv run serve')
  expect(contexts.slice(0, 2)).toEqual([
    { kind: 'dockerfile', stage: 'base', directory: '/app', buildContext: '/app' },
    { kind: 'dockerfile', stage: null, directory: '/app/evio', buildContext: '/app' },
  ])
  expect(document.directives.map(({ guest }) => guest !== undefined)).toEqual([false, true])
  expect(document.troubles).toEqual([])
})

test('Makefile: lines of recipes, prefixes, references with constant values', async () => {
  const { words, sources, contexts } = await read('tools/Makefile', [
    'PIP = pip3 # the old way',
    'FLAGS += x',
    'all: a b ; @uv sync',
    'test:',
    '\t@-$(PIP) install $(FLAGS) \\',
    '\t  requests $$HOME $@',
    '\tcd evio && uv run pytest # not $(shell x)',
    '# comment: not a rule',
    'X := $(shell pip list)',
    'define help',
    '\tpip install y',
    'endef',
  ])
  expect(words).toEqual([
    'uv|sync',
    '‹$(PIP)›|install|‹$(FLAGS)›|requests|$HOME|‹$@›',
    'cd|evio ; uv|run|pytest',
  ])
  expect(sources[1]).toBe('$(PIP) install $(FLAGS) \\\n\t  requests $$HOME $@')
  expect(contexts[1]).toEqual({ kind: 'make', target: 'test', directory: 'tools' })
})

test('make variables carry their value', async () => {
  const { document } = await outline('Makefile', 'PIP ?= pip3\na:\n\t$(PIP) install x\n')
  expect(document.scripts[0]?.statements[0]).toMatchObject({
    words: [{ text: null, parts: [{ kind: 'hole', source: '$(PIP)', value: 'pip3' }] }, {}, {}],
  })
})

test('justfile: lines, expressions, shebang recipes, attributes', async () => {
  const { words, contexts, settings } = await read('justfile', [
    "set working-directory := 'python'",
    "tool := 'ruff'",
    "lint path='src:x' *args: build",
    '    @uv run {{tool}} {{ path }} \\',
    '      --fix',
    '    -uv sync # c',
    '[no-cd]',
    'here:',
    '    ls',
    '# why',
    '[private]',
    "[working-directory: 'evio']",
    'there:',
    '    ls .',
    "[group('x'), working-directory(x'$HOME')]",
    'elsewhere:',
    '    ls ..',
    'script:',
    '    #!/usr/bin/env bash',
    '    cd evio',
    '    pytest',
    'py:',
    '    #!/usr/bin/env python3',
    '    print(1)',
    'alias l := lint',
  ])
  expect(words).toEqual([
    'uv|run|‹{{tool}}›|‹{{ path }}›|--fix',
    'uv|sync',
    'ls',
    'ls|.',
    'ls|..',
    'cd|evio ; pytest',
  ])
  expect(contexts.map((context) => 'directory' in context && context.directory)).toEqual([
    '.',
    '.',
    null,
    '.',
    '.',
    '.',
  ])
  const ofAll = { path: 'python', value: 'python' }
  const own = { path: 'evio', value: 'evio', removal: "[working-directory: 'evio']\n" }
  expect(settings).toEqual([
    [ofAll],
    [ofAll],
    [],
    [ofAll, own],
    [ofAll, { path: null, value: "x'$HOME'" }],
    [ofAll],
  ])
})

test('Procfile', async () => {
  const { words, contexts } = await read('Procfile', [
    'web: uv run gunicorn app:app',
    '# c: d',
    'worker: cd x && y',
  ])
  expect(words).toEqual(['uv|run|gunicorn|app:app', 'cd|x ; y'])
  expect(contexts[0]).toEqual({ kind: 'config', format: 'procfile', key: 'web', directory: '.' })
})

test('package.json and devcontainer.json', async () => {
  const { words, sources, contexts } = await read('web/package.json', [
    '{\t"name": "x",',
    '\t"scripts": { "setup": "cd .. && pip install \\"x\\"", "test": "vitest" }',
    '}',
  ])
  expect(words).toEqual(['cd|.. ; pip|install|x', 'vitest'])
  expect(sources[1]).toBe('pip install \\"x\\"')
  expect(contexts[0]).toEqual({
    kind: 'config',
    format: 'package.json',
    key: 'scripts.setup',
    directory: 'web',
  })
  const container = await read('.devcontainer/devcontainer.json', [
    '{ // comment',
    '  "postCreateCommand": { "a": "uv sync", "b": 1 },',
    '  "postStartCommand": ["uv", "run", "a b"],',
    '}',
  ])
  expect(container.words).toEqual(['uv|sync', 'uv|run|a b'])
})

test('task tables of pyproject.toml', async () => {
  const { words, sources, contexts, settings } = await read('evio/pyproject.toml', [
    '[tool.poe.tasks]',
    'lint = "ruff check \\"src\\""',
    "test = { cmd = 'pytest', cwd = '..' }",
    "all = ['lint', { shell = '''",
    'uv sync',
    "uv run x''' }]",
    'py = { script = "a:b" }',
    'code = { shell = "print(1)", interpreter = "python" }',
    '[tool.hatch.envs.default.scripts]',
    'cov = ["pytest --cov", "coverage"]',
    '[tool.pdm.scripts]',
    'serve.shell = "pip install x"',
    '[tool.taskipy.tasks]',
    'fmt = "black ."',
  ])
  expect(words).toEqual([
    'ruff|check|src',
    'pytest',
    'lint',
    'uv|sync ; uv|run|x',
    'pytest|--cov',
    'coverage',
    'pip|install|x',
    'black|.',
  ])
  expect(sources[0]).toBe('ruff check \\"src\\"')
  expect(contexts[1]).toEqual({
    kind: 'config',
    format: 'poe',
    key: 'tool.poe.tasks.test',
    directory: 'evio',
  })
  expect(settings[1]).toEqual([{ path: '..', value: '..', removal: ", cwd = '..'" }])
})

test('notebooks: lines for the shell', async () => {
  const cells = [
    { cell_type: 'markdown', source: ['!pip install a'] },
    {
      cell_type: 'code',
      source: ['import x\n', '!pip install "b" \\\n', '  {name}\n', '%pip install c\n', '%matplotlib inline'],
    },
    { cell_type: 'code', source: '%%bash\nuv sync\n' },
    { cell_type: 'code', source: 'a = !ls' },
  ]
  const { scripts } = await outline('a.ipynb', JSON.stringify({ cells }, null, 1))
  expect(scripts.map(({ words }) => words.join(' ; '))).toEqual([
    'pip|install|b|‹{name}›',
    'pip|install|c',
    'uv|sync',
    'ls',
  ])
})

test('reStructuredText', async () => {
  const { words, document } = await read('docs/a.rst', [
    'Title',
    '=====',
    '',
    'Run ``uv sync --all`` or :command:`pip install x`::',
    '',
    '    $ uv run x',
    '    output of pip install',
    '',
    '.. code-block:: bash',
    '   :caption: pip install caption',
    '',
    '   uv add <package>',
    '   cd evio',
    '',
    '.. code-block:: python',
    '',
    '   import pip',
    '',
    '.. policy-check: ignore[uv-only] -- reason',
    'Sub',
    '---',
  ])
  expect(words).toEqual(['uv|sync|--all', 'pip|install|x', 'uv|run|x', 'uv|add|‹?<package>› ; cd|evio'])
  expect(document.markdown?.headings.map(({ level, text }) => [level, text])).toEqual([
    [1, 'Title'],
    [2, 'Sub'],
  ])
  expect(document.directives).toHaveLength(1)
})

test('AsciiDoc', async () => {
  const { words, document } = await read('docs/a.adoc', [
    '= Title',
    '',
    'Run `uv sync --all`.',
    '',
    '[source,bash]',
    '----',
    'cd evio && pytest',
    '----',
    '',
    '[source,python]',
    '----',
    'import pip',
    '----',
    '',
    '....',
    '$ uv run x',
    '....',
    '// policy-check: ignore[a] -- b',
  ])
  expect(words).toEqual(['uv|sync|--all', 'cd|evio ; pytest', 'uv|run|x'])
  expect(document.directives).toHaveLength(1)
})

test('a template of a script', async () => {
  const { words } = await read('{{cookiecutter.name}}/run.sh', ['uv run --package {{ cookiecutter.name }} x'])
  expect(words).toEqual(['uv|run|--package|‹{{ cookiecutter.name }}›|x'])
})

test('tasks of mise.toml and pixi.toml', async () => {
  const mise = await read('evio/.mise.toml', [
    '[tasks]',
    'lint = "uv run ruff check {{arg(name=\'path\')}}"',
    '[tasks.test]',
    'run = ["uv sync", { task = "lint" }, "uv run pytest"]',
    'dir = "{{config_root}}/src"',
    'shell = "bash -c"',
    '[tasks.python]',
    'run = "print(1)"',
    'shell = "python -c"',
    '[tasks.script]',
    'run = """\n#!/usr/bin/env python\nprint(1)\n"""',
  ])
  expect(mise.words).toEqual(["uv|run|ruff|check|‹{{arg(name='path')}}›", 'uv|sync', 'uv|run|pytest'])
  expect(mise.contexts[0]).toEqual({ kind: 'config', format: 'mise', key: 'tasks.lint', directory: 'evio' })
  const removal = 'dir = "{{config_root}}/src"\n'
  const src = { path: './src', value: '{{config_root}}/src', removal }
  expect(mise.settings).toEqual([[], [src], [src]])
  const pixi = await read('pixi.toml', [
    '[tasks]',
    'sync = { cmd = "uv sync", cwd = "evio" }',
    '[feature.x.tasks]',
    'test = "uv run pytest"',
  ])
  expect(pixi.words).toEqual(['uv|sync', 'uv|run|pytest'])
  expect(pixi.settings[0]).toEqual([{ path: 'evio', value: 'evio', removal: ', cwd = "evio"' }])
})
