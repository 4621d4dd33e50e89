import type { Span } from '../../text/span.ts'
import type { MarkdownFile } from './markdown-file.ts'
import { outsideCode } from './outside-code.ts'

/** A link, an image or the definition of one, with what it leads to. */
export interface MarkdownLink {
  /** As written, without a title and angle brackets. */
  readonly target: string
  /** Of the target. */
  readonly span: Span
}

/** `](target "title")`, and `[label]: target` at the beginning of a line; a target has no space unless in `<…>`. */
const inline = /\]\([ \t]{0,9}(?:<([^<>\n]{1,500})>|([^\s()<>]{1,500}))(?=[ \t]{1,9}["'(]|[ \t]{0,9}\))/g
const definition = /^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{1,9}(?:<([^<>\n]{1,500})>|([^\s<>]{1,500}))/gm

/** `@path` that an agent takes in (Claude Code, "Import additional files"). */
const memoryImport = /(?<=^|[\s(])@((?:~?\/|\.{0,2}\/)?[\w./-]{1,200}\.\w{1,10})(?=[\s),;:]|\.?$)/gm

/** The links of a page outside of code and comments, in file order. */
export function linksIn(text: string, markdown: MarkdownFile): readonly MarkdownLink[] {
  return [...found(text, inline, markdown), ...found(text, definition, markdown)].sort(
    (a, b) => a.span.start - b.span.start,
  )
}

/** The files that the memory file of an agent takes in. */
export function importsIn(text: string, markdown: MarkdownFile): readonly MarkdownLink[] {
  return [...found(text, memoryImport, markdown)]
}

function* found(text: string, pattern: RegExp, markdown: MarkdownFile): Generator<MarkdownLink> {
  const isText = outsideCode(markdown)
  for (const { 0: whole, 1: first, 2: second, index } of text.matchAll(pattern)) {
    const target = first ?? second ?? ''
    const start = index + whole.lastIndexOf(target)
    const span = { start, end: start + target.length }
    if (isText(span)) yield { target, span }
  }
}
