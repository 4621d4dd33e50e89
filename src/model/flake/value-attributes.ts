import type { Place } from '../../text/span.ts'
import { type Attribute, type Attributes, either, noExtra, Thunk, type Value } from './value.ts'

export const someAttributes: Attributes = { kind: 'attributes', entries: noExtra, open: true }
export const noAttributes: Attributes = { kind: 'attributes', entries: noExtra, open: false }

/** A value as an attribute set: of options the attributes are put together, anything else is one of unknown attributes. */
export function attributesOf(value: Value): Attributes {
  if (value.kind === 'attributes') return value
  if (value.kind !== 'either') return someAttributes
  const sets = value.options.map(attributesOf)
  return sets.reduce((left, right) => updatedSet(left, perhaps(right)), noAttributes)
}

/** The set, each of its attributes there only under a condition. */
export function perhaps(set: Attributes): Attributes {
  const entries = [...set.entries].map(([name, attribute]): [string, Attribute] => {
    return [name, { ...attribute, conditional: true }]
  })
  return { ...set, entries: new Map(entries) }
}

/** `left // right` of two attribute sets; what stands on the right under a condition leaves the left side possible. */
export function updatedSet(left: Attributes, right: Attributes): Attributes {
  const every = right.every ?? left.every
  const entries = new Map(left.entries)
  for (const [name, attribute] of right.entries) {
    const old = attribute.conditional && entries.get(name)
    entries.set(name, old ? eitherOf(old, attribute) : attribute)
  }
  return { kind: 'attributes', entries, ...(every && { every }), open: left.open || right.open }
}

/** Two attributes of one name of which the second may not be there. */
function eitherOf(first: Attribute, { thunk, place }: Attribute): Attribute {
  const both = new Thunk(() => either([first.thunk.force(), thunk.force()]))
  return { thunk: both, place, ...(first.conditional && { conditional: true }) }
}

/** `left // right`: the right side wins; sets of packages keep what they are. */
export function updated(left: Value, right: Value): Value {
  if (right.kind === 'python-packages' && left.kind === 'nixpkgs') return { ...right, over: left }
  if (right.kind === 'nixpkgs' || right.kind === 'python-packages') return right
  const over = attributesOf(right)
  if (left.kind === 'nixpkgs' || left.kind === 'python-packages' || left.kind === 'interpreter') {
    return { ...left, extra: new Map([...left.extra, ...over.entries]) }
  }
  if (left.kind === 'derivation') return left
  return updatedSet(attributesOf(left), over)
}

/** A set of these attributes, and of others that are not known. */
export function setOf(place: Place, values: Readonly<Record<string, Thunk>>): Attributes {
  const entries = new Map(Object.entries(values).map(([name, thunk]) => [name, { thunk, place }]))
  return { kind: 'attributes', entries, open: true }
}

/** The attribute set with one attribute put on top. */
export function withAttribute(set: Attributes, name: string, attribute: Attribute): Attributes {
  return { ...set, entries: new Map([...set.entries, [name, attribute]]) }
}
