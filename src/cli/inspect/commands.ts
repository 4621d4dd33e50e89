import { Absent } from '../../model/absent.ts'
import { describeCommands } from '../../model/commands/describe-commands.ts'
import { type Inspection, shownAs } from './inspection.ts'
import { modelOf } from './model.ts'

/** Every command that was found, with the verdicts that rules go by. */
export async function inspectCommands({ discovery, format, within }: Inspection): Promise<string> {
  const commands = (await modelOf(discovery)).fact('commands')
  if (commands instanceof Absent) return ''
  return shownAs(format, describeCommands(commands, within), (command) => {
    const { path, line, column, words, directory, stance, audience, origin, because } = command
    const text = words.map((word) => word ?? '…').join(' ')
    return [
      `${path}:${line}:${column}: ${text}`,
      `    ${stance} (${because.stance}), for a ${audience} (${because.audience})`,
      `    in ${directory ?? 'an unknown directory'}, from ${origin}`,
    ].join('\n')
  })
}
