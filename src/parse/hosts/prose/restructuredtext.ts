import type { Span } from '../../../text/span.ts'
import { titleOfDirective } from '../../markdown/boxes.ts'
import type {
  MarkdownBox,
  MarkdownCodeSpan,
  MarkdownFence,
  MarkdownFile,
  MarkdownHeading,
} from '../../markdown/markdown-file.ts'
import { type Line, linesOfText, sectionLevels } from './prose-lines.ts'

const directive = /^( *)\.\. (code-block|code|sourcecode|prompt|parsed-literal|code-tab)::[ \t]*(\S*)/
/** A directive whose content is prose again, as far as is known. */
const otherDirective = /^ *\.\. ([\w:-]+)::(.*)/
const otherExplicit = /^ *\.\.(?: |$)/
const underline = /^([=\-~`'"^_*+#:.<>])\1{2,}[ \t]*$/
const literal = /``(\S(?:[^`]|`(?!`)){0,500}?)``|:(?:command|program|kbd|code|file|samp):`([^`\n]{1,500})`/g

/**
 * The structure of a reStructuredText file in the terms of Markdown: `.. code-block:: bash` and literal blocks (`::`) are
 * fences, ``` ``literal`` ``` and `` :command:`…` `` are code spans, comments that speak to policy-check are comments.
 */
export function readRestructuredText(text: string): MarkdownFile {
  const page = new Page(text)
  page.read()
  const { headings, fences, codeSpans, boxes, comments } = page
  return { headings, fences, codeSpans, ...(boxes.length > 0 && { boxes }), comments }
}

/** A page while it is read, line by line. */
class Page {
  readonly headings: MarkdownHeading[] = []
  readonly fences: MarkdownFence[] = []
  readonly codeSpans: MarkdownCodeSpan[] = []
  readonly boxes: MarkdownBox[] = []
  readonly comments: Span[] = []
  readonly #text: string
  readonly #lines: readonly Line[]
  readonly #level = sectionLevels()

  constructor(text: string) {
    this.#text = text
    this.#lines = linesOfText(text)
  }

  read(): void {
    for (let index = 0; index < this.#lines.length; ) index = this.#construct(index)
  }

  /** Reads what begins at a line; the index of the line behind it. */
  #construct(index: number): number {
    const line = this.#lines[index] as Line
    const code = directive.exec(line.text)
    if (code) return this.#code(index, code[3] ?? '')
    if (otherExplicit.test(line.text) && !/::\s*/.test(line.text)) return this.#comment(index)
    const other = otherDirective.exec(line.text)
    if (other) return this.#box(index, other[1] ?? '', other[2] ?? '')
    const next = this.#lines[index + 1]
    if (next && line.text.trim() !== '' && underline.test(next.text) && line.indentation === 0) {
      const span = { start: line.start, end: next.end }
      this.headings.push({ level: this.#level(next.text[0] ?? ''), text: line.text.trim(), span })
      return index + 2
    }
    return this.#paragraph(index)
  }

  #code(index: number, info: string): number {
    const line = this.#lines[index] as Line
    const block = blockBelow(this.#lines, index + 1, line.indentation)
    const body = withoutOptions(block, this.#lines)
    if (body.start < body.end) this.fences.push(fence(this.#lines, body, line, info))
    return block.end
  }

  #comment(index: number): number {
    const line = this.#lines[index] as Line
    if (line.text.includes('policy-check:'))
      this.comments.push({ start: line.start + line.indentation, end: line.end })
    return Math.max(index + 1, blockBelow(this.#lines, index + 1, line.indentation).end)
  }

  #box(index: number, name: string, argument: string): number {
    const line = this.#lines[index] as Line
    const title = titleOfDirective(name, argument)
    const end = this.#lines[blockBelow(this.#lines, index + 1, line.indentation).end - 1]?.end ?? line.end
    if (title) this.boxes.push({ title, span: { start: line.start, end } })
    addCodeSpans(this.#text, this.#lines, index, index + 1, this.codeSpans)
    return index + 1
  }

  #paragraph(index: number): number {
    const paragraph = paragraphAt(this.#lines, index)
    addCodeSpans(this.#text, this.#lines, index, paragraph, this.codeSpans)
    const last = this.#lines[paragraph - 1]
    // What stands below a directive such as `.. note::` is text again.
    if (!last || !/::[ \t]*$/.test(last.text) || otherExplicit.test(last.text)) return paragraph
    const block = blockBelow(this.#lines, paragraph, last.indentation)
    if (block.start < block.end) this.fences.push(fence(this.#lines, block, last, ''))
    return Math.max(paragraph, block.end)
  }
}

interface Block {
  /** Indexes of lines, blank lines around left out. */
  readonly start: number
  readonly end: number
}

/** The lines below that are indented deeper than `indentation`. */
function blockBelow(lines: readonly Line[], from: number, indentation: number): Block {
  let end = from
  let last = from
  while (end < lines.length && (lines[end]?.blank || (lines[end]?.indentation ?? 0) > indentation)) {
    if (!lines[end]?.blank) last = end + 1
    end++
  }
  let start = from
  while (start < last && lines[start]?.blank) start++
  return { start, end: last }
}

/** Options such as `:caption: x` stand before the first blank line of a directive's block. */
function withoutOptions(block: Block, lines: readonly Line[]): Block {
  let start = block.start
  while (start < block.end && /^\s*:[\w-]+:/.test(lines[start]?.text ?? '')) start++
  while (start < block.end && lines[start]?.blank) start++
  return { start, end: block.end }
}

function fence(lines: readonly Line[], { start, end }: Block, opening: Line, info: string): MarkdownFence {
  const body = lines.slice(start, end)
  const indentation = Math.min(...body.filter(({ blank }) => !blank).map((line) => line.indentation))
  const spans = body.map((line) => ({ start: Math.min(line.start + indentation, line.end), end: line.next }))
  return {
    info,
    indentedCode: false,
    lines: spans,
    span: { start: opening.start + opening.indentation, end: body.at(-1)?.end ?? opening.end },
  }
}

/** Index behind the last line of the paragraph that starts at a line. */
function paragraphAt(lines: readonly Line[], from: number): number {
  let end = from + 1
  if (lines[from]?.blank) return end
  while (end < lines.length && !lines[end]?.blank && !otherExplicit.test(lines[end]?.text ?? '')) {
    if (lines[end + 1] && underline.test(lines[end + 1]?.text ?? '')) break
    end++
  }
  return end
}

function addCodeSpans(
  text: string,
  lines: readonly Line[],
  from: number,
  to: number,
  found: MarkdownCodeSpan[],
): void {
  const first = lines[from]
  const last = lines[to - 1]
  if (!first || !last) return
  const block = { start: first.start + first.indentation, end: last.end }
  for (const match of text.slice(block.start, block.end).matchAll(literal)) {
    const start = block.start + match.index
    const inner = match[1] ?? match[2] ?? ''
    const from = start + match[0].lastIndexOf(inner)
    const content = [...inner.matchAll(/[^\r\n]+/g)].map(({ index, 0: line }) => {
      const skipped = index > 0 ? line.length - line.trimStart().length : 0
      return { start: from + index + skipped, end: from + index + line.length }
    })
    found.push({ span: { start, end: start + match[0].length }, content, block })
  }
}
