import { boxDirectives, boxTags, markedTitles } from '../../tables/boxes.ts'
import type { Span } from '../../text/span.ts'
import type { MarkdownBox } from './markdown-file.ts'

/** Boxes in boxes that are still told apart. */
const deepest = 40

/** A box whose end is not found yet. */
interface Open {
  readonly start: number
  title: string
  readonly depth: number
  /** What ends it: a tag, a run of colons, a line that is indented less, or a line without `>`. */
  readonly ends:
    | { readonly tag: string }
    | { readonly colons: number }
    | { readonly margin: number }
    | { readonly quote: true }
}

const tag = /<(\/?)([A-Za-z][\w.-]*)([^<>]{0,400})>/g
const attribute = /\b(?:title|label|name|summary|value|id)\s*=\s*\{?["'`]([^"'`\n]{1,200})["'`]/
const summary = /<summary[^<>]{0,200}>([\s\S]{0,300}?)<\/summary>/
const colons = /^\s*(:{3,})\s*(?:\{?([\w-]+)\}?\s*(?:\[([^\]\n]*)\]|([^\n{[]*)))?/
const marked = /^( *)(?:!!!|\?\?\?\+?|===[+!]*)[ \t]+([\w -]*)("[^"]*")?/
const alert = /^\s*>\s*\[!(\w+)\](.*)/

/**
 * The boxes of a document that have a title: tabs, folded text, admonitions, in the forms of HTML and MDX, of MkDocs
 * (`!!! note "…"`, `=== "…"`), of Docusaurus and MyST (`:::name …`), of GitHub and Obsidian (`> [!NOTE] …`).
 * @param code spans of code, in which nothing begins or ends a box, in document order
 */
export function boxesIn(text: string, code: readonly Span[]): MarkdownBox[] {
  if (!/<|:::|^ *(?:!!!|\?\?\?|===)|\[!/m.test(text)) return []
  return new BoxReader(text).read(code)
}

class BoxReader {
  readonly #text: string
  readonly #boxes: { span: { start: number; end: number }; title: string; depth: number }[] = []
  readonly #open: Open[] = []

  constructor(text: string) {
    this.#text = text
  }

  read(code: readonly Span[]): MarkdownBox[] {
    let next = 0
    for (const { index, 0: line } of this.#text.matchAll(/[^\n]+/g)) {
      while ((code[next]?.end ?? Infinity) <= index) next++
      const { start = Infinity } = code[next] ?? {}
      this.#endByMargin(line, index)
      if (start > index) this.#line(line, index)
    }
    for (const open of this.#open.splice(0)) this.#close(open, this.#text.length)
    return this.#boxes.sort((a, b) => a.span.start - b.span.start || a.depth - b.depth)
  }

  #line(line: string, at: number): void {
    const [, margin, kind = '', title] = marked.exec(line) ?? []
    if (margin !== undefined) this.#enter(at, title?.slice(1, -1) ?? titleOf(kind), { margin: margin.length })
    const quoted = alert.exec(line)
    if (quoted) this.#enter(at, quoted[2]?.trim() || titleOf(quoted[1] ?? ''), { quote: true })
    this.#colons(line, at)
    for (const found of line.includes('<') ? line.matchAll(tag) : []) this.#tag(found, at + found.index)
  }

  #colons(line: string, at: number): void {
    const [, run, name, label, rest = ''] = colons.exec(line) ?? []
    if (!run) return
    if (name) this.#enter(at, (label ?? rest).trim() || titleOf(name), { colons: run.length })
    else this.#leave(at, ({ ends }) => 'colons' in ends && ends.colons === run.length)
  }

  #tag([whole, closes, name = '', attributes = '']: RegExpExecArray | RegExpMatchArray, at: number): void {
    const tagName = name.toLowerCase()
    if (!boxTags.has(tagName) || attributes.endsWith('/')) return
    if (closes) {
      this.#leave(at, ({ ends }) => 'tag' in ends && ends.tag === tagName)
      return
    }
    const folded = tagName === 'details' ? summary.exec(this.#text.slice(at, at + 800))?.[1] : undefined
    const title = folded?.replace(/<[^<>]*>/g, '').trim() ?? attribute.exec(attributes)?.[1]
    this.#enter(at + whole.length, title ?? titleOf(tagName), { tag: tagName })
  }

  #enter(start: number, title: string, ends: Open['ends']): void {
    if (this.#open.length >= deepest) return
    this.#open.push({ start, title, depth: this.#open.length, ends })
  }

  /** Ends the innermost box that fits, and those inside it. */
  #leave(at: number, fits: (open: Open) => boolean): void {
    const index = this.#open.findLastIndex(fits)
    if (index >= 0) for (const open of this.#open.splice(index)) this.#close(open, at)
  }

  #endByMargin(line: string, at: number): void {
    const indentation = line.search(/\S/)
    if (indentation < 0) return
    const index = this.#open.findIndex(({ ends }) =>
      'margin' in ends ? indentation <= ends.margin : 'quote' in ends && !/^\s*>/.test(line),
    )
    if (index >= 0) for (const open of this.#open.splice(index)) this.#close(open, at)
  }

  #close({ start, title, depth }: Open, end: number): void {
    if (title !== '') this.#boxes.push({ span: { start, end }, title, depth })
  }
}

/** The title that a box of a kind has by itself. */
function titleOf(kind: string): string {
  return markedTitles.get(kind.trim().toLowerCase()) ?? ''
}

/** Whether a directive of reStructuredText makes a box, and the title that it has. */
export function titleOfDirective(name: string, argument: string): string | undefined {
  if (!boxDirectives.has(name)) return undefined
  const own = titleOf(name)
  return [own, argument.trim()].filter(Boolean).join(': ') || undefined
}
