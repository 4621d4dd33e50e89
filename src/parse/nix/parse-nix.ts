import type { Parser } from 'web-tree-sitter'
import type { Span } from '../../text/span.ts'
import type { Trouble } from '../../text/trouble.ts'
import { parseFlat } from '../flat-tree.ts'
import type { NixExpression } from './ast.ts'
import { hidePipes } from './pipe.ts'
import { type Misfit, type ReadSyntax, readSyntax } from './read-syntax.ts'
import { undefinedName } from './undefined-names.ts'

/** One Nix file as plain data. */
export interface ParsedNix {
  readonly expression: NixExpression
  /** `# …` and block comments, in file order. */
  readonly comments: readonly Span[]
  readonly troubles: readonly Trouble[]
}

/**
 * A whole Nix file that was read, with what is wrong with it: a syntax error, a name that nothing binds or nesting too deep
 * to follow is one trouble with its place; the rest of the file is still read.
 */
export function withTroubles(read: ReadSyntax, text: string, path: string): ParsedNix {
  const troubles: Trouble[] = []
  const [error] = read.errors
  if (error) troubles.push(syntaxTrouble(error, text, path))
  if (read.tooDeep) {
    const span = { start: read.tooDeep.start, end: lineEnd(text, read.tooDeep) }
    troubles.push({ id: 'too-deep', path, span, message: 'Nix expressions nested this deeply are not read.' })
  }
  const unbound = troubles.length === 0 ? undefinedName(read.expression) : null
  if (unbound) {
    const message = `\`${unbound.name}\` is defined nowhere, so Nix refuses this file.`
    troubles.push({ id: 'syntax-error', path, span: unbound.span, message })
  }
  return { expression: read.expression, comments: read.comments, troubles }
}

/** Reads Nix code with the grammar; `shift` is added to every offset. */
export function readNix(text: string, parser: Parser, shift = 0): ReadSyntax {
  let tree = parseFlat(parser, text)
  const hidden = tree?.hasError ? hidePipes(text, tree) : null
  if (hidden !== null) tree = parseFlat(parser, hidden)
  if (tree) return readSyntax(tree, text, shift)
  const span = { start: shift, end: shift + text.length }
  const misfit = { span, missing: null }
  return { expression: { kind: 'error', parts: [], span }, comments: [], errors: [misfit], tooDeep: null }
}

function syntaxTrouble({ span, missing }: Misfit, text: string, path: string): Trouble {
  const message =
    missing === null
      ? 'This is not valid Nix.'
      : `This is not valid Nix: \`${missing || ';'}\` is missing here.`
  return { id: 'syntax-error', path, span: { start: span.start, end: lineEnd(text, span) }, message }
}

/** End of a span, or of its first line when it is longer. */
function lineEnd(text: string, span: Span): number {
  const line = text.slice(span.start, span.end).search(/[\r\n]/)
  return line <= 0 ? span.end : span.start + line
}
