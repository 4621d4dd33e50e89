/** How the first characters of a line, after its indentation, can open or close a block (CommonMark 0.31.2, section 4). */

/** `# Title`; the marks and the white space behind them. */
export const atxHeading = /^(#{1,6})(?:[ \t]+|$)/

/** The underline of a setext heading. */
export const setextUnderline = /^(?:=+|-+)[ \t]*$/

/** A link reference definition on one line; a paragraph of nothing else is no text that an underline could make a heading. */
export const linkDefinition = /^\[(?:[^\][\\]|\\.)+\]:[ \t]*\S/

const thematicBreak = /^(?:\*[ \t]*){3,}$|^(?:_[ \t]*){3,}$|^(?:-[ \t]*){3,}$/

/** Whether the line is a thematic break. */
export function isThematicBreak(rest: string): boolean {
  const first = rest[0]
  return (first === '*' || first === '_' || first === '-') && thematicBreak.test(rest)
}

/** The run of backticks or tildes that opens a fenced code block, of colons that opens a directive of MyST, or null. */
export function fenceMark(rest: string): string | null {
  const mark = /^(?:`{3,}|~{3,}|:{3,}(?=\{[A-Za-z]))/.exec(rest)?.[0]
  if (!mark) return null
  return mark.startsWith('`') && rest.includes('`', mark.length) ? null : mark
}

/** Whether the line closes a block that `mark` opened. */
export function closesFence(rest: string, mark: string): boolean {
  const close = /^(?:`{3,}|~{3,}|:{3,})(?=[ \t]*$)/.exec(rest)?.[0]
  return close !== undefined && close[0] === mark[0] && close.length >= mark.length
}

/** A list item's mark: `-`, `+`, `*`, `1.`, `1)`. */
export interface ListMark {
  readonly length: number
  /** Whether it may interrupt a paragraph: bullets, and numbers that start at one. */
  readonly first: boolean
}

/** The mark of a list item, or null. */
export function listMark(rest: string): ListMark | null {
  const bullet = /^[-+*](?=[ \t]|$)/.test(rest)
  if (bullet) return { length: 1, first: true }
  const number = /^(\d{1,9})[.)](?=[ \t]|$)/.exec(rest)
  return number ? { length: number[0].length, first: Number(number[1]) === 1 } : null
}

/** Opening and closing condition of the seven kinds of HTML block. A `null` end is a blank line. */
const htmlBlocks: readonly (readonly [start: RegExp, end: RegExp | null])[] = [
  [/^<(?:script|pre|textarea|style)(?:\s|>|$)/i, /<\/(?:script|pre|textarea|style)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![A-Za-z]/, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [
    /^<\/?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul)(?:\s|\/?>|$)/i,
    null,
  ],
]

const attribute = String.raw`\s+[A-Za-z_:][\w:.-]*(?:\s*=\s*(?:[^"'=<>\x60\s]+|'[^']*'|"[^"]*"))?`
const wholeTag = new RegExp(
  `^(?:<[A-Za-z][A-Za-z0-9-]*(?:${attribute})*\\s*/?>|</[A-Za-z][A-Za-z0-9-]*\\s*>)\\s*$`,
)

/** What ends the HTML block that the line opens, or undefined when it opens none. */
export function htmlBlockEnd(rest: string, inParagraph: boolean): RegExp | null | undefined {
  if (!rest.startsWith('<')) return undefined
  const known = htmlBlocks.find(([start]) => start.test(rest))
  if (known) return known[1]
  return !inParagraph && wholeTag.test(rest) ? null : undefined
}

/** `!!! note "Title"`, `??? tip`, `=== "Tab"` of Python-Markdown and PyMdown Extensions: blocks indented by four follow. */
export const admonition = /^(?:(?:!!!|\?\?\?\+?)[ \t]+[\w"]|===[!+]{0,2}[ \t]+["'])/
