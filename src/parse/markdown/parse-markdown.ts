import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { GuestBuilder } from '../embed/guest.ts'
import { boxesIn } from './boxes.ts'
import { findCodeSpans } from './code-spans.ts'
import { readDirective } from './directives.ts'
import type { MarkdownCodeSpan, MarkdownFence, MarkdownFile, MarkdownHeading } from './markdown-file.ts'
import { type Leaf, readBlocks } from './read-blocks.ts'
import { splitTable, type TableCell } from './tables.ts'

/**
 * Reads the structure of a Markdown or MDX file by CommonMark's rules, with GitHub's tables and front matter. Every
 * text is Markdown, so there are no troubles; it takes one pass over the lines, whatever they nest.
 */
export function parseMarkdown({ path, text }: SourceFile): MarkdownFile {
  const mdx = path.endsWith('.mdx') || usesTheme(text)
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const frontMatter = readFrontMatter(text, start)
  const reader = new LeafReader(text, mdx)
  for (const leaf of readBlocks(text, frontMatter?.next ?? start, mdx)) reader.read(leaf)
  const { headings, fences, codeSpans, comments } = reader
  const { span, content } = frontMatter ?? {}
  const boxes = boxesIn(
    text,
    fences.map((fence) => fence.span),
  )
  return {
    ...(span && content && { frontMatter: { span, content } }),
    headings,
    fences,
    codeSpans,
    ...(boxes.length > 0 && { boxes }),
    comments,
  }
}

/** Docusaurus reads `.md` as MDX, too. */
function usesTheme(text: string): boolean {
  return text.includes('@theme') && /^import [^\n]{1,200} from ['"]@theme/m.test(text)
}

/** `---` lines around YAML at the top of the file; `next` is the offset behind them. */
function readFrontMatter(
  text: string,
  start: number,
): { span: Span; content: Span; next: number } | undefined {
  const found = /^---[ \t]*(\r?\n)/.exec(text.slice(start, start + 100))
  if (!found) return undefined
  const from = start + found[0].length
  const close = /^---[ \t]*(?:\r?\n|$(?![\s\S]))/gm
  close.lastIndex = from
  const end = close.exec(text)
  if (!end) return undefined
  const span = { start, end: end.index + 3 }
  return { span, content: { start: from, end: end.index }, next: end.index + end[0].length }
}

/** Directives in directives that are still read: each level reads its text again. */
const deepest = 8

/** More than any document holds that people write; those after them are not read. */
export const mostCodeSpans = 50_000

class LeafReader {
  readonly headings: MarkdownHeading[] = []
  readonly fences: MarkdownFence[] = []
  readonly codeSpans: MarkdownCodeSpan[] = []
  readonly comments: Span[] = []
  readonly #text: string
  readonly #mdx: boolean

  constructor(text: string, mdx: boolean) {
    this.#text = text
    this.#mdx = mdx
  }

  /** @param depth number of directives around it */
  read(leaf: Leaf, depth = 0): void {
    const { kind, span, lines } = leaf
    if (kind === 'fence') this.#readFence(leaf, depth)
    else if (kind === 'indented') this.fences.push({ info: '', indentedCode: true, lines, span })
    else if (kind === 'html') this.#readHtml(lines)
    else if (kind === 'heading') {
      const text = lines.map(({ start, end }) => this.#text.slice(start, end).trim()).join(' ')
      this.headings.push({ level: leaf.level ?? 1, text, span })
      this.#readInline(lines)
    } else {
      const { before, cells } = splitTable(this.#text, lines)
      this.#readInline(before)
      for (const cell of cells) this.#readInline([cell.span], cell)
    }
  }

  #readFence({ info: place, lines, span }: Leaf, depth: number): void {
    const info = place ? this.#text.slice(place.start, place.end).trim() : ''
    const directive = info.startsWith('{') ? readDirective(this.#text, info, lines) : undefined
    if (directive?.kind === 'blocks' && depth < deepest) this.#readInside(directive.lines, depth)
    else {
      const code = directive ?? { info, lines }
      this.fences.push({ info: code.info, indentedCode: false, lines: code.lines, span })
    }
  }

  /** Reads the blocks that a directive holds; their places are those in the whole text. */
  #readInside(lines: readonly Span[], depth: number): void {
    const guest = this.#guest(lines)
    const native = ({ start, end }: Span) => guest.span(start, end)
    for (const { info, ...leaf } of readBlocks(guest.text, 0, this.#mdx)) {
      const place = {
        span: native(leaf.span),
        lines: leaf.lines.map(native),
        ...(info && { info: native(info) }),
      }
      this.read({ ...leaf, ...place }, depth + 1)
    }
  }

  #readHtml(lines: readonly Span[]): void {
    const guest = this.#guest(lines)
    for (const { start, end } of enclosed(guest.text, '<!--', '-->'))
      this.comments.push(guest.span(start, end))
    for (const { 1: language = '', 2: content = '', index, 0: whole } of guest.text.matchAll(preformatted)) {
      const from = index + whole.indexOf(content, whole.indexOf('<code'))
      const lines: Span[] = []
      for (const line of content.matchAll(/[^\n]+\n?|\n/g))
        lines.push(guest.span(from + line.index, from + line.index + line[0].length))
      const span = guest.span(from, from + content.length)
      this.fences.push({ info: language, indentedCode: false, inHtml: true, lines, span })
    }
  }

  /** Code spans and comments in the text of a heading, a paragraph or a table cell. */
  #readInline(lines: readonly Span[], cell?: TableCell): void {
    const [first] = lines
    const last = lines.at(-1)
    if (!first || !last || !/`|<!--|\{\/\*/.test(this.#text.slice(first.start, last.end))) return
    const guest = this.#guest(lines)
    const found = findCodeSpans(guest.text, mostCodeSpans - this.codeSpans.length)
    const block = {
      start: first.start,
      end: last.start + this.#text.slice(last.start, last.end).trimEnd().length,
    }
    for (const { start, end, fence } of found) {
      const content: Span[] = []
      const inner = guest.text.slice(start + fence, end - fence)
      for (const { index, 0: line } of inner.matchAll(/[^\r\n]+/g)) {
        const from = start + fence + index
        content.push(guest.span(from, from + line.length))
      }
      this.codeSpans.push({
        span: guest.span(start, end),
        content,
        block,
        ...(cell && { cell: { column: cell.column, row: cell.row } }),
      })
    }
    for (const [open, close] of this.#mdx ? commentMarks : commentMarks.slice(0, 1)) {
      let at = 0
      for (const { start, end } of enclosed(guest.text, open, close)) {
        while ((found[at]?.end ?? start + 1) <= start) at++
        const inCode = (found[at]?.start ?? start) < start
        if (!inCode) this.comments.push(guest.span(start, end))
      }
    }
  }

  #guest(lines: readonly Span[]) {
    const builder = new GuestBuilder(this.#text)
    for (const line of lines) builder.copy(line)
    return builder.build()
  }
}

/** What stands around a comment in Markdown, and in MDX. */
const commentMarks = [
  ['<!--', '-->'],
  ['{/*', '*/}'],
] as const

/** Code in HTML, as far as it is written without tags and entities; its class may name the language. */
const preformatted =
  /<pre[^<>]{0,200}>\s{0,20}<code(?:[^<>]{0,200}\blanguage-(\w{1,50}))?[^<>]{0,200}>([^<&]{1,10000})<\/code>/gi

/** Spans from an opening mark to the next closing mark. */
function enclosed(text: string, open: string, close: string): Span[] {
  const spans: Span[] = []
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, spans.at(-1)?.end)) {
    const end = text.indexOf(close, start + open.length)
    if (end < 0) break
    spans.push({ start, end: end + close.length })
  }
  return spans
}
