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
  const lines = linesOfText(text)
  const headings: MarkdownHeading[] = []
  const fences: MarkdownFence[] = []
  const codeSpans: MarkdownCodeSpan[] = []
  const boxes: MarkdownBox[] = []
  const comments: Span[] = []
  const level = sectionLevels()
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const found = directive.exec(line.text)
    const next = lines[index + 1]
    if (found) {
      const block = blockBelow(lines, index + 1, line.indentation)
      const body = withoutOptions(block, lines)
      if (body.start < body.end) fences.push(fence(lines, body, line, found[3] ?? ''))
      index = block.end - 1
    } else if (otherExplicit.test(line.text) && !/::\s*/.test(line.text)) {
      if (line.text.includes('policy-check:'))
        comments.push({ start: line.start + line.indentation, end: line.end })
      const block = blockBelow(lines, index + 1, line.indentation)
      index = Math.max(index, block.end - 1)
    } else if (otherDirective.test(line.text)) {
      const [, name = '', argument = ''] = otherDirective.exec(line.text) ?? []
      const title = titleOfDirective(name, argument)
      const end = lines[blockBelow(lines, index + 1, line.indentation).end - 1]?.end ?? line.end
      if (title) boxes.push({ title, span: { start: line.start, end } })
      addCodeSpans(text, lines, index, index + 1, codeSpans)
    } else if (next && line.text.trim() !== '' && underline.test(next.text) && line.indentation === 0) {
      const span = { start: line.start, end: next.end }
      headings.push({ level: level(next.text[0] ?? ''), text: line.text.trim(), span })
      index++
    } else {
      const paragraph = paragraphAt(lines, index)
      addCodeSpans(text, lines, index, paragraph, codeSpans)
      index = paragraph - 1
      const last = lines[index]
      // What stands below a directive such as `.. note::` is text again.
      if (last && /::[ \t]*$/.test(last.text) && !otherExplicit.test(last.text)) {
        const block = blockBelow(lines, paragraph, last.indentation)
        if (block.start < block.end) fences.push(fence(lines, block, last, ''))
        index = Math.max(index, block.end - 1)
      }
    }
  }
  return { headings, fences, codeSpans, ...(boxes.length > 0 && { boxes }), comments }
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
