import type { NixExpression } from '../../parse/nix/ast.ts'

/** Whether a Nix file is a module that declares options: code for whoever configures it, not for this repository. */
export function declaresOptions(root: NixExpression): boolean {
  let at: NixExpression = root
  for (let depth = 0; depth < 50; depth++) {
    switch (at.kind) {
      case 'lambda':
      case 'let':
      case 'with':
      case 'assert':
        at = at.body
        break
      case 'parenthesized':
        at = at.inner
        break
      case 'attrset':
        return at.bindings.some((binding) => {
          const first = binding.kind === 'bind' ? binding.path[0] : undefined
          return first?.kind === 'static' && first.name === 'options'
        })
      default:
        return false
    }
  }
  return false
}
