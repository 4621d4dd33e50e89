import type { Span } from '../../text/span.ts'
import { grammarOf } from '../grammar.ts'
import type { NixExpression } from './ast.ts'
import { readNix } from './parse-nix.ts'
import type { ReadSyntax } from './read-syntax.ts'

/** Nix code from a document, which often is no whole expression. */
export interface NixFragment {
  readonly expression: NixExpression
  /** How it had to be completed to parse; `tolerant` when no completion parses and only parts of it could be read. */
  readonly form: 'expression' | 'bindings' | 'open-bindings' | 'tolerant'
  readonly comments: readonly Span[]
}

/** What stands around the code so that it is one expression. */
const completions = {
  expression: { before: '', after: '' },
  bindings: { before: '{', after: '\n}' },
  'open-bindings': { before: '{', after: '\n;}' },
} as const

/**
 * Parses Nix code that stands in lines of a document: as an expression, `{ … }` or `{ …; }`, and else whatever can be
 * read: two parses at most. `lines` are the code's spans in
 * `text`, in order; what stands between them (quote marks, indentation) is passed over. Spans in the result are native
 * to `text`.
 */
export async function parseNixFragment(text: string, lines: readonly Span[]): Promise<NixFragment> {
  const start = lines[0]?.start ?? 0
  const end = lines.at(-1)?.end ?? start
  const code = blankBetween(text, lines)
  const parser = await grammarOf('nix')
  const within = (read: ReadSyntax, form: NixFragment['form']): NixFragment => ({
    expression: clamp(read.expression, { start, end }),
    form,
    comments: read.comments,
  })
  const attempt = (form: keyof typeof completions) => {
    const { before, after } = completions[form]
    return readNix(before + code + after, parser, start - before.length)
  }
  const isWhole = (read: ReadSyntax) => read.errors.length === 0 && !isEmpty(read.expression)
  const bare = attempt('expression')
  if (isWhole(bare)) return within(bare, 'expression')
  const form = endsStatement(code, bare.comments, start) ? 'bindings' : 'open-bindings'
  const completed = attempt(form)
  return isWhole(completed) ? within(completed, form) : within(bare, 'tolerant')
}

/** Whether the last that is no comment is the end of a binding, or there is nothing. */
function endsStatement(code: string, comments: readonly Span[], shift: number): boolean {
  let rest = code.trimEnd()
  for (const { start, end } of comments.toReversed()) {
    if (end - shift >= rest.length) rest = rest.slice(0, start - shift).trimEnd()
  }
  return rest === '' || rest.endsWith(';')
}

function isEmpty(expression: NixExpression): boolean {
  return expression.kind === 'error' && expression.parts.length === 0
}

/** The completion's own brackets stand outside the code; only the outermost expression reaches them. */
function clamp(expression: NixExpression, { start, end }: Span): NixExpression {
  const span = { start: Math.max(start, expression.span.start), end: Math.min(end, expression.span.end) }
  return { ...expression, span }
}

function blankBetween(text: string, lines: readonly Span[]): string {
  let code = ''
  let at = lines[0]?.start ?? 0
  for (const line of lines) {
    code += text.slice(at, line.start).replace(/[^\r\n]/g, ' ') + text.slice(line.start, line.end)
    at = line.end
  }
  return code
}
