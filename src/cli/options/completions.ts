import { type CommandName, commands, commandTable } from './command-table.ts'
import { type OptionName, optionRow } from './option-table.ts'

/** What may stand in a place: words, paths, or whatever a person types. */
type Words = readonly string[] | 'path' | null

const others = commands.filter((name) => name !== 'check')

/**
 * The code by which a shell completes the program's arguments, from the tables of commands and options; null for a shell
 * that is not known here.
 */
export function completions(shell: string, rules: readonly string[]): string | null {
  const write = new Map(Object.entries({ bash, zsh, fish })).get(shell)
  return write ? `${write(new Tables(rules)).join('\n')}\n` : null
}

class Tables {
  readonly #rules: readonly string[]

  constructor(rules: readonly string[]) {
    this.#rules = rules
  }

  options(command: CommandName): readonly OptionName[] {
    return [...commandTable[command].options, 'help', ...(command === 'check' ? (['version'] as const) : [])]
  }

  /** The values of an option; undefined where it takes none. */
  values(command: CommandName, name: OptionName): Words | undefined {
    const { type, completes } = optionRow(name)
    if (type === 'boolean') return undefined
    if (name === 'format') return commandTable[command].formats ?? this.#words(completes)
    return this.#words(completes)
  }

  operands(command: CommandName): Words {
    return this.#words(commandTable[command].completes)
  }

  #words(completes: readonly string[] | 'rule' | 'path' | undefined): Words {
    return completes === 'rule' ? this.#rules : (completes ?? null)
  }
}

function bash(tables: Tables): string[] {
  const reply = (words: Words) =>
    words === 'path'
      ? 'compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur"))'
      : words
        ? `COMPREPLY=($(compgen -W "${words.join(' ')}" -- "$cur"))`
        : 'COMPREPLY=()'
  const values = commands.flatMap((command) =>
    tables.options(command).flatMap((name) => {
      const words = tables.values(command, name)
      return words === undefined ? [] : [`    ${command}:--${name}) ${reply(words)}; return ;;`]
    }),
  )
  const options = commands.map(
    (command) => `      ${command}) ${reply(tables.options(command).map((name) => `--${name}`))}; return ;;`,
  )
  const operands = commands.map((command) => {
    const words = command === 'check' ? 'path' : tables.operands(command)
    return `    ${command}) ${reply(words)} ;;`
  })
  return [
    '_policy_check() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=check named= word',
    // bash parts `--format=json` at its `=`.
    '  if [[ $cur == = ]]; then cur=; elif [[ $prev == = ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    `    case $word in ${commands.join('|')}) command=$word named=1; break ;; esac`,
    '  done',
    '  case $command:$prev in',
    ...values,
    '  esac',
    '  if [[ $cur == -* ]]; then',
    '    case $command in',
    ...options,
    '    esac',
    '  fi',
    '  case $command in',
    ...operands,
    '  esac',
    `  if [[ -z $named ]]; then COMPREPLY+=($(compgen -W "${commands.join(' ')}" -- "$cur")); fi`,
    '}',
    'complete -F _policy_check policy-check',
  ]
}

function zsh(tables: Tables): string[] {
  const action = (words: Words) => (words === 'path' ? '_files' : words ? `(${words.join(' ')})` : '')
  const option = (command: CommandName, name: OptionName) => {
    const { short, multiple, value, says } = optionRow(name)
    const words = tables.values(command, name)
    const text = `[${says.replace(/[[\]:\\]/g, '\\$&')}]`
    const takes = words === undefined ? '' : `:${value ?? ''}:${action(words)}`
    if (short) return `${quoted(`(-${short} --${name})`)}{-${short},--${name}}${quoted(text + takes)}`
    return quoted(`${multiple ? '*' : ''}--${name}${words === undefined ? '' : '='}${text}${takes}`)
  }
  const cases = commands.map((command) => {
    const head = command === 'check' ? '1:command or path:_policy_check_first' : '1:command:'
    const specs = [quoted(head), quoted(`*:operand:${action(tables.operands(command))}`)]
    const all = [...tables.options(command).map((name) => option(command, name)), ...specs]
    return `    ${command}) _arguments -S ${all.join(' ')} ;;`
  })
  const described = commands.map((name) =>
    quoted(`${name}:${commandTable[name].says.replaceAll(':', '\\:')}`),
  )
  return [
    '#compdef policy-check',
    '_policy_check_first() {',
    `  local -a names=(${described.join(' ')})`,
    '  _describe -t commands command names',
    '  _files',
    '}',
    '_policy-check() {',
    '  local command=check word',
    '  for word in ${words[2,CURRENT-1]}; do',
    `    case $word in ${commands.join('|')}) command=$word; break ;; esac`,
    '  done',
    '  case $command in',
    ...cases,
    '  esac',
    '}',
    'if [[ $funcstack[1] == _policy-check ]]; then _policy-check "$@"; else compdef _policy-check policy-check; fi',
  ]
}

function fish(tables: Tables): string[] {
  const seen = (command: CommandName) =>
    command === 'check'
      ? `not __fish_seen_subcommand_from ${others.join(' ')}`
      : `__fish_seen_subcommand_from ${command}`
  const line = (command: CommandName, rest: string) =>
    `complete -c policy-check -n ${quoted(seen(command))} ${rest}`
  const given = (words: Words) =>
    words === 'path' ? ' -r -F' : words ? ` -x -a ${quoted(words.join(' '))}` : ' -x'
  return [
    'complete -c policy-check -f',
    ...commands.map(
      (name) =>
        `complete -c policy-check -n __fish_use_subcommand -a ${name} -d ${quoted(commandTable[name].says)}`,
    ),
    ...commands.flatMap((command) => [
      ...tables.options(command).map((name) => {
        const { short, says } = optionRow(name)
        const words = tables.values(command, name)
        const takes = words === undefined ? '' : given(words)
        return line(command, `-l ${name}${short ? ` -s ${short}` : ''}${takes} -d ${quoted(says)}`)
      }),
      ...operandsOfFish(tables.operands(command)).map((rest) => line(command, rest)),
    ]),
  ]
}

function operandsOfFish(words: Words): string[] {
  if (words === null) return []
  return [words === 'path' ? '-F' : `-a ${quoted(words.join(' '))}`]
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
