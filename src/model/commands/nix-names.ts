import type { NixExpression } from '../../parse/nix/ast.ts'
import { childrenOf } from '../../parse/nix/children.ts'
import type { Definition } from './definition.ts'

/** Programs that devenv makes of `scripts.<name>`, whatever their code is. */
export function nixScripts(path: string, root: NixExpression): Definition[] {
  const found: Definition[] = []
  const queue: { readonly expression: NixExpression; readonly scripts: boolean }[] = [
    { expression: root, scripts: false },
  ]
  for (let at = queue.pop(); at; at = queue.pop()) {
    const { expression, scripts } = at
    if (expression.kind !== 'attrset') {
      for (const child of childrenOf(expression)) queue.push({ expression: child, scripts: false })
      continue
    }
    for (const binding of expression.bindings) {
      if (binding.kind !== 'bind') continue
      const names = binding.path.map((attribute) => (attribute.kind === 'static' ? attribute.name : null))
      const last = names.lastIndexOf('scripts')
      const name = scripts ? names[0] : last >= 0 ? names[last + 1] : undefined
      if (name) {
        found.push({ name, kind: 'program', place: { path, span: binding.span }, origin: '`scripts`' })
      }
      queue.push({ expression: binding.value, scripts: !scripts && last >= 0 && last === names.length - 1 })
    }
  }
  return found
}
