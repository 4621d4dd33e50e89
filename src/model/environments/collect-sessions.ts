import type { ParsedFile } from '../../parse/document.ts'
import { applications } from '../../tables/applications.ts'
import { lazily } from '../../text/lazily.ts'
import { joinPath, parentOf } from '../../text/paths.ts'
import type { Absent } from '../absent.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Flake } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'
import { normalizeName } from '../python/names.ts'
import { AssignedValues } from './assigned-values.ts'
import { condaApart, condaEnvironments } from './conda-environments.ts'
import { type Container, containerOf, isForReaders } from './containers.ts'
import { environmentBefore } from './environment-before.ts'
import { EnvironmentFollower } from './follow-environment.ts'
import { isForeignInstall } from './foreign-install.ts'
import { installsOf } from './installed-words.ts'
import { actionBringing, fillsForSeveral } from './job-apart.ts'
import { inOrderOfRuns, partsShells, shellsOf } from './job-shells.ts'
import { joinActions } from './join-actions.ts'
import { isOtherInterpreter } from './other-interpreter.ts'
import { reasonApart } from './reason-apart.ts'
import { isOfSession, type RoledCommand, roleOf } from './roles.ts'
import type { Alternative, Environment, Session, SessionCommand, Sessions } from './session.ts'
import { isInTemporary } from './temporary-directory.ts'
import { type ReaderTerminal, spanOf, terminalsIn } from './terminals.ts'
import { worksElsewhere } from './uv-there.ts'
import { type FileSetting, isBeforeCheckout, projectThere, uvBefore, uvSigns } from './what-is-there.ts'

export interface SessionSources {
  readonly commands: Commands
  readonly documents: Documents
  readonly flake: Flake | Absent
}

/** Finds the sessions of the repository: which commands share an environment, and which one each of them acts on. */
export function collectSessions({ commands, documents, flake }: SessionSources): Sessions {
  const byPath = new Map<string, Command[]>()
  for (const command of commands.all) {
    if (!isOfSession(command)) continue
    const known = byPath.get(command.path)
    if (known) known.push(command)
    else byPath.set(command.path, [command])
  }
  const signs = uvSigns(documents, flake)
  const conda = lazily(() => condaEnvironments(commands, documents))
  const found: Session[] = []
  for (const [path, own] of byPath) {
    const parsed = documents.get(path)
    if (parsed) found.push(...new FileSessions({ parsed, documents, signs }, commands, conda).sessions(own))
  }
  const all = joinActions(found, documents).toSorted((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : a.span.start - b.span.start,
  )
  const of = new Map(
    all.flatMap((session) => session.commands.map(({ command }) => [command, session] as const)),
  )
  return { all, of: (command) => of.get(command) ?? (command.runner && of.get(command.runner)) }
}

/** The sessions of one file. */
class FileSessions {
  readonly #setting: FileSetting
  readonly #parsed: ParsedFile
  readonly #values: AssignedValues
  readonly #commands: Commands
  /** Names of the environments of conda that the repository makes. */
  readonly #conda: () => ReadonlySet<string>

  constructor(setting: FileSetting, commands: Commands, conda: () => ReadonlySet<string>) {
    this.#conda = conda
    this.#setting = setting
    this.#parsed = setting.parsed
    this.#values = new AssignedValues(setting.parsed.file.text)
    this.#commands = commands
  }

  sessions(commands: readonly Command[]): Session[] {
    const shown = commands.filter(isForReaders)
    const aliases = commands.flatMap(({ program, span }) => (program === 'alias' ? [span] : []))
    const containers = new Map<string, { container: Container; commands: Command[] }>()
    for (const command of commands) {
      if (isForReaders(command)) continue
      const { fence } = command.script
      const own = containerOf(command, this.#parsed, aliases)
      const container = fence === undefined ? own : { ...own, key: `fence ${fence} ${own.key}` }
      const known = containers.get(container.key)
      if (known) known.commands.push(command)
      else containers.set(container.key, { container, commands: [command] })
    }
    const sessions = [...containers.values()].flatMap(({ container, commands: own }) =>
      this.#session(container, own, own),
    )
    return [...sessions, ...this.#terminals(shown)]
  }

  #terminals(shown: readonly Command[]): Session[] {
    const roled = this.#roles(shown)
    const terminals = terminalsIn(
      this.#parsed,
      roled.map(({ command }) => command),
      roled.some((one) => this.#fillsFromBeside(one)),
    )
    // A loop is told once for each of its turns.
    const inOrder = shown.toSorted((a, b) => a.span.start - b.span.start)
    const made = terminals.map((terminal) => {
      const container: Container = { key: '', kind: 'terminal', origin: terminal.origin }
      const first = terminal.commands[0]?.span.start ?? 0
      const last = terminal.commands.at(-1)?.span.end ?? 0
      const around = between(inOrder, first, last)
      return { terminal, session: this.#session(container, terminal.commands, around)[0] }
    })
    const choices = new Map<number, (typeof made)[number][]>()
    for (const one of made) {
      const known = choices.get(one.terminal.choice)
      if (known) known.push(one)
      else choices.set(one.terminal.choice, [one])
    }
    return made.flatMap(({ terminal, session }) => {
      if (!session) return []
      const alternative = alternativeOf(terminal, choices.get(terminal.choice) ?? [])
      return [alternative ? Object.assign(session, { alternative }) : session]
    })
  }

  /** Whether the page of a folder that is no project installs what the list beside it names: all its sections need that. */
  #fillsFromBeside({ command, use }: RoledCommand): boolean {
    const folder = parentOf(command.path)
    if (folder === '.' || command.page === 'contributing' || command.project?.directory === folder)
      return false
    return (use?.files ?? []).some(
      ({ text }) =>
        text !== null &&
        !text.includes('/') &&
        this.#commands.isRead(joinPath(folder, text)) &&
        !this.#parsed.file.text.includes(joinPath(folder, text)),
    )
  }

  /** @param around every command of the container, those that touch no environment included */
  #session({ kind, origin }: Container, own: readonly Command[], around: readonly Command[]): Session[] {
    const roled = kind === 'job' ? inOrderOfRuns(this.#roles(own)) : this.#roles(own)
    const [first] = roled
    if (!first) return []
    const shellOf = kind === 'job' ? shellsOf(own) : ({ script }: Command) => script
    const uv = uvBefore(first.command, around, this.#setting)
    const follower = new EnvironmentFollower(startOf(first.command, kind))
    const shells = new Set<unknown>()
    const text = this.#commands.source(this.#parsed.file.path)
    const commands = roled.map((one): SessionCommand => {
      const shell = shellOf(one.command)
      if (partsShells(one.command) && !shells.has(shell)) {
        if (shells.size > 0) follower.leaveShell()
        shells.add(shell)
      }
      const environment = follower.follow(
        one,
        environmentBefore(text, one.command.span.start),
        isInTemporary(one.command, text, this.#values),
      )
      return {
        ...one,
        environment:
          isForeignInstall(one, this.#setting) || isOtherInterpreter(one.command, this.#values)
            ? { kind: 'foreign', name: null }
            : environment,
        installs: installsOf(one.command, one.use, text),
      }
    })
    const writer = roled.find(({ role, use }) => role === 'writes' && use !== null) ?? first
    const project = projectThere(writer.command, kind, this.#setting)
    const apart = this.#apart(commands)
    return [
      {
        path: this.#parsed.file.path,
        kind,
        origin,
        span: spanOf(own),
        commands,
        uv,
        project,
        apart,
        alternative: null,
      },
    ]
  }

  #roles(own: readonly Command[]): RoledCommand[] {
    const names = own.flatMap(({ foreign }) => foreign?.names ?? [])
    const installed = new Set(names.flatMap((name) => [name, ...(applications[name] ?? [])]))
    const found: RoledCommand[] = []
    const taken = new Set<Command>()
    for (const command of own) {
      const outer = outerOf(command, taken)
      if (outer) {
        const inner = command.foreign
        const at = found.findIndex((one) => one.command === outer)
        const before = found[at]
        if (inner && before && isWriter(inner.does)) found[at] = { ...before, role: 'writes', use: inner }
        continue
      }
      const roled = roleOf(command, this.#commands, installed)
      if (!roled) continue
      found.push(roled)
      taken.add(command)
    }
    return found
  }

  #apart(commands: readonly SessionCommand[]): string | null {
    const text = this.#parsed.file.text
    const root = commands[0]?.command.root
    const isOwn = (name: string) => root?.member(name) !== undefined
    const isDependency = (name: string) =>
      root?.members.some(({ requirements }) =>
        requirements.some((known) => known.name === normalizeName(name)),
      ) === true && root.sources.get(normalizeName(name)) === undefined
    const writers = commands.filter(
      ({ role, use }) => role === 'writes' && use && use.does !== 'tool-install',
    )
    const [first] = commands
    if (first && worksElsewhere(first.command, this.#parsed))
      return 'it works in the checkout of another repository'
    const conda = condaApart(commands, this.#parsed, this.#conda)
    if (conda) return conda
    const reasons = writers.map(({ command, use, environment }) =>
      use ? reasonApart(command, use, environment, text, isOwn, isDependency) : null,
    )
    const [writer] = writers
    if (writer?.use?.names.some(isOwn) && isBeforeCheckout(writer.command, this.#setting))
      return 'it tries a release of the package'
    if (fillsForSeveral(commands, text)) return 'it fills one environment for several projects'
    const reads = commands.every(
      ({ role, environment }) => role === 'reads' && environment.kind !== 'project',
    )
    const bringing = reads && first ? actionBringing(first.command, this.#parsed) : null
    if (bringing) return `the action \`${bringing}\` brings the program`
    return reasons.find((reason) => reason !== null) ?? null
  }
}

function isWriter(does: string): boolean {
  return ['install', 'uninstall', 'sync', 'upgrade'].includes(does)
}

/** The command that runs this one, when it is one of the session itself. */
function outerOf({ runner }: Command, taken: ReadonlySet<Command>): Command | null {
  for (let at = runner; at; at = at.runner) if (taken.has(at)) return at
  return null
}

/** What is active before the first command: the Python of a machine or an image, and whatever a reader has. */
function startOf({ script: { context } }: Command, kind: Session['kind']): Environment {
  const machine =
    kind === 'job' || kind === 'stage' || (context.kind === 'config' && context.format === 'compose')
  return { kind: machine ? 'system' : 'unknown', name: null }
}

/** The commands, in document order, that lie between two offsets. */
function between(commands: readonly Command[], first: number, last: number): readonly Command[] {
  let [low, high] = [0, commands.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((commands[middle]?.span.start ?? 0) < first) low = middle + 1
    else high = middle
  }
  let end = low
  while (end < commands.length && (commands[end]?.span.start ?? 0) <= last) end++
  return commands.slice(low, end).filter(({ span }) => span.end <= last)
}

/** @param ways the terminals of its choice, itself included */
function alternativeOf(
  terminal: ReaderTerminal,
  ways: readonly { readonly terminal: ReaderTerminal; readonly session: Session | undefined }[],
): Alternative | null {
  const siblings = ways.filter(({ terminal: other }) => other !== terminal)
  if (siblings.length === 0 && !terminal.besideUv) return null
  const first = terminal.commands[0]?.span.start ?? 0
  return {
    manager: terminal.way ?? null,
    others: siblings.flatMap(({ session }) => session ?? []),
    uvFirst:
      terminal.besideUv ||
      siblings.some(
        ({ terminal: { way, commands } }) =>
          (commands[0]?.span.start ?? 0) < first &&
          (way === 'uv' || commands.some(({ uv }) => uv !== undefined && !uv.subcommand.startsWith('pip'))),
      ),
  }
}
