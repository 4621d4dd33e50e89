import type { Command, Commands } from './commands.ts'

/**
 * Whether something earlier in the same file may make the file that a word names: a redirection, an output option, a
 * program that writes, an editor, or prose that names it for a block of code.
 */
export function madeBefore(text: string, command: Command, commands: Commands): boolean {
  const name = text.slice(text.lastIndexOf('/') + 1)
  const before = commands.source(command.path).slice(0, command.span.start)
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const writes = new RegExp(
    `(?:>>?|\\b(?:tee|touch|cp|mv|ln|install|curl|wget|git|unzip|tar|nano|vim?|code|uv init|-o|-O|--output|--out|title=|name=|create[sd]?|save[sd]?|write|wrote|called|named|add|new file|download\\w*|make[sd]?|generate[sd]?)\\b)[^\\n]{0,120}${escaped}`,
    'i',
  )
  return writes.test(before.slice(-20_000))
}
