import { nameOf } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'

/** Each question reads the file up to the command; a file with more commands that name missing files is let be. */
const mostAsked = 500
const asked = new WeakMap<Commands, Map<string, number>>()

/**
 * Whether something earlier in the same file may make the file that a word names, or asks whether it is there: a
 * redirection, an output option, a program that writes, an editor, prose that names it for a block of code, `[ -f … ]`.
 */
export function madeOrTestedBefore(text: string, command: Command, commands: Commands): boolean {
  const counts = asked.get(commands) ?? new Map<string, number>()
  const count = (counts.get(command.path) ?? 0) + 1
  asked.set(commands, counts.set(command.path, count))
  if (count > mostAsked) return true
  const name = nameOf(text)
  const before = commands.source(command.path).slice(0, command.span.start)
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const writes = new RegExp(
    `(?:>>?|%%writefile|(?<=\\s)-(?:o|O|-out(?:put)?(?:[-_]\\w+)?)(?=[=\\s])|\\b(?:tee|touch|cp|mv|ln|install|curl|wget|git|unzip|tar|nano|vim?|code|uv init|title=|name=|create[sd]?|save[sd]?|write|wrote|called|named|add|new file|download\\w*|make[sd]?|generate[sd]?)\\b|(?:\\[|\\btest)\\s+(?:!\\s+)?-[a-zA-Z]\\s)[^\\n]{0,120}${escaped}`,
    'i',
  )
  return writes.test(before.slice(-200_000))
}
