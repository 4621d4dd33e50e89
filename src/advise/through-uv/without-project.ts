import type { Command, Commands } from '../../model/commands/command.ts'
import type { PythonTarget } from '../../model/programs/python.ts'
import { nameOf } from '../../text/paths.ts'
import { hasOwnTool, triesPackage } from '../installed-elsewhere.ts'
import type { ThroughUvFacts } from './facts.ts'

/** Questions that need no environment. */
export function onlyAsks({ operands }: PythonTarget): boolean {
  return (
    operands.some(({ text }) => text === '--help') ||
    (operands.length > 0 && operands.every(({ text }) => /^(?:-V|-h|--version)$/.test(text ?? '')))
  )
}

const started = new WeakMap<Commands, ReadonlySet<string>>()

/** Whether an image starts the script in which a command stands, with the Python that the image has. */
export function isStartedByImage({ path, host }: Command, { commands }: ThroughUvFacts): boolean {
  if (host !== 'script') return false
  const known = started.get(commands) ?? new Set(commands.all.flatMap(scriptsOfImage))
  started.set(commands, known)
  return known.has(nameOf(path))
}

/** Names of the shell scripts that an instruction of a Dockerfile starts. */
function scriptsOfImage({ host, words }: Command): readonly string[] {
  if (host !== 'dockerfile') return []
  return words
    .slice(0, 3)
    .flatMap(({ text }) => (/\.(?:sh|bash)$/.test(text ?? '') ? [nameOf(text ?? '')] : []))
}

/** Whether a tool comes from the development shell, was installed for itself, or tests a built package in a job. */
export function isProvided(name: string, command: Command, { commands, workspace }: ThroughUvFacts): boolean {
  const tests = command.host === 'workflow' && triesPackage(command, commands, workspace)
  return tests || commands.shellProvides(name) || hasOwnTool(name, command, commands, workspace)
}

/** Whether a job has put a program on the search path by `uv tool install`. */
export function isOwnTool(name: string, command: Command, { commands, workspace }: ThroughUvFacts): boolean {
  return command.host === 'workflow' && hasOwnTool(name, command, commands, workspace)
}

/** A file that starts itself by its first line may do without the project, unless it is a member's. */
export function isRunByPython(
  path: string,
  { program }: Command,
  { workspace, tree }: ThroughUvFacts,
): boolean {
  if (program === null || !(tree.hasFile(path) || tree.hasFile(`${path}/__main__.py`))) return false
  return !/\.py$/.test(program) || (workspace.memberAt(path)?.directory ?? workspace.root) !== workspace.root
}
