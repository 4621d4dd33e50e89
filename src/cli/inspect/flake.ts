import { Absent } from '../../model/absent.ts'
import { describeFlake, type FlakeDescription } from '../../model/flake/describe-flake.ts'
import { type Inspection, shownAs } from './inspection.ts'
import { modelOf } from './model.ts'

/** What the evaluator found in the flake: inputs, dev shells with their packages, and all that a policy judges. */
export async function inspectFlake({ discovery, format }: Inspection): Promise<string> {
  const repository = await modelOf(discovery)
  const flake = repository.fact('flake')
  const documents = repository.fact('documents')
  if (flake instanceof Absent) return shownAs(format, [{ absent: flake.reason }], ({ absent }) => absent)
  if (documents instanceof Absent) return ''
  return shownAs(format, describeFlake(flake, documents), line)
}

function line(item: FlakeDescription): string {
  switch (item.kind) {
    case 'input':
      return `${item.at}: input ${item.name} ${item.url ?? ''}`.trimEnd()
    case 'shell':
      return [
        `${item.at}: ${item.owner}${item.complete ? '' : ', in part'}`,
        ...item.packages.map(
          ({ name, is, attribute, at }) => `    ${name || '…'} (${is}) in ${attribute}, from ${at}`,
        ),
        ...item.unknown.map(({ part, at }) => `    not understood: ${part}, at ${at}`),
        ...item.programs.map((name) => `    program ${name}`),
        ...item.hooks.map((name) => `    hook ${name}`),
        ...item.environment.map((name) => `    variable ${name}`),
      ].join('\n')
    case 'output':
      return `${item.at}: ${item.output} ${item.name}`
    case 'use': {
      const through = item.via.length > 0 ? ` through ${item.via.join(', ')}` : ''
      return `${item.at}: ${item.what} ${item.names.join(', ')} reaches ${item.reaches}${through}`
    }
    case 'build':
      return `${item.at}: ${item.builder} builds ${item.name ?? 'Python packages'}`
  }
}
