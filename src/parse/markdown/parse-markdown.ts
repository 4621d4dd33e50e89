import type { Parser } from 'web-tree-sitter'
import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import type { Trouble } from '../../text/trouble.ts'
import { GuestBuilder } from '../embed/guest.ts'
import { copyTree, type SyntaxNode } from '../syntax-node.ts'
import { findCodeSpans } from './code-spans.ts'
import type { MarkdownCodeSpan, MarkdownFence, MarkdownFile, MarkdownHeading } from './markdown-file.ts'

export interface ParsedMarkdown {
  readonly markdown: MarkdownFile
  readonly troubles: readonly Trouble[]
}

const maximumDepth = 600
/** Of these only the marks of lists and quotes around their lines matter, if that. */
const leaves = new Set([
  'inline',
  'pipe_table_cell',
  'pipe_table_delimiter_row',
  'html_block',
  'minus_metadata',
])
/** The grammar keeps its open blocks in 1,024 bytes and breaks, for good, where more of them are open. */
const tooManyContainers =
  /^[ \t]*(?:>[ \t]*|(?:[-+*]|\d{1,9}[.)])[ \t]+){100}|^[ \t]{400,}(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])/m

/**
 * Reads the structure of a Markdown or MDX file. `blocks` speaks tree-sitter-markdown's block grammar; code spans are
 * found by CommonMark's own rule, which is many times faster than the inline grammar.
 */
export function parseMarkdown(file: SourceFile, blocks: Parser): ParsedMarkdown {
  const { path, text } = file
  const deep = tooManyContainers.exec(text)
  const tree = deep ? null : blocks.parse(text)
  if (!tree) {
    const start = deep?.index ?? 0
    const span = { start, end: start + (deep?.[0].length ?? 0) }
    const message = 'Lists and quotes nested this deeply are not read; the file was passed over.'
    return { markdown: noMarkdown, troubles: [{ id: 'too-deep', path, span, message }] }
  }
  const { root } = copyTree(tree, {
    maximumDepth,
    namedOnly: true,
    descend: ({ type, start, end }) =>
      !leaves.has(type) || (type === 'inline' && text.slice(start, end).includes('\n')),
  })
  tree.delete()
  const reader = new BlockReader(text, path.endsWith('.mdx'))
  reader.read(root)
  const { frontMatter, headings, fences, codeSpans, comments } = reader
  const markdown = { ...(frontMatter && { frontMatter }), headings, fences, codeSpans, comments }
  return { markdown, troubles: [] }
}

const noMarkdown: MarkdownFile = { headings: [], fences: [], codeSpans: [], comments: [] }

class BlockReader {
  frontMatter?: NonNullable<MarkdownFile['frontMatter']>
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

  read(node: SyntaxNode): void {
    switch (node.type) {
      case 'minus_metadata':
        this.#readFrontMatter(node)
        return
      case 'atx_heading':
      case 'setext_heading':
        this.#readHeading(node)
        break
      case 'fenced_code_block':
        this.#readFence(node)
        return
      case 'indented_code_block':
        if (!this.#mdx) this.#readIndentedCode(node)
        return
      case 'html_block':
        this.#readComments(node)
        return
      case 'inline':
        this.#readInline(node, false)
        return
      case 'pipe_table_cell':
        this.#readInline(node, true)
        return
    }
    for (const child of node.children) this.read(child)
  }

  #readFrontMatter(node: SyntaxNode): void {
    const start = this.#text.indexOf('\n', node.start) + 1
    const close = this.#text.slice(start, node.end).search(/^---[ \t]*\r?\n?$/m)
    const end = close < 0 ? node.end : start + close
    this.frontMatter = { span: this.#trimmed(node), content: { start, end } }
  }

  #readHeading(node: SyntaxNode): void {
    const marker = node.children.find((child) => /_h\d_/.test(child.type))
    const level = Number(/\d/.exec(marker?.type ?? '1')?.[0])
    const content = node.children.find((child) => child.field === 'heading_content')
    const raw = content ? this.#text.slice(content.start, content.end) : ''
    const text = (node.type === 'atx_heading' ? raw.replace(/(?:^|[ \t])#+[ \t]*$/, '') : raw).trim()
    this.headings.push({ level, text, span: this.#trimmed(node) })
  }

  #readFence(node: SyntaxNode): void {
    const open = node.children.find((child) => child.type === 'fenced_code_block_delimiter')
    const info = node.children.find((child) => child.type === 'info_string')
    const content = node.children.find((child) => child.type === 'code_fence_content')
    const indentation = open ? /^[ \t]*/.exec(this.#text.slice(open.start, open.end))?.[0].length : 0
    this.fences.push({
      info: info ? this.#text.slice(info.start, info.end).trim() : '',
      indentedCode: false,
      lines: content ? this.#lines(content, indentation ?? 0) : [],
      span: this.#trimmed(node),
    })
  }

  #readIndentedCode(node: SyntaxNode): void {
    // How much of the indentation the grammar counts among the marks around the lines varies.
    const lines = this.#lines(node, Number.POSITIVE_INFINITY)
    while (lines.length > 0 && this.#isBlank(lines.at(-1))) lines.pop()
    this.fences.push({ info: '', indentedCode: true, lines, span: this.#trimmed(node) })
  }

  #readComments(node: SyntaxNode): void {
    for (const { start, end } of enclosed(this.#text.slice(node.start, node.end), '<!--', '-->')) {
      this.comments.push({ start: node.start + start, end: node.start + end })
    }
  }

  #readInline(node: SyntaxNode, cell: boolean): void {
    const builder = new GuestBuilder(this.#text)
    for (const piece of pieces(node)) builder.copy(piece)
    const guest = builder.build()
    const found = findCodeSpans(guest.text)
    const block = { start: node.start, end: node.end }
    for (const { start, end, fence } of found) {
      const content: Span[] = []
      const inner = guest.text.slice(start + fence, end - fence)
      for (const { index, 0: line } of inner.matchAll(/[^\n]+/g)) {
        const from = start + fence + index
        content.push(guest.span(from, from + line.length))
      }
      this.codeSpans.push({ span: guest.span(start, end), content, block, ...(cell && { cell: true }) })
    }
    const comments = enclosed(guest.text, '<!--', '-->')
    if (this.#mdx) comments.push(...enclosed(guest.text, '{/*', '*/}'))
    for (const { start, end } of comments) {
      const inCode = found.some((span) => span.start < start && start < span.end)
      if (!inCode) this.comments.push(guest.span(start, end))
    }
  }

  /** One span a line, containers' marks and up to `indentation` columns left out. */
  #lines(node: SyntaxNode, indentation: number): Span[] {
    const lines: Span[] = []
    for (const { start, end } of pieces(node)) {
      for (let at = start; at < end; ) {
        const lineEnd = this.#text.indexOf('\n', at)
        const next = lineEnd < 0 || lineEnd >= end ? end : lineEnd + 1
        lines.push({ start: this.#withoutIndentation(at, next, indentation), end: next })
        at = next
      }
    }
    return lines
  }

  #withoutIndentation(start: number, end: number, columns: number): number {
    let at = start
    let column = 0
    while (at < end && column < columns && (this.#text[at] === ' ' || this.#text[at] === '\t')) {
      column += this.#text[at] === '\t' ? 4 : 1
      at++
    }
    return at
  }

  #isBlank(line: Span | undefined): boolean {
    return line !== undefined && this.#text.slice(line.start, line.end).trim() === ''
  }

  /** Without the white space around it. */
  #trimmed(node: SyntaxNode): Span {
    const text = this.#text.slice(node.start, node.end)
    const end = node.start + text.trimEnd().length
    return { start: Math.min(end, node.start + (text.length - text.trimStart().length)), end }
  }
}

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

/** The parts of a node between the marks of the lists and quotes around it. */
function pieces(node: SyntaxNode): Span[] {
  const found: Span[] = []
  let at = node.start
  const walk = (children: readonly SyntaxNode[]) => {
    for (const child of children) {
      if (child.type !== 'block_continuation') {
        walk(child.children)
        continue
      }
      if (child.start > at) found.push({ start: at, end: child.start })
      at = child.end
    }
  }
  walk(node.children)
  if (at < node.end) found.push({ start: at, end: node.end })
  return found
}
