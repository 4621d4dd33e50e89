import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commit, git, scratch } from '../support/scratch.ts'
import { copyOfSample, start, temporaries } from '../support/start-built.ts'

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
