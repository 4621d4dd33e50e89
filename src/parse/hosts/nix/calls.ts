import type { NixExpression } from '../../nix/ast.ts'

/** What `optionalString condition "…"` inserts into code is code; a name may be anything. */
export function insertedPosition(expression: NixExpression): 'inserted' | 'code' {
  return expression.kind === 'variable' ? 'inserted' : 'code'
}

/** Whether an argument is a function written in place. */
export function isFunction(expression: NixExpression): boolean {
  return expression.kind === 'parenthesized' ? isFunction(expression.inner) : expression.kind === 'lambda'
}

/** The last name of what is called: `writeShellScriptBin` of `pkgs.writeShellScriptBin`; else empty. */
export function calledName(called: NixExpression): string {
  if (called.kind === 'variable') return called.name
  const last = called.kind === 'select' ? called.path.at(-1) : undefined
  return last?.kind === 'static' ? last.name : ''
}

/** The text of a string without interpolations, else null. */
export function constantText(host: string, expression: NixExpression | undefined): string | null {
  if (expression?.kind !== 'string') return null
  let text = ''
  for (const part of expression.parts) {
    if (part.kind === 'interpolation') return null
    text += part.kind === 'escape' ? part.text : host.slice(part.span.start, part.span.end)
  }
  return text
}
