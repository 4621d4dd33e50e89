import type { NixAttribute, NixBinding, NixExpression } from './ast.ts'

/** The expressions that stand directly in an expression, in file order as far as the grammar fixes it. */
export function childrenOf(expression: NixExpression): readonly NixExpression[] {
  switch (expression.kind) {
    case 'select':
      return [
        expression.subject,
        ...dynamicIn(expression.path),
        ...(expression.fallback ? [expression.fallback] : []),
      ]
    case 'has':
      return [expression.subject, ...dynamicIn(expression.path)]
    case 'apply':
      return [expression.function, expression.argument]
    case 'lambda':
      return [...(expression.formals ?? []).flatMap(({ fallback }) => fallback ?? []), expression.body]
    case 'let':
      return [...expression.bindings.flatMap(inBinding), expression.body]
    case 'with':
      return [expression.subject, expression.body]
    case 'assert':
      return [expression.condition, expression.body]
    case 'if':
      return [expression.condition, expression.consequence, expression.alternative]
    case 'attrset':
      return expression.bindings.flatMap(inBinding)
    case 'list':
      return expression.elements
    case 'string':
      return expression.parts.flatMap((part) => (part.kind === 'interpolation' ? [part.expression] : []))
    case 'path':
      return expression.interpolations
    case 'unary':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'parenthesized':
      return [expression.inner]
    case 'error':
      return expression.parts
    default:
      return []
  }
}

function inBinding(binding: NixBinding): readonly NixExpression[] {
  if (binding.kind === 'bind') return [...dynamicIn(binding.path), binding.value]
  return binding.from ? [binding.from] : []
}

function dynamicIn(path: readonly NixAttribute[]): readonly NixExpression[] {
  return path.flatMap((attribute) => (attribute.kind === 'dynamic' ? [attribute.expression] : []))
}

/** Whether an expression nests more than so many others in each other. */
export function isDeeperThan(limit: number, root: NixExpression): boolean {
  let level: readonly NixExpression[] = [root]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true
    level = level.flatMap(childrenOf)
  }
  return false
}
