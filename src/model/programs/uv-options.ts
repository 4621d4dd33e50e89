import { nestedUvCommands, uvCommandAliases, uvCommands, uvOptions } from '../../tables/uv-cli.ts'

const valued = new Map<string, ReadonlySet<string>>()

/**
 * Options with a value of one uv command, spelled `run`, `tool run`, `pip install` …; the options that every command
 * knows are included. An unknown command knows only those.
 */
export function valuedOptions(command: string): ReadonlySet<string> {
  const known = valued.get(command)
  if (known) return known
  const rows = uvOptions.filter(({ commands }) => commands === '' || commands.split(', ').includes(command))
  const options = new Set(rows.flatMap((row) => row.valued.split(' ')).filter(Boolean))
  valued.set(command, options)
  return options
}

const all = new Map<string, ReadonlySet<string>>()

/** Every option of one uv command, those that each command knows included; null for a command that uv does not have. */
export function optionsOfUv(command: string): ReadonlySet<string> | null {
  const known = all.get(command)
  if (known) return known
  if (!uvCommands.includes(command)) return null
  const rows = uvOptions.filter(({ commands }) => commands === '' || commands.split(', ').includes(command))
  const names = rows.flatMap(({ valued, flags }) => [...valued.split(' '), ...flags.split(' ')])
  const options = new Set([...names, '--version', '-V'])
  all.set(command, options)
  return options
}

/** Commands of uv that have subcommands of their own. */
export const nestedCommands: ReadonlySet<string> = new Set(nestedUvCommands)

/** Other names of subcommands, as uv accepts them. */
export const commandAliases: ReadonlyMap<string, string> = new Map([
  ...Object.entries(uvCommandAliases),
  ['tool uvx', 'tool run'],
])
