import { at, type FlatTree, typeOf, width } from '../flat-tree.ts'

/** A here-document; all offsets are the guest's. */
export interface Heredoc {
  /** `<<` to the end of the delimiter. */
  readonly start: number
  readonly end: number
  readonly operator: '<<' | '<<-'
  /** False when the delimiter is quoted. */
  readonly expands: boolean
  readonly bodyStart: number
  readonly bodyEnd: number
  /** End of the closing delimiter, or of the text when there is none. */
  readonly close: number
}

const delimiterWord = /(?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s;|&<>()'"\\`])+/y

/**
 * The here-documents of some code, and the offsets of its `<<<`, as far as its trees have shown them.
 *
 * tree-sitter-bash takes what follows `<<EOF` on its line for a part of the redirection and gives up on
 * `<<EOF >out | next` and `<<EOF; then`, but it knows where a `<<` stands for a here-document. So what it finds is
 * replaced by plain redirections of the same length, and the code is parsed again.
 */
export class HereTexts {
  readonly heredocs: Heredoc[] = []
  readonly strings: number[] = []

  /** Notes what a tree of `text` shows. Gives the text without it, or null when it shows nothing. */
  replaceIn(text: string, tree: FlatTree): string | null {
    const strings: number[] = []
    const found: Heredoc[] = []
    for (let node = 1; node < tree.size; node++) {
      const from = node * width
      const start = tree.nodes[from + at.start] as number
      if (tree.nodes[from + at.end] === start || text[start] !== '<' || text[start + 1] !== '<') continue
      const type = typeOf(tree, node)
      // After another redirection, the tree has an error `<<` and then `<`.
      if (type === '<<<' || (type === '<<' && text[start + 2] === '<')) strings.push(start)
      else if (isHeredoc(tree, node, type)) {
        const heredoc = start < (found.at(-1)?.close ?? 0) ? undefined : this.#read(text, start, found)
        if (heredoc) found.push(heredoc)
      }
    }
    if (strings.length === 0 && found.length === 0) return null
    this.strings.push(...strings.filter((start) => !found.some((heredoc) => isInside(start, heredoc))))
    this.heredocs.push(...found)
    return withoutHeredocs(withoutStrings(text, strings), found)
  }

  /** The here-document whose operator stands here. Its body follows those that begin before it on its line. */
  #read(text: string, start: number, found: readonly Heredoc[]): Heredoc | undefined {
    const operator = text[start + 2] === '-' ? '<<-' : '<<'
    let from = start + operator.length
    while (text[from] === ' ' || text[from] === '\t') from++
    delimiterWord.lastIndex = from
    const word = delimiterWord.exec(text)?.[0]
    if (word === undefined) return undefined
    const end = from + word.length
    const delimiter = word.replace(/\\(.)|['"]/g, '$1')
    const lineEnd = text.indexOf('\n', end)
    const before = [...this.heredocs, ...found].filter(
      (other) => other.start < start && other.bodyStart === lineEnd + 1,
    )
    const bodyStart = lineEnd < 0 ? text.length : Math.max(lineEnd, ...before.map(({ close }) => close)) + 1
    const body = endOf(text, Math.min(bodyStart, text.length), operator, delimiter)
    return { start, end, operator, expands: delimiter === word, ...body }
  }
}

/** In an arithmetic expression, `<<` shifts; before a command, the tree has two `<`, the first of them as an error. */
function isHeredoc(tree: FlatTree, node: number, type: string): boolean {
  if (type === '<') return typeOf(tree, node - 1) === 'ERROR'
  if (type !== '<<' && type !== '<<-') return false
  const next = tree.nodes[node * width + at.next] as number
  return next < tree.size && typeOf(tree, next) === 'heredoc_start'
}

function isInside(offset: number, { bodyStart, close }: Heredoc): boolean {
  return offset >= bodyStart && offset < close
}

function endOf(text: string, bodyStart: number, operator: '<<' | '<<-', delimiter: string) {
  for (let from = bodyStart; from < text.length; ) {
    const lineEnd = text.indexOf('\n', from)
    const end = lineEnd < 0 ? text.length : lineEnd
    const line = text.slice(from, end)
    if ((operator === '<<-' ? line.replace(/^\t+/, '') : line) === delimiter)
      return { bodyStart, bodyEnd: from, close: end }
    from = end + 1
  }
  return { bodyStart, bodyEnd: text.length, close: text.length }
}

/** `<<<` as `<`, which the grammar takes in more places. */
function withoutStrings(text: string, strings: readonly number[]): string {
  if (strings.length === 0) return text
  const units = text.split('')
  for (const start of strings) units.fill(' ', start + 1, start + 3)
  return units.join('')
}

/** Each here-document as one plain redirection of the same length, `<____`, and its body blank. */
function withoutHeredocs(text: string, heredocs: readonly Heredoc[]): string {
  let masked = text
  for (const { start, end, bodyStart, close } of heredocs) {
    const body = masked.slice(bodyStart, close).replace(/[^\n]/g, ' ')
    masked =
      masked.slice(0, start) +
      `<${'_'.repeat(end - start - 1)}` +
      masked.slice(end, bodyStart) +
      body +
      masked.slice(close)
  }
  return masked
}
