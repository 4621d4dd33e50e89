import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { repository, scratch, write } from '../support/scratch.ts'

/** One finding that must be there whatever else is in the repository. */
const violation = { 'docs/setup.md': '# Development\n\n```sh\npip install requests\n```\n' }
const found = 'docs/setup.md:4:1: error: `pip install`'

const deep = (open: string, middle: string, close: string) =>
  open.repeat(10_000) + middle + close.repeat(10_000)

it('troubles come in the order of their places', async () => {
  const files = { 'c.toml': 'y', 'b.md': '# T\0', 'a.toml': 'x', 'run.sh': 'if true; then\npip install "x\n' }
  const { output } = await policyCheck(repository(files), ['--format', 'json'])
  const { troubles } = JSON.parse(output) as { troubles: { path: string }[] }
  expect(troubles.map(({ path }) => path)).toEqual(['a.toml', 'b.md', 'c.toml', 'run.sh'])
})

describe('a file that cannot be understood is a trouble with its place, and hides nothing else', () => {
  it.each<[string, Readonly<Record<string, string | Buffer>>, string | null]>([
    [
      'broken TOML',
      { 'pyproject.toml': '[project\nname = 1\n' },
      'pyproject.toml:1:1: error valid-manifests',
    ],
    [
      'broken Nix',
      { 'flake.nix': '{ outputs = { self }: {\n  a = ;\n' },
      'flake.nix:1:1: error valid-manifests',
    ],
    ['broken bash', { 'run.sh': 'if true; then\npython "x\n' }, 'run.sh:'],
    ['a Markdown file of one megabyte line', { 'big.md': `${'word `code` '.repeat(100_000)}\n` }, null],
    ['NUL bytes', { 'nul.md': '# T\0\n' }, 'nul.md:1:1: trouble not-text'],
    [
      'UTF-16 with a byte order mark',
      { 'wide.md': Buffer.from('\ufeff# Title', 'utf16le') },
      'wide.md:1:1: trouble not-text',
    ],
    [
      'bytes that are no UTF-8',
      { 'latin.md': Buffer.from('na\xefve', 'latin1') },
      'latin.md:1:1: trouble not-text',
    ],
    ['CRLF', { 'flake.nix': '{\r\n  outputs = _: { };\r\n}\r\n', 'a.sh': 'echo a\r\necho b\r\n' }, null],
    ['nothing in the files', { 'flake.nix': '', 'pyproject.toml': '', 'a.sh': '', 'a.md': '' }, null],
    ['10,000 nested Nix lists', { 'flake.nix': deep('[', '1', ']') }, 'flake.nix:'],
    ['10,000 nested TOML lists', { 'pyproject.toml': `a = ${deep('[', '1', ']')}\n` }, 'pyproject.toml:'],
    ['10,000 nested subshells', { 'a.sh': deep('( ', 'true', ' )') }, null],
    ['10,000 nested quotes', { 'a.md': `${'> '.repeat(10_000)}text\n` }, null],
    [
      '10,000 nested Markdown lists',
      { 'a.md': Array.from({ length: 2000 }, (_, depth) => `${'  '.repeat(depth)}- x\n`).join('') },
      null,
    ],
    [
      '10,000 nested JSON lists',
      { 'flake.lock': deep('[', '1', ']'), 'package.json': deep('{"a":', '1', '}') },
      null,
    ],
    ['10,000 nested YAML lists', { '.github/workflows/ci.yml': deep('[', '1', ']') }, null],
  ])('%s', async (_, files, trouble) => {
    const root = scratch({ ...files, ...violation })
    const { code, output, errors } = await policyCheck(root, ['--format', 'concise'])
    expect([code, errors]).toEqual([1, ''])
    expect(output).toContain(found)
    const labelled = output.replace(/^(\S+ \w+): .*\[([\w-]+)\]$/gm, '$1 $2')
    if (trouble !== null) expect(labelled).toContain(trouble)
  })
})

describe('a repository that lacks something', () => {
  it('is clean when it is empty', async () => {
    for (const root of [scratch(), repository()]) {
      const { code, output } = await policyCheck(root)
      expect([code, output.split('\n')[0]]).toEqual([
        0,
        'No file was checked: there is none here that policy-check reads.',
      ])
    }
  })

  it('skips the rules on what it lacks, and says so', async () => {
    const { code, output } = await policyCheck(scratch(violation), ['--format', 'json'])
    const { skipped } = JSON.parse(output) as { skipped: { rule?: string; reason: string }[] }
    expect(code).toBe(1)
    expect(skipped.map(({ rule }) => rule)).toContain('workspace-sources')
    expect(skipped.every(({ reason }) => reason.length > 10)).toBe(true)
  })

  it('has a directory in the place of its flake', async () => {
    const root = scratch(violation)
    mkdirSync(join(root, 'flake.nix'))
    const { code, output } = await policyCheck(root, ['--verbose'])
    expect(code).toBe(1)
    expect(output).toContain('Skipped `flake.nix`: a directory, not a file')
  })
})

describe('a fix that fails', () => {
  it('leaves every file as it was', async () => {
    const member = (name: string) => `[project]\nname = "${name}"\nversion = "1"\ndependencies = ["core"]\n`
    const files = {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["core", "a", "b"]\n',
      'uv.lock': 'version = 1\n',
      'core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
      'a/pyproject.toml': member('a'),
      'b/pyproject.toml': member('b'),
    }
    const root = repository(files)
    // Someone else saves one of the files while the check runs: the text given for it is not what is on the disk.
    const before = Object.keys(files).map((path) => readFileSync(join(root, path), 'utf8'))
    const running = policyCheck(root, ['--fix', '--format', 'concise'])
    write(root, { 'b/pyproject.toml': `${member('b')}# saved meanwhile\n` })
    const { code, output } = await running
    expect(code).toBe(1)
    expect(output).toContain(
      'b/pyproject.toml:1:1: trouble: The fixes were not written: the file has changed',
    )
    const after = Object.keys(files).map((path) => readFileSync(join(root, path), 'utf8'))
    expect(after.slice(0, -1)).toEqual(before.slice(0, -1))
    expect(after.at(-1)).toContain('saved meanwhile')
  })
})

describe('a manifest that cannot be read', () => {
  const conflict = '<<<<<<< HEAD\nmembers = ["libs/*"]\n=======\nmembers = ["apps/*"]\n>>>>>>> topic\n'
  const project = (name: string, rest = '') =>
    `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.12"\n${rest}`
  const needsCore = 'dependencies = ["core"]\n\n[tool.uv.sources]\ncore = { workspace = true }\n'

  it.each(['pretty', 'concise', 'json', 'jsonl', 'sarif', 'github', 'gitlab', 'junit', 'markdown', 'html'])(
    'fails the check in the format %s, and is named there',
    async (format) => {
      const root = repository({ 'pyproject.toml': `[tool.uv.workspace]\n${conflict}` })
      const { code, output } = await policyCheck(root, ['--format', format])
      expect(code).toBe(1)
      expect(output).toContain('merge conflict')
    },
  )

  it.each([
    ['pyproject.toml', `[tool.uv.workspace]\n${conflict}`, 2, 'delete the three marker lines'],
    ['uv.lock', `version = 1\n${conflict}`, 2, 'git checkout --theirs uv.lock'],
    ['flake.lock', `{\n${conflict}}\n`, 2, 'git checkout --theirs flake.lock'],
    ['flake.nix', `{\n${conflict}}\n`, 2, 'delete the three marker lines'],
    ['libs/core/pyproject.toml', `${project('core')}${conflict}`, 5, 'delete the three marker lines'],
  ])('%s with merge markers is told once, with advice that works', async (path, text, line, next) => {
    const root = repository({ 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n', [path]: text })
    const { output } = await policyCheck(root, ['--format', 'json'])
    const { findings, troubles } = JSON.parse(output) as {
      findings: { path: string; rule: string; next: string; range: { start: { line: number } } }[]
      troubles: unknown[]
    }
    const own = findings.filter((finding) => finding.path === path)
    expect(own.map(({ rule, range }) => [rule, range.start.line])).toEqual([['valid-manifests', line]])
    expect(own[0]?.next).toContain(next)
    expect(troubles).toEqual([])
  })

  it('is blamed alone: no other file is told that its member is missing', async () => {
    const docs = '```sh\nuv run --package core python -m core.cli\n```\n'
    for (const core of [`${project('core')}[project]\n`, Buffer.from(project('core'), 'utf16le')]) {
      const root = repository({
        'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
        'libs/ui/pyproject.toml': project('ui', needsCore),
        'libs/ui/README.md': '',
        'CONTRIBUTING.md': docs,
        'libs/core/pyproject.toml': core,
      })
      const { output } = await policyCheck(root, ['--format', 'json'])
      const { findings } = JSON.parse(output) as {
        findings: { path: string; rule: string; severity: string }[]
      }
      // That the lock is missing is true whatever the members are.
      const errors = findings.filter(
        ({ severity, rule }) => severity === 'error' && rule !== 'required-files',
      )
      expect(errors.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
        'libs/core/pyproject.toml valid-manifests',
      ])
    }
  })
})

describe('a configuration that cannot be read ends the run with 2', () => {
  const section = '[tool.policy-check.rules]\nuv-only = "off"\n'
  it.each<[string, Readonly<Record<string, string | Buffer>>, string]>([
    ['broken TOML', { 'policy-check.toml': 'preset = \n' }, 'policy-check.toml:1:'],
    ['merge markers', { 'policy-check.toml': '<<<<<<< a\n=======\n>>>>>>> b\n' }, 'A merge conflict is left'],
    ['UTF-16', { 'policy-check.toml': Buffer.from('\ufeffpreset = "strict"\n', 'utf16le') }, 'UTF-16'],
    ['a section of a broken manifest', { 'pyproject.toml': `[project\n${section}` }, 'cannot be read'],
    [
      'a section of a manifest in UTF-16',
      { 'pyproject.toml': Buffer.from(`\ufeff${section}`, 'utf16le') },
      'UTF-16',
    ],
  ])('%s', async (_, files, said) => {
    const { code, output, errors } = await policyCheck(repository({ ...files, ...violation }))
    expect([code, output]).toEqual([2, ''])
    expect(errors).toContain(said)
  })

  it('a broken manifest without a section does not', async () => {
    const { code } = await policyCheck(repository({ 'pyproject.toml': '[project\n' }))
    expect(code).toBe(1)
  })

  it('tells everything that is wrong at once', async () => {
    const text = 'prset = "strict"\nexclude = "x"\n\n[rules]\nuv-onyl = "off"\none-lock = "bad"\n'
    const { code, errors } = await policyCheck(repository({ 'policy-check.toml': text }))
    expect(code).toBe(2)
    for (const [line, said] of [
      [1, 'There is no key `prset`.'],
      [2, '`exclude` must be a list, not `"x"`.'],
      [5, 'There is no rule `uv-onyl`.'],
      [6, '`one-lock` must be'],
    ]) {
      expect(errors).toMatch(
        new RegExp(
          `policy-check\\.toml:${line}:\\d+: ${String(said).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`,
        ),
      )
    }
  })
})
