import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

/** Git's answer: its output and what it warned of, or why there is none. */
export type GitAnswer =
  | { readonly ok: true; readonly output: Buffer; readonly warnings: string }
  | { readonly ok: false; readonly reason: string }

/** Settings under which git starts no program that a repository names and opens no connection. */
const harmless = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'core.quotePath=false',
  'protocol.allow=never',
  'submodule.recurse=false',
].flatMap((setting) => ['-c', setting])

/** Variables that git may inherit: none of them names a repository or a program. */
const inherited = ['PATH', 'HOME', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'TMPDIR', 'TEMP']

/**
 * The directory that holds `.git`, at `start` (absolute) or above it, or null. Read from the disk alone, so that
 * variables such as GIT_DIR, which git sets for its hooks, cannot lead elsewhere.
 */
export function findWorkTree(start: string): string | null {
  for (let at = start; ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at
    if (dirname(at) === at) return null
  }
}

/**
 * Runs git in a directory of a work tree. Nothing of the repository is executed, GIT_* variables have no effect.
 * `nothing` is the status with which a search that finds nothing ends.
 */
export function git(
  directory: string,
  workTree: string,
  args: readonly string[],
  more: {
    readonly input?: string
    readonly indexFile?: string | undefined
    readonly nothing?: number
  } = {},
): GitAnswer {
  const env: Record<string, string> = {
    LC_ALL: 'C',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
  }
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  if (more.indexFile !== undefined) env.GIT_INDEX_FILE = more.indexFile
  const run = spawnSync('git', [...harmless, `--work-tree=${workTree}`, ...args], {
    cwd: directory,
    env,
    input: more.input ?? '',
    maxBuffer: 1 << 30,
    windowsHide: true,
  })
  if (run.error) {
    const missing = 'code' in run.error && run.error.code === 'ENOENT'
    return { ok: false, reason: missing ? 'the program git was not found' : run.error.message }
  }
  if (run.status !== 0 && run.status !== more.nothing)
    return { ok: false, reason: firstLine(run.stderr.toString('utf8')) }
  return { ok: true, output: run.stdout, warnings: run.stderr.toString('utf8') }
}

/**
 * The index that a commit in progress uses, when a hook was started with one (`git commit <path>` makes a temporary
 * index inside the git directory); undefined for the usual index.
 */
export function indexOfCommit(workTree: string): string | undefined {
  const given = process.env.GIT_INDEX_FILE
  if (given === undefined || given === '') return undefined
  const path = resolve(workTree, given)
  const location = git(workTree, workTree, ['rev-parse', '--absolute-git-dir'])
  if (!location.ok) return undefined
  const directory = location.output.toString('utf8').trim()
  return path.startsWith(directory + sep) ? path : undefined
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/^(fatal|error): /, '').trim() || 'git failed'
}
