import { expect, it } from 'vitest'
import { line, readCommands } from '../../support/read-commands.ts'

const tree = {
  'evio/pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n',
  'evio/data/x.txt': '',
  'web/package.json': '{}',
  'tools/lib/x.txt': '',
}

async function directoriesOf(code: string, path = 'tools/a.sh') {
  const commands = await readCommands({ ...tree, [path]: code })
  const found = commands.all.filter((command) => command.path === path && command.program === 'probe')
  return found.map((command) => `${line(command)} ${command.directory}`)
}

it.each([
  ['a chain and what follows', 'cd evio && probe 1\nprobe 2\n', ['probe 1 evio', 'probe 2 evio']],
  ['a directory that is made as a new one', 'mkdir evio && cd evio/data\nprobe 1\n', ['probe 1 null']],
  ['a directory that may be there', 'mkdir -p evio && cd evio\nprobe 1\n', ['probe 1 evio']],
  ['a subshell', '(cd evio; probe 1)\nprobe 2\n', ['probe 1 evio', 'probe 2 .']],
  ['a group', '{ cd evio; probe 1; }\nprobe 2\n', ['probe 1 evio', 'probe 2 evio']],
  [
    'back again',
    'cd evio/data\nprobe 1\ncd ..\nprobe 2\ncd -\nprobe 3\n',
    ['probe 1 evio/data', 'probe 2 evio', 'probe 3 evio/data'],
  ],
  ['pushd and popd', 'pushd evio >/dev/null\nprobe 1\npopd\nprobe 2\n', ['probe 1 evio', 'probe 2 .']],
  ['the root by git', 'cd evio\ncd "$(git rev-parse --show-toplevel)"\nprobe 1\n', ['probe 1 .']],
  ['the root by the script', 'cd "$(dirname "$0")/.."\nprobe 1\n', ['probe 1 .']],
  [
    'the script',
    'HERE="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"\ncd "$HERE/lib"\nprobe "$HERE/x"\n',
    ['probe /tools/x tools/lib'],
  ],
  [
    'constants',
    'DATA_DIR="evio/data"\ncd "$DATA_DIR" || exit 1\nprobe "$DATA_DIR"\n',
    ['probe evio/data evio/data'],
  ],
  ['a variable with two values', 'D=evio\nif x; then D=web; fi\ncd "$D"\nprobe 1\n', ['probe 1 null']],
  ['a branch', 'if x; then cd evio; probe 1; fi\nprobe 2\n', ['probe 1 evio', 'probe 2 null']],
  [
    'a branch that is left',
    'if x; then cd evio; probe 1; exit 1; fi\nprobe 2\n',
    ['probe 1 evio', 'probe 2 .'],
  ],
  ['a case that is left', 'case "$1" in a) cd evio; exit;; b) ls;; esac\nprobe 1\n', ['probe 1 .']],
  [
    'a function that goes back before it returns',
    'f() {\n  pushd evio\n  for i in 1 2; do\n    if x; then popd; return 0; fi\n  done\n}\nfor m in a b; do f || exit 1; probe 1; done\nprobe 2\n',
    ['probe 1 .', 'probe 2 .'],
  ],
  [
    'a function that returns elsewhere',
    'f() { if x; then cd evio; return; fi; }\nf\nprobe 1\ng() { if x; then return; fi; cd evio; }\ng\nprobe 2\n',
    ['probe 1 null', 'probe 2 null'],
  ],
  ['an or', 'cd evio || exit 1\nprobe 1\n', ['probe 1 evio']],
  ['a loop', 'for m in a b; do (cd evio; probe 1); done\nprobe 2\n', ['probe 1 evio', 'probe 2 .']],
  ['a function', 'enter() { cd evio; }\nenter\nprobe 1\n', ['probe 1 evio']],
  ['a clone', 'git clone https://example.com/x.git && cd x && probe 1\n', ['probe 1 null']],
  [
    'a branch that enters a clone',
    'cd evio\nif [ -f x ]; then echo here; else git clone https://example.com/x; cd x; probe 1; fi\nprobe 2\n',
    ['probe 1 null', 'probe 2 evio'],
  ],
  [
    'a clone in every branch',
    'if a; then git clone https://example.com/x; cd x; else git clone https://example.com/y; cd y; fi\nprobe 1\n',
    ['probe 1 null'],
  ],
  [
    'a clone that may be there already',
    'if [ -d x ]; then cd x; else git clone https://example.com/x; cd x; fi\nprobe 1\n',
    ['probe 1 null'],
  ],
  ['a clone of this folder', 'git clone https://example.com/x .\ncd evio\nprobe 1\n', ['probe 1 evio']],
  ['home', 'cd\nprobe 1\ncd /tmp\nprobe 2\n', ['probe 1 null', 'probe 2 null']],
  ['nested code', "bash -c 'cd evio && probe 1'\nprobe 2\n", ['probe 1 evio', 'probe 2 .']],
  [
    'wrappers',
    'sudo env A=1 timeout -k 5 10 probe 1\nnix develop .#x --command probe 2\nxargs -n 1 probe 3\n',
    ['probe 1 .', 'probe 2 .', 'probe 3 .'],
  ],
  ['another machine', 'ssh host probe 1\ndocker run --rm image probe 2\n', []],
  [
    'uv changes it',
    'uv --directory evio run probe 1\nuv --project evio run probe 2\n',
    ['probe 1 evio', 'probe 2 .'],
  ],
  [
    'wrappers that change it',
    'env -C evio probe 1\nsudo -D evio/data probe 2\nsudo -C 3 probe 3\nenv -C $X probe 4\nconda run -n x --cwd web probe 5\n',
    ['probe 1 evio', 'probe 2 evio/data', 'probe 3 .', 'probe 4 null', 'probe 5 web'],
  ],
  ['find', 'find . -name x -exec probe {} \\;\n', ['probe {} .']],
])('%s', async (_, code, expected) => {
  expect(await directoriesOf(code)).toEqual(expected)
})

it('starts workflow steps in their directory', async () => {
  const step = (directory: string) =>
    `on: push\njobs:\n  a:\n    steps:\n      - working-directory: ${directory}\n        run: probe 1\n`
  expect(await directoriesOf(step('evio'), '.github/workflows/a.yml')).toEqual(['probe 1 evio'])
  expect(await directoriesOf(step('checked-out-elsewhere'), '.github/workflows/a.yml')).toEqual([
    'probe 1 null',
  ])
  expect(await directoriesOf(step('${{ matrix.x }}'), '.github/workflows/a.yml')).toEqual(['probe 1 null'])
})

it('survives deep and endless code', async () => {
  expect(await directoriesOf('f() { f; }\nf\nprobe 1\n')).toEqual(['probe 1 .'])
  expect((await directoriesOf('probe 1 && '.repeat(3000) + 'probe 2\n')).length).toBeGreaterThan(100)
  await directoriesOf('('.repeat(500) + 'probe 1' + ')'.repeat(500))
})

it('fills constants of make and just in', async () => {
  expect(
    await directoriesOf(
      'PKG = evio\nDIR := $(shell pwd)\nDATA = $(PKG)/data\nX := $(shell x)\n' +
        't:\n\tcd $(DATA) && probe 1\n\tcd $(DIR)/evio && probe 2\n\tcd $(X) && probe 3\n\tcd $(DIR) && probe 4\n',
      'Makefile',
    ),
  ).toEqual(['probe 1 evio/data', 'probe 2 evio', 'probe 3 null', 'probe 4 .'])
  expect(
    await directoriesOf(
      'pkg := "evio"\nt name:\n    cd {{pkg}} && probe 1\n    cd {{name}} && probe 2\n',
      'justfile',
    ),
  ).toEqual(['probe 1 evio', 'probe 2 null'])
  expect(await directoriesOf('t:\n\tcd $(CURDIR)/evio && probe 1\n', 'Makefile')).toEqual(['probe 1 evio'])
})

/** Each probe with its directory and the words of the move that led there. */
async function movesOf(path: string, code: string) {
  const commands = await readCommands({ ...tree, [path]: code })
  return commands.of('probe').map(({ directory, moved }) => {
    const at = moved && code.slice(moved.place.span.start, moved.place.span.end)
    return [directory, at ?? null, moved?.removal && code.slice(moved.removal.start, moved.removal.end)]
  })
}

it('moves by the settings of every host', async () => {
  const step = 'jobs:\n  a:\n    defaults: { run: { working-directory: web } }\n    steps:\n'
  const run = `${step}      - run: probe 1\n      - run: probe 2\n        working-directory: ./evio/data\n`
  expect(await movesOf('.github/workflows/a.yml', run)).toEqual([
    ['web', 'web', undefined],
    ['evio/data', './evio/data', '        working-directory: ./evio/data\n'],
  ])
  const tasks = (dir: string, more = '') => `tasks:\n  a:\n    dir: ${dir}\n${more}    cmd: probe 1\n`
  expect(await movesOf('Taskfile.yml', tasks('evio'))).toEqual([['evio', 'evio', '    dir: evio\n']])
  expect(await movesOf('Taskfile.yml', tasks('evio', '    sources: [x]\n'))).toEqual([
    ['evio', 'evio', undefined],
  ])
  expect(await movesOf('Taskfile.yml', tasks('"{{.X}}"'))).toEqual([[null, '{{.X}}', '    dir: "{{.X}}"\n']])
  expect(await movesOf('Taskfile.yml', tasks('.'))).toEqual([['.', null, undefined]])
  expect(await movesOf('evio/Taskfile.yml', tasks('"{{.TASKFILE_DIR}}"'))).toEqual([
    ['evio', null, undefined],
  ])
  expect(await movesOf('evio/Taskfile.yml', tasks('data'))).toEqual([
    ['evio/data', 'data', '    dir: data\n'],
  ])
  const recipes =
    "set working-directory := 'evio'\na:\n  probe 1\n[working-directory: 'data']\nb:\n  probe 2\n"
  expect(await movesOf('justfile', `${recipes}[working-directory: '..']\nc:\n  probe 3\n`)).toEqual([
    ['evio', 'evio', undefined],
    ['evio/data', 'data', "[working-directory: 'data']\n"],
    ['.', null, undefined],
  ])
  const task = (format: string, rest: string) => `[tool.${format}.a]\ncmd = "probe 1"\n${rest}\n`
  for (const [format, key] of [
    ['poe.tasks', 'cwd'],
    ['taskipy.tasks', 'cwd'],
    ['pdm.scripts', 'working_dir'],
    ['pixi.tasks', 'cwd'],
  ] as const)
    expect(await movesOf('pyproject.toml', task(format, `${key} = "evio"`))).toEqual([
      ['evio', 'evio', `${key} = "evio"\n`],
    ])
  expect(await movesOf('pyproject.toml', task('poe.tasks', 'cwd = "evio" # here'))).toEqual([
    ['evio', 'evio', undefined],
  ])
  const processes = '{ processes.a = {\n  exec = "probe 1";\n  cwd = "evio";\n  env.X = "1";\n}; }\n'
  expect(await movesOf('devenv.nix', processes)).toEqual([['evio', 'evio', undefined]])
})

it('moves by the directory of a task runner', async () => {
  const code =
    'make -C evio x\ngmake --directory=evio x\njust -d evio x\ntask --dir evio x\ngit -C evio status\n'
  const commands = await readCommands({ ...tree, 'a.sh': code })
  expect(commands.all.map(({ program, directory, moved }) => [program, directory, moved?.by])).toEqual([
    ['make', 'evio', 'option'],
    ['gmake', 'evio', 'option'],
    ['just', 'evio', 'option'],
    ['task', 'evio', 'option'],
    ['git', '.', undefined],
  ])
})

it.each([
  ['a checkout that is to be filled in', 'cd /path/to/evio/tools/lib', 'tools/lib'],
  ['one in the home of whoever wrote it', 'cd ~/code/house/tools/lib', 'tools/lib'],
  ['one below a variable', 'cd "$HOME/house/web"', 'web'],
  ['the checkout itself', 'cd /home/me/house', '.'],
  ['a placeholder before its name', 'cd <your-path>/house/evio/data', 'evio/data'],
  ['another repository', 'cd ~/code/other/web', 'null'],
  ['a folder of the machine', 'cd /opt/web', 'null'],
])('a document that goes to %s', async (_, move, directory) => {
  const clone = '```sh\ngit clone https://github.com/me/house.git\n```\n'
  const commands = await readCommands({
    ...tree,
    'evio/pyproject.toml': `${tree['evio/pyproject.toml']}\n[project.urls]\nrepository = "https://github.com/me/house"\n`,
    'docs/a.md': `${clone}\nThen:\n\n\`\`\`sh\n${move} && probe 1\n\`\`\`\n`,
  })
  expect(commands.all.filter(({ program }) => program === 'probe').map((one) => `${one.directory}`)).toEqual([
    directory,
  ])
})
