import type { Span } from '../../text/span.ts'
import {
  admonition,
  atxHeading,
  closesFence,
  fenceMark,
  htmlBlockEnd,
  isThematicBreak,
  linkDefinition,
  listMark,
  setextUnderline,
} from './block-starts.ts'
import { LineCursor } from './line-cursor.ts'

/**
 * A block without blocks in it. `lines` are its lines without the marks and the indentation of the containers around
 * it, line endings included; of headings, code fences and underlines without the block's own marks.
 */
export interface Leaf {
  readonly kind: 'heading' | 'paragraph' | 'fence' | 'indented' | 'html'
  /** From its first mark to its last character. */
  readonly span: Span
  readonly lines: readonly Span[]
  /** Of a heading. */
  readonly level?: number
  /** Of a fence: the text behind the opening mark. */
  readonly info?: Span
}

type Container =
  | { readonly kind: 'quote' }
  | { readonly kind: 'item'; readonly indent: number; empty: boolean }

interface OpenLeaf {
  readonly kind: Leaf['kind']
  readonly start: number
  end: number
  readonly lines: Span[]
  info?: Span
  mark?: string
  indent?: number
  until?: RegExp | null
}

/**
 * Reads the blocks of a Markdown text from `start` on: CommonMark's own algorithm (0.31.2, appendix "A parsing
 * strategy"), one pass over the lines. In MDX, indentation makes no code and HTML blocks end with their line. What
 * stands indented under the admonitions and tabs of MkDocs is read as blocks, not as code.
 */
export function readBlocks(text: string, start: number, mdx: boolean): Leaf[] {
  const reader = new BlockReader(text, mdx)
  const endings = /\r\n?|\n|$/g
  for (let at = start; at < text.length; ) {
    endings.lastIndex = at
    const end = endings.exec(text)?.index ?? text.length
    const next = Math.max(endings.lastIndex, end)
    reader.readLine(new LineCursor(text, at, end), next)
    at = next
  }
  reader.closeLeaf()
  return reader.leaves
}

class BlockReader {
  readonly leaves: Leaf[] = []
  readonly #text: string
  readonly #mdx: boolean
  readonly #containers: Container[] = []
  #leaf: OpenLeaf | null = null

  constructor(text: string, mdx: boolean) {
    this.#text = text
    this.#mdx = mdx
  }

  /** Reads one line; `next` is the offset behind its ending. */
  readLine(line: LineCursor, next: number): void {
    const matched = this.#matchContainers(line)
    const inside = matched === this.#containers.length
    if (inside && this.#continueLeaf(line, next)) return
    this.#openBlocks(line, next, matched)
  }

  closeLeaf(): void {
    const leaf = this.#leaf
    if (!leaf) return
    this.#leaf = null
    if (leaf.kind === 'indented')
      while (leaf.lines.length > 0 && this.#isBlank(leaf.lines.at(-1))) leaf.lines.pop()
    const { kind, start, lines, info } = leaf
    const end = kind === 'fence' ? leaf.end : this.#trimmedEnd(lines.at(-1), leaf.end)
    this.leaves.push({ kind, span: { start, end: Math.max(start, end) }, lines, ...(info && { info }) })
  }

  /** How many of the open containers the line continues. */
  #matchContainers(line: LineCursor): number {
    let matched = 0
    for (const container of this.#containers) {
      if (container.kind === 'quote') {
        if (line.indent > 3 || this.#text[line.next] !== '>') break
        line.skipMark(1)
        line.skipColumns(1)
      } else if (line.blank) {
        if (container.empty) break
      } else if (line.indent >= container.indent) line.skipColumns(container.indent)
      else break
      matched++
    }
    return matched
  }

  /** Whether the line belongs to the open code or HTML block and is done with. */
  #continueLeaf(line: LineCursor, next: number): boolean {
    const leaf = this.#leaf
    if (leaf?.kind === 'fence') {
      if ((line.indent <= 3 || this.#mdx) && closesFence(line.rest(), leaf.mark ?? '')) {
        leaf.end = line.next + line.rest().trimEnd().length
        this.closeLeaf()
        return true
      }
      line.skipColumns(leaf.indent ?? 0)
      leaf.end = line.end
      leaf.lines.push({ start: line.at, end: next })
      return true
    }
    if (leaf?.kind === 'html') {
      if (leaf.until === null && line.blank) return false
      this.#addHtmlLine(leaf, line, next)
      return true
    }
    if (leaf?.kind === 'indented' && (line.indent > 3 || line.blank)) {
      line.skipColumns(4)
      leaf.lines.push({ start: line.at, end: next })
      return true
    }
    return false
  }

  /** Opens the containers and the leaf that the line starts, or adds it to the open paragraph. */
  #openBlocks(line: LineCursor, next: number, matched: number): void {
    let paragraph = this.#leaf?.kind === 'paragraph' ? this.#leaf : null
    let open = matched
    const enter = () => {
      this.#containers.length = open
      this.closeLeaf()
      paragraph = null
    }
    for (;;) {
      const here: OpenLeaf | null = open === this.#containers.length ? paragraph : null
      if (line.blank || (line.indent > 3 && !this.#mdx)) break
      const rest = line.rest()
      if (rest.startsWith('>')) {
        enter()
        this.#push({ kind: 'quote' })
        line.skipMark(1)
        line.skipColumns(1)
      } else if (admonition.test(rest)) {
        enter()
        this.#push({ kind: 'item', indent: line.indent + 4, empty: false })
        this.#openText(line, next)
        this.closeLeaf()
        return
      } else if (this.#openLeaf(line, next, rest, here, paragraph !== null, enter)) return
      else {
        const mark = listMark(rest)
        if (!mark || (here && (!mark.first || rest.slice(mark.length).trim() === ''))) break
        enter()
        this.#push({ kind: 'item', indent: skipListMark(line, mark.length), empty: true })
      }
      open = this.#containers.length
    }
    if (line.blank) this.#blankLine(open)
    else if (paragraph) paragraph.lines.push({ start: line.next, end: next })
    else {
      enter()
      this.#touch()
      this.#openText(line, next)
    }
  }

  /** Opens a heading, fence, HTML block or thematic break, if the line is one. */
  #openLeaf(
    line: LineCursor,
    next: number,
    rest: string,
    here: OpenLeaf | null,
    inParagraph: boolean,
    enter: () => void,
  ): boolean {
    const start = line.next
    const heading = atxHeading.exec(rest)
    const mark = heading ? null : fenceMark(rest)
    const until = heading || mark ? undefined : htmlBlockEnd(rest, inParagraph)
    if (heading) {
      enter()
      const content = start + heading[0].length
      const span = { start, end: this.#trimmedEnd({ start, end: line.end }, start) }
      const title = rest.slice(heading[0].length).replace(/(?:^|(?<![ \t])[ \t]+)#+[ \t]*$/, '')
      const lines = [{ start: content, end: content + title.trimEnd().length }]
      this.leaves.push({ kind: 'heading', level: heading[1]?.length ?? 1, span, lines })
    } else if (mark) {
      enter()
      const info = { start: start + mark.length, end: line.end }
      const end = this.#trimmedEnd({ start, end: line.end }, start)
      this.#leaf = { kind: 'fence', start, end, lines: [], info, mark, indent: line.indent }
    } else if (until !== undefined) {
      enter()
      this.#leaf = { kind: 'html', start, end: line.end, lines: [], until }
      this.#addHtmlLine(this.#leaf, line, next)
    } else if (here && setextUnderline.test(rest) && this.#isText(here)) {
      this.#leaf = null
      const span = { start: here.start, end: start + rest.trimEnd().length }
      this.leaves.push({ kind: 'heading', level: rest.startsWith('=') ? 1 : 2, span, lines: here.lines })
    } else if (isThematicBreak(rest)) enter()
    else return false
    this.#touch()
    return true
  }

  #openText(line: LineCursor, next: number): void {
    const start = line.next
    if (line.indent > 3 && !this.#mdx) {
      line.skipColumns(4)
      this.#leaf = { kind: 'indented', start, end: line.end, lines: [{ start: line.at, end: next }] }
    } else this.#leaf = { kind: 'paragraph', start, end: line.end, lines: [{ start, end: next }] }
  }

  #addHtmlLine(leaf: OpenLeaf, line: LineCursor, next: number): void {
    leaf.lines.push({ start: line.at, end: next })
    leaf.end = line.end
    if (leaf.until === null ? this.#mdx : leaf.until?.test(this.#text.slice(line.at, line.end)))
      this.closeLeaf()
  }

  #blankLine(open: number): void {
    this.#containers.length = open
    this.closeLeaf()
  }

  #push(container: Container): void {
    this.#touch()
    this.#containers.push(container)
  }

  /** The innermost item holds something now. */
  #touch(): void {
    const last = this.#containers.at(-1)
    if (last?.kind === 'item') last.empty = false
  }

  #isText({ lines }: OpenLeaf): boolean {
    return !lines.every(({ start, end }) => linkDefinition.test(this.#text.slice(start, end)))
  }

  #isBlank(line: Span | undefined): boolean {
    return line !== undefined && this.#text.slice(line.start, line.end).trim() === ''
  }

  #trimmedEnd(line: Span | undefined, otherwise: number): number {
    return line ? line.start + this.#text.slice(line.start, line.end).trimEnd().length : otherwise
  }
}

/** Takes a list item's mark and the white space behind it; answers the columns that its content is indented by. */
function skipListMark(line: LineCursor, length: number): number {
  const before = line.indent
  line.skipMark(length)
  const spaces = line.indent
  const narrow = line.blank || spaces > 4
  line.skipColumns(narrow ? 1 : spaces)
  return before + length + (narrow ? 1 : spaces)
}
