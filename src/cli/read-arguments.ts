import { parseArgs } from 'node:util'
import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'

/** The commands of the program, `check` being the one without a name. */
export const commands = [
  'check',
  'explain',
  'rules',
  'workspace',
  'inspect',
  'init',
  'suppress',
  'cache',
  'hook',
  'lsp',
  'graph',
  'skill',
] as const
export type CommandName = (typeof commands)[number]

const options = {
  fix: { type: 'boolean' },
  'unsafe-fixes': { type: 'boolean' },
  diff: { type: 'boolean' },
  staged: { type: 'boolean' },
  changed: { type: 'string' },
  'changed-lines': { type: 'string' },
  since: { type: 'string' },
  format: { type: 'string', multiple: true },
  quiet: { type: 'boolean', short: 'q' },
  verbose: { type: 'boolean', short: 'v' },
  'fail-on': { type: 'string' },
  'exit-zero': { type: 'boolean' },
  config: { type: 'string' },
  baseline: { type: 'string' },
  'write-baseline': { type: 'boolean' },
  'stdin-filename': { type: 'string' },
  'no-cache': { type: 'boolean' },
  only: { type: 'string', multiple: true },
  skip: { type: 'string', multiple: true },
  statistics: { type: 'boolean' },
  timing: { type: 'boolean' },
  project: { type: 'string' },
  reason: { type: 'string' },
  write: { type: 'boolean' },
  check: { type: 'boolean' },
  document: { type: 'string', multiple: true },
  'print-settings': { type: 'boolean' },
  'no-ask': { type: 'boolean' },
  agent: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
  stdio: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
} as const

type OptionName = keyof typeof options

/** Options that a command understands beside `--help` and `--version`. */
const understood: Readonly<Record<CommandName, readonly OptionName[]>> = {
  check: [
    ...([
      'fix',
      'unsafe-fixes',
      'diff',
      'staged',
      'changed',
      'changed-lines',
      'since',
      'format',
      'quiet',
      'verbose',
    ] as const),
    ...([
      'fail-on',
      'exit-zero',
      'config',
      'baseline',
      'write-baseline',
      'stdin-filename',
      'no-cache',
      'only',
      'skip',
      'statistics',
      'timing',
    ] as const),
  ],
  explain: ['format'],
  rules: ['format'],
  workspace: ['format', 'project', 'config'],
  inspect: ['format', 'config', 'staged'],
  init: ['agent', 'yes'],
  suppress: ['reason', 'diff', 'config', 'baseline'],
  cache: [],
  lsp: ['stdio'],
  graph: ['format', 'config'],
  skill: ['write', 'check', 'document', 'config'],
  hook: ['fail-on', 'print-settings', 'no-ask'],
}

/** The arguments, each of its type. */
export type Values = {
  readonly [Name in OptionName]?: (typeof options)[Name] extends { multiple: true }
    ? string[]
    : (typeof options)[Name]['type'] extends 'boolean'
      ? boolean
      : string
}

/** What was asked for. */
export interface Request {
  readonly command: CommandName
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
  if (values.help || values.version) return { command: command ?? 'check', operands: rest, values }
  if (command === undefined && first !== undefined && !isPath(first)) {
    const meant = first.includes('/') ? undefined : nearest(first, commands)
    return new UsageError(`There is no command or path \`${first}\`.`, {
      next: meant ? `Did you mean \`policy-check ${meant}\`?` : '`policy-check --help` lists the commands.',
    })
  }
  const request = { command: command ?? 'check', operands: command ? rest : positionals, values } as const
  return misplaced(request) ?? request
}

function parse(args: readonly string[]): { values: Values; positionals: string[] } | UsageError {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    if (!(error instanceof TypeError && 'code' in error)) throw error
    const [, option] = /'(-[^' ]*)/.exec(error.message) ?? []
    if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && option !== undefined) {
      const meant = nearest(option.replace(/^-+/, ''), Object.keys(options))
      const next = meant ? `Did you mean \`--${meant}\`?` : '`policy-check --help` lists the options.'
      return new UsageError(`There is no option \`${option}\`.`, { next })
    }
    return new UsageError(`${firstSentence(error.message)}.`, {
      next: '`policy-check --help` lists the options.',
    })
  }
}

function misplaced({ command, values }: Request): UsageError | null {
  const wrong = (Object.keys(values) as OptionName[]).find((name) => !understood[command].includes(name))
  if (wrong === undefined) return null
  const owners = commands.filter((name) => understood[name].includes(wrong))
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
