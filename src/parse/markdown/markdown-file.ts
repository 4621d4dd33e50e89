import type { Span } from '../../text/span.ts'

/** Structure of a Markdown or MDX file, in document order; of reStructuredText and AsciiDoc in the same terms. */
export interface MarkdownFile {
  /** `---` … `---` at the top; `content` between the fences. */
  readonly frontMatter?: { readonly span: Span; readonly content: Span }
  readonly headings: readonly MarkdownHeading[]
  readonly fences: readonly MarkdownFence[]
  readonly codeSpans: readonly MarkdownCodeSpan[]
  /** Tabs, folded text and admonitions, by where they start; an outer one before those inside it. */
  readonly boxes?: readonly MarkdownBox[]
  /** `<!-- … -->` outside code. */
  readonly comments: readonly Span[]
}

export interface MarkdownHeading {
  readonly level: number
  readonly text: string
  readonly span: Span
}

/** A part of a document with a title of its own: a tab, folded text, an admonition. */
export interface MarkdownBox {
  readonly span: Span
  /** The label of the tab, the summary of the folded text, the title of the admonition; never empty. */
  readonly title: string
}

export interface MarkdownFence {
  /** The info string, trimmed; empty for a bare fence and for indented code. */
  readonly info: string
  readonly indentedCode: boolean
  /** Set for `<pre><code>` in HTML. */
  readonly inHtml?: true
  /** One span a line, without the fence's own indentation or `> `, line ending included. */
  readonly lines: readonly Span[]
  readonly span: Span
}

export interface MarkdownCodeSpan {
  /** With the backticks. */
  readonly span: Span
  /** Between the backticks; several when it wraps in an indented or quoted block. */
  readonly content: readonly Span[]
  /** The paragraph, heading, list item text or table cell it stands in. */
  readonly block: Span
  /** Set in a table cell, where `\|` stands for `|`: the words at the head of its column, or null in the head itself, and its row with `◆` in its own place. */
  readonly cell?: { readonly column: string | null; readonly row: string }
}
