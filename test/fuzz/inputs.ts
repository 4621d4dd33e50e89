import { readdirSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { readFiles } from '../support/cases.ts'
import { Dice } from '../support/dice.ts'
import type { Files } from '../support/in-memory.ts'
import { paths, pieces } from './pieces.ts'

/** What a campaign gives the program: one file for its reader, or a whole repository. */
export interface Input {
  readonly seed: number
  readonly kind: 'file' | 'repository'
  readonly files: Files
}

/** In UTF-16 units; what many repetitions make is cut. */
const longest = 40_000

/** Makes inputs out of the repositories below `fixtures`; the same seed gives the same input. */
export class Inputs {
  readonly #repositories: readonly Files[]
  readonly #files: readonly (readonly [path: string, text: string])[]

  /** @param fixtures the directory, with a slash at its end */
  constructor(fixtures: string) {
    const home = pathToFileURL(fixtures)
    const below = (folder: string) =>
      readdirSync(new URL(`${folder}/`, home), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !/\.fixed$/.test(entry.name))
        .map(({ name }) => withoutAnswers(readFiles(new URL(`${folder}/${name}/`, home))))
    this.#repositories = ['hosts', 'sessions', 'repos'].flatMap(below)
    this.#files = this.#repositories.flatMap((files) => Object.entries(files))
  }

  of(seed: number): Input {
    const dice = new Dice(seed)
    if (dice.chance(0.8)) return { seed, kind: 'file', files: this.#oneFile(dice) }
    const files = { ...dice.pick(this.#repositories) }
    const names = Object.keys(files)
    for (let count = 1 + dice.below(4); count > 0 && names.length > 0; count--) {
      const path = dice.pick(names)
      files[path] = this.#damaged(files[path] ?? '', dice)
    }
    return { seed, kind: 'repository', files }
  }

  #oneFile(dice: Dice): Files {
    if (dice.chance(0.4)) return { [dice.pick(paths)]: this.#bait(dice) }
    const [path, text] = dice.pick(this.#files)
    return { [dice.chance(0.2) ? dice.pick(paths) : path]: this.#damaged(text, dice) }
  }

  /** Pieces in a row, some of them many times. */
  #bait(dice: Dice): string {
    const parts = dice.several(pieces, 1, 12).map((piece) => piece.repeat(this.#rounds(dice)))
    return parts.join('').slice(0, longest)
  }

  #rounds(dice: Dice): number {
    return dice.chance(0.8) ? 1 : dice.pick([2, 8, 60, 500, 3_000])
  }

  #damaged(text: string, dice: Dice): string {
    let damaged = text
    for (let count = 1 + dice.below(6); count > 0; count--) {
      const at = dice.below(damaged.length + 1)
      const end = Math.min(damaged.length, at + dice.below(dice.pick([2, 20, 200, 2_000])))
      const inserted = dice.pick([
        () => '',
        () => dice.pick(pieces).repeat(this.#rounds(dice)),
        () => damaged.slice(at, end).repeat(this.#rounds(dice)),
        () => dice.pick(this.#files)[1].slice(0, 400),
      ])()
      damaged = (damaged.slice(0, at) + inserted + damaged.slice(end)).slice(0, longest)
    }
    return damaged
  }
}

function withoutAnswers(files: Files): Files {
  return Object.fromEntries(
    Object.entries(files).filter(([path]) => !/^(?:fixed|after)\/|^expect\.txt$/.test(path)),
  )
}
