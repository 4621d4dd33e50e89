import type { Owner, Sinks } from './arrival.ts'
import { optionsOf, type Value } from './value.ts'

/**
 * Python packages that options of formatters and checkers add to a program's own environment, such as
 * `treefmt.programs.mypy.directories.<x>.extraPythonPackages`, however deep they stand.
 */
export function judgeExtras(reader: Sinks, options: Value, owner: Owner, levels = 7): void {
  if (levels === 0 || !reader.evaluator.step()) return
  for (const option of optionsOf(options)) {
    if (option.kind !== 'attributes') continue
    for (const [name, { thunk, place }] of option.entries) {
      const value = thunk.force()
      const arrival = { sink: { attribute: name, owner: owner.label, place }, shell: null, inText: true }
      if (/^extra(Python3?)?Packages$/.test(name)) {
        reader.packages(reader.chosen(value, name, place), arrival, owner)
      } else if (value.kind === 'text') reader.script(name, value, { ...owner, shell: null }, arrival)
      else judgeExtras(reader, value, owner, levels - 1)
    }
  }
}
