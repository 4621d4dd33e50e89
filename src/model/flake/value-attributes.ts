import { type Attribute, type Attributes, noExtra, type Value } from './value.ts'

export const someAttributes: Attributes = { kind: 'attributes', entries: noExtra, open: true }
export const noAttributes: Attributes = { kind: 'attributes', entries: noExtra, open: false }

/** A value as an attribute set: of options the attributes are put together, anything else is one of unknown attributes. */
export function attributesOf(value: Value): Attributes {
  if (value.kind === 'attributes') return value
  if (value.kind !== 'either') return someAttributes
  return value.options.map(attributesOf).reduce((left, right) => updatedSet(left, right), noAttributes)
}

/** `left // right` of two attribute sets. */
export function updatedSet(left: Attributes, right: Attributes): Attributes {
  const every = right.every ?? left.every
  return {
    kind: 'attributes',
    entries: new Map([...left.entries, ...right.entries]),
    ...(every && { every }),
    open: left.open || right.open,
  }
}

/** `left // right`: the right side wins; sets of packages keep what they are. */
export function updated(left: Value, right: Value): Value {
  if (right.kind === 'nixpkgs' || right.kind === 'python-packages') return right
  const over = attributesOf(right)
  if (left.kind === 'nixpkgs' || left.kind === 'python-packages' || left.kind === 'interpreter') {
    return { ...left, extra: new Map([...left.extra, ...over.entries]) }
  }
  if (left.kind === 'derivation') return left
  return updatedSet(attributesOf(left), over)
}

/** The attribute set with one attribute put on top. */
export function withAttribute(set: Attributes, name: string, attribute: Attribute): Attributes {
  return { ...set, entries: new Map([...set.entries, [name, attribute]]) }
}
