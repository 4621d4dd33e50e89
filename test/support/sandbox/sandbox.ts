import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Files } from '../in-memory.ts'
import { oracle } from '../oracles.ts'
import { write } from '../scratch.ts'

/** What a program of Python was started with, and the distributions that it could see. */
export interface Reading {
  /** The program's, module's or script's name. */
  readonly program: string
  readonly prefix: string
  readonly found: readonly string[]
}

/** One start of a shell. */
export interface Step {
  readonly run: string
  /** Seen from the top of the sandbox, in which the repository is `repo`. */
  readonly directory?: string
  readonly env?: Readonly<Record<string, string>>
  /** Whether the host brings uv to this step and those after it. */
  readonly bringsUv?: boolean
}

/** What a run came to. */
export interface Run {
  readonly code: number
  readonly output: string
  readonly readings: readonly Reading[]
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const tools =
  'bash sh env ls cp mv rm mkdir mktemp cat sed grep head tail cut tr sort uname dirname basename touch chmod ln make ldd realpath readlink id which'

/** What every sandbox of a test file shares: wheels, a Python installation to copy, a cache of uv. */
export interface Workshop {
  readonly top: string
  readonly uv: string
  close(): void
}

/** Makes the shared part. Throws when Python cannot do it. */
export function openWorkshop(): Workshop {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'pc-')))
  const python = oracle('python3') ?? 'python3'
  execFileSync(python, [here('wheels.py'), join(top, 'wheels')])
  execFileSync(python, [here('system.py'), join(top, 'system')])
  mkdirSync(join(top, 'site'))
  cpSync(here('sitecustomize.py'), join(top, 'site/sitecustomize.py'))
  mkdirSync(join(top, 'tools'))
  for (const name of tools.split(' ')) {
    const found = (process.env.PATH ?? '').split(delimiter).find((folder) => existsSync(join(folder, name)))
    if (found) symlinkSync(join(found, name), join(top, 'tools', name))
  }
  const close = () => rmSync(top, { recursive: true, force: true })
  return { top, uv: realUv(python), close }
}

/** The binary itself: a shim of a version manager would need that manager on the sandbox's PATH. */
function realUv(python: string): string {
  const asked = spawnSync(python, ['-c', 'import uv; print(uv.find_uv_bin())'], { encoding: 'utf8' })
  return asked.status === 0 ? asked.stdout.trim() : (oracle('uv') ?? 'uv')
}

/** Runs the steps one after the other in a fresh sandbox around the files, until one fails. The lock is made first. */
export function runSteps(workshop: Workshop, name: string, files: Files, steps: readonly Step[]): Run {
  const top = join(workshop.top, name)
  try {
    write(join(top, 'repo'), files)
    copySystem(workshop.top, top)
    mkdirSync(join(top, 'home'))
    writeGit(top)
    const log = join(top, 'log')
    const ran = runShells(workshop, { top, log }, [...relocked(files), ...steps])
    const readings = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n').map(readingOf) : []
    return { ...ran, readings }
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}

/** The locks of the files name PyPI; here they name the wheels. */
function relocked(files: Files): readonly Step[] {
  const locks = Object.keys(files).filter((path) => /(?:^|\/)uv\.lock$/.test(path))
  return locks.map((path) => ({
    run: 'rm uv.lock; "$SANDBOX_UV" lock -q',
    directory: dirname(join('repo', path)),
  }))
}

function runShells(
  workshop: Workshop,
  { top, log }: { readonly top: string; readonly log: string },
  steps: readonly Step[],
): { code: number; output: string } {
  const env = environment(workshop, top, log)
  let output = ''
  let path = env.PATH
  for (const step of steps) {
    if (step.bringsUv) bringUv(workshop, top)
    const paths = join(top, 'github-path')
    writeFileSync(paths, '')
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
      cwd: join(top, step.directory ?? 'repo'),
      env: { ...env, PATH: path, GITHUB_PATH: paths, ...resolved(step.env, path) },
      encoding: 'utf8',
      timeout: 120_000,
    })
    output += `$ ${step.run}\n${stdout}${stderr}`
    if (status !== 0) return { code: status ?? 124, output }
    for (const added of readFileSync(paths, 'utf8').split('\n').filter(Boolean)) path = `${added}:${path}`
  }
  return { code: 0, output }
}

/** A git that clones the repository of the sandbox, whatever the address, and does nothing else. */
function writeGit(top: string): void {
  const clone = `url=$2; dir=\${3:-$(basename "$url" .git)}; exec cp -R '${join(top, 'repo')}' "$dir"`
  mkdirSync(join(top, 'bin'))
  writeFileSync(join(top, 'bin/git'), `#!/bin/sh\nif [ "$1" = clone ]; then ${clone}; fi\n`)
  chmodSync(join(top, 'bin/git'), 0o755)
}

function environment(workshop: Workshop, top: string, log: string) {
  const wheels = join(workshop.top, 'wheels')
  return {
    PATH: [
      join(top, 'bin'),
      join(top, 'home/.local/bin'),
      join(top, 'system/bin'),
      join(workshop.top, 'tools'),
    ].join(':'),
    HOME: join(top, 'home'),
    LANG: 'C.UTF-8',
    PYTHONPATH: join(workshop.top, 'site'),
    SANDBOX_LOG: log,
    SANDBOX_UV: workshop.uv,
    PIP_NO_INDEX: '1',
    PIP_FIND_LINKS: wheels,
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_ROOT_USER_ACTION: 'ignore',
    UV_OFFLINE: '1',
    UV_FIND_LINKS: wheels,
    UV_NO_CONFIG: '1',
    UV_CACHE_DIR: join(workshop.top, 'cache'),
    UV_LINK_MODE: 'copy',
    UV_PYTHON_DOWNLOADS: 'never',
    UV_PYTHON_PREFERENCE: 'only-system',
  }
}

/** `$PATH` in a value is the path so far. */
function resolved(env: Step['env'], path: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env ?? {}).map(([name, value]) => [name, value.replaceAll('$PATH', path)]),
  )
}

/** A copy of hard links, since pip and uv replace files and never write into them; its pip starts its own interpreter. */
function copySystem(from: string, top: string): void {
  linkTree(join(from, 'system'), join(top, 'system'))
  for (const name of ['pip', 'pip3']) {
    const program = join(top, 'system/bin', name)
    const text = readFileSync(program, 'utf8').replace(join(from, 'system'), join(top, 'system'))
    rmSync(program)
    writeFileSync(program, text, { mode: 0o755 })
  }
}

function linkTree(from: string, to: string): void {
  mkdirSync(to)
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) linkTree(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkSync(source, target)
  }
}

function bringUv({ uv }: Workshop, top: string): void {
  for (const name of ['uv', 'uvx']) {
    const at = join(top, 'bin', name)
    if (!existsSync(at)) symlinkSync(name === 'uv' ? uv : uv.replace(/uv$/, 'uvx'), at)
  }
}

function readingOf(line: string): Reading {
  const { words, prefix, found } = JSON.parse(line) as { words: string[]; prefix: string; found: string[] }
  const [first = '', second = ''] = words.filter(
    (word) => word === '-m' || word === '-c' || !word.startsWith('-'),
  )
  const name = first === '-m' || first === '-c' ? second : first
  return { program: name.slice(name.lastIndexOf('/') + 1), prefix, found }
}
