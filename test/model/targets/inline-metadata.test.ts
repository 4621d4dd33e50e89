import { expect, test } from 'vitest'
import rules from '../../../rules/index.ts'
import { everyRuleOn } from '../../support/in-memory.ts'
import { checkFiles, repair } from '../../support/repair.ts'

const header = (...lines: readonly string[]) =>
  ['# /// script', ...lines.map((line) => `# ${line}`), '# ///', ''].join('\n')

/** What rules on commands say in a workspace whose member `evio` requires numpy. */
async function told(shell: string, files: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const repository = {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["evio"]\n',
    'evio/pyproject.toml':
      '[project]\nname = "evio"\nversion = "1"\ndependencies = ["numpy"]\n\n[build-system]\nrequires = ["hatchling"]\n',
    'evio/src/evio/__init__.py': '',
    'evio/own.py': header('dependencies = ["rich"]'),
    'evio/settings.py': header('[tool.marimo.display]', 'theme = "light"'),
    'evio/broken.py': header('dependencies = ['),
    'a.sh': `${shell}\n`,
    ...files,
  }
  const on = rules.filter(({ group }) => group === 'Commands')
  const { findings } = await checkFiles(repository, everyRuleOn(on), on)
  return findings.map(({ rule, next }) => `${rule}: ${next}`)
}

test.each([
  [
    'a member that does not exist is no error where uv ignores it',
    'uv run --package gone evio/own.py',
    ['package-named: Leave out `--package gone`.'],
  ],
  ['an option with `=`', 'uv run --package=evio evio/own.py', ['package-named: Leave out `--package=evio`.']],
  [
    'a script named by --script',
    'uv run --package evio --script evio/own.py',
    ['package-named: Leave out `--package evio`.'],
  ],
  [
    'a module and a command are none',
    'uv run --package evio -m http.server && uv run --package evio pytest evio/own.py',
    [],
  ],
  [
    'a header without packages is read all the same',
    'uv run --package evio evio/settings.py',
    ['package-named: Leave out `--package evio`.'],
  ],
  [
    'but leaves them to the project',
    'uv run python evio/settings.py',
    ['package-named: Add `--package evio`.'],
  ],
  [
    'and so does a broken one, which has a trouble',
    'uv run python evio/broken.py',
    ['package-named: Add `--package evio`.'],
  ],
  [
    'a path from the root',
    'cd "$(git rev-parse --show-toplevel)" && python evio/own.py',
    ['run-through-uv: Write `uv run evio/own.py`.'],
  ],
  ['a variable', 'S=evio/own.py\npython "$S"', ['run-through-uv: Write `uv run "$S"`.']],
  ['a version', 'python3.12 evio/own.py', ['run-through-uv: Write `uv run --python 3.12 evio/own.py`.']],
  ['an interpreter of the system', '/usr/bin/python3 evio/own.py', []],
  ['sudo', 'sudo python evio/own.py', ['run-through-uv: Write `uv run evio/own.py`.']],
])('%s', async (_, shell, expected) => {
  expect(await told(shell)).toEqual(expected)
})

test('the packages that uv.lock has are those of the workspace', async () => {
  const shell = 'uv run python evio/own.py'
  expect(await told(shell)).toEqual(['run-through-uv: Write `uv run evio/own.py`.'])
  const lock =
    'version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "rich"\nversion = "14"\n'
  expect(await told(shell, { 'uv.lock': lock })).toEqual([])
})

test('the shebang of a script', async () => {
  const own = header('dependencies = ["rich"]')
  const starts = (command: string) => told('ls', { 'tools/x.py': `#!/usr/bin/env -S ${command}\n${own}` })
  expect(await starts('uv run --package evio --script')).toEqual([
    'package-named: Leave out `--package evio`.',
  ])
  expect(await starts('pipx run')).toEqual(['uv-only: Write `#!/usr/bin/env -S uv run --script`.'])
  expect(await starts('poetry run python')).toEqual(['uv-only: Write `#!/usr/bin/env -S uv run --script`.'])
  expect(await starts('uv run --script')).toEqual([])
  const fixed = async (line: string) => {
    const on = rules.filter(({ id }) => id === 'uv-only')
    const files = { 'x.py': `${line}\n${own}` }
    return (await repair(files, everyRuleOn(on), on))['x.py']?.split('\n', 1)[0]
  }
  expect(await fixed('#!/usr/bin/env -S poetry run python')).toBe('#!/usr/bin/env -S uv run --script')
  expect(await fixed('#!/usr/bin/env pipx run')).toBe('#!/usr/bin/env pipx run')
  expect(await fixed('#!/usr/bin/pipx run')).toBe('#!/usr/bin/pipx run')
})

test('pipx runs a script by its path', async () => {
  expect(await told('pipx run evio/own.py --fast')).toEqual(['uv-only: Run `uv run evio/own.py --fast`.'])
  expect(await told('pipx run cowsay')).toEqual(['uv-only: Run `uvx cowsay`.'])
})

test('the lock of a script', async () => {
  const shebang = `#!/usr/bin/env -S uv run --script --locked\n${header('dependencies = []')}`
  const next = (path: string) =>
    `paths-exist: Make it with \`uv lock --script ${path}\`, or leave the option out.`
  expect(await told('uv run --frozen evio/own.py', { 'tools/x': shebang, 'tools/y.py': shebang })).toEqual([
    next('evio/own.py'),
    next('tools/x'),
    next('tools/y.py'),
  ])
  const locks = { 'evio/own.py.lock': '', 'tools/x.lock': '', 'tools/x': shebang }
  expect(
    await told('uv run --frozen evio/own.py && uv run --locked evio/plain.py', {
      ...locks,
      'evio/plain.py': '',
    }),
  ).toEqual([])
})
