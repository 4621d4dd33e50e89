import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git, repository, scratch } from '../support/scratch.ts'
import { copyOfSample, program, start, temporaries } from '../support/start-built.ts'

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

it('starts no writing of a cache into the repository', () => {
  const sample = copyOfSample()
  mkdirSync(join(sample, 'sub'), { recursive: true })
  start(join(sample, 'sub'), '"$NODE" "$CLI"', { XDG_CACHE_HOME: 'cache', HOME: '' })
  expect(git(sample, 'status', '--porcelain')).toBe('')
})
