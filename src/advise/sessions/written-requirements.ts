import type { Command, Commands } from '../../model/commands/command.ts'

/** Commands that write a requirements file, by the path of the file they stand in; every install is asked for. */
const writers = new WeakMap<Commands, ReadonlyMap<string, readonly Command[]>>()

function writersIn(commands: Commands): ReadonlyMap<string, readonly Command[]> {
  const known = writers.get(commands)
  if (known) return known
  const found = new Map<string, Command[]>()
  for (const command of commands.all) {
    const { uv, foreign, path } = command
    if (uv?.subcommand !== 'export' && uv?.subcommand !== 'pip compile' && foreign?.does !== 'export')
      continue
    const own = found.get(path)
    if (own) own.push(command)
    else found.set(path, [command])
  }
  writers.set(commands, found)
  return found
}

/** The manager that writes a requirements file before a command of the same file reads it; null when none does. */
export function writerOf(file: string, { path, span }: Command, commands: Commands): string | null {
  const names = (text: string | null) =>
    text !== null && (text === file || text.endsWith(`/${file}`) || text.endsWith(`=${file}`))
  const before = writersIn(commands)
    .get(path)
    ?.findLast((other) => other.span.start < span.start && other.words.some(({ text }) => names(text)))
  if (!before) return null
  return before.uv ? 'uv' : (before.foreign?.manager ?? null)
}
