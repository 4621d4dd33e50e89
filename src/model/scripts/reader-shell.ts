import type { FileTree } from '../../discover/file-tree.ts'
import type { MarkdownFence, MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import { stepHeading } from '../../tables/environments.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import { lineBefore, wordsBefore } from '../pages/stance-of-fence.ts'
import type { Stance } from '../pages/verdict.ts'
import { behindClone, clonedBefore, enteredFolder, holdsClone } from './clones.ts'
import type { Move } from './move.ts'
import type { Position } from './position.ts'
import type { Interpreted, RawCommand } from './raw-command.ts'

/** A fence of shell code, for the terminal of whoever reads the document. */
export interface FenceOfShell {
  readonly fence: MarkdownFence
  /** Headings above it, the innermost first. */
  readonly headings: readonly MarkdownHeading[]
  /** Where a fence starts that follows no other. */
  readonly start: Position
  /** Reads the fence from a position. */
  interpret(from: Position): Interpreted
}

/** A command of a fence, once it is known whether the reader is told to run it. */
interface JudgedCommand {
  readonly span: Span
  readonly stance: Stance
}

/** Where the terminal was left. */
interface Left {
  readonly directory: string | null
  readonly move?: Move
  /** Whether the move led into a clone of this repository, which nothing but another move leaves. */
  readonly inClone: boolean
  /** Whether the document says that all its commands run there. */
  readonly forAll: boolean
  /** Whether the reader certainly is there when the section goes on. */
  readonly certain: boolean
  readonly heading: MarkdownHeading | undefined
  readonly parent: MarkdownHeading | undefined
  /** Where its last fence ends. */
  readonly end: number
}

export interface ReaderFacts {
  readonly path: string
  readonly text: string
  readonly tree: FileTree
  /** Whether the document clones anything. */
  clones(): boolean
  /** Whether a clone of this name is one of this repository; null is a name that the document leaves open. */
  isOwn(clone: string | null): boolean
}

/**
 * The terminal that the reader of a document keeps open from fence to fence: a `cd` lasts to the end of its section,
 * until another fence goes back, and numbered steps are one procedure. Where the next fence starts is certain after a
 * fence of nothing but the move, when its own paths do not speak against it; else it is unknown.
 */
export class ReaderShell {
  readonly #facts: ReaderFacts
  #left: Left | null = null

  constructor(facts: ReaderFacts) {
    this.#facts = facts
  }

  /** Reads the next fence from where the reader stands. */
  read(shell: FenceOfShell): Interpreted {
    const { start } = shell
    const left = this.#left
    const sent = this.#sentTo(shell)
    if (sent !== null && sent !== left?.directory) return shell.interpret({ directory: sent })
    const within = left !== null && (left.forAll || goesOn(left, shell.headings))
    if (!left || start.directory === null || !(within || left.inClone)) {
      this.#left = null
      return shell.interpret(start)
    }
    const fresh = shell.interpret(start)
    const between = this.#facts.text.slice(left.end, fresh.commands[0]?.span.start ?? shell.fence.span.start)
    const evidence = this.#pathsOf(fresh.commands, left.directory, start.directory)
    if (namesRoot.test(between) || evidence === 'root') {
      this.#left = null
      return fresh
    }
    const proven = left.inClone && evidence === 'moved'
    if (!within && !proven) return fresh
    const same = left.heading === shell.headings[0]
    const told = left.forAll || (same && evidence !== 'neither' && !partsTerminals.test(between))
    const certain = proven || (left.certain && told)
    const [heading, parent] = shell.headings
    this.#left = { ...left, certain, ...(proven && { heading, parent }) }
    return shell.interpret(certain ? positionOf(left) : this.#somewhere(left, shell))
  }

  /** Notes where a fence leaves the reader, as far as its moves are told to be made. */
  leave({ commands, end }: Interpreted, made: readonly JudgedCommand[], shell: FenceOfShell): void {
    const { fence, headings, start } = shell
    const { move, directory } = end
    if (end === start && this.#left?.inClone) return
    if (move?.earlier || (move && move === this.#left?.move)) {
      if (this.#left) this.#left = { ...this.#left, end: fence.span.end }
      return
    }
    this.#left = null
    if (directory === start.directory || start.directory === null) return
    const told = move && made.find(({ span }) => span.start === move.place.span.start)
    if ((move && told?.stance.value !== 'runs') || (move && this.#entersClone(move))) return
    const inClone = end.clone === 'own'
    const only = commands.every(
      ({ program, words }) =>
        program === 'cd' ||
        program === 'pushd' ||
        (inClone && behindClone(words, ({ text }) => text) !== null),
    )
    this.#left = {
      directory,
      ...(move && { move }),
      inClone,
      forAll: allCommands.test(lineBefore(this.#facts.text, fence.span.start) ?? ''),
      certain: only && directory !== null,
      heading: headings[0],
      parent: headings[1],
      end: fence.span.end,
    }
  }

  /**
   * The directory that the line before a fence sends the reader to by its path, "In `server/`, start it:"; null without one,
   * and for where the fence starts anyway.
   */
  #sentTo({ fence, start }: FenceOfShell): string | null {
    const [, path] = sendsTo.exec(wordsBefore(this.#facts.text, fence.span.start) ?? '') ?? []
    const directory = path === undefined || start.directory === null ? null : resolvePath('.', path)
    if (directory === null || directory === start.directory) return null
    return this.#facts.tree.hasDirectory(directory) ? directory : null
  }

  /** The reader may have stayed, or be back where documents start; a `cd` tells by where it leads. */
  #somewhere(left: Left, { start, fence }: FenceOfShell): Position {
    const place = left.move?.place ?? { path: this.#facts.path, span: fence.span }
    const move = { place, by: 'cd', directory: null, from: null, earlier: true } as const
    const perhaps = [start.directory, left.directory].filter((directory) => directory !== null)
    return { directory: null, move, perhaps }
  }

  /** What the paths among the words say about where the commands run. */
  #pathsOf(
    commands: readonly RawCommand[],
    moved: string | null,
    root: string,
  ): 'moved' | 'root' | 'either' | 'neither' | 'nothing' {
    const { tree } = this.#facts
    const exists = (from: string | null, text: string) => {
      const path = resolvePath(from, text)
      return path !== null && (tree.hasFile(path) || tree.hasDirectory(path) || tree.isIgnored(path))
    }
    const [first] = commands
    if (first?.program === 'cd' || first?.program === 'pushd') return 'nothing'
    const paths = commands.flatMap(({ words }) => words.flatMap(({ text }) => (isPath(text) ? [text] : [])))
    if (paths.length === 0) return 'nothing'
    if (moved !== null && paths.every((text) => exists(moved, text)))
      return paths.every((text) => exists(root, text)) ? 'either' : 'moved'
    const known = paths.filter((text) => moved !== null || text.includes('/'))
    return known.some((text) => exists(root, text) && !exists(moved, text)) ? 'root' : 'neither'
  }

  /** Whether a move enters a clone of this repository, which is to stand at its root. */
  #entersClone(move: Move): boolean {
    const { place, directory } = move
    const { text } = this.#facts
    const target = enteredFolder(move, text)
    const known = directory !== null && directory !== '.'
    if (known || target === null || !this.#facts.clones()) return false
    if (!holdsClone(text, place.span.start)) return false
    const names = clonedBefore(text, place.span.start)
    return names.includes(target) ? this.#facts.isOwn(target) : names.length === 0 && this.#facts.isOwn(null)
  }
}

/** Whether a section goes on under these headings: itself, one inside it, or the next of numbered steps. */
function goesOn({ heading, parent }: Left, headings: readonly MarkdownHeading[]): boolean {
  const [innermost, above] = headings
  if (innermost === heading) return true
  if (!heading || !innermost) return false
  if (heading.level > 1 && headings.includes(heading)) return true
  return (
    innermost.level === heading.level &&
    above === parent &&
    stepHeading.test(heading.text) &&
    stepHeading.test(innermost.text)
  )
}

function positionOf({ directory, move, inClone }: Left): Position {
  return { directory, ...(move && { move }), ...(inClone && { clone: 'own' }) }
}

/** Words before a move that make it count for the whole document. */
const allCommands =
  /\b(?:all|every)\b[^.\n]{0,40}\bcommands?\b[^.\n]{0,60}\b(?:run|runs|executed|assumed?)\b/i

/** A sentence before a fence that sends the reader to a directory, with its path. */
const sendsTo =
  /\b(?:in|into|from|inside|within|under|(?:navigate|change|go|switch|move)\s{1,5}to)\s{1,5}(?:the\s{1,5})?`(?:\.\/)?([\w.-]{1,80}(?:\/[\w.-]{1,80}){0,9})\/?`[^`\n]{0,80}:$/i

/** Words between two fences that send the reader to the root. */
const namesRoot =
  /\b(?:repo(?:sitory)?|project|workspace|monorepo)(?:['’]s)?[ -]root\b|\broot (?:directory|folder)\b|\broot of (?:the|this|your)\b|\btop[ -]level (?:directory|folder)\b|\b(?:back|return) to the (?:root|repo(?:sitory)?|top)\b/i

/** Words between two fences after which it may be another terminal, or another way to do the same. */
const partsTerminals =
  /\b(?:new|another|second|third|separate|different|other|fresh)\b[^.\n]{0,30}\b(?:terminal|shell|window|console|session)\b|^[^\w\n\r\u2028\u2029]*(?:or|alternatively)\b|^[ \t]*===[ !+]|\{tab-item\}|<\/?Tab/im

function isPath(text: string | null): text is string {
  if (text === null || /^[-~/]|:\/\/|[<>{}*?$=@|;]/.test(text)) return false
  return (
    /[\w.]\/|\/[\w.]/.test(text) || /^[\w-]+\.(?:py|sh|toml|txt|md|ya?ml|json|ipynb|cfg|ini|lock)$/.test(text)
  )
}
