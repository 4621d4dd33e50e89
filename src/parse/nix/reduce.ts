import type { NixBinding, NixExpression, NixFormal, NixLambda } from './ast.ts'
import { pipe } from './pipe.ts'
import {
  reduceAttributes,
  reduceEscape,
  reduceInterpolation,
  reducePath,
  reduceString,
  reduceUri,
} from './reduce-strings.ts'
import {
  attributesIn,
  bindingsOf,
  errorAt,
  expressionIn,
  nameIn,
  optionalExpressionIn,
  type Reduced,
  type SyntaxNode,
} from './syntax-piece.ts'

/** Turns one node of tree-sitter-nix 0.0.2 into plain data, given what its children turned into. */
export function reduce(node: SyntaxNode): Reduced | null {
  return reducers[node.type]?.(node) ?? null
}

/** Types of the grammar that are expressions; their nesting is what depth counts. */
export function isExpression(type: string): boolean {
  return type.endsWith('_expression')
}

type Reducer = (node: SyntaxNode) => Reduced

const reducers: Readonly<Record<string, Reducer>> = {
  source_code: (node) => expression(sourceOf(node)),
  ERROR: broken,
  identifier: (node) => ({ is: 'name', name: { name: node.text(node.span), span: node.span } }),
  variable_expression: (node) => {
    const name = nameIn(node, 'name')
    return expression(name ? { kind: 'variable', name: name.name, span: node.span } : errorAt(node.span))
  },
  integer_expression: number,
  float_expression: number,
  path_expression: reducePath,
  hpath_expression: reducePath,
  spath_expression: reducePath,
  uri_expression: reduceUri,
  string_expression: reduceString,
  indented_string_expression: reduceString,
  escape_sequence: reduceEscape,
  interpolation: reduceInterpolation,
  attrpath: reduceAttributes,
  inherited_attrs: reduceAttributes,
  function_expression: (node) => expression(lambda(node)),
  formals: (node) => ({
    is: 'formals',
    formals: node.pieces.flatMap(({ reduced }) => (reduced?.is === 'formal' ? [reduced.formal] : [])),
    open: node.pieces.some(({ type }) => type === 'ellipses'),
  }),
  formal,
  assert_expression: (node) =>
    expression({
      kind: 'assert',
      condition: expressionIn(node, 'condition'),
      body: expressionIn(node, 'body'),
      span: node.span,
    }),
  with_expression: (node) =>
    expression({
      kind: 'with',
      subject: expressionIn(node, 'environment'),
      body: expressionIn(node, 'body'),
      span: node.span,
    }),
  let_expression: (node) =>
    expression({
      kind: 'let',
      bindings: bindingsOf(node),
      body: expressionIn(node, 'body'),
      span: node.span,
    }),
  if_expression: (node) =>
    expression({
      kind: 'if',
      condition: expressionIn(node, 'condition'),
      consequence: expressionIn(node, 'consequence'),
      alternative: expressionIn(node, 'alternative'),
      span: node.span,
    }),
  has_attr_expression: (node) =>
    expression({
      kind: 'has',
      subject: expressionIn(node, 'expression'),
      path: attributesIn(node, 'attrpath'),
      span: node.span,
    }),
  unary_expression: (node) =>
    expression({
      kind: 'unary',
      operator: node.pieces.some(({ type }) => type === '!') ? '!' : '-',
      operand: expressionIn(node, 'argument'),
      span: node.span,
    }),
  binary_expression: (node) => expression(binary(node)),
  apply_expression: (node) =>
    expression({
      kind: 'apply',
      function: expressionIn(node, 'function'),
      argument: expressionIn(node, 'argument'),
      span: node.span,
    }),
  select_expression: (node) => {
    const fallback = optionalExpressionIn(node, 'default')
    const subject = expressionIn(node, 'expression')
    const path = attributesIn(node, 'attrpath')
    return expression({ kind: 'select', subject, path, ...(fallback && { fallback }), span: node.span })
  },
  parenthesized_expression: (node) =>
    expression({ kind: 'parenthesized', inner: expressionIn(node, 'expression'), span: node.span }),
  attrset_expression: (node) => attrset(node, false),
  rec_attrset_expression: (node) => attrset(node, true),
  let_attrset_expression: (node) =>
    expression({
      kind: 'select',
      subject: { kind: 'attrset', recursive: true, bindings: bindingsOf(node), span: node.span },
      path: [{ kind: 'static', name: 'body', span: node.span }],
      span: node.span,
    }),
  list_expression: (node) => {
    const elements = node.pieces.flatMap(({ reduced }) => {
      if (reduced?.is === 'expression') return [reduced.expression]
      return reduced?.is === 'broken' ? reduced.parts : []
    })
    return expression({ kind: 'list', elements, span: node.span })
  },
  binding_set: (node) => ({ is: 'bindings', bindings: bindingsOf(node) }),
  binding: (node) =>
    bindings({
      kind: 'bind',
      path: attributesIn(node, 'attrpath'),
      value: expressionIn(node, 'expression'),
      span: node.span,
    }),
  inherit: (node) => bindings({ kind: 'inherit', names: inherited(node), span: node.span }),
  inherit_from: (node) =>
    bindings({
      kind: 'inherit',
      from: expressionIn(node, 'expression'),
      names: inherited(node),
      span: node.span,
    }),
}

function expression(value: NixExpression): Reduced {
  return { is: 'expression', expression: value }
}

function bindings(binding: NixBinding): Reduced {
  return { is: 'bindings', bindings: [binding] }
}

function number(node: SyntaxNode): Reduced {
  return expression({ kind: 'number', text: node.text(node.span), span: node.span })
}

function attrset(node: SyntaxNode, recursive: boolean): Reduced {
  return expression({ kind: 'attrset', recursive, bindings: bindingsOf(node), span: node.span })
}

function inherited(node: SyntaxNode) {
  return attributesIn(node, 'attrs').flatMap((name) =>
    name.kind === 'static' ? [{ name: name.name, span: name.span }] : [],
  )
}

/** A formal without a name is what the parser makes up after the trailing comma that grammar 0.0.2 does not know. */
function formal(node: SyntaxNode): Reduced {
  const name = nameIn(node, 'name')
  if (!name) return { is: 'broken', parts: [], bindings: [] }
  const fallback = optionalExpressionIn(node, 'default')
  const value: NixFormal = { name, ...(fallback && { fallback }) }
  return { is: 'formal', formal: value }
}

function lambda(node: SyntaxNode): NixLambda {
  const name = nameIn(node, 'universal')
  const formals = node.pieces.find(({ reduced }) => reduced?.is === 'formals')?.reduced
  return {
    kind: 'lambda',
    ...(name && { name }),
    ...(formals?.is === 'formals' && { formals: formals.formals, open: formals.open }),
    body: expressionIn(node, 'body'),
    span: node.span,
  }
}

function binary(node: SyntaxNode): NixExpression {
  const left = expressionIn(node, 'left')
  const right = expressionIn(node, 'right')
  const sign = node.pieces.find(({ field }) => field === 'operator')
  const operator = sign ? node.text(sign.span) : ''
  if (operator === '|>') return pipe(left, right)
  return { kind: 'binary', operator, left, right, span: node.span }
}

function sourceOf(node: SyntaxNode): NixExpression {
  const whole = optionalExpressionIn(node, 'expression')
  if (whole) return whole
  const errors = node.pieces.flatMap(({ reduced }) =>
    reduced?.is === 'broken' ? [salvage(reduced, node)] : [],
  )
  return errors.length === 1 && errors[0] ? errors[0] : { kind: 'error', parts: errors, span: node.span }
}

/** What stands in a syntax error. `name = value` that lacks its semicolon counts as a binding. */
function broken(node: SyntaxNode): Reduced {
  const parts: NixExpression[] = []
  const found: NixBinding[] = []
  for (const [index, { reduced, span }] of node.pieces.entries()) {
    if (reduced?.is === 'broken') {
      parts.push(...reduced.parts)
      found.push(...reduced.bindings)
    } else if (reduced?.is === 'bindings') found.push(...reduced.bindings)
    else if (reduced?.is === 'expression') {
      const path = node.pieces[index - 1]?.type === '=' ? node.pieces[index - 2] : undefined
      if (path?.reduced?.is === 'attributes') {
        const value = reduced.expression
        const whole = { start: path.span.start, end: span.end }
        found.push({ kind: 'bind', path: path.reduced.path, value, span: whole })
      } else parts.push(reduced.expression)
    }
  }
  return { is: 'broken', parts, bindings: found }
}

/** A syntax error as an expression. */
export function salvage(
  error: Extract<Reduced, { is: 'broken' }>,
  { span }: Pick<SyntaxNode, 'span'>,
): NixExpression {
  const { parts, bindings } = error
  const loose: NixExpression[] =
    bindings.length === 0 ? [] : [{ kind: 'attrset', recursive: false, bindings, span }]
  return { kind: 'error', parts: [...parts, ...loose], span }
}
