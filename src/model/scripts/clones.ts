import type { Move } from './move.ts'

/**
 * The words behind `git clone` or `gh repo clone`, whose address may be `owner/name` (gh manual, "gh repo clone"); null of
 * any other command.
 */
export function behindClone<W>(words: readonly W[], text: (word: W) => string | null): readonly W[] | null {
  const [first, second, third] = words.slice(0, 3).map(text)
  if (first === 'git' && second === 'clone') return words.slice(2)
  return first === 'gh' && second === 'repo' && third === 'clone' ? words.slice(3) : null
}

/** The directory that a clone makes, from its operands and options; null when it is not known. */
export function clonedName(words: readonly (string | null)[]): string | null {
  const operands = words.filter((word) => word === null || !word.startsWith('-'))
  const at = operands.findIndex((word) => word !== null && /[/:]/.test(word))
  const [address, directory] = at < 0 ? [] : operands.slice(at)
  if (directory) return directory
  return address ? (/(?<=^|[/:])([^/:]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? null) : null
}

/** How a clone is begun. */
const spellings = ['git clone', 'gh repo clone'] as const

/** Where a text first clones a repository, in UTF-16 units; infinity where it clones none. */
export function firstClone(text: string): number {
  const found = spellings.map((words) => text.indexOf(words)).filter((at) => at >= 0)
  return Math.min(Number.POSITIVE_INFINITY, ...found)
}

/** Where a text last clones a repository before an offset, in UTF-16 units; -1 where it clones none. */
export function lastClone(text: string, offset: number): number {
  return Math.max(...spellings.map((words) => text.lastIndexOf(words, offset)))
}

/** A directory that a document clones. */
export interface Clone {
  readonly directory: string
  /** The name of the repository that it is a clone of. */
  readonly repository: string
  /** Offset of the command. */
  readonly at: number
}

/** More clones than a document tells of; those after them are not known. */
const mostClones = 100

/** Of the text that was asked about last: one document asks for each of its commands. */
let lastRead: { readonly text: string; readonly first: number; readonly clones: readonly Clone[] } = {
  text: '',
  first: Number.POSITIVE_INFINITY,
  clones: [],
}

function clonesIn(text: string): typeof lastRead {
  if (lastRead.text === text) return lastRead
  const first = firstClone(text)
  const clones: Clone[] = []
  const found =
    first === Number.POSITIVE_INFINITY
      ? []
      : text.matchAll(/\b(?:git|gh repo) clone[ \t]+([^\n`&;|)]{1,1000})/g)
  for (const { index, 1: line = '' } of found) {
    const words = line.trim().split(/[ \t]+/)
    const directory = clonedName(words)
    const address = words.find((word) => !word.startsWith('-') && /[/:]/.test(word))
    const repository = address === undefined ? null : clonedName([address])
    if (directory !== null) clones.push({ directory, repository: repository ?? directory, at: index })
    if (clones.length === mostClones) break
  }
  lastRead = { text, first, clones }
  return lastRead
}

/** What the commands in a text clone before an offset, so that a later block may enter it. */
export function clonesBefore(text: string, offset: number): readonly Clone[] {
  const { first, clones } = clonesIn(text)
  return offset <= first ? [] : clones.filter(({ at }) => at < offset)
}

/** The directories that are cloned before an offset. */
export function clonedBefore(text: string, offset = Number.POSITIVE_INFINITY): readonly string[] {
  return clonesBefore(text, offset).map(({ directory }) => directory)
}

/** Whether a text clones anything before an offset, known or not. */
export function holdsClone(text: string, offset: number): boolean {
  return clonesIn(text).first < offset
}

/** The folder that a `cd` enters, when it is one name. `text` is that of the file. */
export function enteredFolder({ place: { span } }: Pick<Move, 'place'>, text: string): string | null {
  const [, folder] = /^\S+\s+["']?(?:\.\/)?([^\s"'/]+)\/?["']?$/.exec(text.slice(span.start, span.end)) ?? []
  return folder ?? null
}

/** The first folder on the way that a `cd` or a setting leads, when it is a relative path. `text` is that of the file. */
export function firstFolder({ place: { span } }: Pick<Move, 'place'>, text: string): string | null {
  const [, folder] =
    /(?:^|\s)["']?(?:\.\/)?([\w.-]+)(?:\/[^\s"']*)?["']?$/.exec(text.slice(span.start, span.end)) ?? []
  return folder && folder !== '..' && folder !== '.' ? folder : null
}
