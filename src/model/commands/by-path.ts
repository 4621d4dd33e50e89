import type { Command, Commands } from './command.ts'

/** The judged commands of each file, put together once. */
export function commandsByPath({ judged }: Pick<Commands, 'judged'>): (path: string) => readonly Command[] {
  const found = new Map<string, Command[]>()
  for (const command of judged) {
    const known = found.get(command.path)
    if (known) known.push(command)
    else found.set(command.path, [command])
  }
  return (path) => found.get(path) ?? []
}
