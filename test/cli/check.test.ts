import { chmodSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { overview } from '../../src/cli/options/help.ts'
import { findings, policyCheck } from '../support/run-cli.ts'
import { commit, git, repository, scratch, write } from '../support/scratch.ts'

const member = (name: string, more = '') => `[project]\nname = "${name}"\nversion = "1"\n${more}`
const workspace = '[tool.uv.workspace]\nmembers = ["libs/*"]\n'
const rules =
  '[rules.required-files]\nfiles = ["README.md", "docs/setup.md"]\n' +
  '[rules]\nmember-layout = "off"\nlock-in-step = "off"\nrequires-python-agrees = "off"\n'

/** A repository in which `app` needs `core` without a source, and two required files are missing. */
const drifted = {
  'policy-check.toml': rules,
  'pyproject.toml': workspace,
  'uv.lock': 'version = 1\n',
  'libs/core/pyproject.toml': member('core'),
  'libs/app/pyproject.toml': member('app', 'dependencies = ["core"]\n'),
}
const own = (lines: readonly string[]) =>
  lines.filter((line) => /required-files|workspace-sources/.test(line))

describe('exit codes', () => {
  it('0 clean or nothing to do, 1 findings, 2 usage', async () => {
    expect((await policyCheck(scratch())).code).toBe(0)
    expect((await policyCheck(repository(drifted))).code).toBe(1)
    expect((await policyCheck(scratch(), ['--nope'])).code).toBe(2)
  })

  it('follows --fail-on and --exit-zero, whatever the format is', async () => {
    const root = repository({
      'policy-check.toml': '[rules.required-files]\nseverity = "warning"\nfiles = ["a.md"]\n',
    })
    for (const format of ['pretty', 'concise', 'json', 'jsonl', 'sarif', 'github']) {
      const code = async (...args: string[]) => (await policyCheck(root, ['--format', format, ...args])).code
      const codes = [await code(), await code('--fail-on', 'warning'), await code('--fail-on', 'note')]
      codes.push(await code('--fail-on', 'warning', '--exit-zero'), await code('--fail-on', 'never'))
      expect([format, ...codes]).toEqual([format, 0, 1, 1, 0, 0])
    }
  })
})

describe('arguments', () => {
  it.each([
    [['--fixx'], 'There is no option `--fixx`.\nDid you mean `--fix`?'],
    [['--format', 'sarf'], 'There is no format `sarf`.\nDid you mean `sarif`?'],
    [['--format', 'json', '--format', 'sarif'], 'Two formats would be written to standard output.'],
    [
      ['--format', 'sarif=no/such/folder/x.sarif'],
      'The report `no/such/folder/x.sarif` cannot be written: its directory does not exist.',
    ],
    [['--fail-on', 'eror'], '`--fail-on eror` is not a severity.\nDid you mean `error`?'],
    [['chekc'], 'There is no command or path `chekc`.\nDid you mean `policy-check check`?'],
    [['check', 'nowhere'], '`nowhere` does not exist.'],
    [['explain', 'required-fles'], 'There is no rule `required-fles`.\nDid you mean `required-files`?'],
    [['rules', '--fix'], '`rules` has no option `--fix`.\nIt belongs to `check`.'],
    [['inspect', 'comands'], 'Did you mean `inspect commands`?'],
    [['--config', 'none.toml'], 'There is no file `none.toml`.'],
    [['--baseline', 'none.json'], 'There is no baseline `none.json`.'],
    [['--staged'], 'needs a git repository'],
    [['--changed', 'main'], 'needs a git repository'],
    [['--fix', '--write-baseline'], 'nothing may narrow or fix it'],
    [['--format'], '--format'],
  ])('%j', async (args, message) => {
    const { code, output, errors } = await policyCheck(scratch(), args)
    expect([code, output]).toEqual([2, ''])
    expect(errors).toContain(message)
  })

  it('names a commit that git does not know', async () => {
    const { code, errors } = await policyCheck(repository(drifted), ['--changed', 'nope'])
    expect([code, errors.split('\n')[0]]).toEqual([2, 'policy-check: Git knows no commit `nope`.'])
  })

  it('never takes a reference for an option of git', async () => {
    const root = repository(drifted)
    expect((await policyCheck(root, [`--changed=--output=${join(root, 'evil')}`])).code).toBe(2)
    expect(existsSync(join(root, 'evil'))).toBe(false)
  })

  it('has a help of one screen', async () => {
    expect((await policyCheck(scratch(), ['--help'])).output).toBe(overview(100))
    expect(overview(100).trimEnd().split('\n').length).toBeLessThanOrEqual(27)
  })
})

describe('the configuration', () => {
  it('is refused with its place', async () => {
    const { code, errors } = await policyCheck(
      repository({ 'policy-check.toml': '[rules]\nrequird-files = "off"\n' }),
    )
    expect(code).toBe(2)
    expect(errors).toBe(
      [
        'policy-check.toml:2:1: There is no rule `requird-files`.',
        '    2 │ requird-files = "off"',
        '      │ ^^^^^^^^^^^^^',
        'Did you mean `required-files`?',
        '',
      ].join('\n'),
    )
  })

  it('may be another file', async () => {
    const root = repository(drifted)
    const other = join(scratch({ 'other.toml': '[rules]\nworkspace-sources = "off"\n' }), 'other.toml')
    expect(own(await findings(root, ['--config', other]))).toEqual([])
  })

  it('is told what has no effect', async () => {
    const root = repository({ 'policy-check.toml': 'exclude = ["gone"]\n' })
    expect(await findings(root)).toEqual(['policy-check.toml:1:12 unused-config'])
  })
})

describe('what is reported', () => {
  it('is the same from every directory', async () => {
    const root = repository(drifted)
    const all = own(await findings(root))
    expect(all).toEqual([
      'libs/app/pyproject.toml:4:18 workspace-sources',
      'policy-check.toml:2:11 required-files',
      'policy-check.toml:2:24 required-files',
    ])
    expect(own(await findings(join(root, 'libs/app')))).toEqual(all)
  })

  it('is narrowed by paths', async () => {
    const root = repository(drifted)
    expect(own(await findings(root, ['libs']))).toEqual(['libs/app/pyproject.toml:4:18 workspace-sources'])
    expect(own(await findings(join(root, 'libs'), ['core']))).toEqual([])
    expect(own(await findings(root, ['policy-check.toml', 'libs/core/pyproject.toml']))).toHaveLength(2)
  })

  it('is a directory of its own when that is a root', async () => {
    const root = repository({
      'a.md': '',
      ...Object.fromEntries(Object.entries(drifted).map(([path, text]) => [`sample/${path}`, text])),
    })
    const { output } = await policyCheck(root, ['sample', '--format', 'json'])
    const report = JSON.parse(output) as { root: string; findings: { path: string }[] }
    expect(report.root).toBe('sample')
    expect(report.findings.map(({ path }) => path)).toContain('libs/app/pyproject.toml')
  })

  it('goes to several places at once', async () => {
    const root = repository(drifted)
    const { output } = await policyCheck(root, [
      '--format',
      'concise',
      '--format',
      'sarif=out.sarif',
      '--format',
      'json=out.json',
    ])
    expect(output).toMatch(/^policy-check\.toml:2:11: error: .*\[required-files\]$/m)
    expect(JSON.parse(readFileSync(join(root, 'out.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' })
    expect(JSON.parse(readFileSync(join(root, 'out.json'), 'utf8'))).toMatchObject({ version: 1 })
  })

  it('is silent when quiet and clean, and told why something was skipped when verbose', async () => {
    const root = repository({ 'policy-check.toml': 'exclude = ["old"]\n', 'old/a.md': '' })
    expect(await policyCheck(root, ['--quiet'])).toEqual({ code: 0, output: '', errors: '' })
    expect((await policyCheck(root)).output).not.toContain('excluded by')
    expect((await policyCheck(root, ['--verbose'])).output).toContain('excluded by `old`')
    expect((await policyCheck(root, ['old/a.md'])).output).toContain('excluded by `old`')
  })

  it('is coloured on a terminal only', async () => {
    const root = repository(drifted)
    const colour = '\u001b['
    const output = async (isTerminal: boolean, env = {}) =>
      (await policyCheck(root, [], { isTerminal, env })).output.includes(colour)
    expect([await output(false), await output(true)]).toEqual([false, true])
    expect([await output(true, { NO_COLOR: '1' }), await output(false, { FORCE_COLOR: '1' })]).toEqual([
      false,
      true,
    ])
  })
})

describe('fixing', () => {
  it('applies safe fixes and reports the rest', async () => {
    const root = repository(drifted)
    const { code, errors } = await policyCheck(root, ['--fix'])
    expect([code, errors]).toEqual([1, 'Fixed 1 finding in 1 file.\n'])
    expect(readFileSync(join(root, 'libs/app/pyproject.toml'), 'utf8')).toContain(
      'core = { workspace = true }',
    )
    expect(git(root, 'status', '--short')).toBe(' M libs/app/pyproject.toml\n')
    expect((await policyCheck(root, ['--fix'])).errors).toBe('')
  })

  it('prints a patch that git applies, and writes nothing', async () => {
    const root = repository(drifted)
    const { output, code } = await policyCheck(root, ['--diff'])
    expect(git(root, 'status', '--short')).toBe('')
    write(root, { 'x.patch': output })
    git(root, 'apply', 'x.patch')
    await policyCheck(root, ['--fix'])
    expect([code, git(root, 'status', '--short')]).toEqual([1, ' M libs/app/pyproject.toml\n?? x.patch\n'])
  })

  it('leaves everything as it was when a file cannot be written', async () => {
    const root = repository({
      ...drifted,
      'libs/app2/pyproject.toml': member('app2', 'dependencies = ["core"]\n'),
    })
    chmodSync(join(root, 'libs/app2/pyproject.toml'), 0o444)
    const { code, output } = await policyCheck(root, ['--fix', '--format', 'concise'])
    expect(code).toBe(1)
    expect(output).toContain(
      'libs/app2/pyproject.toml:1:1: trouble: The fixes were not written: the file is read-only.',
    )
    expect(own(output.split('\n'))).toHaveLength(4)
    expect(git(root, 'diff', '--stat', '--', 'libs/app')).toBe('')
  })

  it('does not touch what is suppressed or in the baseline', async () => {
    const suppressed = member(
      'app',
      'dependencies = ["core"] # policy-check: ignore[workspace-sources] -- so be it\n',
    )
    const root = repository({
      ...drifted,
      'libs/app/pyproject.toml': suppressed,
      'libs/b/pyproject.toml': member('b', 'dependencies = ["core"]\n'),
    })
    await policyCheck(root, ['--write-baseline'])
    commit(root)
    expect(await policyCheck(root, ['--fix', '--quiet'])).toEqual({ code: 0, output: '', errors: '' })
    expect(git(root, 'status', '--short')).toBe('')
  })
})

describe('the baseline', () => {
  it('accepts what is there, and nothing new', async () => {
    const root = repository(drifted)
    const { code, errors } = await policyCheck(root, ['--write-baseline'])
    expect(code).toBe(0)
    expect(errors).toContain('policy-check-baseline.json accepts')
    expect(await findings(root)).toEqual([])
    write(root, { 'policy-check.toml': `# moved\n\n${rules.replace('"]', '", "new.md"]')}` })
    expect(await findings(root)).toEqual(['policy-check.toml:4:41 required-files'])
  })

  it('has stale entries reported, and removed by --fix', async () => {
    const root = repository(drifted)
    await policyCheck(root, ['--write-baseline'])
    write(root, { 'README.md': '', 'docs/setup.md': '' })
    const stale = await findings(root)
    expect(stale.map((line) => line.split(' ')[1])).toEqual(['stale-baseline', 'stale-baseline'])
    const before = JSON.parse(readFileSync(join(root, 'policy-check-baseline.json'), 'utf8')) as {
      findings: unknown[]
    }
    await policyCheck(root, ['--fix'])
    const after = JSON.parse(readFileSync(join(root, 'policy-check-baseline.json'), 'utf8')) as {
      findings: unknown[]
    }
    expect(after.findings).toHaveLength(before.findings.length - 2)
    expect(await findings(root)).toEqual([])
  })

  describe('of a session, for whose commands one finding stands', () => {
    const session = (...packages: string[]) => ({
      'setup.sh': packages.map((name) => `pip install ${name}\n`).join(''),
      'docs/setup.md': '',
    })
    const told = async (root: string) => {
      const { output } = await policyCheck(root, ['--only', 'uv-only', '--format', 'json'])
      const { findings: all } = JSON.parse(output) as { findings: { range: { start: { line: number } } }[] }
      return all.map(({ range }) => range.start.line)
    }
    const accepting = async (...packages: string[]) => {
      const root = repository({ ...drifted, ...session(...packages) })
      await policyCheck(root, ['--write-baseline'])
      expect(await told(root)).toEqual([])
      return root
    }

    it.each([[['a', 'b', 'c']], [['a', 'c', 'b']], [['c', 'a', 'b']], [['a', 'b', 'b']]])(
      'hides no command that is new in it: %j',
      async (packages) => {
        const root = await accepting('a', 'b')
        write(root, session(...packages))
        expect(await told(root)).toEqual([1])
      },
    )

    it('accepts what is left of it and what has changed places', async () => {
      const root = await accepting('a', 'b', 'c')
      for (const packages of [['b', 'c'], ['c', 'a', 'b'], ['b']]) {
        write(root, session(...packages))
        expect(await told(root)).toEqual([])
      }
    })
  })

  it('is refused when it is broken', async () => {
    const root = repository({ 'policy-check-baseline.json': '{"version": 2}' })
    expect(await policyCheck(root)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('The baseline is broken'),
    })
  })
})

describe('scopes', () => {
  it('--staged checks the index', async () => {
    const root = repository(drifted)
    expect(own(await findings(root, ['--staged']))).toEqual([])
    write(root, { 'libs/core/pyproject.toml': member('core', 'dependencies = ["app"]\n') })
    expect(own(await findings(root, ['--staged']))).toEqual([])
    git(root, 'add', '-A')
    write(root, { 'libs/core/pyproject.toml': member('core') })
    expect(own(await findings(root, ['--staged']))).toEqual([
      'libs/app/pyproject.toml:4:18 workspace-sources',
      'libs/core/pyproject.toml:4:18 workspace-sources',
    ])
  })

  it('--staged --fix leaves partly staged files alone', async () => {
    const root = repository(drifted)
    const staged = member('core', 'dependencies = ["app"]\n')
    write(root, { 'libs/core/pyproject.toml': staged })
    git(root, 'add', '-A')
    write(root, { 'libs/core/pyproject.toml': `${staged}# later\n` })
    const { code, output } = await policyCheck(root, ['--staged', '--fix', '--format', 'concise'])
    expect(code).toBe(1)
    expect(output).toContain('libs/core/pyproject.toml:1:1: trouble: It is staged only in part')
    expect(readFileSync(join(root, 'libs/core/pyproject.toml'), 'utf8')).toBe(`${staged}# later\n`)
  })

  it('--staged --fix asks to stage what it fixed', async () => {
    const root = repository(drifted)
    write(root, { 'libs/x/pyproject.toml': member('x', 'dependencies = ["core"]\n') })
    git(root, 'add', '-A')
    const { code, errors } = await policyCheck(root, ['--staged', '--fix'])
    expect([code, errors]).toEqual([1, expect.stringContaining('not staged yet')])
    git(root, 'add', '-A')
    expect((await policyCheck(root, ['--staged', '--fix'])).errors).toBe('')
  })

  it('--changed reports what touches files that changed since a commit', async () => {
    const root = repository(drifted)
    expect(own(await findings(root, ['--changed', 'HEAD']))).toEqual([])
    write(root, { 'libs/x/pyproject.toml': member('x', 'dependencies = ["core"]\n') })
    expect(own(await findings(root, ['--changed', 'HEAD']))).toEqual([
      'libs/x/pyproject.toml:4:18 workspace-sources',
    ])
    commit(root)
    expect(own(await findings(root, ['--changed', 'HEAD~1']))).toEqual([
      'libs/x/pyproject.toml:4:18 workspace-sources',
    ])
    git(root, 'checkout', '-q', '-b', 'side', 'HEAD~1')
    expect(own(await findings(root, ['--changed', 'main']))).toEqual([])
  })

  it('--changed-lines reports what touches lines that changed', async () => {
    const root = repository(drifted)
    write(root, { 'libs/app/pyproject.toml': `# first\n${drifted['libs/app/pyproject.toml']}` })
    expect(own(await findings(root, ['--changed', 'HEAD']))).toHaveLength(1)
    expect(own(await findings(root, ['--changed-lines', 'HEAD']))).toHaveLength(0)
    write(root, { 'libs/app/pyproject.toml': member('app', 'dependencies = [ "core" ]\n') })
    expect(own(await findings(root, ['--changed-lines', 'HEAD']))).toHaveLength(1)
  })

  it('--stdin-filename takes the place of one file, on the disk or not', async () => {
    const root = repository(drifted)
    const check = async (path: string, input: string) => {
      const { output } = await policyCheck(root, ['--stdin-filename', path, '--format', 'concise'], { input })
      return own(output.split('\n')).map((line) => line.split(' ')[0])
    }
    expect(await check('libs/app/pyproject.toml', member('app'))).toEqual([])
    expect(await check('libs/app/pyproject.toml', member('app', '\n\ndependencies = ["core"]\n'))).toEqual([
      'libs/app/pyproject.toml:6:18:',
    ])
    expect(await check('libs/new/pyproject.toml', member('new', 'dependencies = ["core"]\n'))).toEqual([
      'libs/new/pyproject.toml:4:18:',
    ])
  })
})

describe('other commands', () => {
  it('explain and rules answer in words and in JSON', async () => {
    expect((await policyCheck(scratch(), ['explain', 'required-files'])).output).toContain('required-files: ')
    expect((await policyCheck(scratch(), ['explain', 'required-files', '--full'])).output).toContain(
      '# required-files',
    )
    const { output } = await policyCheck(scratch(), ['rules', '--format', 'json'])
    expect((JSON.parse(output) as { rules: { id: string }[] }).rules.map(({ id }) => id)).toContain(
      'required-files',
    )
  })

  it('inspect config says which line set what', async () => {
    const root = repository({
      'policy-check.toml': `${rules}[[overrides]]\nfiles = ["docs"]\nrules.required-files = "note"\n`,
    })
    const { output } = await policyCheck(root, ['inspect', 'config', 'docs/new.md'])
    const lines = output.split('\n')
    const at = lines.findIndex((line) => line.startsWith('required-files'))
    expect(lines.slice(at, at + 4)).toEqual([
      'required-files: note {"files":["README.md","docs/setup.md"]}',
      '    policy-check (default): error',
      '    policy-check.toml:1 (rules): {"files":["README.md","docs/setup.md"]}',
      '    policy-check.toml:9 (overrides 1): note',
    ])
  })

  it('inspect files tells what is read and what is not', async () => {
    const root = repository({
      'a.md': '',
      'b.md': '\0',
      'policy-check.toml': 'exclude = ["c.md"]\n',
      'c.md': '',
    })
    expect((await policyCheck(root, ['inspect', 'files'])).output.split('\n')).toEqual([
      'a.md  markdown',
      'b.md  trouble: It holds a NUL byte in line 1, so it is not text.',
      'c.md  skipped: excluded by `c.md`',
      'policy-check.toml  toml',
      '',
    ])
  })

  it('init writes a configuration that changes nothing', async () => {
    const { 'policy-check.toml': _, ...files } = drifted
    const root = repository(files)
    const before = await findings(root)
    const { code, output } = await policyCheck(root, ['init'])
    expect([code, output.split('\n')[0]]).toEqual([0, 'Wrote policy-check.toml after checking 4 files.'])
    expect(output).toContain('  workspace-sources: 1 finding')
    expect(await findings(root)).toEqual(before)
    expect((await policyCheck(root, ['init'])).code).toBe(2)
  })

  it('writes the same bytes whatever the order of the disk is', async () => {
    const bytes = async (files: Readonly<Record<string, string>>) =>
      (await policyCheck(scratch(files), ['--format', 'json'])).output
    const reversed = Object.fromEntries(Object.entries(drifted).reverse())
    expect(await bytes(reversed)).toBe(await bytes(drifted))
  })
})
