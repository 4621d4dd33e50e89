import type { FileTree } from '../../discover/file-tree.ts'
import { runsBehind } from '../../model/environments/join-actions.ts'
import type { Environment, Session, SessionCommand } from '../../model/environments/session.ts'
import { offsetOfRun } from '../../parse/script.ts'
import { dailyVenv, taskFormats } from '../../tables/environments.ts'
import { managers } from '../../tables/managers.ts'
import {
  type CommandContext,
  contextOf,
  type Decision,
  type SessionFacts,
  undecided,
} from './command-context.ts'
import { decide } from './decide.ts'
import { loopedProjects } from './loops.ts'
import { joined } from './own-project.ts'
import { both } from './requirements-file.ts'
import { nothing, type Selection } from './selection.ts'

/** A line of a session with what takes its place. */
export interface DecidedLine {
  readonly item: SessionCommand
  readonly place: CommandContext
  readonly decision: Decision
  /** Lines of one part share one `uv sync`: parts may each run alone. */
  readonly part: string
}

/** The commands of a session that share the environment which `uv sync` makes instead. */
export interface Unit {
  readonly session: Session
  /** Commands of other managers that write it, in their order. */
  readonly lines: readonly DecidedLine[]
  /** Commands that make or enter an environment. */
  readonly environments: readonly SessionCommand[]
  /** `uv sync` of the same environment. */
  readonly syncs: readonly SessionCommand[]
  /** Commands behind the first line that need it. */
  readonly readers: readonly SessionCommand[]
  /** Whether something else writes it in a way that has no counterpart. */
  readonly closed: boolean
}

const shared: ReadonlySet<string> = new Set(['project', 'venv', 'system', 'unknown', 'conda'])
const written: ReadonlySet<string> = new Set(['install', 'sync'])

/**
 * The unit of a session.
 * @param isWrong whether a command breaks the policy, so that something has to take its place
 */
export function unitOf(
  session: Session,
  facts: SessionFacts,
  isWrong: (item: SessionCommand) => boolean,
): Unit {
  const own = session.commands.filter(
    ({ environment }) =>
      shared.has(environment.kind) && !(isElsewhere(environment) && session.kind !== 'stage'),
  )
  const writers = own.filter(
    (item) => isWrong(item) && item.use !== null && written.has(item.use.does) && !isScriptHeader(item),
  )
  const hasSync = own.some(({ command }) => command.uv?.subcommand === 'sync')
  const environments = own.filter(
    (item) =>
      (item.role === 'makes' || item.role === 'activates') &&
      (isWrong(item) || (!item.use && !(item.command.uv && hasSync))) &&
      item.use?.manager !== 'layout',
  )
  const syncs = own.filter(({ command }) => command.uv?.subcommand === 'sync')
  const runsAt = ({ command: { script, span } }: SessionCommand) => offsetOfRun(script, span.start)
  const [first] = [...writers, ...environments].sort((a, b) => runsAt(a) - runsAt(b))
  const readers = own.filter(
    (item) =>
      item.role === 'reads' && first !== undefined && (isTasks(item) || runsBehind(item, first, runsAt)),
  )
  const ways = waysOf(writers, session)
  const lines = writers.map((item, at): DecidedLine => {
    const place = contextOf(item, session.commands, facts)
    const decision = item.use ? decide(item.use, place) : undecided
    const unread = item.command.words.some(({ text, fromRoot }) => text === null && fromRoot === undefined)
    const certain =
      decision.certain &&
      !(unread && decision.libraries.length + decision.tools.length === 0 && hasHole(item, facts.tree))
    return { item, place, decision: { ...decision, certain }, part: ways ? `way ${at}` : partOf(item) }
  })
  const known = new Set([...writers, ...environments, ...syncs, ...readers])
  const closed = own.some(
    (item) =>
      !known.has(item) &&
      item.role === 'writes' &&
      item.use !== null &&
      (item.use.does === 'uninstall' || item.use.does === 'upgrade' || written.has(item.use.does)),
  )
  return { session, lines, environments, syncs, readers, closed }
}

/** Whether an environment lies outside the repository, for whatever it is made: nothing of the project takes its place. */
export function isElsewhere({ kind, name }: Environment): boolean {
  const last = name?.slice(name.lastIndexOf('/') + 1) ?? ''
  return kind === 'venv' && name !== null && /^[/~*$]./.test(name) && !dailyVenv.test(last)
}

/** Whether two commands run in one recipe. */
export function sameTask(a: SessionCommand, b: SessionCommand): boolean {
  const target = ({ command: { script } }: SessionCommand) =>
    script.context.kind === 'make' || script.context.kind === 'just' ? script.context.target : ''
  return target(a) === target(b)
}

/** Whether a word that says what is installed is filled in when it runs. */
function hasHole({ use, command }: SessionCommand, tree: FileTree): boolean {
  return [...(use?.operands ?? []), ...(use?.directories ?? [])].some(
    (word) =>
      word.text === null && word.fromRoot === undefined && loopedProjects(word, command, tree) === null,
  )
}

function isScriptHeader({ command }: SessionCommand): boolean {
  return command.script.context.kind === 'shebang'
}

export function isTasks({ command: { script } }: SessionCommand): boolean {
  return (
    script.context.kind === 'make' ||
    script.context.kind === 'just' ||
    (script.context.kind === 'config' && taskFormats.has(script.context.format))
  )
}

/** Recipes and tasks may each run alone. */
function partOf({ command: { script } }: SessionCommand): string {
  const { context } = script
  if (context.kind === 'make' || context.kind === 'just') return context.target
  return context.kind === 'config' && isTasks({ command: { script } } as SessionCommand) ? context.key : ''
}

/** Whether a reader is shown several ways to install one thing, of which one line is run: with and without extras. */
function waysOf(writers: readonly SessionCommand[], { kind }: Session): boolean {
  if (kind !== 'terminal') return false
  const targets = writers.flatMap(({ use }) => {
    if (!use || (use.directories.length === 0 && use.names.length !== 1)) return []
    return [use.directories.map(({ text }) => text?.replace(/\[.*/s, '')).join(' ') || (use.names[0] ?? '')]
  })
  return new Set(targets).size < targets.length
}

/** All decisions of a part, or of the unit, in one. */
export function wholeDecision(lines: readonly DecidedLine[]): Decision {
  return lines.map(({ decision }) => decision).reduce(both, undecided)
}

/** What one `uv sync` is to install for the lines. */
export function wantsOf(lines: readonly DecidedLine[]): Selection | null {
  const all = lines.flatMap(({ decision }) => decision.wants ?? [])
  return all.length === 0 ? null : all.reduce(joined, nothing)
}

/** Whether an environment of conda holds more than a Python. */
export function isMoreThanPython({ use }: SessionCommand): boolean {
  if (!use || !managers[use.manager]?.conda) return false
  return (
    (use.operands.some(({ text }) => text === null || !/^(?:python(?:[=<>~].*)?|pip)$/.test(text)) &&
      use.verb === 'create') ||
    use.options.some(({ name }) => name === '-f' || name === '--file')
  )
}
