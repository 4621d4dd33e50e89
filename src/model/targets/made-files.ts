import { nameOf } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'

/**
 * Whether something earlier in the same file may make the file that a word names, or asks whether it is there: a
 * redirection, an output option, a program that writes, an editor, prose that names it for a block of code, `[ -f … ]`.
 */
export function madeOrTestedBefore(text: string, command: Command, commands: Commands): boolean {
  const name = nameOf(text)
  const before = commands.source(command.path).slice(0, command.span.start)
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const writes = new RegExp(
    `(?:>>?|%%writefile|(?<=\\s)-(?:o|O|-out(?:put)?(?:[-_]\\w+)?)(?=[=\\s])|\\b(?:tee|touch|cp|mv|ln|install|curl|wget|git|unzip|tar|nano|vim?|code|uv init|title=|name=|create[sd]?|save[sd]?|write|wrote|called|named|add|new file|download\\w*|make[sd]?|generate[sd]?)\\b|(?:\\[|\\btest)\\s+(?:!\\s+)?-[a-zA-Z]\\s)[^\\n]{0,120}${escaped}`,
    'i',
  )
  return writes.test(before.slice(-200_000))
}
