import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { commit, git, repository, scratch } from '../support/scratch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const program = join(root, 'dist/cli.cjs')

function start(cwd: string, command: string, env: Record<string, string> = {}) {
  return spawnSync('sh', ['-c', command], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, NODE: process.execPath, CLI: program, ...env },
    encoding: 'utf8',
    timeout: 15_000,
  })
}

function copyOfSample(): string {
  const directory = scratch()
  cpSync(join(root, 'fixtures/repos/evio-evlib-drifted'), directory, { recursive: true })
  git(directory, 'init', '-q', '-b', 'main')
  commit(directory)
  return directory
}

const temporaries = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tmp'))

describe('the exit code tells findings from what the machine refuses', () => {
  it('when standard output cannot be written', () => {
    const { status, stderr } = start(repository({ 'a.md': '' }), '"$NODE" "$CLI" > /dev/full')
    expect([status, stderr]).toEqual([
      2,
      'policy-check: Standard output cannot be written: the disk is full.\n',
    ])
  })

  it('when the current directory is gone', () => {
    const { status, stderr } = start(scratch(), 'mkdir gone; cd gone; rmdir ../gone; "$NODE" "$CLI"')
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining('The current directory does not exist any more.'),
    ])
  })

  it('when standard input is a directory', () => {
    const { status, stderr } = start(repository({ 'a.md': '' }), '"$NODE" "$CLI" --stdin-filename a.md < /')
    expect([status, stderr]).toEqual([2, expect.stringContaining('Standard input cannot be read')])
  })

  it('when a reader goes away', () => {
    const { stdout, stderr } = start(
      copyOfSample(),
      '{ "$NODE" "$CLI" --format json; echo $? >&2; } | head -c 1',
    )
    expect([stdout, stderr]).toEqual(['{', '1\n'])
  })
})

describe('without a place for a cache', () => {
  it.each([
    [{ HOME: '/dev/null' }],
    [{ XDG_CACHE_HOME: '/dev/null' }],
    [{ XDG_CACHE_HOME: '/proc/1/nowhere' }],
    [{ XDG_CACHE_HOME: 'relative' }],
  ])('%j says the same', (env) => {
    const sample = copyOfSample()
    const usual = start(sample, '"$NODE" "$CLI" --format json --no-cache')
    const { status, stdout, stderr } = start(sample, '"$NODE" "$CLI" --format json', env)
    expect([status, stderr, stdout]).toEqual([usual.status, '', usual.stdout])
    expect(git(sample, 'status', '--porcelain', '--ignored').replace('?? .cache/\n', '')).toBe('')
  })
})

describe('a cache that is not as it was written', () => {
  it('keeps no run waiting for a pipe in the place of the compiled program', () => {
    const sample = copyOfSample()
    const { status } = start(
      sample,
      '"$NODE" "$CLI" >/dev/null; for file in .cache/policy-check/*.code; do rm "$file"; mkfifo "$file"; done; ls .cache/policy-check/*.code && timeout 30 "$NODE" "$CLI" --verbose',
    )
    expect(status).toBe(1)
  })

  it('changes nothing of the report', () => {
    const sample = copyOfSample()
    const env = { XDG_CACHE_HOME: scratch() }
    const usual = start(sample, '"$NODE" "$CLI" --format json', env).stdout
    const folder = join(env.XDG_CACHE_HOME, 'policy-check')
    const name = readdirSync(folder).find((file) => file.endsWith('.documents')) ?? ''
    const whole = readFileSync(join(folder, name), 'utf8')
    const lines = whole.split('\n')
    const spoilt = [
      whole.slice(0, whole.length / 2),
      whole.replaceAll('"scripts"', '"scrapts"'),
      whole.replace(/(?<=\n)(\S+ \S+ )\{[^\n]*/g, '$1{"path":"docs/setup.md"}'),
      whole.replace(/\d(?=,"end")/g, '7'),
      [lines[0], ...lines.slice(1).map((line) => line.slice(28))].join('\n'),
      '',
      '\0'.repeat(1000),
    ]
    for (const text of spoilt) {
      expect(text).not.toBe(whole)
      writeFileSync(join(folder, name), text)
      expect(start(sample, '"$NODE" "$CLI" --format json', env).stdout).toBe(usual)
    }
  })
})

describe('writing', () => {
  it('loses no baseline when the disk takes no more', () => {
    const sample = copyOfSample()
    writeFileSync(join(sample, 'policy-check-baseline.json'), '{ "version": 1, "entries": [] }\n')
    const { status, stderr } = start(
      sample,
      'trap \'\' XFSZ; ulimit -f 1; "$NODE" "$CLI" --no-cache --write-baseline',
    )
    expect([status, stderr]).toEqual([2, expect.stringContaining('cannot be written')])
    expect(readFileSync(join(sample, 'policy-check-baseline.json'), 'utf8')).toContain('"entries": []')
    expect(temporaries(sample)).toEqual([])
  })

  it('writes no fix when the disk takes no more', () => {
    const sample = copyOfSample()
    const { stdout } = start(sample, 'trap \'\' XFSZ; ulimit -f 1; "$NODE" "$CLI" --no-cache --unsafe-fixes')
    expect(stdout).toContain('The fixes were not written')
    expect(git(sample, 'status', '--porcelain').replace('?? .cache/\n', '')).toBe('')
    expect(temporaries(sample)).toEqual([])
  })

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'])('lets %s wait until all fixes are written', (name) => {
    const signalling = join(scratch(), 'signal.cjs')
    writeFileSync(
      signalling,
      `const fs = require('node:fs'); const rename = fs.renameSync; let count = 0
       fs.renameSync = (...paths) => { if (++count === 2) process.kill(process.pid, '${name}'); rename(...paths) }`,
    )
    const sample = copyOfSample()
    const whole = copyOfSample()
    const usual = spawnSync(process.execPath, [program, '--no-cache', '--unsafe-fixes'], { cwd: whole })
    expect(usual.signal).toBe(null)
    const { signal } = spawnSync(
      process.execPath,
      ['-r', signalling, program, '--no-cache', '--unsafe-fixes'],
      { cwd: sample },
    )
    expect(signal).toBe(name)
    expect(git(sample, 'diff')).toBe(git(whole, 'diff'))
    expect(git(sample, 'diff', '--name-only').split('\n').length).toBeGreaterThan(3)
    expect(temporaries(sample)).toEqual([])
  })
})

const event = (directory: string) =>
  JSON.stringify({
    ...{ hook_event_name: 'PreToolUse', tool_name: 'Bash', cwd: directory },
    tool_input: { command: 'pip install requests' },
  })

/** Commands that write a file, each with what stands there before. */
const writers: readonly [words: string, target: string | null, before: string | null][] = [
  ['suppress uv-only --reason "so be it"', null, null],
  ['init --yes', 'policy-check.toml', null],
  ['--write-baseline', 'policy-check-baseline.json', '{"version":1,"findings":[]}\n'],
  ['--format html=report.html', 'report.html', 'old'],
  ['--format sarif=report.sarif', 'report.sarif', 'old'],
  ['hook', null, null],
  ['--since HEAD', null, null],
]

describe.each(writers)('of `policy-check %s`', (words, target, before) => {
  const prepared = () => {
    const sample = copyOfSample()
    if (words.startsWith('init')) rmSync(join(sample, 'policy-check.toml'))
    if (target !== null && before !== null) writeFileSync(join(sample, target), before)
    writeFileSync(join(sample, '../event.json'), event(sample))
    commit(sample)
    return sample
  }
  const run = (sample: string, first: string, flags = '') =>
    start(sample, `${first} "$NODE" ${flags} "$CLI" ${words} < ../event.json`, {
      XDG_CACHE_HOME: cacheOf(sample),
    })
  const cacheOf = (sample: string) => join(sample, '.git/cache')

  it('a disk that takes no more costs nothing that was there', () => {
    const sample = prepared()
    const { signal } = run(sample, "trap '' XFSZ; ulimit -f 0;")
    expect(signal).toBe(null)
    expect(git(sample, 'status', '--porcelain')).toBe('')
    expect(temporaries(sample)).toEqual([])
  })

  it.each(['SIGTERM', 'SIGINT'])('%s in the midst leaves whole files and no other ones', (name) => {
    const sample = prepared()
    const signalling = join(scratch(), 'signal.cjs')
    writeFileSync(
      signalling,
      `const fs = require('node:fs'); const open = fs.openSync
       fs.openSync = (path, ...more) => {
         const descriptor = open(path, ...more)
         if (String(path).endsWith('.tmp')) { fs.writeSync(2, 'INTERRUPTED'); process.kill(process.pid, '${name}') }
         return descriptor
       }`,
    )
    const { stderr } = run(sample, '', `-r ${signalling}`)
    expect(stderr).toContain('INTERRUPTED')
    expect(temporaries(sample)).toEqual([])
    if (target === null) return
    const usual = prepared()
    run(usual, '')
    expect(readFileSync(join(sample, target), 'utf8')).toBe(readFileSync(join(usual, target), 'utf8'))
  })
})

it('starts no writing of a cache into the repository', () => {
  const sample = copyOfSample()
  mkdirSync(join(sample, 'sub'), { recursive: true })
  start(join(sample, 'sub'), '"$NODE" "$CLI"', { XDG_CACHE_HOME: 'cache', HOME: '' })
  expect(git(sample, 'status', '--porcelain')).toBe('')
})
