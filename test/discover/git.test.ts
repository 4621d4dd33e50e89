import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { changesSince } from '../../src/discover/changes.ts'
import { discover } from '../../src/discover/discover.ts'
import { listIndex } from '../../src/discover/list-index.ts'
import { type Listing, listWorkTree } from '../../src/discover/listing.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { evilRepository, program } from '../support/evil-repository.ts'
import { git, repository, scratch, write } from '../support/scratch.ts'

afterEach(() => vi.unstubAllEnvs())

/** A program that leaves a file `ran` behind when it is started. */
let evil: string
let ran: string
beforeEach(() => {
  const folder = scratch()
  ran = join(folder, 'ran')
  evil = program(join(folder, 'evil'), `echo "$0 $*" >> '${ran}'; exit 1`)
})

/** Asks git all that the program ever asks it about a directory. */
function everything(root: string): void {
  const read = (listing: Listing | UsageError) => {
    if (listing instanceof UsageError) return
    const { sources } = discover(listing, [])
    for (const reference of ['HEAD', 'main', 'HEAD~1', 'elsewhere']) {
      const changes = changesSince(listing, reference)
      if (changes instanceof UsageError) continue
      for (const file of sources) changes.hasLines(file, { start: 0, end: 1 })
    }
  }
  read(listWorkTree(root))
  read(listIndex(root))
}

/** A repository that lacks an object and says where git is to fetch it. */
function lacksObject(remote: readonly (readonly [string, string])[]): string {
  const root = repository({ 'a.sh': 'echo\n' })
  for (const [name, value] of [
    ['core.repositoryformatversion', '1'],
    ['extensions.partialClone', 'origin'],
    ['remote.origin.promisor', 'true'],
    ...remote,
  ] as const)
    git(root, 'config', name, value)
  const name = git(root, 'rev-parse', 'HEAD:a.sh').trim()
  renameSync(join(root, '.git/objects', name.slice(0, 2), name.slice(2)), join(root, '.git/gone'))
  return root
}

const remotes = (): Record<string, [string, string][]> => ({
  ext: [
    ['protocol.ext.allow', 'always'],
    ['remote.origin.url', `ext::${evil} %S`],
  ],
  'a helper': [
    ['remote.origin.url', 'x'],
    ['remote.origin.vcs', 'evil'],
  ],
  'ssh with a program of its own': [
    ['protocol.ssh.allow', 'always'],
    ['remote.origin.url', 'ssh://host/x'],
    ['core.sshCommand', evil],
  ],
  'a path with an upload program of its own': [
    ['protocol.file.allow', 'always'],
    ['remote.origin.url', '/'],
    ['remote.origin.uploadpack', evil],
  ],
})

describe('nothing of the repository is run', () => {
  it('by settings, attributes and hooks', () => {
    everything(evilRepository(evil, ran))
    expect(existsSync(ran)).toBe(false)
  })

  it.each(Object.keys(remotes()))('by the remote of a partial clone: %s, by any version of git', (kind) => {
    const old = scratch()
    // Versions before 2.44 do not know this variable.
    program(join(old, 'git'), `unset GIT_NO_LAZY_FETCH\nexec '${realGit()}' "$@"`)
    program(join(old, 'git-remote-evil'), `exec '${evil}'`)
    vi.stubEnv('PATH', [old, process.env.PATH].join(delimiter))
    const root = lacksObject(remotes()[kind] ?? [])
    everything(root)
    expect(existsSync(ran)).toBe(false)
    const listing = listIndex(root) as Listing
    expect(discover(listing, []).troubles).toMatchObject([
      { path: 'a.sh', message: 'Git does not hold its content.' },
    ])
  })

  it('by a program called git that lies in it, whatever PATH says', () => {
    const root = repository({ 'a.md': '' })
    mkdirSync(join(root, 'node_modules/.bin'), { recursive: true })
    program(join(root, 'node_modules/.bin/git'), `exec '${evil}'`)
    program(join(root, 'git'), `exec '${evil}'`)
    const inside = join(root, 'node_modules/.bin')
    vi.stubEnv('PATH', [inside, root, '.', '', 'node_modules/.bin', process.env.PATH].join(delimiter))
    everything(root)
    expect(existsSync(ran)).toBe(false)
    expect(listWorkTree(root).troubles).toEqual([])
  })

  it('by variables of the environment', () => {
    const root = evilRepository(evil, ran)
    for (const name of [
      'GIT_PAGER',
      'PAGER',
      'GIT_EXTERNAL_DIFF',
      'GIT_SSH',
      'GIT_SSH_COMMAND',
      'GIT_ASKPASS',
      'GIT_EDITOR',
    ])
      vi.stubEnv(name, evil)
    vi.stubEnv('GIT_EXEC_PATH', join(evil, '..'))
    vi.stubEnv('GIT_TRACE', ran)
    vi.stubEnv('GIT_CONFIG_COUNT', '1')
    vi.stubEnv('GIT_CONFIG_KEY_0', 'core.fsmonitor')
    vi.stubEnv('GIT_CONFIG_VALUE_0', evil)
    vi.stubEnv('GIT_CONFIG_PARAMETERS', `'core.fsmonitor'='${evil}'`)
    everything(root)
    expect(existsSync(ran)).toBe(false)
  })
})

describe('git looks for no repository by itself', () => {
  it('is told which one in every question', () => {
    const log = scratch()
    program(join(log, 'git'), `printf '%s\\n' "$*" >> '${join(log, 'asked')}'\nexec '${realGit()}' "$@"`)
    vi.stubEnv('PATH', [log, process.env.PATH].join(delimiter))
    const root = evilRepository(evil, ran)
    writeFileSync(join(log, 'asked'), '')
    everything(root)
    const asked = readFileSync(join(log, 'asked'), 'utf8').trimEnd().split('\n')
    expect(asked.length).toBeGreaterThan(8)
    const told = `--git-dir=${root}/.git --work-tree=${root} `
    expect(
      asked.filter((line) => !line.includes(told) || !line.includes('safe.bareRepository=explicit')),
    ).toEqual([])
  })

  it('takes a folder that looks like a bare repository for a folder', () => {
    const root = repository({
      'sub/HEAD': 'ref: refs/heads/main\n',
      'sub/objects/k': '',
      'sub/refs/heads/k': '',
      'sub/config': `[core]\n\trepositoryformatversion = 0\n\tbare = true\n\tfsmonitor = ${evil}\n`,
      'sub/info/exclude': '*\n',
      'sub/hidden.sh': 'pip install x\n',
    })
    const sub = join(root, 'sub')
    everything(sub)
    expect(existsSync(ran)).toBe(false)
    expect(listWorkTree(sub).paths).toContain('hidden.sh')
    expect((listIndex(sub) as Listing).paths).toContain('hidden.sh')
  })

  it('follows a file called .git to the repository of a linked work tree', () => {
    const root = repository({ 'a.md': '', '.gitignore': 'out\n' })
    const linked = join(scratch(), 'linked')
    git(root, 'worktree', 'add', '-q', linked)
    write(root, { '.git/info/exclude': 'local\n' })
    write(linked, { 'b.md': '', 'local/c.md': '', 'out/d.md': '' })
    const listing = listWorkTree(linked)
    expect(listing.paths).toEqual(['.gitignore', 'a.md', 'b.md'])
    expect(['local/x', 'out/x', 'x'].map((path) => listing.isIgnored(path))).toEqual([true, true, false])
  })
})

describe('when git gives no answer', () => {
  it('walks after a time and says so, since a pipe in the place of an ignore file makes git wait', () => {
    const root = repository({ 'a.md': '', 'sub/b.md': '' })
    spawnSync('mkfifo', [join(root, 'sub/.gitignore')])
    const { paths, troubles } = listWorkTree(root, 500)
    expect(paths).toEqual(['a.md', 'sub/.gitignore', 'sub/b.md'])
    expect(troubles.map(({ message }) => message)).toEqual([
      expect.stringContaining('git did not answer within 0.5 seconds'),
    ])
  })

  it.each<[string, (path: string) => void]>([
    ['a pipe', (path) => spawnSync('mkfifo', [path])],
    ['an empty file', (path) => writeFileSync(path, '')],
    ['a file that names nothing', (path) => writeFileSync(path, 'gitdir: /nowhere\n')],
    ['an empty directory', (path) => mkdirSync(path)],
  ])('walks where .git is %s', (_, make) => {
    const root = scratch({ 'a.md': '' })
    make(join(root, '.git'))
    const { paths, troubles } = listWorkTree(root)
    expect(paths).toEqual(['a.md'])
    expect(troubles).toMatchObject([
      { path: '.git', message: expect.stringContaining('Git does not list the files') },
    ])
  })
})

it.skipIf(process.getuid?.() !== 0)(
  'asks git whether it trusts a repository that belongs to someone else',
  () => {
    const root = repository({ 'a.md': '' })
    vi.stubEnv('HOME', scratch())
    spawnSync('chown', ['-R', '65534', root])
    expect(listWorkTree(root).troubles).toMatchObject([
      { message: expect.stringContaining('does not trust') },
    ])
    git(root, 'config', '--file', join(process.env.HOME ?? '', '.gitconfig'), 'safe.directory', root)
    expect(listWorkTree(root)).toMatchObject({ paths: ['a.md'], troubles: [] })
  },
)

/** The git that tests use, looked up before PATH is changed. */
function realGit(): string {
  const folder = (process.env.PATH ?? '')
    .split(delimiter)
    .find((at) => existsSync(join(at, 'git')) && readdirSync(at).length > 0)
  return join(folder ?? '', 'git')
}
