import { uvCommandAliases, uvCommandLineVersion, uvCommands } from '../../tables/uv-cli.ts'
import { misusedUvCommands, refusedPairs } from '../../tables/uv-misused-words.ts'
import { nearest } from '../../text/nearest.ts'
import type { Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import { lastOption, type OptionUse } from '../programs/arguments.ts'
import type { UvInvocation } from '../programs/uv-invocation.ts'
import { nestedCommands, optionsOfUv } from '../programs/uv-options.ts'
import type { Missing } from './missing-commands.ts'

/** Commands that uv's own help adds to the table. */
const added = ['help', 'self']

/** The most letters in which a misspelt word may differ, since a newer uv may have words that the table lacks. */
const mostLetters = 2

/** What uv would refuse to read in a command: a subcommand, an option, two options together. */
export function rejectedWords({ uv, program }: Command): Missing | null {
  if (!uv || (program !== 'uv' && program !== 'uvx')) return null
  return misusedCommand(uv) ?? unknownOption(uv) ?? refusedPair(uv)
}

function misusedCommand({ subcommand, verb, operands }: UvInvocation): Missing | null {
  const word = verb.at(-1)
  const [first] = operands
  if (subcommand === 'venv' && first?.text && ['create', 'new', 'init'].includes(first.text)) {
    const message = `\`uv venv ${first.text}\` makes an environment in a directory named \`${first.text}\`.`
    return { span: first.span, message, next: `Leave \`${first.text}\` out.` }
  }
  if (!word?.text || uvCommands.includes(subcommand) || added.includes(word.text)) return null
  if (!/^[a-z][a-z-]*$/.test(word.text)) return null
  const { span } = word
  const [group] = verb
  const nested = group && group !== word && nestedCommands.has(group.text ?? '') ? `${group.text} ` : ''
  const misused = nested === '' && misusedUvCommands.find((one) => one.word === word.text)
  const message = `uv has no command \`${nested}${word.text}\`.`
  if (misused) return { span, message, next: `Write what is meant: ${misused.instead}.` }
  const names = [...uvCommands, ...Object.keys(uvCommandAliases)]
    .filter((name) => name.startsWith(nested) && !name.slice(nested.length).includes(' '))
    .map((name) => name.slice(nested.length))
  const near = nearest(word.text, names, mostLetters)
  return near ? renamed(span, message, near) : null
}

function unknownOption({ subcommand, options }: UvInvocation): Missing | null {
  const known = optionsOfUv(subcommand)
  for (const { name, word } of known ? options : []) {
    if (!name?.startsWith('--') || known?.has(name)) continue
    const near = nearest(name, known ?? [], mostLetters)
    if (!near) continue
    const start = word.span.start
    // Quotes and escapes make the word longer than what it says.
    if (word.span.end - start < name.length) continue
    const span = { start, end: start + name.length }
    return renamed(span, `\`uv ${subcommand}\` has no option \`${name}\` (uv ${uvCommandLineVersion}).`, near)
  }
  return null
}

function refusedPair({ subcommand, options }: UvInvocation): Missing | null {
  for (const { commands, one, others } of refusedPairs) {
    if (!commands.split(', ').includes(subcommand)) continue
    const first = lastOption(options, one)
    const second: OptionUse | undefined = first && lastOption(options, ...others.split(' '))
    if (!first || !second) continue
    const later = first.word.span.start < second.word.span.start ? second : first
    return {
      span: later.word.span,
      message: `uv refuses \`${first.name}\` together with \`${second.name}\`.`,
      next: 'Keep the one that is meant.',
    }
  }
  return null
}

function renamed(span: Span, message: string, text: string): Missing {
  return { span, message, next: `Write \`${text}\`.`, rename: text }
}
