import type { Evaluator } from './evaluation.ts'
import type { LibraryFunction } from './library-function.ts'
import {
  type Attribute,
  either,
  someList,
  someScalar,
  someText,
  Thunk,
  textOf,
  unknown,
  type Value,
} from './value.ts'
import {
  attributesOf,
  noAttributes,
  perhaps,
  someAttributes,
  updated,
  updatedSet,
} from './value-attributes.ts'
import { listOf } from './value-lists.ts'

type Run = LibraryFunction['run']

const constantText = (thunk: Thunk | undefined): string | null => {
  const value = thunk?.force()
  return value?.kind === 'text' ? value.text : null
}

/** A Nix system such as `x86_64-linux`. */
export const systemName = /^(x86_64|aarch64|i686|armv\d\w*|riscv64|powerpc64le)-(linux|darwin|freebsd)$/

const genAttrs: Run = (evaluator, [names, fn], at) => {
  const list = listOf(names?.force() ?? unknown)
  if (!fn) return someAttributes
  const known = list.elements.map(({ thunk }) => constantText(thunk))
  const areSystems =
    list.open || known.length === 0 || known.some((name) => name === null || systemName.test(name))
  const valueFor = (argument: Value): Attribute => ({
    thunk: new Thunk(() => evaluator.apply(fn.force(), Thunk.of(argument), at)),
    place: at,
  })
  if (areSystems) return { kind: 'attributes', entries: new Map(), every: valueFor(someText), open: false }
  const entries = new Map(known.flatMap((name) => (name === null ? [] : [[name, valueFor(textOf(name))]])))
  return { kind: 'attributes', entries, open: false }
}

const mapAttrs: Run = (evaluator, [fn, set], at) => {
  const source = attributesOf(set?.force() ?? unknown)
  if (!fn || !evaluator.step(source.entries.size)) return someAttributes
  const change = (name: Value, { thunk, place }: Attribute): Attribute => ({
    thunk: new Thunk(() => evaluator.apply(evaluator.apply(fn.force(), Thunk.of(name), at), thunk, at)),
    place,
  })
  const entries = new Map(
    [...source.entries].map(([name, attribute]) => [name, change(textOf(name), attribute)]),
  )
  const every = source.every && change(someText, source.every)
  return { kind: 'attributes', entries, ...(every && { every }), open: source.open }
}

const attrValues: Run = (evaluator, [set]) => {
  const { entries, every, open } = attributesOf(set?.force() ?? unknown)
  evaluator.step(entries.size)
  const all = [...entries.values(), ...(every ? [every] : [])]
  return {
    kind: 'list',
    elements: all.map(({ thunk, place }) => ({ thunk, place, removable: false, via: [] })),
    open,
  }
}

const selectNamed = (evaluator: Evaluator, subject: Value, names: Value, at: Parameters<Run>[2]): Value => {
  let value = subject
  for (const { thunk } of listOf(names).elements) {
    const name = constantText(thunk)
    const pattern = name ?? patternOf(thunk)
    value = evaluator.select(value, { name, pattern, at, subject: at, nixpkgs: null })
  }
  return value
}

function patternOf(thunk: Thunk): string {
  const value = thunk.force()
  return value.kind === 'text' ? value.pattern : '*'
}

/** Functions on attribute sets. */
export const attributeFunctions: Record<string, LibraryFunction> = {
  attrValues: { arity: 1, run: attrValues },
  attrNames: {
    arity: 1,
    run: (_, [set], at) => {
      const { entries, every, open } = attributesOf(set?.force() ?? unknown)
      const elements = [...entries.keys()].map((name) => ({
        thunk: Thunk.of(textOf(name)),
        place: at,
        removable: false,
        via: [],
      }))
      return { kind: 'list', elements, open: open || every !== undefined }
    },
  },
  attrVals: {
    arity: 2,
    run: (evaluator, [names, set], at) => ({
      kind: 'list',
      elements: listOf(names?.force() ?? unknown).elements.map((element) => ({
        ...element,
        removable: false,
        thunk: new Thunk(() => {
          const name = constantText(element.thunk)
          const access = { name, pattern: name ?? '*', at: element.place, subject: at, nixpkgs: null }
          return evaluator.select(set?.force() ?? unknown, access)
        }),
      })),
      open: false,
    }),
  },
  getAttr: {
    arity: 2,
    run: (evaluator, [name, set], at) => {
      const access = { name: constantText(name), pattern: name ? patternOf(name) : '*', at, subject: at }
      return evaluator.select(set?.force() ?? unknown, { ...access, nixpkgs: null })
    },
  },
  hasAttr: { arity: 2, run: () => someScalar },
  getAttrFromPath: {
    arity: 2,
    run: (evaluator, [path, set], at) =>
      selectNamed(evaluator, set?.force() ?? unknown, path?.force() ?? unknown, at),
  },
  attrByPath: {
    arity: 3,
    run: (evaluator, [path, fallback, set], at) =>
      either([
        selectNamed(evaluator, set?.force() ?? unknown, path?.force() ?? unknown, at),
        fallback?.force() ?? unknown,
      ]),
  },
  genAttrs: { arity: 2, run: genAttrs },
  mapAttrs: { arity: 2, run: mapAttrs },
  "mapAttrs'": {
    arity: 2,
    run: (evaluator, [fn, set], at) => {
      const mapped = attributesOf(mapAttrs(evaluator, fn && set ? [fn, set] : [], at))
      return fromPairs(
        evaluator,
        [...mapped.entries.values()].map(({ thunk }) => thunk),
      )
    },
  },
  mapAttrsToList: {
    arity: 2,
    run: (evaluator, [fn, set], at) =>
      attrValues(evaluator, [Thunk.of(mapAttrs(evaluator, fn && set ? [fn, set] : [], at))], at),
  },
  filterAttrs: { arity: 2, run: (_, [, set]) => set?.force() ?? unknown },
  removeAttrs: {
    arity: 2,
    run: (_, [set, names]) => {
      const source = set?.force() ?? unknown
      if (source.kind !== 'attributes') return source
      const removed = new Set(
        listOf(names?.force() ?? unknown).elements.map(({ thunk }) => constantText(thunk)),
      )
      return { ...source, entries: new Map([...source.entries].filter(([name]) => !removed.has(name))) }
    },
  },
  intersectAttrs: { arity: 2, run: (_, [, set]) => set?.force() ?? unknown },
  optionalAttrs: {
    arity: 2,
    run: (_, [, set]) => perhaps(attributesOf(set?.force() ?? unknown)),
  },
  recursiveUpdate: {
    arity: 2,
    run: (_, [left, right]) => merged(left?.force() ?? unknown, right?.force() ?? unknown, 6),
  },
  nameValuePair: {
    arity: 2,
    run: (_, [name, value], at) => ({
      kind: 'attributes',
      entries: new Map([
        ['name', { thunk: name ?? Thunk.of(unknown), place: at }],
        ['value', { thunk: value ?? Thunk.of(unknown), place: at }],
      ]),
      open: false,
    }),
  },
  listToAttrs: {
    arity: 1,
    run: (evaluator, [list]) => {
      const source = listOf(list?.force() ?? unknown)
      const set = fromPairs(
        evaluator,
        source.elements.map(({ thunk }) => thunk),
      )
      return source.open ? { ...set, open: true } : set
    },
  },
  getAttrs: {
    arity: 2,
    run: (evaluator, [names, set], at) => {
      const source = set?.force() ?? unknown
      const wanted = listOf(names?.force() ?? unknown).elements.flatMap(
        ({ thunk }) => constantText(thunk) ?? [],
      )
      const entries = wanted.map((name) => {
        const thunk = new Thunk(() => evaluator.selectNamed(source, name, at))
        return [name, { thunk, place: at }] as const
      })
      return { kind: 'attributes', entries: new Map(entries), open: false }
    },
  },
  cartesianProduct: { arity: 1, run: (evaluator, [set], at) => combinations(evaluator, set, at) },
  cartesianProductOfSets: { arity: 1, run: (evaluator, [set], at) => combinations(evaluator, set, at) },
  functionArgs: { arity: 1, run: () => someAttributes },
  mergeAttrsList: {
    arity: 1,
    run: (_, [list]) =>
      listOf(list?.force() ?? unknown)
        .elements.map(({ thunk }) => thunk.force())
        .reduce<Value>((left, right) => updated(left, right), noAttributes),
  },
  attrsToList: { arity: 1, run: () => someList },
}

/** As many combinations are made of the lists of a set. */
const mostCombinations = 40

/** `cartesianProduct { a = [ 1 2 ]; b = [ 3 ]; }`: a set for each combination of the lists' elements. */
function combinations(evaluator: Evaluator, set: Thunk | undefined, at: Parameters<Run>[2]): Value {
  const { entries, open } = attributesOf(set?.force() ?? unknown)
  let made: ReadonlyMap<string, Attribute>[] = [new Map()]
  for (const [name, { thunk, place }] of entries) {
    const { elements } = listOf(thunk.force())
    made = made.flatMap((one) =>
      elements.map((element) => new Map([...one, [name, { thunk: element.thunk, place }]])),
    )
    if (made.length > mostCombinations || !evaluator.step(made.length)) return someList
  }
  const elements = made.map((one) => ({
    thunk: Thunk.of({ kind: 'attributes', entries: one, open } as const),
    place: at,
    removable: false,
    via: [],
  }))
  return { kind: 'list', elements, open }
}

/** `[ { name = …; value = …; } ]` as one set. */
function fromPairs(evaluator: Evaluator, pairs: readonly Thunk[]) {
  let set = noAttributes
  for (const pair of pairs) {
    if (!evaluator.step()) break
    const { entries } = attributesOf(pair.force())
    const value = entries.get('value')
    if (!value) continue
    const name = constantText(entries.get('name')?.thunk)
    if (name === null) set = { ...set, every: value }
    else set = { ...set, entries: new Map([...set.entries, [name, value]]) }
  }
  return set
}

/** `lib.recursiveUpdate left right` */
export function merged(left: Value, right: Value, levels: number): Value {
  if (left.kind !== 'attributes' || right.kind !== 'attributes' || levels === 0) return updated(left, right)
  const both = updatedSet(left, right)
  const entries = new Map(both.entries)
  const join = (a: Attribute, b: Attribute): Attribute => ({
    thunk: new Thunk(() => merged(a.thunk.force(), b.thunk.force(), levels - 1)),
    place: b.place,
  })
  for (const [name, attribute] of right.entries) {
    const old = left.entries.get(name)
    if (old) entries.set(name, join(old, attribute))
  }
  const every = left.every && right.every ? join(left.every, right.every) : both.every
  return { ...both, entries, ...(every && { every }) }
}
