import type { ShellCommand } from '../../parse/shell/ast.ts'
import { lastOption, type OptionUse } from '../programs/arguments.ts'
import { interpreterBehind } from '../programs/foreign-managers.ts'
import { runnerDirectory } from '../programs/task-runners.ts'
import { readUv, type UvInvocation } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import { innerOf } from '../programs/wrappers.ts'
import { ClonedFolders, type CloneFacts } from './cloned-folders.ts'
import { behindClone } from './clones.ts'
import { changeOf, type MoveFacts, movedByOption, movedBySetting } from './directory-changes.ts'
import type { Budget, FollowCode, Frame } from './frame.ts'
import type { GatheredCommands } from './gathered-commands.ts'
import type { Move } from './move.ts'
import type { Position } from './position.ts'
import type { RawCommand } from './raw-command.ts'
import type { ScriptFunctions } from './script-functions.ts'
import { settingOf, withProject } from './uv-environment.ts'
import type { Variables } from './variables.ts'
import { commandWord, programOf, type Scope } from './word-values.ts'

type ShownCommands = NonNullable<ShellCommand['shown']>

/** What is shared by those who follow one script. */
export interface Shared {
  readonly variables: Variables
  readonly gathered: GatheredCommands
  readonly functions: ScriptFunctions
  readonly budget: Budget
  readonly follow: FollowCode
}

/** What running a command does: it is gathered, runs others, defines names, and moves the script. */
export class CommandEffects {
  readonly #around: MoveFacts
  readonly #shared: Shared
  readonly #clones: ClonedFolders
  /** Moves by variables, by where their values are written. */
  readonly #settings = new Map<number, Move>()

  constructor(around: Omit<MoveFacts, 'inClone'> & CloneFacts, shared: Shared) {
    this.#clones = new ClonedFolders(around)
    this.#around = { ...around, inClone: (path) => this.#clones.inside(path) }
    this.#shared = shared
  }

  /** The position after a command. */
  run(words: readonly CommandWord[], position: Position, frame: Frame): Position {
    const { variables, gathered, functions, budget } = this.#shared
    const [first] = words
    const last = words.at(-1)
    if (!first || !last || !budget.step()) return position
    const program = programOf(first) ?? interpreterBehind(words)
    const uv =
      program === 'uv' || program === 'uvx' ? withProject(readUv(program, words), variables) : undefined
    const at = this.#startOf(program, words, uv, position)
    const raw: RawCommand = {
      words,
      span: { start: first.span.start, end: (last.stands ?? last.span).end },
      program,
      directory: at.directory,
      ...(at.move ? { moved: at.move } : {}),
      ...frame,
      ...(uv ? { uv } : {}),
    }
    gathered.add(raw, frame.repeats === true, frame.called === true)
    if (program === null) return position
    if (program === 'return') functions.leave(position)
    if (program === 'alias') this.#alias(words, frame)
    const cloned = behindClone(words, ({ text }) => text)
    if (cloned) this.#clones.add(cloned, position)
    if (program === 'mkdir') this.#clones.make(words, position)
    const change = changeOf(program, words, position, this.#around)
    if (change?.clone === 'own' && position.clone !== 'own') this.#clones.forget()
    if (change) return change
    budget.deeper(() => this.#inner(program, words, uv, at, { ...frame, runner: raw }))
    return functions.call(program, words, position, frame)
  }

  /** Commands in the text that a command shows to its readers. */
  show(shown: ShownCommands, words: readonly CommandWord[], scope: Scope, frame: Frame): void {
    const program = words[0] ? programOf(words[0]) : null
    if (this.#shared.gathered.isQuiet || program === null) return
    for (const { command: inner, line, at } of shown) {
      const known = inner.words.map((word) => commandWord(word, scope))
      this.run(known, this.#around.start, { ...frame, shown: { line, at } })
    }
  }

  /** Where a program starts that is told to change its directory before anything else. */
  #startOf(
    program: string | null,
    words: readonly CommandWord[],
    uv: UvInvocation | undefined,
    position: Position,
  ): Position {
    const sent = ownDirectory(program, words, uv)
    if (sent) return movedByOption(sent, position, this.#around)
    const set = uv && settingOf('UV_WORKING_DIR', this.#shared.variables)
    return set ? movedBySetting(set, position, this.#around, this.#settings) : position
  }

  /** What the command runs in its turn. Of uv, a module or a script without `python` is told by the invocation itself. */
  #inner(
    program: string,
    words: readonly CommandWord[],
    uv: UvInvocation | undefined,
    position: Position,
    frame: Frame,
  ): void {
    if (uv) {
      if (uv.target.length > 0 && uv.mode === 'command') this.run(uv.target, position, frame)
      return
    }
    const inner = innerOf(program, words)
    if (!inner || inner.kind === 'elsewhere') return
    if (inner.kind === 'code') {
      for (const word of inner.words) this.#shared.follow(word.code ?? [], position, frame)
      return
    }
    const { words: own, directory } = inner
    this.run(own, directory ? movedByOption(directory, position, this.#around) : position, frame)
  }

  #alias(words: readonly CommandWord[], frame: Frame): void {
    const { gathered, follow } = this.#shared
    for (const word of words.slice(1)) {
      const head = word.parts[0]
      const match = head?.kind === 'text' ? /^([\w.:-]+)=/.exec(head.text) : null
      const name = match?.[1]
      if (!name) continue
      const end = head && head.span.end - head.span.start === (head.kind === 'text' ? head.text.length : -1)
      const span = end ? { start: word.span.start, end: word.span.start + name.length } : word.span
      gathered.define({ name, kind: 'alias', span })
      follow(word.code ?? [], this.#around.start, { ...frame, alias: name })
    }
  }
}

/** Whether the code that a command is given runs on another machine. */
export function runsElsewhere(words: readonly CommandWord[]): boolean {
  const program = words[0] && programOf(words[0])
  return typeof program === 'string' && innerOf(program, words)?.kind === 'elsewhere'
}

/**
 * The option by which a program is told to change its directory before anything else: of uv `--directory` (uv:
 * `uv/src/lib.rs`), of make `-C`.
 */
function ownDirectory(
  program: string | null,
  words: readonly CommandWord[],
  uv: UvInvocation | undefined,
): OptionUse | undefined {
  if (uv) return lastOption(uv.options, '--directory')
  return program === null ? undefined : runnerDirectory(program, words)
}
