import { Absent } from '../../model/absent.ts'
import { linesOf } from '../../text/source-file.ts'
import { sourceAt } from '../baseline-file.ts'
import { isWithin } from '../choose-root.ts'
import { type Inspection, shownAs } from './inspection.ts'
import { modelOf } from './model.ts'

/** Every command that was found, with the verdicts that rules go by. */
export async function inspectCommands({ discovery, format, within }: Inspection): Promise<string> {
  const commands = (await modelOf(discovery)).fact('commands')
  if (commands instanceof Absent) return ''
  const shown = commands.all
    .filter(({ path }) => isWithin(path, within))
    .map((command) => {
      const { path, span, program, words, directory, host, stance, audience, origin } = command
      const file = sourceAt(discovery.sources, path)
      const { line, column } = file ? linesOf(file).position(span.start) : { line: 1, column: 1 }
      return {
        ...{ path, line, column, program },
        words: words.map(({ text }) => text),
        ...{ directory, host, stance: stance.value, audience: audience.value, origin },
        ...{ stanceBecause: stance.because, audienceBecause: audience.because },
      }
    })
  return shownAs(
    format,
    shown,
    ({ path, line, column, words, directory, stance, audience, origin, stanceBecause }) => {
      const text = words.map((word) => word ?? '…').join(' ')
      return `${path}:${line}:${column}: ${text}\n    ${stance} (${stanceBecause}), for a ${audience}, in ${directory ?? 'an unknown directory'}; ${origin}`
    },
  )
}
