import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'
import { commandsIn, outline } from '../support/outline.ts'
import { hang, markAround, shownInFence } from '../support/shown-in-fence.ts'
import { carriers } from './carriers.ts'
import { randomScript } from './random-shell.ts'

const indent = (text: string, by: string) => text.replace(/^(?=.)/gm, by)

/** What can stand around blocks of a Markdown text. */
const wraps: Readonly<Record<string, (text: string) => string>> = {
  'a list': (text) => hang(text, '- '),
  'a numbered list': (text) => hang(text, '10. '),
  'a quote': (text) => text.replace(/^(?!$(?![\s\S]))/gm, '> '),
  'a tab': (text) => `=== "pip"\n\n${indent(text, '    ')}`,
  'an admonition': (text) => `??? note "A"\n\n${indent(text, '    ')}`,
  'a directive': (text) => `${markAround(text, '`')}{note}\n:class: x\n\n${text}\n${markAround(text, '`')}\n`,
  'colon fences': (text) => `${markAround(text, ':')}{tab-item} A\n${text}\n${markAround(text, ':')}\n`,
}

const shown = carriers.filter(({ path }) => !/\.(?:mdx?|rst)$/.test(path))

for (const carrier of shown) {
  const { name, path, shape, write, encode = (source: string) => source } = carrier
  test(`${name} in a fence, in random blocks: spans are native`, async () => {
    await fc.assert(
      fc.asyncProperty(
        randomScript(shape),
        fc.array(fc.constantFrom(...Object.keys(wraps)), { maxLength: 4 }),
        fc.constantFrom('`', '~'),
        fc.boolean(),
        async (script, around, mark, windows) => {
          fc.pre(!/'\$\{/.test(script.code))
          const fence = shownInFence(path, write(script.code, 2), mark)
          const nested = around.reduce((text, wrap) => wraps[wrap]?.(text) ?? text, fence)
          const unix = `# A\n\nText\n\n${nested}`
          const text = windows ? unix.replaceAll('\n', '\r\n') : unix
          const document = await parse({ path: 'a.md', text })
          expect(document.troubles).toEqual([])
          const own = document.scripts.filter(
            ({ span }) => !/^(?:ignored|\$\{lib)/.test(text.slice(span.start)),
          )
          const found = commandsIn(own.map(({ statements }) => statements))
          const intended = script.commands.map((words) => words.map((word) => word.text))
          expect(found.map(({ words }) => words.map((word) => word.text))).toEqual(intended)
          for (const [index, command] of found.entries()) {
            const sources = script.commands[index]?.map(({ source }) => encode(source)) ?? []
            expect(command.words.map(({ span }) => text.slice(span.start, span.end))).toEqual(sources)
          }
          if (path !== 'a.sh') expect(own.every((each) => each.fence !== undefined)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })
}

/** Hosts and words of the shell code in a document. */
async function read(...lines: readonly string[]): Promise<string[]> {
  const { scripts } = await outline('docs/a.md', `${lines.join('\n')}\n`)
  return scripts.map(({ host, words }) => `${host}: ${words.join(' ; ')}`)
}

test('YAML counts by its path, or by what only one kind of file says', async () => {
  const steps = ['steps:', '  - uses: actions/checkout@v4', '  - run: pip install a']
  expect(await read('```yaml', ...steps, '```')).toEqual(['workflow: pip|install|a'])
  expect(await read('```yaml', 'test:', '  runs-on: x', ...steps.map((line) => `  ${line}`), '```')).toEqual([
    'workflow: pip|install|a',
  ])
  expect(await read('```yml', '- name: Install', '  run: |', '    pip install b', '```')).toEqual([
    'workflow: pip|install|b',
  ])
  expect(await read('```yaml', '# .gitlab-ci.yml', 'x:', '  script: [pip install c]', '```')).toEqual([
    'config: pip|install|c',
  ])
  expect(
    await read('```yaml', '- repo: local', '  hooks:', '    - id: d', '      entry: pip install d', '```'),
  ).toEqual(['config: pip|install|d'])
  expect(
    await read('```yaml', "version: '3'", 'tasks:', '  e:', '    cmds:', '      - pip install e', '```'),
  ).toEqual(['config: pip|install|e'])
})

test('YAML of other kinds is no code', async () => {
  expect(await read('```yaml', 'services:', '  web:', '    command: pip install a', '```')).toEqual([])
  expect(await read('```yaml', '- name: x', '  shell: pip install a', '  register: y', '```')).toEqual([])
  expect(await read('```yaml', 'x:', '  script: pip install a', '```')).toEqual([])
  expect(await read('```yaml', 'tasks:', '  - pip install a', '```')).toEqual([])
  expect(await read('```yaml', 'a: {', 'run: pip install a', '```')).toEqual([])
})

test('JSON and TOML count by their tables', async () => {
  expect(await read('```json', '"scripts": { "a": "pip install a" }', '```')).toEqual([
    'config: pip|install|a',
  ])
  expect(await read('```jsonc', '{ "scripts": { "a": "pip install a" }, ... }', '```')).toEqual([])
  expect(await read('```json', '{ "require": {}, "scripts": { "a": "pip install a" } }', '```')).toEqual([])
  expect(await read('```json', '{ "postCreateCommand": "pip install a" }', '```')).toEqual([
    'config: pip|install|a',
  ])
  expect(await read('```toml', '[tool.poe.tasks]', 'a = "pip install a"', '```')).toEqual([
    'config: pip|install|a',
  ])
  expect(await read('```toml', '[scripts]', 'a = "pip install a"', '```')).toEqual([])
})

test('Nix code may be a piece, a Dockerfile needs no first line', async () => {
  expect(await read('```nix', 'shellHook = "pip install a";', "x = ''", '  text', "'';", '```')).toEqual([
    'nix: pip|install|a',
  ])
  expect(await read('```docker', 'RUN pip install a', '```')).toEqual(['dockerfile: pip|install|a'])
  expect(await read('```', 'FROM x', 'RUN pip install a', '```')).toEqual(['dockerfile: pip|install|a'])
  expect(await read('```text title="Makefile"', 'a:', '\tpip install a', '```')).toEqual([
    'make: pip|install|a',
  ])
  expect(await read('```python title="Makefile"', 'a:', '\tpip install a', '```')).toEqual([])
})

test('reStructuredText and AsciiDoc show files, too', async () => {
  const rst =
    'T\n=\n\n.. tab:: A\n\n   .. code-block:: dockerfile\n      :caption: RUN pip install no\n\n      FROM x\n      RUN pip install \\\n        a\n\n.. code-block:: yaml\n\n   steps:\n     - run: pip install b\n'
  const adoc =
    '= T\n\n[source,makefile]\n----\na:\n\tpip install c\n----\n\n[source,nix]\n----\nshellHook = "pip install d";\n----\n'
  const sources = async (path: string, text: string) =>
    (await outline(path, text)).scripts.map(({ host, sources: found }) => `${host}: ${found.join(' ; ')}`)
  expect(await sources('a.rst', rst)).toEqual([
    'dockerfile: pip install \\\n        a',
    'workflow: pip install b',
  ])
  expect(await sources('a.adoc', adoc)).toEqual(['make: pip install c', 'nix: pip install d'])
})

test('placeholders are those of the document', async () => {
  expect(await read('```dockerfile', 'RUN uv add --package <member> [options] x', '```')).toEqual([
    'dockerfile: uv|add|--package|‹?<member>›|‹?[options]›|x',
  ])
})

test('a directive in such a file reaches no further than its fence', async () => {
  const text =
    '```yaml\nsteps:\n  # policy-check: ignore[uv-only] -- shown\n  - run: pip install a\n```\n\n```sh\npip install b\n```\n'
  const { directives, markdown } = await parse({ path: 'a.md', text })
  expect(directives).toHaveLength(1)
  const fence = markdown?.fences[0]?.lines
  expect(directives[0]?.guest).toEqual({ start: fence?.[0]?.start, end: fence?.at(-1)?.end })
})

test('a value of the matrix that a step runs stands in the fence, too', async () => {
  const text =
    '# A\n\n> ```yaml\n> jobs:\n>   a:\n>     runs-on: x\n>     strategy: { matrix: { run: [pip install a] } }\n>     steps:\n>       - run: ${{ matrix.run }}\n> ```\n'
  const { scripts } = await parse({ path: 'a.md', text })
  const value = scripts.find(({ context }) => context.kind === 'workflow' && context.value)
  expect(value?.fence).toBe(0)
  expect(commandsIn(value?.statements).map(({ span }) => text.slice(span.start, span.end))).toEqual([
    'pip install a',
  ])
  const used = value?.context.kind === 'workflow' ? value.context.value?.usedAt : undefined
  expect(text.slice(used?.start, used?.end)).toBe('${{ matrix.run }}')
})

test('what is nested too deeply, or never ends, costs nothing but itself', async () => {
  const deep = (unit: string) => unit.repeat(5_000)
  const text = [
    `\`\`\`nix\nshellHook = ${deep('(')}\n\`\`\``,
    `\`\`\`nix\n${deep("''${")}\n\`\`\``,
    `\`\`\`yaml title=".gitlab-ci.yml"\n${deep('[')}\n\`\`\``,
    `\`\`\`json\n"scripts": {${deep('"a":{')}\n\`\`\``,
    `\`\`\`toml\n[tool.poe.tasks]\na = ${deep('[')}\n\`\`\``,
    `\`\`\`${deep('a:')}\nx\n\`\`\``,
    `\`\`\`yaml\n${deep('#\n')}- run: pip install a\n\`\`\``,
    '```sh\nuv sync\n```\n',
  ].join('\n\n')
  const { scripts, troubles } = await parse({ path: 'a.md', text })
  expect(troubles).toEqual([])
  expect(commandsIn(scripts.at(-1)?.statements).map(({ span }) => text.slice(span.start, span.end))).toEqual([
    'uv sync',
  ])
})
