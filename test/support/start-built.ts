import { spawnSync } from 'node:child_process'
import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commit, git, scratch } from './scratch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The program as it is built. */
export const program = join(root, 'dist/cli.cjs')

/** Runs a line of shell in a directory, in which `$NODE` and `$CLI` are the program. */
export function start(cwd: string, command: string, env: Record<string, string> = {}) {
  return spawnSync('sh', ['-c', command], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, NODE: process.execPath, CLI: program, ...env },
    encoding: 'utf8',
    timeout: 15_000,
  })
}

/** The drifted sample as a repository of its own, all of it committed. */
export function copyOfSample(): string {
  const directory = scratch()
  cpSync(join(root, 'fixtures/repos/evio-evlib-drifted'), directory, { recursive: true })
  git(directory, 'init', '-q', '-b', 'main')
  commit(directory)
  return directory
}

/** What an atomic writer has left behind below a directory. */
export const temporaries = (directory: string) =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.tmp'))
