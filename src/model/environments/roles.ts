import { pythonTools } from '../../tables/python-tools.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import { type PythonTarget, pythonTarget } from '../programs/python.ts'
import type { SessionRole } from './session.ts'

/** A command with what it does to an environment. */
export interface RoledCommand {
  readonly command: Command
  readonly role: SessionRole
  readonly use: ForeignUse | null
  readonly target: PythonTarget | null
}

/** uv's commands that write the environment of a project or another one. */
const uvWriters: ReadonlySet<string> = new Set(['sync', 'add', 'remove', 'tool install', 'pip sync'])

/** What a command does to an environment; null when it touches none. */
export function roleOf(
  command: Command,
  commands: Commands,
  installed: ReadonlySet<string>,
): RoledCommand | null {
  const { program, words, uv, foreign: use } = command
  if (program === null) return null
  const of = (role: SessionRole, target: PythonTarget | null = null) => ({ command, role, use, target })
  if (program === 'deactivate' || isActivation(command)) return of('activates')
  if (use) {
    switch (use.does) {
      case 'environment':
        return of(/^(?:activate|deactivate)$/.test(use.verb) ? 'activates' : 'makes')
      case 'shell':
        return of('activates')
      case 'run':
      case 'test':
      case 'format':
      case 'tool-run':
      case 'read':
      case 'build':
      case 'publish':
        return of('reads')
      case 'lock':
      case 'export':
      case 'init':
        return null
      default:
        return of('writes')
    }
  }
  if (uv) {
    if (uv.subcommand === 'venv') return of('makes')
    if (uvWriters.has(uv.subcommand)) return of('writes')
    return uv.subcommand === 'run' || uv.subcommand === 'tool run' ? of('reads') : null
  }
  const target = pythonTarget(words, program)
  if (!target) return null
  if (target.kind !== 'tool') return of('reads', target)
  const known =
    Object.hasOwn(pythonTools, program) || installed.has(program) || isConsoleScript(program, commands)
  return known ? of('reads', target) : null
}

const consoleScripts = new WeakMap<Commands, Map<string, boolean>>()

/** Whether a project of the repository installs a program of this name. */
function isConsoleScript(name: string, commands: Commands): boolean {
  const known = consoleScripts.get(commands) ?? new Map<string, boolean>()
  consoleScripts.set(commands, known)
  const found = known.get(name) ?? commands.definitions(name).some(({ kind }) => kind === 'console-script')
  known.set(name, found)
  return found
}

/**
 * `source .venv/bin/activate`, `. venv/bin/activate`, `.venv\Scripts\activate`; the last one without its backslashes, where a
 * page calls the code of Windows bash.
 */
export function isActivation({ program, words }: Command): boolean {
  const script = program === 'source' || program === '.' ? words[1] : words[0]
  const path =
    script?.text ?? script?.parts.map((part) => (part.kind === 'text' ? part.text : '*')).join('') ?? ''
  return /[\\/](?:bin|Scripts)[\\/][Aa]ctivate(?:\.\w+)?$|[Vv]?env\w{0,20}Scripts[Aa]ctivate(?:\.\w+)?$/.test(
    path,
  )
}

/** Commands that count: those a session is made of, and not what only another of them starts. */
export function isOfSession(command: Command): boolean {
  if (command.stance.value !== 'runs' || command.shown) return false
  return command.words.length > 0
}
