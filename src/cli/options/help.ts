import { wrap } from '../../report/terminal/wrap.ts'
import { type CommandName, commands, commandTable } from './command-table.ts'
import { type OptionName, optionRow } from './option-table.ts'

/** Options of the check that a person needs first. */
const first: readonly OptionName[] = ['fix', 'unsafe-fixes', 'diff', 'since', 'only', 'format']

/** Wider lines are hard to read. */
const widest = 100
const exitCodes = 'Exit: 0 clean, 1 findings, 2 wrong usage or configuration, 3 a bug of policy-check.'

/** What `--help` prints for a terminal of this many columns: the commands, and the first options of a check. */
export function overview(width: number): string {
  const room = roomOf(width)
  const rows = commands.map((name): [string, string] => [name, commandTable[name].says])
  const ways = rowsOf(first)
  const left = leftOf([...rows, ...ways], room)
  return page([
    ...wrap('Checks that a monorepo of uv and Nix keeps its policies.', room, 0),
    'Usage: policy-check [command] [options]',
    ...rows.flatMap((row) => line(row, left, room)),
    ...ways.flatMap((row) => line(row, left, room)),
    ...wrap('`policy-check COMMAND --help` has all options of a command; begin with `check`.', room, 0),
    ...wrap(exitCodes, room, 6),
  ])
}

/** What `COMMAND --help` prints: its usage, what it does and every option. */
export function helpOf(command: CommandName, width: number): string {
  const room = roomOf(width)
  const { operands, says, more, formats, options } = commandTable[command]
  const rows = rowsOf([...options, 'help'], formats)
  const left = leftOf(rows, room)
  const usage = ['policy-check', ...(command === 'check' ? ['[check]'] : [command]), operands, '[options]']
  return page([
    ...wrap(`Usage: ${usage.filter(Boolean).join(' ')}`, room, 7),
    '',
    ...wrap(`${says.charAt(0).toUpperCase()}${says.slice(1)}.${more ? ` ${more}` : ''}`, room, 0),
    '',
    ...rows.flatMap((row) => line(row, left, room)),
    ...(command === 'check' ? ['', ...wrap(exitCodes, room, 6)] : []),
  ])
}

function rowsOf(names: readonly OptionName[], formats?: readonly string[]): [string, string][] {
  return names.map((name) => {
    const { short, value, says, completes } = optionRow(name)
    const isFormat = name === 'format'
    const words = formats ?? (Array.isArray(completes) ? completes : [])
    const shown = isFormat && formats ? 'NAME' : value
    const text = isFormat ? `${formats ? 'write this format' : says}: ${words.join(', ')}` : says
    return [`${short ? `-${short}, ` : ''}--${name}${shown ? ` ${shown}` : ''}`, text]
  })
}

/** Columns of the left part: its longest entry, but never half of a line. */
function leftOf(rows: readonly (readonly [string, string])[], room: number): number {
  return Math.min(Math.max(...rows.map(([name]) => name.length)), Math.floor(room / 2) - 4)
}

function line([name, text]: readonly [string, string], left: number, room: number): string[] {
  const [head = '', ...rest] = wrap(text, room - left - 4, 0)
  const indented = [head, ...rest].map((part) => `${' '.repeat(left + 4)}${part}`)
  if (name.length > left) return [`  ${name}`, ...indented]
  return [`  ${name.padEnd(left)}  ${head}`, ...indented.slice(1)]
}

function roomOf(width: number): number {
  return Math.max(40, Math.min(width, widest))
}

function page(lines: readonly string[]): string {
  return `${lines.map((one) => one.trimEnd()).join('\n')}\n`
}
