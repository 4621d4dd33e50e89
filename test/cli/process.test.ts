import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { oracle } from '../support/oracles.ts'
import { commit, git, repository, scratch, write } from '../support/scratch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'dist/cli.cjs')
const sample = join(root, 'fixtures/repos/evio-evlib-drifted')

/** The drifted sample as a git repository of its own. */
function copyOfSample(): string {
  const directory = scratch()
  cpSync(sample, directory, { recursive: true })
  git(directory, 'init', '-q')
  commit(directory)
  return directory
}

function start(
  cwd: string,
  args: readonly string[],
  { input = '', env = {} }: { input?: string; env?: Record<string, string> } = {},
) {
  const path = { PATH: process.env.PATH ?? '' }
  return spawnSync(process.execPath, [program, ...args], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...path, ...env },
  })
}

const canUnshare = spawnSync('unshare', ['-rn', 'true']).status === 0
const python = oracle('python3')

describe('the program', { timeout: 60_000 }, () => {
  it('is built', () => {
    expect(existsSync(program)).toBe(true)
  })

  it('exits with 0, 1 and 2', () => {
    const empty = scratch()
    expect(
      [start(empty, []), start(copyOfSample(), []), start(empty, ['--nope'])].map(({ status }) => status),
    ).toEqual([0, 1, 2])
  })

  it('reads standard input', () => {
    const { stdout } = start(copyOfSample(), ['--stdin-filename', 'docs/new.md', '--format', 'concise'], {
      input: '# Development\n\n```sh\npip install x\n```\n',
    })
    expect(stdout).toMatch(/^docs\/new\.md:4:1: error: [^\n]*\[uv-only\]\n$/)
  })

  it('says nothing about a reader that goes away', () => {
    const command = `"${process.execPath}" "${program}" --format json; echo "exit $?" >&2`
    const { stderr } = spawnSync('bash', ['-c', `{ ${command}; } | head -c 10 >/dev/null`], {
      cwd: copyOfSample(),
      encoding: 'utf8',
    })
    expect(stderr).toBe('exit 1\n')
  })

  it('writes long reports to the end of a pipe', () => {
    const { stdout } = start(copyOfSample(), ['--format', 'json'])
    expect(JSON.parse(stdout)).toMatchObject({ version: 1 })
  })

  it('writes the same bytes from every directory, in every locale, time zone and environment', () => {
    const directory = copyOfSample()
    for (const format of ['json', 'pretty', 'sarif']) {
      const expected = start(directory, ['--format', format]).stdout
      const others = [
        start(join(directory, 'docs'), ['--format', format]),
        start(directory, ['--format', format], {
          env: { LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo' },
        }),
        start(directory, ['--format', format], {
          env: { GIT_DIR: '/nowhere', GIT_INDEX_FILE: '/nowhere', CI: 'true' },
        }),
      ]
      expect(others.map(({ stdout }) => stdout === expected)).toEqual([true, true, true])
    }
  })

  it.skipIf(!canUnshare)('needs no network', () => {
    const directory = copyOfSample()
    const args = ['-rn', process.execPath, program, '--format', 'json']
    const offline = spawnSync('unshare', args, { cwd: directory, encoding: 'utf8' })
    expect(offline.status).toBe(1)
    expect(offline.stdout).toBe(start(directory, ['--format', 'json']).stdout)
  })

  it.skipIf(!python)('shows its progress on a terminal only', () => {
    const script = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)'
    const inTerminal = spawnSync(python ?? '', ['-c', script, process.execPath, program], {
      cwd: copyOfSample(),
      encoding: 'utf8',
    })
    expect(inTerminal.status).toBe(1)
    expect(inTerminal.stdout).toContain('\u001b[')
    expect(start(copyOfSample(), []).stderr).toBe('')
  })

  it('corrupts nothing when two fix at once', () => {
    const directory = copyOfSample()
    const both = `"${process.execPath}" "${program}" --unsafe-fixes >/dev/null 2>&1 & "${process.execPath}" "${program}" --unsafe-fixes >/dev/null 2>&1; wait`
    execFileSync('bash', ['-c', both], { cwd: directory })
    start(directory, ['--unsafe-fixes'])
    const alone = copyOfSample()
    start(alone, ['--unsafe-fixes'])
    expect(git(directory, 'diff')).toBe(git(alone, 'diff'))
    expect(git(directory, 'status', '--short')).toBe(git(alone, 'status', '--short'))
  })
})

/** Only the administrator can run as someone else, and see what a person without permission sees. */
describe.skipIf(process.getuid?.() !== 0)('without permission', { timeout: 60_000 }, () => {
  it('reports what cannot be read, tracked or not, and checks the rest', () => {
    const directory = scratch()
    const place = join(directory, 'program')
    cpSync(join(root, 'dist'), place, { recursive: true })
    const repository = join(directory, 'repository')
    write(repository, { 'a/a.sh': 'pip install x\n', 'b/b.sh': '', 'c.sh': '', 'd.sh': 'pip install x\n' })
    git(repository, 'init', '-q')
    commit(repository)
    write(repository, { 'new/e.sh': '' })
    execFileSync('chown', ['-R', '65534', directory])
    for (const path of ['b', 'c.sh', 'new']) chmodSync(join(repository, path), 0)
    const { status, stdout } = spawnSync(process.execPath, [join(place, 'cli.cjs'), '--format', 'concise'], {
      ...{ cwd: repository, uid: 65534, encoding: 'utf8' },
      env: { PATH: process.env.PATH ?? '', HOME: directory },
    })
    expect(status).toBe(1)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => line.replace(/^(\S+ \w+:) .*\[/, '$1 [')),
    ).toEqual([
      'a/a.sh:1:1: error: [uv-only]',
      'd.sh:1:1: error: [uv-only]',
      'b:1:1: trouble: [unreadable-file]',
      'b/b.sh:1:1: trouble: [unreadable-file]',
      'c.sh:1:1: trouble: [unreadable-file]',
      'new:1:1: trouble: [unreadable-file]',
    ])
  })

  it('tells that git does not trust a repository, and walks it', () => {
    const directory = scratch({
      'a.sh': 'pip install x\n',
      'b.tmp.sh': 'pip install x\n',
      '.gitignore': '*.tmp.sh\n',
    })
    git(directory, 'init', '-q')
    execFileSync('chown', ['-R', '65534', directory])
    const { status, stdout } = start(directory, ['--format', 'concise'], { env: { HOME: '/nowhere' } })
    expect(status).toBe(1)
    expect(stdout).toMatch(
      /^a\.sh:1:1: error: [^\n]*\[uv-only\]\n\.git:1:1: trouble: Git does not list[^\n]*\[unreadable-file\]\n$/,
    )
  })
})

describe('what an earlier run has parsed', { timeout: 60_000 }, () => {
  it('is used, and changes no byte of the report', () => {
    const directory = copyOfSample()
    const env = { XDG_CACHE_HOME: scratch() }
    const report = (...args: string[]) => start(directory, ['--format', 'json', ...args], { env }).stdout
    const cold = report('--no-cache')
    expect(existsSync(join(env.XDG_CACHE_HOME, 'policy-check'))).toBe(false)
    expect([report(), report()]).toEqual([cold, cold])
    expect(documentsIn(join(env.XDG_CACHE_HOME, 'policy-check'))).toHaveLength(1)
    const old = join(env.XDG_CACHE_HOME, 'policy-check/old.documents')
    writeFileSync(old, '')
    utimesSync(old, 0, 0)
    write(directory, { 'docs/setup.md': '# Development\n\nRun `pip install new`.\n' })
    expect(report()).toBe(report('--no-cache'))
    expect(report()).not.toBe(cold)
    expect(existsSync(old)).toBe(false)
  })

  it('is added to, and written anew where most of it is of no use any more', () => {
    const page = (name: string) => `# Development\n\n${`Run \`pip install ${name}\`.\n`.repeat(200)}`
    const directory = repository({ 'a.md': page('a'), 'b.sh': 'pip install b\n' })
    const env = { XDG_CACHE_HOME: scratch() }
    const folder = join(env.XDG_CACHE_HOME, 'policy-check')
    const report = (...args: string[]) => start(directory, ['--format', 'json', ...args], { env }).stdout
    report()
    const [name = ''] = documentsIn(folder)
    const kept = () => readFileSync(join(folder, name), 'utf8')
    const first = kept()
    write(directory, { 'b.sh': 'pip install c\n' })
    expect(report()).toBe(report('--no-cache'))
    expect(kept().startsWith(first)).toBe(true)
    expect(kept().length).toBeGreaterThan(first.length)
    const other = first.replace('\n', ' of another build\n')
    write(folder, { [name]: other })
    write(directory, { 'b.sh': 'pip install d\n' })
    expect(report()).toBe(report('--no-cache'))
    expect(kept().includes('another build')).toBe(false)
    for (const letter of 'xyz') {
      write(directory, { 'a.md': page(letter) })
      expect(report()).toBe(report('--no-cache'))
    }
    expect(kept().length).toBeLessThan(first.length * 3)
  })

  it('is left alone when it is broken or cannot be kept', () => {
    const directory = copyOfSample()
    const cold = start(directory, ['--format', 'json']).stdout
    const env = { XDG_CACHE_HOME: scratch() }
    start(directory, ['--format', 'json'], { env })
    const kept = join(env.XDG_CACHE_HOME, 'policy-check')
    const [name = ''] = documentsIn(kept)
    const text = readFileSync(join(kept, name), 'utf8')
    for (const broken of ['', text.slice(0, text.length / 2), text.replaceAll('"path"', '"pa'), `${text}x`]) {
      write(kept, { [name]: broken })
      expect(start(directory, ['--format', 'json'], { env }).stdout).toBe(cold)
    }
    write(env.XDG_CACHE_HOME, { file: '' })
    const nowhere = { XDG_CACHE_HOME: join(env.XDG_CACHE_HOME, 'file') }
    expect(start(directory, ['--format', 'json'], { env: nowhere }).stdout).toBe(cold)
  })
})

describe('what V8 has compiled in an earlier run', { timeout: 60_000 }, () => {
  it('is kept by the first check, not by --version, and mended when it is broken', () => {
    const directory = copyOfSample()
    const env = { XDG_CACHE_HOME: scratch() }
    const folder = join(env.XDG_CACHE_HOME, 'policy-check')
    start(directory, ['--version'], { env })
    expect(existsSync(folder)).toBe(false)
    // Another terminal each time: what was run before on the same one would be replayed without the program.
    let terminals = 0
    const check = () =>
      start(directory, ['--format', 'json'], { env: { ...env, TERM: `${terminals++}` } }).stdout
    const first = check()
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.code'))
    const compiled = readFileSync(join(folder, name))
    expect(check()).toBe(first)
    expect(readFileSync(join(folder, name)).equals(compiled)).toBe(true)
    const cut = compiled.subarray(0, compiled.length / 2)
    for (const broken of [Buffer.alloc(0), cut]) {
      write(folder, { [name]: broken })
      expect(check()).toBe(first)
      expect(readFileSync(join(folder, name)).length).toBeGreaterThan(cut.length)
    }
  })
})

function documentsIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.documents'))
}

describe('as a git hook', { timeout: 60_000 }, () => {
  it('checks what the commit holds: the index of `git commit`, and of `git commit <path>`', () => {
    const directory = scratch({ 'a.sh': 'uv sync\n', 'b.sh': 'uv sync\n' })
    git(directory, 'init', '-q')
    commit(directory)
    const command = `"${process.execPath}" "${program}" --staged --format concise >"$PWD/.git/said"`
    write(directory, { '.git/hooks/pre-commit': `#!/bin/sh\n${command}\n` })
    chmodSync(join(directory, '.git/hooks/pre-commit'), 0o755)
    write(directory, { 'a.sh': 'pip install x\n', 'b.sh': 'pip install y\n' })
    git(directory, 'add', 'a.sh')
    write(directory, { 'a.sh': 'uv sync\n' })
    const said = (...args: string[]) => {
      const refused = (() => {
        try {
          git(directory, 'commit', '-q', '-m', 'x', ...args)
          return false
        } catch {
          return true
        }
      })()
      const lines = readFileSync(join(directory, '.git/said'), 'utf8').split('\n')
      return [refused, ...lines.filter((line) => line !== '').map((line) => line.split(':')[0])]
    }
    expect(said()).toEqual([true, 'a.sh'])
    expect(said('b.sh')).toEqual([true, 'b.sh'])
    git(directory, 'add', 'a.sh')
    expect(said('--allow-empty')).toEqual([false])
  })
})
