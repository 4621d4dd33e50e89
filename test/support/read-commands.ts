import { Absent } from '../../src/model/absent.ts'
import { buildRepository } from '../../src/model/build-repository.ts'
import type { Command, Commands } from '../../src/model/commands/command.ts'
import { parse } from '../../src/parse/parse.ts'
import { discoveryOf, type Files } from './in-memory.ts'

/** The commands of a repository that exists only in memory. */
export async function readCommands(files: Files): Promise<Commands> {
  const { sources, tree } = discoveryOf(files)
  const parsed = []
  for (const file of sources) parsed.push({ file, document: await parse(file) })
  const commands = buildRepository(parsed, tree).fact('commands')
  if (commands instanceof Absent) throw new Error(commands.reason)
  return commands
}

/** A command as one line: its words, unknown ones as `?`. */
export function line({ words }: Command): string {
  return words.map(({ text, fromRoot }) => text ?? (fromRoot === undefined ? '?' : `/${fromRoot}`)).join(' ')
}
