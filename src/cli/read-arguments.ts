import { parseArgs } from 'node:util'
import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'
import { type CommandName, commands, commandTable } from './options/command-table.ts'
import { type OptionName, optionTable } from './options/option-table.ts'

/** The arguments, each of its type. */
export type Values = {
  readonly [Name in OptionName]?: (typeof optionTable)[Name] extends { multiple: true }
    ? string[]
    : (typeof optionTable)[Name]['type'] extends 'boolean'
      ? boolean
      : string
}

/** What was asked for. */
export interface Request {
  readonly command: CommandName
  /** Whether the command was named, instead of being the one without a name. */
  readonly named: boolean
  /** What stands after the command, in order. */
  readonly operands: readonly string[]
  readonly values: Values
}

/** Reads the arguments after the program's name. `isPath` tells whether a word names something on the disk. */
export function readArguments(
  args: readonly string[],
  isPath: (word: string) => boolean,
): Request | UsageError {
  const parsed = parse(args)
  if (parsed instanceof UsageError) return parsed
  const { values, positionals } = parsed
  const [first, ...rest] = positionals
  const command = commands.find((name) => name === first)
  if (values.help || values.version)
    return { command: command ?? 'check', named: command !== undefined, operands: rest, values }
  if (command === undefined && first !== undefined && !isPath(first)) {
    const meant = first.includes('/') ? undefined : nearest(first, commands)
    return new UsageError(`There is no command or path \`${first}\`.`, {
      next: meant ? `Did you mean \`policy-check ${meant}\`?` : '`policy-check --help` lists the commands.',
    })
  }
  const request = {
    command: command ?? 'check',
    named: command !== undefined,
    operands: command ? rest : positionals,
    values,
  } as const
  return misplaced(request) ?? request
}

function parse(args: readonly string[]): { values: Values; positionals: string[] } | UsageError {
  try {
    return parseArgs({ args: [...args], options: optionTable, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error
    const [, option] = /'(-[^' ]*)/.exec(error.message) ?? []
    if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option !== undefined) {
      const meant = nearest(option.replace(/^-+/, ''), Object.keys(optionTable))
      const next = meant ? `Did you mean \`--${meant}\`?` : '`policy-check --help` lists the options.'
      return new UsageError(`There is no option \`${option}\`.`, { next })
    }
    return new UsageError(`${firstSentence(error.message)}.`, {
      next: '`policy-check --help` lists the options.',
    })
  }
}

function misplaced({ command, values }: Request): UsageError | null {
  const wrong = (Object.keys(values) as OptionName[]).find(
    (name) => !commandTable[command].options.includes(name),
  )
  if (wrong === undefined) return null
  const owners = commands.filter((name) => commandTable[name].options.includes(wrong))
  return new UsageError(`\`${command}\` has no option \`--${wrong}\`.`, {
    next: `It belongs to ${owners.map((name) => `\`${name}\``).join(', ')}.`,
  })
}

function firstSentence(text: string): string {
  return (
    text
      .split(/\.\s|\n/, 1)[0]
      ?.replace(/\.$/, '')
      .replaceAll("'", '`') ?? text
  )
}
