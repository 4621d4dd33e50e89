import { isInside, resolvePath, seenFrom } from '../../text/paths.ts'
import type { CommandWord } from '../programs/word.ts'
import { clonedName } from './clones.ts'
import type { Position } from './position.ts'

/** What tells clones of this repository from others. */
export interface CloneFacts {
  hasDirectory(path: string): boolean
  /** Whether the text is read by people. */
  readonly document: boolean
  /** Directories that other code of the same document clones. */
  readonly cloned: readonly string[]
  /** Whether a clone of this name, in which there is such a path, is one of this repository. */
  isOwnClone(name: string, below: string): boolean
}

/** Directories that a script makes, by cloning or as new ones, whatever the repository has under their names. */
export class ClonedFolders {
  readonly #facts: CloneFacts
  readonly #paths: Set<string>
  /** Those that the code itself clones, so that entering one can mean nothing else. */
  readonly #fresh = new Set<string>()
  readonly #made = new Set<string>()

  constructor(facts: CloneFacts) {
    this.#facts = facts
    this.#paths = new Set(facts.cloned)
  }

  /** Notes what the words behind a clone make, from each directory that they may run in. */
  add(words: readonly CommandWord[], { directory, perhaps }: Position): void {
    const name = clonedName(words.map(({ text }) => text))
    for (const from of perhaps ?? [directory]) {
      const path = name === null ? null : resolvePath(from, name)
      if (path === null || path === '.') continue
      this.#paths.add(path)
      this.#fresh.add(path)
    }
  }

  /** Notes what `mkdir x` makes: without `-p` it stops where there is such a directory. */
  make(words: readonly CommandWord[], { directory }: Position): void {
    if (words.some(({ text }) => text === null || /^-(?:\w*p|-parents)/.test(text))) return
    for (const { text } of words.slice(1)) {
      const path = text === null || text.startsWith('-') ? null : resolvePath(directory, text)
      if (path !== null && path !== '.') this.#made.add(path)
    }
  }

  /** Nothing is known of folders once the script stands in a clone of its own. */
  forget(): void {
    this.#paths.clear()
    this.#fresh.clear()
    this.#made.clear()
  }

  /** A path inside a clone as the repository has it; null in one of another or in a new directory, undefined in none. */
  inside(path: string): string | null | undefined {
    for (const folder of this.#made) if (isInside(folder, path)) return null
    for (const clone of this.#paths) {
      const below = seenFrom(clone, path)
      if (below === null) continue
      const { document, hasDirectory, isOwnClone } = this.#facts
      const ambiguous = below === '.' && hasDirectory(path) && !this.#fresh.has(clone)
      return document && !ambiguous && hasDirectory(below) && isOwnClone(clone, below) ? below : null
    }
    return undefined
  }
}
