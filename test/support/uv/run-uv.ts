import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { oracle } from '../oracles.ts'

/** What a run of uv said. */
export interface Answer {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** A uv that reads no configuration but the project's, opens no connection and writes only below its own directory. */
export interface Uv {
  readonly version: string
  run(directory: string, ...words: readonly string[]): Answer
  /** Runs the same words for each of these projects, several at a time: a start from here costs as much as the run. */
  runFor(projects: readonly string[], ...words: readonly string[]): Promise<readonly Answer[]>
  /** Removes what it wrote. */
  close(): void
}

/** The real uv, or undefined where it is missing. */
export function realUv(): Uv | undefined {
  const found = oracle('uv')
  if (found === undefined) return undefined
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'policy-check-uv-')))
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_CONFIG_HOME: home,
    UV_CACHE_DIR: join(home, 'cache'),
    UV_OFFLINE: '1',
    UV_NO_PROGRESS: '1',
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_MANAGED_PYTHON: '1',
    NO_COLOR: '1',
    LC_ALL: 'C.UTF-8',
  }
  const start = (program: string, cwd: string, words: readonly string[], more = {}) =>
    spawnSync(program, words, { cwd, env: { ...env, ...more }, encoding: 'utf8', timeout: 120_000 })
  const { program, python } = behindShim(found, (words) => start(found, home, words))
  const version = /\d+\.\d+\.\d+/.exec(start(program, home, ['--version']).stdout)?.[0] ?? ''
  return {
    version,
    run: (directory, ...words) => answerOf(start(program, directory, words, { UV_PYTHON: python })),
    runFor: (projects, ...words) => runEach({ ...env, UV_PYTHON: python }, program, projects, words),
    close: () => rmSync(home, { recursive: true, force: true }),
  }
}

/** One answer for each project, from files that are written beside it. */
async function runEach(
  env: Readonly<Record<string, string>>,
  program: string,
  projects: readonly string[],
  words: readonly string[],
): Promise<readonly Answer[]> {
  const script =
    'project=$1; shift; "$@" --project "$project" >"$project.out" 2>"$project.err"; echo $? >"$project.code"'
  const each = [
    '-0',
    '-P',
    String(availableParallelism()),
    '-I',
    '{}',
    'sh',
    '-c',
    script,
    'sh',
    '{}',
    program,
    ...words,
  ]
  const child = spawn('xargs', each, { cwd: '/', env, stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<number | null>((resolve, reject) =>
    child.on('close', resolve).on('error', reject),
  )
  child.stdin.end(projects.join('\0'))
  if ((await ended) !== 0) throw new Error('xargs failed')
  return projects.map((project) => {
    const read = (end: string) => readFileSync(`${project}.${end}`, 'utf8')
    return { code: Number(read('code')), output: read('out'), errors: read('err') }
  })
}

/** The uv that a shim starts, and the Python that it takes: behind a shim each start costs ten times as much. */
function behindShim(shim: string, start: (words: readonly string[]) => SpawnSyncReturns<string>) {
  // uv tells its children where it is itself.
  const inside = ['import os, sys', 'print(os.environ.get("UV", ""))', 'print(sys.executable)'].join('; ')
  const asked = start(['run', '--no-project', 'python', '-c', inside])
  if (asked.status !== 0) throw new Error(`uv finds no Python: ${asked.stderr}`)
  const [itself = '', python = ''] = asked.stdout.trim().split('\n')
  return { program: itself === '' ? shim : itself, python }
}

/** The path of the real uv, or undefined where it is missing. */
export function uvPath(): string | undefined {
  const found = oracle('uv')
  return found && behindShim(found, (words) => spawnSync(found, words, { encoding: 'utf8' })).program
}

function answerOf({ status, stdout, stderr, error }: SpawnSyncReturns<string>): Answer {
  if (error) throw error
  return { code: status, output: stdout, errors: stderr }
}
