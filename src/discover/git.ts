import { spawn, spawnSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, resolve } from 'node:path'
import { gitDirectoryOf, isOurs } from './git-directory.ts'
import { isOutside } from './is-outside.ts'
import { askedGit, hashOf, isWatched, type Question } from './witness.ts'

/** Git's answer: its output and what it warned of, or why there is none. */
export type GitAnswer =
  | { readonly ok: true; readonly output: Buffer; readonly warnings: string }
  | { readonly ok: false; readonly reason: string }

/** What a question to git may be given beside its words. */
export interface GitOptions {
  readonly input?: string
  /** Another index than the usual one, absolute. */
  readonly indexFile?: string | undefined
  /** The status with which a search that finds nothing ends. */
  readonly nothing?: number
  /** Milliseconds after which git is stopped. */
  readonly patience?: number
  /** Bytes of output beyond which git is stopped and gives no answer. */
  readonly most?: number
  /** Nobody looks at the object names of the files that are listed, so that others are the same answer. */
  readonly isNameless?: boolean
}

/** A file that git waits for, such as a pipe, or a pattern that it tries in every way must not stop the whole run. */
const usualPatience = 60_000

/** Settings under which git starts no program that a repository names and opens no connection. */
const harmless = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.untrackedCache=false',
  'core.quotePath=false',
  'core.sshCommand=false',
  'credential.helper=',
  'protocol.allow=never',
  'safe.bareRepository=explicit',
  'submodule.recurse=false',
].flatMap((setting) => ['-c', setting])

/** Variables that git may inherit beside PATH: none of them names a repository or a program. */
const inherited = ['HOME', 'XDG_CONFIG_HOME', 'SYSTEMROOT', 'TMPDIR', 'TEMP']

/** These hold for the programs that git starts, too, and no configuration can undo them. */
const guarded = {
  LC_ALL: 'C',
  GIT_ALLOW_PROTOCOL: 'none',
  GIT_ASKPASS: 'false',
  GIT_NO_LAZY_FETCH: '1',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_PAGER: 'cat',
  GIT_TERMINAL_PROMPT: '0',
}

/**
 * Asks git about a work tree, in a directory of it. Git is told which repository is meant and looks for none; nothing of
 * the repository is executed, and no variable of the environment has an effect on it. Git itself is taken from those
 * folders of PATH that lie outside the work tree.
 */
export function git(
  directory: string,
  workTree: string,
  args: readonly string[],
  options: GitOptions = {},
): GitAnswer {
  const gitDirectory = gitDirectoryOf(workTree)
  if (gitDirectory === null)
    return { ok: false, reason: '`.git` is neither a directory nor a file that names one' }
  if (!isOurs(workTree, gitDirectory)) {
    // Git asks for the owner only where it finds the repository by itself.
    const trusted = start(workTree, ['-C', workTree, 'rev-parse', '--git-dir'], options)
    if (!trusted.ok) return trusted
  }
  return start(
    workTree,
    ['-C', directory, `--git-dir=${gitDirectory}`, `--work-tree=${workTree}`, ...args],
    options,
  )
}

function start(workTree: string, args: readonly string[], options: GitOptions): GitAnswer {
  const { input, indexFile, nothing, patience = usualPatience, most = 1 << 30, isNameless = false } = options
  const run = spawnSync('git', ['--no-pager', ...harmless, ...args], {
    ...surroundings(workTree, indexFile),
    input: input ?? '',
    maxBuffer: most,
    timeout: patience,
  })
  // What is asked for on standard input are objects by their names, which never change.
  if (input === undefined && isWatched()) {
    const answer = answerOf(run.status, run.stdout ?? empty, run.stderr ?? empty, isNameless)
    const how = {
      ...(indexFile !== undefined && { indexFile }),
      ...(isNameless && { isNameless: true as const }),
    }
    askedGit({ workTree, args, ...how, answer })
  }
  if (run.error) return { ok: false, reason: failure(run.error, patience) }
  if (run.status !== 0 && run.status !== nothing)
    return { ok: false, reason: firstLine(run.stderr.toString('utf8')) }
  return { ok: true, output: run.stdout, warnings: run.stderr.toString('utf8') }
}

/**
 * Asks git once more what an earlier run has asked it.
 * @returns whether the answer is still the same; false when git cannot be started or was stopped
 */
export function answersStill({ workTree, args, indexFile, answer, isNameless }: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const run = spawn('git', ['--no-pager', ...harmless, ...args], {
      ...surroundings(workTree, indexFile),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: usualPatience,
    })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    run.stdout.on('data', (chunk: Buffer) => output.push(chunk))
    run.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    run.on('error', () => resolve(false))
    run.on('close', (status) =>
      resolve(answerOf(status, Buffer.concat(output), Buffer.concat(errors), isNameless === true) === answer),
    )
  })
}

const empty = Buffer.alloc(0)

/** SHA-1 of what counts of an answer. */
function answerOf(status: number | null, output: Buffer, errors: Buffer, isNameless: boolean): string {
  return hashOf(
    String(status),
    isNameless ? output.toString('latin1').replace(objectName, '$1') : output,
    errors,
  )
}

/** The name of the content in an entry of `git ls-files -z -t -s`; untracked files (`?`) have none. */
const objectName = /((?:^|\0)[A-Z] \d{6} )[\da-f]+/g

function surroundings(workTree: string, indexFile: string | undefined) {
  return {
    // Windows looks for the program in this directory first.
    cwd: dirname(process.execPath),
    env: environment(workTree, indexFile),
    killSignal: 'SIGKILL',
    windowsHide: true,
  } as const
}

function environment(workTree: string, indexFile: string | undefined): Record<string, string> {
  const env: Record<string, string> = { ...guarded, PATH: pathOutside(workTree, process.env.PATH ?? '') }
  for (const name of inherited) {
    const value = process.env[name]
    if (value !== undefined) env[name] = value
  }
  if (indexFile !== undefined) env.GIT_INDEX_FILE = indexFile
  return env
}

/** The folders in which programs may be looked for: none of the repository (`node_modules/.bin`) and none that is relative. */
function pathOutside(workTree: string, path: string): string {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && isOutside(workTree, folder))
    .join(delimiter)
}

/**
 * The index that a commit in progress uses, when a hook was started with one (`git commit <path>` makes a temporary
 * index inside the git directory); undefined for the usual index.
 */
export function indexOfCommit(workTree: string): string | undefined {
  const given = process.env.GIT_INDEX_FILE
  const directory = gitDirectoryOf(workTree)
  if (given === undefined || given === '' || directory === null) return undefined
  const path = resolve(workTree, given)
  try {
    return isOutside(realpathSync(directory), realpathSync(dirname(path))) ? undefined : path
  } catch {
    return undefined
  }
}

function failure(error: Error, patience: number): string {
  const code = 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return 'the program git was not found'
  if (code === 'ETIMEDOUT')
    return `git did not answer within ${patience / 1000} seconds; an ignore file that is a pipe or that has patterns with many \`*\` can be the cause`
  return error.message
}

function firstLine(text: string): string {
  return (text.split('\n', 1)[0] ?? '').replace(/^(fatal|error): /, '').trim() || 'git failed'
}
