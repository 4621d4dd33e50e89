import { pathBelow } from '../../parse/hosts/dockerfile/dockerfile.ts'
import type { HostValue } from '../../parse/script.ts'
import { parentOf, resolvePath, rootMark } from '../../text/paths.ts'
import type { OptionUse } from '../programs/arguments.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Move } from './move.ts'
import type { Position } from './position.ts'

export interface MoveFacts {
  readonly path: string
  /** The text of the file. */
  readonly source: string
  readonly start: Position
  hasDirectory(path: string): boolean
  /** What a path below a clone is: a directory of this repository, or null; undefined below none. */
  inClone(path: string): string | null | undefined
  /** Whether a folder of this name is a checkout of this repository, given a path below it that the repository has. */
  isOwnClone(name: string, below: string): boolean
  /** Whether the text is read by people, who may stand in the folder of the file. */
  readonly document: boolean
  /** Where the root of the repository lies on the machine that runs the code, such as `/app` in an image; null when unknown. */
  readonly rootAt: string | null
}

/** The position after `cd`, `pushd` or `popd`; undefined for any other program. */
export function changeOf(
  program: string,
  words: readonly CommandWord[],
  position: Position,
  around: MoveFacts,
): Position | undefined {
  if (program === 'popd') return position.back?.at(-1) ?? { directory: null }
  if (program !== 'cd' && program !== 'pushd' && program !== 'chdir') return undefined
  const target = words.slice(1).find((word) => word.text === '-' || !/^(-[LPe@n]+|--)$/.test(word.text ?? ''))
  if (target?.text === '-') return position.back?.at(-1) ?? { directory: null }
  const back = [...(position.back ?? []), position].slice(-50)
  const { directory, from, clone = stillIn(position, directory) } = directoryOf(target, position, around)
  if (directory === around.start.directory && directory !== null && !around.start.move)
    return { directory, back, ...(clone && { clone }) }
  const [first] = words
  const last = words.at(-1)
  if (!first || !last) return position
  const place = { path: around.path, span: { start: first.span.start, end: (last.stands ?? last.span).end } }
  const by = program === 'pushd' ? 'pushd' : 'cd'
  const move: Move = { place, by, directory, from }
  return { directory, back, move, ...(clone && { clone }) }
}

/** The position of a program that an option sends to another directory. */
export function movedByOption({ word, value }: OptionUse, position: Position, around: MoveFacts): Position {
  if (!value) return { ...position, directory: null }
  const target = value.word ?? { ...word, text: value.text }
  const { directory, from } = directoryOf(target, position, around)
  const place = { path: around.path, span: { start: word.span.start, end: value.span.end } }
  return { ...position, directory, move: { place, by: 'option', directory, from } }
}

/**
 * The position of uv where `UV_WORKING_DIR` sends it, set to this value.
 * @param known moves by such settings so far, by where the value is written
 */
export function movedBySetting(
  { text, span }: HostValue,
  position: Position,
  around: MoveFacts,
  known: Map<number, Move>,
): Position {
  const { directory, from } = directoryOf({ text, span, parts: [] }, position, around)
  if (directory === position.directory) return position
  const before = known.get(span.start)
  const same = before?.directory === directory && before.from === from
  const place = { path: around.path, span }
  const move: Move = before && same ? before : { place, by: 'setting', directory, from }
  known.set(span.start, move)
  return { ...position, directory, move }
}

type Arrival = Pick<Move, 'directory' | 'from'> & Pick<Position, 'clone'>

/** The clone that a move from one directory to another stays in, as far as it is known. */
function stillIn({ clone }: Position, directory: string | null): Position['clone'] {
  return (clone === 'own') === (directory !== null) ? clone : undefined
}

/**
 * Only directories that the repository holds are known; any other is made or cloned while the script runs. One that is
 * only there as seen from the start was written by someone who thinks of each line as starting there.
 */
export function directoryOf(target: CommandWord | undefined, position: Position, around: MoveFacts): Arrival {
  const value = target && fromRoot(target, around)
  if (typeof value === 'string') {
    if (mayMeanOwnFolder(value, position, around)) return { directory: null, from: position.directory }
    const found = startsOf(position, around).flatMap<Arrival>((from) => {
      const path = resolvePath(from, value)
      const cloned = path === null ? undefined : around.inClone(path)
      if (cloned === null) return [{ directory: null, from: position.directory, clone: 'other' }]
      if (cloned !== undefined) return [{ directory: cloned, from: null, clone: 'own' }]
      return path !== null && around.hasDirectory(path) ? [{ directory: path, from }] : []
    })
    const [first] = found
    const open = position.perhaps && found.some(({ directory }) => directory !== first?.directory)
    if (first && !open) return first
  }
  return (
    ownFolderBySuffix(value, position, around) ??
    besideOwnFolder(value, position, around) ?? { directory: null, from: position.directory }
  )
}

/** The path that a word names, with the root's mark in the place of the directories above the repository. */
function fromRoot(word: CommandWord, around: MoveFacts): string | null {
  const { text, fromRoot } = word
  const { rootAt } = around
  if (fromRoot !== undefined) return `${rootMark}/${fromRoot}`
  const below = rootAt !== null && text !== null ? (text === rootAt ? '' : pathBelow(rootAt, text)) : null
  if (below !== null) return `${rootMark}/${below}`
  return (around.document ? belowCheckout(word, around) : null) ?? text
}

/**
 * What a document calls by where its readers have their checkout: `/path/to/<repository>/libs/core`, `~/code/evio/libs/core`.
 * Null where the words before are no checkout, or the rest of them is no directory of this repository.
 */
function belowCheckout({ text, parts }: CommandWord, { hasDirectory, isOwnClone }: MoveFacts): string | null {
  const [first] = parts
  const rest = parts.slice(1).map((part) => (part.kind === 'text' ? part.text : '*'))
  const isPlaceholder = first?.kind === 'hole' && first.placeholder && rest.length === 0
  const isOpen = first?.kind === 'hole' || first?.kind === 'variable'
  const written = text ?? (isPlaceholder ? first.source : isOpen ? `~${rest.join('')}` : '')
  if (!/^[/~<]/.test(written) || written.includes('*')) return null
  const names = written.split('/').filter(Boolean)
  const told = names.indexOf('to') + 2
  for (let at = 1; at <= names.length; at++) {
    const [above = '', tail] = [names[at - 1], names.slice(at).join('/') || '.']
    const isRoot = isOwnClone(above, '.') || (at === 1 && tail.includes('/') && holdsRoot(first))
    const isCheckout =
      isRoot || (told > 1 && at >= told && tail !== '.') || (tail.includes('/') && isOwnClone(above, tail))
    if (isCheckout && hasDirectory(tail)) return tail === '.' ? rootMark : `${rootMark}/${tail}`
  }
  return null
}

/** Whether a variable is called as one that holds the root of a checkout. */
function holdsRoot(part: CommandWord['parts'][number] | undefined): boolean {
  return (
    part?.kind === 'variable' &&
    /(?:^|_)(?:ROOT|REPO|PROJECT|WORKSPACE)(?:_(?:DIR|ROOT|PATH))?$/.test(part.name)
  )
}

/**
 * A document may name its own folder from somewhere above it that is not the root (`cd python` in `cli/python/x.md`),
 * unless it has told to make a folder of that name.
 */
function ownFolderBySuffix(
  value: string | null | undefined,
  position: Position,
  around: MoveFacts,
): Arrival | null {
  const own = parentOf(around.path)
  const below = typeof value === 'string' ? resolvePath('.', value) : null
  if (!around.document || below === null || position.directory !== around.start.directory) return null
  if (!own.endsWith(`/${below}`) || tellsToMake(below, around.source)) return null
  return { directory: own, from: own.slice(0, -below.length - 1) }
}

/** A document may tell the way from its own folder where that leads out of the root: `cd ../api` in `apps/web/x.md`. */
function besideOwnFolder(
  value: string | null | undefined,
  { directory }: Position,
  around: MoveFacts,
): Arrival | null {
  const own = parentOf(around.path)
  if (!around.document || directory !== '.' || !value?.startsWith('../')) return null
  const found = resolvePath(own, value)
  return found !== null && around.hasDirectory(found) ? { directory: found, from: own } : null
}

function tellsToMake(folder: string, text: string): boolean {
  const name = folder.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const makes =
    'mkdir|init|new|create|startproject|scaffold|generate|clone|cp|mv|unzip|tar|copier|cookiecutter|download'
  return new RegExp(`\\b(?:${makes})\\b[^\\n]{0,200}(?<![\\w-])${name}(?![\\w-])`).test(text)
}

/** The directories that a relative path may be seen from, the likeliest first. */
function startsOf({ directory, perhaps }: Position, around: MoveFacts): readonly (string | null)[] {
  if (directory !== null) return [directory, around.start.directory, '.']
  return perhaps ?? [null]
}

/** A reader may enter a folder beside the document as well as one at the root. */
function mayMeanOwnFolder(value: string, position: Position, around: MoveFacts): boolean {
  if (value.startsWith(rootMark)) return false
  const own = parentOf(around.path)
  const atStart = position.perhaps !== undefined || position.directory === around.start.directory
  if (!around.document || own === around.start.directory || !atStart) return false
  const beside = resolvePath(own, value)
  if (resolvePath(around.start.directory, value) === own) return false
  return beside !== null && !value.startsWith('.') && around.hasDirectory(beside)
}
