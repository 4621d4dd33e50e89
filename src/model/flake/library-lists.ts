import type { LibraryFunction } from './library-function.ts'
import { type Element, either, emptyList, someList, someScalar, Thunk, unknown, type Value } from './value.ts'
import { concatenated, conditionally, flattened, listOf } from './value-lists.ts'

const one = (run: (list: Value) => Value): LibraryFunction => ({
  arity: 1,
  run: (_, [list]) => run(list?.force() ?? unknown),
})

const sameElements = one((list) => listOf(list))

/** `filter f list` and its kin: which elements stay is not known, so all may. */
const filtered: LibraryFunction = {
  arity: 2,
  run: (_, [, list]) => {
    const source = listOf(list?.force() ?? unknown)
    return { ...source, elements: conditionally(source.elements) }
  },
}

/** `remove x list` and `subtractLists gone list`: what is the same package goes, and of the rest each may. */
const without = (goneIn: (value: Value) => readonly Value[]): LibraryFunction => ({
  arity: 2,
  run: (evaluator, [out, list], at) => {
    const gone = goneIn(out?.force() ?? unknown)
    const rest = listOf(filtered.run(evaluator, [Thunk.of(unknown), list ?? Thunk.of(unknown)], at))
    const elements = rest.elements.filter(
      ({ thunk }) => !gone.some((one) => isSamePackage(one, thunk.force())),
    )
    return { ...rest, elements }
  },
})

function isSamePackage(a: Value, b: Value): boolean {
  return (a.kind === 'application' || a.kind === 'python-package') && a.kind === b.kind && a.name === b.name
}

const mapped: LibraryFunction = {
  arity: 2,
  run(evaluator, [fn, list], at) {
    const source = listOf(list?.force() ?? unknown)
    if (!fn || !evaluator.step(source.elements.length)) return someList
    const elements = source.elements.map(
      (element): Element => ({
        ...element,
        removable: false,
        thunk: new Thunk(() => evaluator.apply(fn.force(), element.thunk, at)),
      }),
    )
    if (elements.length === 0 && source.open) {
      const thunk = new Thunk(() => evaluator.apply(fn.force(), Thunk.of(unknown), at))
      return { kind: 'list', elements: [{ thunk, place: at, removable: false, via: [] }], open: true }
    }
    return { kind: 'list', elements, open: source.open }
  },
}

const concatMapped: LibraryFunction = {
  arity: 2,
  run(evaluator, given, at) {
    const lists = listOf(mapped.run(evaluator, given, at))
    return concatenated([
      ...lists.elements.map(({ thunk }) => thunk.force()),
      ...(lists.open ? [someList] : []),
    ])
  },
}

const anyElement = (list: Value): Value => {
  const { elements, open } = listOf(list)
  if (elements.length === 0 || elements.length > 12) return unknown
  return either([...elements.map(({ thunk }) => thunk.force()), ...(open ? [unknown] : [])])
}

/** Functions on lists. */
export const listFunctions: Record<string, LibraryFunction> = {
  map: mapped,
  forEach: {
    arity: 2,
    run: (evaluator, [list, fn], at) => mapped.run(evaluator, fn && list ? [fn, list] : [], at),
  },
  concatMap: concatMapped,
  filter: filtered,
  remove: without((value) => [value]),
  subtractLists: without((value) => listOf(value).elements.map(({ thunk }) => thunk.force())),
  intersectLists: filtered,
  take: filtered,
  drop: filtered,
  sort: filtered,
  sublist: { arity: 3, run: (_, [, , list]) => listOf(list?.force() ?? unknown) },
  unique: sameElements,
  reverseList: sameElements,
  naturalSort: sameElements,
  tail: sameElements,
  init: sameElements,
  flatten: one((list) => ({ kind: 'list', ...flattened(list) })),
  concatLists: one((list) => concatenated(listOf(list).elements.map(({ thunk }) => thunk.force()))),
  head: one(anyElement),
  last: one(anyElement),
  elemAt: { arity: 2, run: (_, [list]) => anyElement(list?.force() ?? unknown) },
  findFirst: { arity: 3, run: (_, [, , list]) => anyElement(list?.force() ?? unknown) },
  elem: { arity: 2, run: () => someScalar },
  any: { arity: 2, run: () => someScalar },
  all: { arity: 2, run: () => someScalar },
  singleton: {
    arity: 1,
    run: (_, [value], at) => listWith(value, at),
  },
  optional: { arity: 2, run: (_, [, value], at) => listWith(value, at) },
  optionals: {
    arity: 2,
    run: (_, [, list]) => {
      const value = list?.force() ?? unknown
      if (value.kind !== 'list' && value.kind !== 'either') return someList
      const source = listOf(value)
      return { ...source, elements: conditionally(source.elements) }
    },
  },
  genList: {
    arity: 2,
    run: (evaluator, [fn, length], at) => {
      const count = numberIn(length)
      const isKnown = count !== null && count <= mostGenerated
      const indexes = numbers(isKnown ? numbersBelow(count) : [undefined], at, !isKnown)
      return mapped.run(evaluator, fn ? [fn, Thunk.of(indexes)] : [], at)
    },
  },
  range: {
    arity: 2,
    run: (_, [from, to], at) => {
      const [first, last] = [numberIn(from), numberIn(to)]
      if (first === null || last === null || last - first > mostGenerated) return someList
      return numbers(
        numbersBelow(last - first + 1).map((index) => first + index),
        at,
        false,
      )
    },
  },
  "foldl'": {
    arity: 3,
    run: (evaluator, [fn, start, list], at) => folded(evaluator, fn, start, list, at, false),
  },
  foldl: {
    arity: 3,
    run: (evaluator, [fn, start, list], at) => folded(evaluator, fn, start, list, at, false),
  },
  foldr: {
    arity: 3,
    run: (evaluator, [fn, start, list], at) => folded(evaluator, fn, start, list, at, true),
  },
}

/** As many elements of a generated list are looked at. */
const mostGenerated = 50

function numberIn(thunk: Thunk | undefined): number | null {
  const value = thunk?.force()
  return value?.kind === 'scalar' && typeof value.value === 'number' ? value.value : null
}

function numbersBelow(count: number): number[] {
  return Array.from({ length: Math.max(0, count) }, (_, index) => index)
}

function numbers(values: readonly (number | undefined)[], place: Element['place'], open: boolean): Value {
  const elements = values.map((value): Element => {
    return { thunk: Thunk.of({ kind: 'scalar', value }), place, removable: false, via: [] }
  })
  return { kind: 'list', elements, open }
}

function listWith(thunk: Thunk | undefined, place: Element['place']): Value {
  if (!thunk) return emptyList
  return { kind: 'list', elements: [{ thunk, place, removable: false, via: [] }], open: false }
}

function folded(
  evaluator: Parameters<LibraryFunction['run']>[0],
  fn: Thunk | undefined,
  start: Thunk | undefined,
  list: Thunk | undefined,
  at: Element['place'],
  fromRight: boolean,
): Value {
  const { elements, open } = listOf(list?.force() ?? unknown)
  if (!fn || !start || elements.length > 50 || (open && elements.length === 0)) return unknown
  let result = start.force()
  for (const { thunk } of fromRight ? [...elements].reverse() : elements) {
    const [first, then] = fromRight ? [thunk, Thunk.of(result)] : [Thunk.of(result), thunk]
    result = evaluator.apply(evaluator.apply(fn.force(), first, at), then, at)
  }
  if (!open) return result
  return result.kind === 'attributes' || result.kind === 'list' ? { ...result, open: true } : unknown
}
