import type { NixBinding, NixExpression, NixLambda, NixName } from './ast.ts'
import { childrenOf } from './children.ts'

/** The names in scope. Under a `with` any name may be meant, so nothing is asked there. */
interface Names {
  readonly own: ReadonlySet<string>
  readonly parent: Names | null
}

/** Names that Nix binds itself. nix: `src/libexpr/primops.cc`; every builtin also as `__name`. */
const globals: ReadonlySet<string> = new Set(
  `abort baseNameOf break builtins derivation derivationStrict dirOf false fetchGit fetchMercurial fetchTarball fetchTree
fromTOML import isNull map null placeholder removeAttrs scopedImport throw toString true`.split(/\s+/),
)

/**
 * The first name of a file that nothing binds: Nix refuses the whole file when it parses it
 * (nix: `src/libexpr/nixexpr.cc`, `ExprVar::bindVars`). Expects a tree without syntax errors.
 */
export function undefinedName(expression: NixExpression): NixName | null {
  return firstIn(expression, { own: globals, parent: null })
}

function firstIn(expression: NixExpression, names: Names): NixName | null {
  switch (expression.kind) {
    case 'variable':
      return isBound(expression.name, names) ? null : { name: expression.name, span: expression.span }
    case 'lambda':
      return inLambda(expression, names)
    case 'let': {
      const inner = { own: namesOf(expression.bindings), parent: names }
      return inBindings(expression.bindings, inner, names) ?? firstIn(expression.body, inner)
    }
    case 'attrset': {
      const inner = expression.recursive ? { own: namesOf(expression.bindings), parent: names } : names
      return inBindings(expression.bindings, inner, names)
    }
    case 'with':
      return firstIn(expression.subject, names)
    default:
      return firstOf(childrenOf(expression), names)
  }
}

function firstOf(expressions: readonly NixExpression[], names: Names): NixName | null {
  for (const expression of expressions) {
    const found = firstIn(expression, names)
    if (found) return found
  }
  return null
}

function inLambda({ name, formals, body }: NixLambda, names: Names): NixName | null {
  const own = new Set([...(name ? [name.name] : []), ...(formals ?? []).map((formal) => formal.name.name)])
  const inner = { own, parent: names }
  return (
    firstOf(
      (formals ?? []).flatMap(({ fallback }) => fallback ?? []),
      inner,
    ) ?? firstIn(body, inner)
  )
}

function inBindings(bindings: readonly NixBinding[], inner: Names, outer: Names): NixName | null {
  for (const binding of bindings) {
    if (binding.kind === 'inherit' && !binding.from) {
      const unbound = binding.names.find(({ name }) => !isBound(name, outer))
      if (unbound) return unbound
      continue
    }
    if (binding.kind === 'inherit') {
      const found = binding.from && firstIn(binding.from, inner)
      if (found) return found
      continue
    }
    const dynamic = binding.path.flatMap((part) => (part.kind === 'dynamic' ? [part.expression] : []))
    const found = firstOf([...dynamic, binding.value], inner)
    if (found) return found
  }
  return null
}

function namesOf(bindings: readonly NixBinding[]): Set<string> {
  const names = new Set<string>()
  for (const binding of bindings) {
    if (binding.kind === 'inherit') for (const { name } of binding.names) names.add(name)
    else if (binding.path[0]?.kind === 'static') names.add(binding.path[0].name)
  }
  return names
}

function isBound(name: string, names: Names): boolean {
  if (name.startsWith('__')) return true
  for (let at: Names | null = names; at; at = at.parent) if (at.own.has(name)) return true
  return false
}
