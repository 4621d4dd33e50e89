import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import type { ImportMark, Mark } from './readable.ts'

/** A path that a run looked at, and how it found it. */
export interface Sight {
  /** Absolute. */
  readonly path: string
  /** Whether a link was followed. */
  readonly followed: boolean
  readonly kind: Kind
  /** Set where what the path holds counts, and not only that it is there. */
  readonly stamp?: Stamp
  /** What of the content counts, where it was read; without it, the stamp alone. */
  readonly content?: Content
  /** Whether the content may have changed under the same stamp. */
  readonly isRacy?: true
}

/**
 * SHA-1 of a whole content; or the mark that was looked for and is not there; or of code that was not read the SHA-1 of
 * what it imports, of code that was read that of its part with the imports. Nothing else of such a file counts.
 */
export type Content =
  | string
  | { readonly without: Exclude<Mark, ImportMark> }
  | { readonly imports: string }
  | { readonly code: string }

export type Kind = 'absent' | 'file' | 'directory' | 'link' | 'other'

/** Time of the last change of content and of the entry, in milliseconds, size in bytes, and number of the file. */
export type Stamp = readonly [mtimeMs: number, ctimeMs: number, size: number, ino: number]

/** A question to git and the SHA-1 of its answer. */
export interface Question {
  readonly workTree: string
  readonly args: readonly string[]
  /** Another index than the usual one, absolute. */
  readonly indexFile?: string
  readonly answer: string
  /** Whether the object names in a list of files are left out of the answer. */
  readonly isNameless?: true
}

/**
 * What one run looked at outside of its own process. A later run that would find all of it unchanged would print the same
 * (`src/cli/replay`). Nothing is gathered unless `watch` was called.
 */
export class Witness {
  readonly sights = new Map<string, Sight>()
  readonly questions: Question[] = []
  /**
   * A file whose stamp is younger than this (milliseconds since 1970) may change again within the grain of the clock and
   * keep its stamp, so its content counts; git calls such entries racily clean.
   */
  readonly racy: number

  constructor(now: number) {
    this.racy = racySince(now)
  }
}

/** Two seconds: the coarsest grain of a file system in use, that of FAT. */
const grain = 2000

/** From when on a stamp is too young to be believed by whoever looks now; milliseconds since 1970. */
export function racySince(now: number): number {
  return now - grain
}

export function isRacyAt({ mtimeMs, ctimeMs }: Stats, racy: number): boolean {
  return Math.max(mtimeMs, ctimeMs) >= racy
}

let current: Witness | null = null

/** Begins to gather what this process looks at. */
export function watch(): Witness {
  current = new Witness(Date.now())
  return current
}

/** Notes that a path was looked at and that only what kind of entry it is counts. */
export function sawEntry(path: string, stat: Stats | undefined, followed = false): void {
  if (!current || current.sights.get(path)?.stamp) return
  current.sights.set(path, { path, followed, kind: kindOf(stat) })
}

/** Notes that a path was opened, or that a directory was listed: its stamp counts. */
export function sawStamp(path: string, stat: Stats | undefined, followed = false): void {
  if (!current) return
  const isRacy = stat !== undefined && isRacyAt(stat, current.racy)
  const stamp = stat && { stamp: stampOf(stat) }
  const { content } = current.sights.get(path) ?? {}
  const known = typeof content === 'string' && { content }
  current.sights.set(path, {
    path,
    followed,
    kind: kindOf(stat),
    ...stamp,
    ...known,
    ...(isRacy && { isRacy }),
  })
}

/** Notes what of the content of a file that is open counts. */
export function sawContent(path: string, content: () => Content): void {
  const seen = current?.sights.get(path)
  if (!current || !seen?.stamp) return
  const counts = content()
  // Whoever has read the whole of it leans on more than a mark.
  if (typeof counts === 'string' || seen.content === undefined)
    current.sights.set(path, { ...seen, content: counts })
}

/** Notes a question to git whose answer may be another one next time. */
export function askedGit(question: Question): void {
  current?.questions.push(question)
}

/** Whether anything is gathered. */
export function isWatched(): boolean {
  return current !== null
}

export function kindOf(stat: Stats | undefined): Kind {
  if (!stat) return 'absent'
  if (stat.isFile()) return 'file'
  if (stat.isDirectory()) return 'directory'
  return stat.isSymbolicLink() ? 'link' : 'other'
}

export function stampOf({ mtimeMs, ctimeMs, size, ino }: Stats): Stamp {
  return [mtimeMs, ctimeMs, size, ino]
}

export function hashOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha1')
  for (const part of parts) hash.update(part).update('\0')
  return hash.digest('base64url')
}
