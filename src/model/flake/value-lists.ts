import { type Element, emptyList, type ListValue, optionsOf, someList, type Value } from './value.ts'

/** A value as a list: options are put together, anything else is a list of unknown length. */
export function listOf(value: Value): ListValue {
  if (value.kind === 'list') return value
  if (value.kind !== 'either') return value.kind === 'scalar' && value.value === null ? emptyList : someList
  const lists = value.options.map(listOf)
  return {
    kind: 'list',
    elements: conditionally(lists.flatMap(({ elements }) => elements)),
    open: lists.some(({ open }) => open),
  }
}

/** Elements that may not be there. */
export function conditionally(elements: readonly Element[]): Element[] {
  return elements.map((element) => ({ ...element, conditional: true }))
}

/** `left ++ right`, also of several. */
export function concatenated(values: readonly Value[]): ListValue {
  const lists = values.map(listOf)
  const elements = lists.flatMap(({ elements }) => elements)
  return { kind: 'list', elements: elements.slice(0, mostElements), open: lists.some(({ open }) => open) }
}

/** Longer lists are cut: no hand writes them, and a hostile one may double with every `++`. */
const mostElements = 1000

/** The elements of a list, lists in it taken apart down to a few levels. */
export function flattened(value: Value, levels = 8): { elements: Element[]; open: boolean } {
  const list = listOf(value)
  const elements: Element[] = []
  let open = list.open
  for (const element of list.elements) {
    const inner = element.thunk.force()
    const isList = optionsOf(inner).some(({ kind }) => kind === 'list')
    if (!isList || levels === 0) {
      elements.push(element)
      continue
    }
    const nested = flattened(inner, levels - 1)
    for (const one of nested.elements) {
      const conditional = element.conditional ?? one.conditional
      elements.push({ ...one, ...(conditional && { conditional }), via: [...one.via, ...element.via] })
    }
    open ||= nested.open
  }
  return { elements, open }
}
