import { interpreterName, managerName, toolNames } from './program-names.ts'
import { posixShells, sourcing } from './shells.ts'
import { environmentRunners, taskRunners } from './task-runners.ts'
import { terminalPrograms } from './terminal-programs.ts'

const knownPrograms = new Set([
  ...terminalPrograms,
  ...toolNames,
  ...posixShells,
  ...sourcing,
  ...Object.keys(taskRunners),
  ...Object.keys(environmentRunners),
])

/** Whether a word is the name of a program by which a line without any tag is taken for a command. */
export function isKnownProgram(word: string): boolean {
  return knownPrograms.has(word) || managerName.test(word) || interpreterName.test(word)
}

/** Variables that hold a program wherever their value is not to be seen: those of make, and those that scripts call so. */
export const programVariables: ReadonlyMap<string, string> = new Map([
  ['MAKE', 'make'],
  ['PIP', 'pip'],
  ['PIP3', 'pip'],
  ['UV', 'uv'],
  ['POETRY', 'poetry'],
  ['CONDA', 'conda'],
])
