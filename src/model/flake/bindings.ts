import type { NixAttribute, NixAttrset, NixBinding, NixExpression } from '../../parse/nix/ast.ts'
import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { type Bound, placeIn, type Scope } from './scope.ts'
import { type Attribute, type Attributes, either, Thunk, unknown, type Value } from './value.ts'
import { updated } from './value-attributes.ts'

/** One `a.b.c = value` seen from some depth of its path. */
interface Definition {
  /** Where the whole path starts. */
  readonly start: number
  readonly rest: readonly NixAttribute[]
  readonly value: NixExpression
}

/** The scope inside a `let` or a `rec { … }`. */
export function bind(evaluator: Evaluator, bindings: readonly NixBinding[], scope: Scope): Scope {
  const names = new Map<string, Bound>()
  const inner: Scope = { file: scope.file, parent: scope, names }
  const { entries } = read(evaluator, bindings, inner, scope)
  for (const [name, { thunk, place }] of entries) names.set(name, { thunk, place, formal: false })
  for (const { thunk } of entries.values()) evaluator.state.later.push(thunk)
  return inner
}

/** `{ … }` and `rec { … }`. */
export function attributeSet(evaluator: Evaluator, set: NixAttrset, scope: Scope): Attributes {
  if (!set.recursive) return read(evaluator, set.bindings, scope, scope)
  const names = new Map<string, Bound>()
  const inner: Scope = { file: scope.file, parent: scope, names }
  const value = read(evaluator, set.bindings, inner, scope)
  for (const [name, { thunk, place }] of value.entries) names.set(name, { thunk, place, formal: false })
  return value
}

/** Bindings as attributes: values see `inner`, a plain `inherit` sees `outer`. */
function read(evaluator: Evaluator, bindings: readonly NixBinding[], inner: Scope, outer: Scope): Attributes {
  evaluator.step(bindings.length)
  const definitions: { path: readonly NixAttribute[]; value: NixExpression }[] = []
  const inherited = new Map<string, Attribute>()
  for (const binding of bindings) {
    if (binding.kind === 'bind') {
      definitions.push(binding)
      continue
    }
    const from = binding.from ? evaluator.thunk(binding.from, inner) : null
    for (const { name, span } of binding.names) {
      const place = placeIn(inner, span)
      const thunk = from
        ? new Thunk(() => evaluator.select(from.force(), inheritAccess(name, place)))
        : new Thunk(() => evaluator.evaluate({ kind: 'variable', name, span }, outer))
      inherited.set(name, { thunk, place })
    }
  }
  const defined = nested(
    evaluator,
    definitions.map(({ path, value }) => ({ start: path[0]?.span.start ?? 0, rest: path, value })),
    inner,
  )
  return { ...defined, entries: new Map([...inherited, ...defined.entries]) }
}

function inheritAccess(name: string, at: Place) {
  return { name, pattern: name, at, subject: at, nixpkgs: null }
}

/** Definitions grouped by the first part of their paths. */
function nested(evaluator: Evaluator, definitions: readonly Definition[], scope: Scope): Attributes {
  const groups = new Map<string, { definitions: Definition[]; place: Place }>()
  let every: Attribute | undefined
  for (const { start, rest, value } of definitions) {
    const [first, ...others] = rest
    if (!first) continue
    const place = placeIn(scope, { start, end: first.span.end })
    const { name } = evaluator.attributeName(first, scope)
    if (name === null) {
      const other = { thunk: groupThunk(evaluator, [{ start, rest: others, value }], scope), place }
      every = every ? anyOf(every, other) : other
      continue
    }
    const group = groups.get(name)
    if (group) group.definitions.push({ start, rest: others, value })
    else groups.set(name, { definitions: [{ start, rest: others, value }], place })
  }
  const entries = new Map<string, Attribute>()
  for (const [name, { definitions: group, place }] of groups) {
    entries.set(name, { thunk: groupThunk(evaluator, group, scope), place })
  }
  return { kind: 'attributes', entries, ...(every && { every }), open: false }
}

/** Attributes whose names are not known: each may be the one that is asked for. */
function anyOf(first: Attribute, second: Attribute): Attribute {
  return { ...first, thunk: new Thunk(() => either([first.thunk.force(), second.thunk.force()])) }
}

/** `a = { … }; a.b = …;` define one set together. */
function groupThunk(evaluator: Evaluator, group: readonly Definition[], scope: Scope): Thunk {
  const [only] = group
  if (only && group.length === 1 && only.rest.length === 0) return evaluator.thunk(only.value, scope)
  return new Thunk(() => {
    if (!evaluator.step(group.length)) return unknown
    const whole = group.filter(({ rest }) => rest.length === 0)
    const parts = group.filter(({ rest }) => rest.length > 0)
    const values = whole.map<Value>(({ value }) => evaluator.evaluate(value, scope))
    return values.reduce((left, right) => updated(left, right), nested(evaluator, parts, scope))
  })
}
