import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { imported } from './import-file.ts'
import { type Attributes, emptyList, optionsOf, Thunk, unknown, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/**
 * A module and every module it imports from the repository, each as its set of options. A module is a set, a function
 * that gives one, or a path to a file with either. `config = { … }` of a module stands for its options.
 * @param lost is told of each module that could not be read
 * @param levels files that one after the other import the next
 */
export function modulesOf(
  evaluator: Evaluator,
  module: Value,
  given: Value,
  at: Place,
  lost: (module: Value) => void = () => {},
  levels = 12,
): Attributes[] {
  if (levels === 0 || !evaluator.step()) return []
  return optionsOf(module).flatMap((option) => {
    if (option.kind === 'path')
      return modulesOf(evaluator, imported(evaluator, option), given, at, lost, levels - 1)
    if (option.kind === 'function') {
      const result = evaluator.apply(option, Thunk.of(given), at)
      // A function that gives a function is no module.
      if (result.kind !== 'function') return modulesOf(evaluator, result, given, at, lost, levels)
    }
    if (option.kind !== 'attributes') {
      lost(option)
      return []
    }
    const imports = option.entries.get('imports')
    const named = flattened(imports?.thunk.force() ?? emptyList)
    if (named.open) lost(unknown)
    const others = named.elements.flatMap(({ thunk }) =>
      modulesOf(evaluator, thunk.force(), given, at, lost, levels),
    )
    const config = option.entries.get('config')
    const own = config ? optionsOf(config.thunk.force()).map(attributesOf) : []
    return [option, ...own, ...others]
  })
}

/** The values of an option, such as `languages.python.enable`, in one module: one for each `mkMerge` part. */
export function optionIn(module: Value, path: readonly string[]): { value: Value; place: Place }[] {
  const [first, ...rest] = path
  if (first === undefined) return []
  return optionsOf(module).flatMap((option) => {
    const found = attributesOf(option).entries.get(first)
    if (!found) return []
    const value = found.thunk.force()
    if (rest.length > 0) return optionIn(value, rest)
    return optionsOf(value).map((one) => ({ value: one, place: found.place }))
  })
}
