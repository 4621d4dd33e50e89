import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { evilRepository, program } from '../support/evil-repository.ts'
import { scratch } from '../support/scratch.ts'

const cli = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
const hasStrace = spawnSync('strace', ['-V']).status === 0

/** What the system saw: programs that were started, and sockets that were connected. */
function traced(
  cwd: string,
  args: readonly string[],
  log: string,
): { started: Set<string>; connected: string[] } {
  const options = ['-f', '-qq', '-e', 'trace=execve,execveat,connect,bind,sendto', '-o', log]
  const env = { PATH: process.env.PATH ?? '', HOME: cwd, XDG_CACHE_HOME: join(cwd, '.git/cache') }
  const { status, stderr } = spawnSync('strace', [...options, process.execPath, cli, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  })
  expect([status, stderr]).toEqual([expect.any(Number), ''])
  const lines = readFileSync(log, 'utf8').split('\n')
  const started = lines.flatMap((line) => /execve\("([^"]*)".* = 0$/.exec(line)?.[1] ?? [])
  return {
    started: new Set(started.map((path) => basename(path))),
    connected: lines.filter((line) => /\b(connect|bind|sendto)\(/.test(line)),
  }
}

it
  .skipIf(!hasStrace)
  .each([
    [[]],
    [['--staged']],
    [['--changed', 'HEAD~1']],
    [['--changed-lines', 'HEAD']],
    [['--diff', '--unsafe-fixes']],
    [['inspect', 'files']],
    [['workspace']],
  ])('%j starts git and nothing else, and opens no connection', (args) => {
  const folder = scratch()
  const ran = join(folder, 'ran')
  const evil = program(join(folder, 'evil'), `touch '${ran}'`)
  const { started, connected } = traced(evilRepository(evil, ran), args, join(folder, 'trace'))
  expect([...started].sort()).toEqual(['git', basename(process.execPath)].sort())
  expect(connected).toEqual([])
  expect(existsSync(ran)).toBe(false)
})
