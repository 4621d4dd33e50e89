import type { Parser } from 'web-tree-sitter'
import type { Span } from '../../../text/span.ts'
import type { NixExpression, NixString } from '../../nix/ast.ts'
import { childrenOf } from '../../nix/children.ts'
import type { Script } from '../../script.ts'
import { readShell } from '../../shell/parse-shell.ts'
import { hasOtherShebang } from '../../shell/shebang.ts'
import { nixStringGuest } from './nix-string-guest.ts'

/**
 * One string of a Nix file as shell code, for whoever knows by other means than its surroundings that it is some.
 * Undefined when there is no such string, or it holds nothing or a program in another language.
 * @param attribute the attribute whose value it becomes, such as `shellHook`
 */
export function scriptOfString(
  host: string,
  root: NixExpression,
  span: Span,
  attribute: string,
  bash: Parser,
): Script | undefined {
  const string = stringAt(root, span)
  if (!string || hasOtherShebang(host.slice(string.span.start + (string.indented ? 2 : 1), string.span.end)))
    return undefined
  const guest = nixStringGuest(host, string)
  if (guest.text.trim() === '') return undefined
  const { statements, comments, broken } = readShell(guest, bash)
  return {
    host: 'nix',
    span: guest.span(0, guest.text.length),
    context: { kind: 'nix', attributes: [attribute], string: string.span },
    statements,
    comments,
    ...(broken.length > 0 && { incomplete: true }),
  }
}

function stringAt(root: NixExpression, { start, end }: Span): NixString | undefined {
  let at: NixExpression | undefined = root
  while (at) {
    if (at.kind === 'string' && at.span.start === start && at.span.end === end) return at
    at = childrenOf(at).find((child) => child.span.start <= start && end <= child.span.end)
  }
  return undefined
}
