import type { Span } from '../../text/span.ts'
import { grammarOf } from '../grammar.ts'
import type { NixExpression } from './ast.ts'
import { readWithGrammar } from './parse-nix.ts'
import { readPlainNix } from './plain/read-plain-nix.ts'
import type { ReadSyntax } from './read-syntax.ts'

/** Nix code from a document, which often is no whole expression. */
export interface NixFragment {
  readonly expression: NixExpression
  /** How it had to be completed to parse; `tolerant` when no completion parses and only parts of it could be read. */
  readonly form: 'expression' | 'bindings' | 'open-bindings' | 'elements' | 'tolerant'
  readonly comments: readonly Span[]
}

const completions = [
  { form: 'expression', before: '', after: '' },
  { form: 'bindings', before: '{', after: '\n}' },
  { form: 'open-bindings', before: '{', after: '\n;}' },
  { form: 'elements', before: '[', after: '\n]' },
] as const

/**
 * Parses Nix code that stands in lines of a document: as an expression, `{ … }`, `{ …; }`, `[ … ]`, and else whatever
 * can be read. `lines` are the code's spans in `text`, in order; what stands between them (quote marks, indentation) is
 * passed over. Spans in the result are native to `text`.
 */
export async function parseNixFragment(text: string, lines: readonly Span[]): Promise<NixFragment> {
  const start = lines[0]?.start ?? 0
  const end = lines.at(-1)?.end ?? start
  const code = blankBetween(text, lines)
  const within = (read: ReadSyntax, form: NixFragment['form']): NixFragment => ({
    expression: clamp(read.expression, { start, end }),
    form,
    comments: read.comments,
  })
  for (const { form, before, after } of completions) {
    const read = readPlainNix(before + code + after, start - before.length)
    if (read) return within(read, form)
  }
  const parser = await grammarOf('nix')
  for (const { form, before, after } of completions) {
    const read = readWithGrammar(before + code + after, parser, start - before.length)
    if (read.errors.length === 0 && !isEmpty(read.expression)) return within(read, form)
  }
  return within(readWithGrammar(code, parser, start), 'tolerant')
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
