import type { FileTree } from '../../discover/file-tree.ts'
import { holdsName } from '../../parse/relevance.ts'
import { isDocumented } from '../../parse/script.ts'
import { isKnownProgram } from '../../tables/known-programs.ts'
import { otherRunners } from '../../tables/task-runners.ts'
import { resolvePath, rootMark } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import { operandRunBy } from '../commands/script-callers.ts'
import { isTaskRunner, startedTasks } from '../commands/tasks.ts'
import type { DevShell } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'
import type { CommandWord } from '../programs/word.ts'

/** Where hooks are followed to. */
export interface HookGround {
  readonly commands: Commands
  readonly documents: Documents
  readonly tree: FileTree
}

/**
 * Whether entering a shell runs such a command: in its hooks, or in what they start in the flake and the repository. Null
 * when they start something that could not be followed.
 */
export function runsOnEntering(
  shell: DevShell,
  ground: HookGround,
  isWanted: (command: Command) => boolean,
): boolean | null {
  const follower = new HookFollower(shell, ground, isWanted)
  const reached = follower.follow()
  return reached.some(isWanted) || (follower.known ? false : null)
}

class HookFollower {
  known: boolean
  readonly #shell: DevShell
  readonly #ground: HookGround
  readonly #runs: readonly Command[]
  /** Whether a task somewhere is what is looked for, so that a runner may come to it by ways that were not followed. */
  readonly #isInTask: boolean
  readonly #reached = new Set<Command>()
  /** Names of the programs that were followed. */
  readonly #started = new Set<string>()
  readonly #queue: Command[] = []

  constructor(shell: DevShell, ground: HookGround, isWanted: (command: Command) => boolean) {
    this.#shell = shell
    this.#ground = ground
    this.#runs = ground.commands.all.filter(({ stance, shown }) => stance.value === 'runs' && !shown)
    this.#isInTask = this.#runs.some((command) => isOfTask(command) && isWanted(command))
    this.known = shell.hooksKnown
  }

  follow(): readonly Command[] {
    const { hooks, started } = this.#shell
    this.#strings(hooks.map(({ path, string }) => ({ path, span: string })))
    this.#strings(started.strings)
    for (const path of started.files) this.#file(path)
    for (const command of this.#queue) this.#follow(command)
    return [...this.#reached]
  }

  #enqueue(more: readonly Command[]): void {
    for (const command of more) {
      if (this.#reached.has(command)) continue
      this.#reached.add(command)
      this.#queue.push(command)
    }
  }

  #strings(places: readonly Place[]): void {
    if (places.length === 0) return
    for (const place of places)
      this.#unread(this.#ground.documents.nixScript(place.path, place.span, 'shellHook')?.unread)
    this.#enqueue(this.#runs.filter((command) => places.some((place) => standsIn(command, place))))
  }

  /** Code without a word that a rule acts on has no commands; the programs of the shell it may name all the same. */
  #unread(code: string | undefined): void {
    if (code === undefined) return
    const own = this.#shell.programs.map(({ name }) => name).filter((name) => name !== '')
    for (const name of own) if (holdsName(code, [name])) this.#program(name)
    if (this.#isInTask && holdsName(code, [...otherRunners])) this.known = false
  }

  /** A file that may run: code in a language that is not followed may do anything. */
  #file(path: string): void {
    const language = this.#ground.documents.get(path)?.document.language ?? 'other'
    if (language === 'other' || language === 'python') this.known = false
    this.#enqueue(this.#runs.filter((command) => command.path === path && command.host === 'script'))
  }

  #follow(command: Command): void {
    const { program } = command
    if (program === null && !isHole(command)) this.known = false
    if (program !== null) this.#program(program)
    this.#named(command)
    const operand = operandRunBy(command)
    if (operand && isOpen(operand)) this.known = false
    const tasks = startedTasks(command, this.#ground.commands)
    this.#enqueue(tasks)
    if (isTaskRunner(command) ? tasks.length === 0 || this.#isInTask : this.#isInTask && runsNamed(command))
      this.known = false
  }

  /** A program that the shell brings. */
  #program(name: string): void {
    if (this.#started.has(name)) return
    this.#started.add(name)
    const { programs, complete } = this.#shell
    const program = programs.find((one) => one.name === name)
    if (!program) {
      if (!complete && !isKnownProgram(name)) this.known = false
      return
    }
    if (program.strings.length + program.files.length === 0) this.known = false
    this.#strings(program.strings)
    for (const path of program.files) this.#file(path)
  }

  /** Files of the repository that the words of a command name: what it runs of them has to be followed. */
  #named(command: Command): void {
    const run = operandRunBy(command)
    for (const word of command.words) {
      const value = pathText(word)
      const path = value === null ? null : resolvePath(command.directory ?? '.', value)
      if (path === null || path === command.path || !this.#ground.tree.hasFile(path)) continue
      if (word === run) this.#file(path)
      else this.#enqueue(this.#runs.filter((each) => each.path === path && each.host === 'script'))
    }
  }
}

/** The value of a word, `rootMark` first when it starts at the root. */
function pathText({ text, fromRoot }: CommandWord): string | null {
  return text ?? (fromRoot === undefined ? null : `${rootMark}/${fromRoot}`)
}

/**
 * Whether the file that a word names is not known. What Nix puts into it, the evaluator has followed; the activation of a
 * virtual environment is none of the project's code wherever it lies.
 */
function isOpen(word: CommandWord): boolean {
  const last = word.parts.at(-1)
  const isActivation = last?.kind === 'text' && /\/activate(?:\.\w+)?$/.test(last.text)
  return pathText(word) === null && !isActivation && !word.parts.some(({ kind }) => kind === 'hole')
}

/** Whether a command is nothing but what Nix puts there, which the evaluator has followed. */
function isHole({ words: [word, another] }: Command): boolean {
  return another === undefined && word?.parts.length === 1 && word.parts[0]?.kind === 'hole'
}

function runsNamed({ program }: Command): boolean {
  return program !== null && otherRunners.has(program)
}

function isOfTask({ script }: Command): boolean {
  return /^(?:make|just|config|nix)$/.test(script.host) && !isDocumented(script)
}

function standsIn({ path, script: { context } }: Command, place: Place): boolean {
  return context.kind === 'nix' && path === place.path && context.string.start === place.span.start
}
