import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { vi } from 'vitest'
import { Recorder } from '../../src/cli/replay/recorder.ts'
import { type Replayed, replay } from '../../src/cli/replay/replay.ts'
import { run } from '../../src/cli/run.ts'
import { commit, git, scratch } from './scratch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const sample = join(root, 'fixtures/repos/evio-evlib-drifted')

/** What a process printed and how it ended. */
export interface Printed {
  readonly output: string
  readonly errors: string
  readonly code: number | null
}

/** A copy of the drifted sample with the built program beside it, to be changed step by step. */
export class ChangingRepository {
  readonly directory = scratch()
  readonly #cache = scratch()

  constructor() {
    cpSync(sample, this.directory, { recursive: true })
    git(this.directory, 'init', '-q')
    commit(this.directory)
  }

  /** Runs the program with its cache, or without. */
  run(args: readonly string[], cache = true): Printed {
    const all = [join(root, 'dist/cli.cjs'), ...args, ...(cache ? [] : ['--no-cache'])]
    const { stdout, stderr, status } = spawnSync(process.execPath, all, {
      cwd: this.directory,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', HOME: this.#cache, XDG_CACHE_HOME: this.#cache },
    })
    return { output: stdout, errors: stderr, code: status }
  }

  /**
   * Runs the program in this process, as if it had started at `now`.
   * @returns what the record of an earlier run told before, and what the run says
   */
  async observe(
    args: readonly string[],
    now: number,
  ): Promise<{ earlier: Replayed | null; whole: Replayed }> {
    const env = { PATH: process.env.PATH ?? '', HOME: this.#cache, XDG_CACHE_HOME: this.#cache }
    const program = join(root, 'dist/cli.cjs')
    const circumstances = { args, cwd: this.directory, env, program, streams: [{}, {}] }
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now)
    const earlier = await replay(circumstances)
    const written = { output: '', errors: '' }
    const to = (name: keyof typeof written) => ({
      write: (text: string) => {
        written[name] += text
      },
      isTerminal: false,
      columns: undefined,
    })
    const recorder = Recorder.begin(circumstances)
    clock.mockRestore()
    const terminal = { cwd: this.directory, env, output: to('output'), errors: to('errors') }
    const whole = { ...terminal, input: () => Buffer.alloc(0), person: async () => null }
    const code = await run(args, recorder?.through(whole) ?? whole)
    recorder?.keep(code)
    return { earlier: earlier && pick(earlier), whole: { ...written, code } }
  }

  /** The records of earlier runs, by name, with their text. */
  records(): Map<string, string> {
    const folder = join(this.#cache, 'policy-check/runs')
    const names = existsSync(folder) ? readdirSync(folder) : []
    return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
  }

  writeRecord(name: string, text: string): void {
    writeFileSync(join(this.#cache, 'policy-check/runs', name), text)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true })
    writeFileSync(join(this.directory, path), text)
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8')
  }

  /** Writes other words of the same length and sets the times of the file back. */
  replaceUnseen(path: string, from: string, to: string): void {
    const full = join(this.directory, path)
    const { atime, mtime } = statSync(full)
    writeFileSync(full, this.read(path).replaceAll(from, to))
    utimesSync(full, atime, mtime)
  }

  remove(path: string): void {
    rmSync(join(this.directory, path), { recursive: true, force: true })
  }

  rename(from: string, to: string): void {
    mkdirSync(dirname(join(this.directory, to)), { recursive: true })
    renameSync(join(this.directory, from), join(this.directory, to))
  }

  link(path: string, target: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true })
    symlinkSync(target, join(this.directory, path))
  }

  /** Does something if it can be done: what cannot, such as popping no stash, changes nothing. */
  attempt(kind: string, path: string, text: string): void {
    try {
      if (kind === 'write') this.write(path, text)
      else if (kind === 'append') this.write(path, this.read(path) + text)
      else if (kind === 'touch') utimesSync(join(this.directory, path), new Date(), new Date())
      else if (kind === 'rename') this.rename(path, text)
      else if (kind === 'link') this.link(path, text)
      else if (kind === 'commit') commit(this.directory)
      else if (kind === 'back') this.git('checkout', '-q', '-')
      else if (kind === 'remove') this.remove(path)
      else if (kind === 'unseen') this.replaceUnseen(path, 'install', 'INSTALL')
      else if (kind === 'stage') this.git('add', '-A')
      else if (kind === 'unstage') this.git('reset', '-q')
      else if (kind === 'stash') this.git('stash', '-q', '-u')
      else if (kind === 'pop') this.git('stash', 'pop', '-q')
      else this.git('checkout', '-q', '-b', `branch-${Date.now()}`)
    } catch {
      // Nothing was done.
    }
  }

  git(...args: readonly string[]): void {
    git(this.directory, ...args)
  }
}

function pick({ output, errors, code }: Replayed): Replayed {
  return { output, errors, code }
}
