import { Absent } from '../../model/absent.ts'
import { linesOf } from '../../text/source-file.ts'
import type { Place } from '../../text/span.ts'
import { sourceAt } from '../baseline-file.ts'
import { type Inspection, shownAs } from './inspection.ts'
import { modelOf } from './model.ts'

/** What the evaluator found in the flake: inputs, dev shells, and every package that a policy judges. */
export async function inspectFlake({ discovery, format }: Inspection): Promise<string> {
  const flake = (await modelOf(discovery)).fact('flake')
  if (flake instanceof Absent) return shownAs(format, [{ absent: flake.reason }], ({ absent }) => absent)
  const at = ({ path, span }: Place) => {
    const file = sourceAt(discovery.sources, path)
    const { line, column } = file ? linesOf(file).position(span.start) : { line: 1, column: 1 }
    return `${path}:${line}:${column}`
  }
  const inputs = flake.inputs.map(({ name, url, place }) => ({ kind: 'input', name, url, at: at(place) }))
  const shells = flake.shells.map(({ name, place, hooks }) => {
    return { kind: 'shell', name, at: at(place), hooks: hooks.map(({ attribute }) => attribute) }
  })
  const uses = flake.uses.map(({ kind, names, source, sink, via }) => ({
    ...{ kind, names, at: at(source), reaches: `${sink.attribute} of ${sink.owner}` },
    via: via.map(({ name }) => name),
  }))
  return shownAs(format, [...inputs, ...shells, ...uses], (item) => {
    if ('reaches' in item) return `${item.at}: ${item.kind} ${item.names.join(', ')} reaches ${item.reaches}`
    if ('hooks' in item) return `${item.at}: shell ${item.name} ${item.hooks.join(', ')}`.trimEnd()
    return `${item.at}: input ${item.name} ${item.url ?? ''}`.trimEnd()
  })
}
