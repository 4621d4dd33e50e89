import type { Span } from '../../../text/span.ts'
import type {
  MarkdownCodeSpan,
  MarkdownFence,
  MarkdownFile,
  MarkdownHeading,
} from '../../markdown/markdown-file.ts'
import { type Line, linesOfText } from './prose-lines.ts'

const heading = /^(={1,6}) (\S.*)$/
const attributes = /^\[(.*)\]\s*$/
const delimiter = /^(-{4,}(?!-)|\.{4,}|`{3,}|\/{4,})([\w-]*)\s*$/
const code = /(?<![\w`])(`{1,2})(\+?)([^`\n\s](?:[^`\n]{0,500}?[^`\n\s])?)\2\1(?![\w`])/g

/**
 * The structure of an AsciiDoc file in the terms of Markdown: listing and literal blocks with `[source,bash]` are fences,
 * `` `text` `` is a code span, `// …` lines that speak to policy-check are comments.
 */
export function readAsciidoc(text: string): MarkdownFile {
  const lines = linesOfText(text)
  const headings: MarkdownHeading[] = []
  const fences: MarkdownFence[] = []
  const codeSpans: MarkdownCodeSpan[] = []
  const comments: Span[] = []
  let info = ''
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const open = delimiter.exec(line.text)
    const title = heading.exec(line.text)
    const marks = attributes.exec(line.text)?.[1]
    if (open) {
      const close = closingLine(lines, index + 1, open[1] ?? '')
      if (!open[1]?.startsWith('/')) fences.push(fence(lines, index, close, info || (open[2] ?? '')))
      index = close
      info = ''
    } else if (marks !== undefined) info = languageIn(marks)
    else if (title) {
      const span = { start: line.start, end: line.end }
      headings.push({ level: title[1]?.length ?? 1, text: title[2]?.trim() ?? '', span })
    } else if (line.text.startsWith('//')) {
      if (line.text.includes('policy-check:')) comments.push({ start: line.start, end: line.end })
    } else if (!/^\.\S/.test(line.text)) {
      if (!line.blank) info = ''
      const block = paragraphAround(lines, index)
      for (const { index: at, 0: found, 3: inner = '' } of line.text.matchAll(code)) {
        const start = line.start + at
        const from = start + found.indexOf(inner)
        const content = [{ start: from, end: from + inner.length }]
        codeSpans.push({ span: { start, end: start + found.length }, content, block })
      }
    }
  }
  return { headings, fences, codeSpans, comments }
}

/** `source,bash`, `,bash`, `source%linenums,console,title=x` */
function languageIn(marks: string): string {
  const [style = '', language = ''] = marks.split(',', 2)
  return /^(?:source\b.*|listing)?$/.test(style.trim()) ? language.trim() : ''
}

function closingLine(lines: readonly Line[], from: number, mark: string): number {
  let index = from
  while (index < lines.length && lines[index]?.text.trimEnd() !== mark) index++
  return index
}

function fence(lines: readonly Line[], open: number, close: number, info: string): MarkdownFence {
  const body = lines.slice(open + 1, close)
  return {
    info,
    indentedCode: false,
    lines: body.map(({ start, next }) => ({ start, end: next })),
    span: { start: lines[open]?.start ?? 0, end: (lines[close] ?? lines.at(-1))?.end ?? 0 },
  }
}

function paragraphAround(lines: readonly Line[], index: number): Span {
  let first = index
  let last = index
  while (
    index - first < 50 &&
    first > 0 &&
    !lines[first - 1]?.blank &&
    !delimiter.test(lines[first - 1]?.text ?? '')
  )
    first--
  while (last - index < 50 && last + 1 < lines.length && !lines[last + 1]?.blank) last++
  return { start: lines[first]?.start ?? 0, end: lines[last]?.end ?? 0 }
}
