import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Files } from './in-memory.ts'
import { readCommands } from './read-commands.ts'
import { scratch, write } from './scratch.ts'

/** A run of the probe: where, and with which words behind `uv run`, the first one its name. */
export interface Run {
  readonly directory: string
  readonly words: readonly string[]
}

/** A repository on disk in which `uv` is a program that writes down where and how it was called. */
export interface ProbedRepository {
  readonly top: string
  /** Runs a program in a directory of the repository; what the probes wrote. */
  run(program: string, words: readonly string[], directory?: string): readonly Run[]
}

/** Writes a repository whose probes can be run. */
export function probedRepository(files: Files): ProbedRepository {
  const base = realpathSync(scratch())
  const [top, bin, log] = [join(base, 'repo'), join(base, 'bin'), join(base, 'log')]
  mkdirSync(bin)
  mkdirSync(top)
  for (const path of Object.keys(files)) mkdirSync(join(top, dirname(path)), { recursive: true })
  write(top, files)
  // The words apart by the unit separator, the runs by the record separator.
  writeFileSync(
    join(bin, 'uv'),
    `#!/bin/bash\nshift\n{ printf '%s\\x1f' "$PWD" "$@"; printf '\\x1e'; } >> '${log}'\n`,
  )
  chmodSync(join(bin, 'uv'), 0o755)
  return {
    top,
    run(program, words, directory = '.') {
      writeFileSync(log, '')
      const env = { PATH: `${bin}:${process.env.PATH}`, HOME: base, GITHUB_WORKSPACE: top, LC_ALL: 'C.UTF-8' }
      spawnSync(program, words, { cwd: join(top, directory), env, encoding: 'utf8', timeout: 20_000 })
      const runs = readFileSync(log, 'utf8').split('\x1e').filter(Boolean)
      rmSync(log)
      return runs.map((run) => {
        const [at = '', ...rest] = run.split('\x1f').slice(0, -1)
        return { directory: relative(top, at) || '.', words: rest }
      })
    },
  }
}

/** What was compared, and how much of it was not known here. */
export interface Compared {
  runs: number
  unknownDirectories: number
  unknownWords: number
}

/** The runs that this program reads otherwise than they happened; a word or a directory that is not known is no difference. */
export async function misread(files: Files, runs: readonly Run[], compared: Compared): Promise<string[]> {
  const commands = await readCommands(files)
  const read = commands.all.flatMap(({ program, words, directory }) =>
    program === 'uv' ? [{ directory, words: words.slice(2).map(({ text }) => text) }] : [],
  )
  return runs.flatMap(({ directory, words }) => {
    const own = read.filter((one) => one.words[0] === words[0])
    const fitting = own.filter((one) => fits(one.words, words))
    const there = fitting.filter((one) => one.directory === directory || one.directory === null)
    compared.runs++
    if (!there.some((one) => one.directory !== null)) compared.unknownDirectories++
    if (!there.some((one) => !one.words.includes(null))) compared.unknownWords++
    const shown = JSON.stringify({ happened: { directory, words }, read: own })
    return there.length > 0 ? [] : [shown]
  })
}

/** Whether words are these, where null stands for any number of them. */
function fits(read: readonly (string | null)[], words: readonly string[]): boolean {
  const [first, ...rest] = read
  if (first === undefined) return words.length === 0
  if (first !== null) return words[0] === first && fits(rest, words.slice(1))
  return words.some((_, at) => fits(rest, words.slice(at))) || fits(rest, [])
}
