import type { Binding } from '../../parse/script.ts'
import type { ShellCommand, ShellLoop, ShellStatement, ShellWord } from '../../parse/shell/ast.ts'
import { lastOption, type OptionUse } from '../programs/arguments.ts'
import { interpreterBehind } from '../programs/foreign-managers.ts'
import { runnerDirectory } from '../programs/task-runners.ts'
import { readUv, type UvInvocation } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import { innerOf } from '../programs/wrappers.ts'
import { isLeftByReturn, join, merge, neverEnds } from './branches.ts'
import { ClonedFolders, type CloneFacts } from './cloned-folders.ts'
import { changeOf, movedByOption, movedBySetting } from './directory-changes.ts'
import type { GatheredCommands } from './gathered-commands.ts'
import type { Move, Turn } from './move.ts'
import type { Position } from './position.ts'
import type { RawCommand } from './raw-command.ts'
import { declares, takesWords } from './script-variables.ts'
import { settingOf, settingsOfUv, withProject } from './uv-environment.ts'
import type { Variables } from './variables.ts'
import { commandWord, programOf, type Scope, splitProgram } from './word-values.ts'

export interface Surroundings extends CloneFacts {
  readonly path: string
  /** The text of the file. */
  readonly source: string
  readonly start: Position
  /** Where the root of the repository lies on the machine that runs the code; null when unknown. */
  readonly rootAt: string | null
  /** Where the script starts with these values of its host. */
  startFor?(bound: Binding): Position
}

const deepest = 60
const budget = 200_000

/** What the followers of one script's variants share, and what tells them apart. */
export interface Following {
  readonly variables: Variables
  readonly gathered: GatheredCommands
  readonly bound: Binding | undefined
}

export interface Frame {
  readonly runner?: RawCommand
  readonly alias?: string
  readonly inFunction?: string
  readonly shown?: { readonly line: string; readonly at: number }
  /** Whether the code runs once for each of several values, and whether a call of its function led to it. */
  readonly repeats?: boolean
  readonly called?: boolean
}

/** Follows statements one after the other and gathers what it meets. */
export class Interpreter {
  readonly #around: Surroundings & Parameters<typeof changeOf>[3]
  readonly #variables: Variables
  readonly #gathered: GatheredCommands
  readonly #bound: Binding | undefined
  readonly #clones: ClonedFolders
  readonly #functions = new Map<string, readonly ShellStatement[]>()
  /** Where the function that is called now returns. */
  #returns: Position[] = []
  /** Moves by variables, by where their values are written. */
  readonly #settings = new Map<number, Move>()
  #silent = 0
  #calls = 0
  #depth = 0
  #steps = 0

  constructor(around: Surroundings, { variables, gathered, bound }: Following) {
    this.#clones = new ClonedFolders(around)
    this.#around = { ...around, inClone: (path) => this.#clones.inside(path) }
    this.#variables = variables
    this.#gathered = gathered
    this.#bound = bound
  }

  list(statements: readonly ShellStatement[], start: Position, frame: Frame = {}): Position {
    let position = start
    for (const [index, statement] of statements.entries()) {
      const before = position
      position = this.#statement(statement, position, frame)
      const from = statements[index - 1]?.span.end ?? statement.span.start
      this.#turn(statement, before, position, from, 'list', statements[index + 1])
    }
    return position
  }

  #statement(statement: ShellStatement, position: Position, frame: Frame): Position {
    if (++this.#steps > budget || this.#depth > deepest) return position
    this.#depth++
    try {
      return this.#walk(statement, position, frame)
    } finally {
      this.#depth--
    }
  }

  #walk(statement: ShellStatement, position: Position, frame: Frame): Position {
    switch (statement.kind) {
      case 'command':
        return this.#command(statement, position, frame)
      case 'and-or':
        return this.#chain(statement, position, frame)
      case 'pipeline':
        for (const part of statement.commands) this.#statement(part, position, frame)
        return position
      case 'group': {
        const after = this.list(statement.body, position, frame)
        return statement.subshell ? position : after
      }
      case 'if': {
        const otherwise = { condition: [], body: statement.otherwise }
        const ends = [...statement.branches, otherwise].flatMap(({ condition, body }) => {
          const end = this.list(body, this.list(condition, position, frame), frame)
          return neverEnds(body) ? [] : [end]
        })
        return ends.length > 0 ? join(ends) : position
      }
      case 'loop':
        return this.#loop(statement, position, frame)
      case 'case':
        return join([
          position,
          ...statement.arms.flatMap((arm) => {
            const end = this.list(arm, position, frame)
            return neverEnds(arm) ? [] : [end]
          }),
        ])
      case 'function':
        this.#functions.set(statement.name, statement.body)
        if (this.#silent === 0) {
          this.#gathered.definitions.push({ name: statement.name, kind: 'function', span: statement.span })
        }
        this.list(statement.body, position, { ...frame, inFunction: statement.name })
        return position
    }
  }

  /** A loop over known words is followed once for each, any other one once. */
  #loop(statement: ShellLoop, position: Position, frame: Frame): Position {
    const { variable, items, condition, body } = statement
    for (const item of items ?? []) this.#substitutions(item, position, frame)
    const turns = variable ? this.#variables.turns(items, this.#scope(position)) : []
    let at = position
    for (const value of turns.length > 0 ? turns : [{ text: null }]) {
      if (variable) this.#variables.bind(variable, value)
      const inside = { ...frame, repeats: frame.repeats || turns.length > 0 }
      at = this.list(body, this.list(condition, at, inside), inside)
    }
    if (variable) this.#variables.bind(variable, { text: null })
    return merge([position, at])
  }

  /** `a && b || c …`: the parser nests them to the left; followed without recursion on that side. */
  #chain(statement: ShellStatement, position: Position, frame: Frame): Position {
    const rights: { operator: '&&' | '||'; right: ShellStatement; left: ShellStatement }[] = []
    let first = statement
    while (first.kind === 'and-or') {
      rights.push({ operator: first.operator, right: first.right, left: first.left })
      first = first.left
    }
    let before = position
    let current = this.#statement(first, position, frame)
    for (const { operator, right, left } of rights.reverse()) {
      if (operator === '&&') {
        this.#turn(left, before, current, left.span.start, 'chain', right)
        before = current
        current = this.#statement(right, current, frame)
        this.#turn(right, before, current, left.span.end, 'chain')
      } else {
        this.#statement(right, before, frame)
      }
    }
    return current
  }

  #turn(
    statement: ShellStatement,
    before: Position,
    after: Position,
    from: number,
    joined: Turn['joined'],
    next?: ShellStatement,
  ): void {
    if (before.move === after.move && before.directory === after.directory) return
    this.#gathered.turns.push({ statement, before, after, from, joined, ...(next && { next }) })
  }

  #scope(position: Position): Scope {
    const { path, source } = this.#around
    const { values, written } = this.#variables
    return { path, source, directory: position.directory, variables: values, written, bound: this.#bound }
  }

  #command(command: ShellCommand, position: Position, frame: Frame): Position {
    const scope = this.#scope(position)
    const restore: (() => void)[] = []
    for (const assignment of command.assignments) {
      if (assignment.value) this.#substitutions(assignment.value, position, frame)
      const lasts = command.words.length === 0 || declares(command)
      if (lasts) this.#variables.assign(assignment, scope)
      else if (settingsOfUv.has(assignment.name)) restore.push(this.#variables.lend(assignment, scope))
    }
    for (const word of command.words) this.#substitutions(word, position, frame)
    for (const { target } of command.redirections) if (target) this.#substitutions(target, position, frame)
    if (command.words.length === 0) return position
    const words = splitProgram(this.#variables.expand(command.words, scope))
    this.#shown(command, words, frame)
    for (const { heredoc } of command.redirections) {
      this.list(heredoc?.substitutions ?? [], position, frame)
      if (heredoc?.code && !runsElsewhere(words)) this.list(heredoc.code, position, frame)
    }
    const end = this.#emit(words, position, frame)
    for (const back of restore) back()
    return end
  }

  #substitutions(word: ShellWord, position: Position, frame: Frame): void {
    for (const part of word.parts) {
      if (part.kind === 'substitution') this.list(part.body, position, frame)
    }
  }

  #emit(words: readonly CommandWord[], position: Position, frame: Frame): Position {
    const [first] = words
    const last = words.at(-1)
    if (!first || !last || ++this.#steps > budget || this.#depth > deepest) return position
    const program = programOf(first) ?? interpreterBehind(words)
    const span = { start: first.span.start, end: last.span.end }
    const uv =
      program === 'uv' || program === 'uvx' ? withProject(readUv(program, words), this.#variables) : undefined
    const sent = ownDirectory(program, words, uv)
    const set = uv && settingOf('UV_WORKING_DIR', this.#variables)
    const at = sent
      ? movedByOption(sent, position, this.#around)
      : set
        ? movedBySetting(set, position, this.#around, this.#settings)
        : position
    const raw: RawCommand = {
      words,
      span,
      program,
      directory: at.directory,
      ...(at.move ? { moved: at.move } : {}),
      ...frame,
      ...(uv ? { uv } : {}),
    }
    if (this.#silent === 0) this.#gathered.add(raw, frame.repeats === true, frame.called === true)
    if (program === null) return position
    if (program === 'return') this.#returns.push(position)
    if (program === 'alias') this.#alias(words, frame)
    if (program === 'git' && words[1]?.text === 'clone') this.#clones.add(words, position)
    const change = changeOf(program, words, position, this.#around)
    if (change?.clone === 'own' && position.clone !== 'own') this.#clones.forget()
    if (change) return change
    this.#depth++
    if (uv) this.#target(uv, at, { ...frame, runner: raw })
    else this.#inner(program, words, at, { ...frame, runner: raw })
    this.#depth--
    return this.#call(program, words, position, frame)
  }

  #inner(program: string, words: readonly CommandWord[], position: Position, frame: Frame): void {
    const inner = innerOf(program, words)
    if (!inner || inner.kind === 'elsewhere') return
    if (inner.kind === 'code') {
      for (const word of inner.words) this.list(word.code ?? [], position, frame)
      return
    }
    const { words: own, directory } = inner
    this.#emit(own, directory ? movedByOption(directory, position, this.#around) : position, frame)
  }

  /** `uv run cmd`, `uvx cmd`; a module or a script without `python` is told by the invocation itself. */
  #target(uv: UvInvocation, position: Position, frame: Frame): void {
    if (uv.target.length > 0 && uv.mode === 'command') this.#emit(uv.target, position, frame)
  }

  #alias(words: readonly CommandWord[], frame: Frame): void {
    for (const word of words.slice(1)) {
      const head = word.parts[0]
      const match = head?.kind === 'text' ? /^([\w.:-]+)=/.exec(head.text) : null
      const name = match?.[1]
      if (!name) continue
      const end = head && head.span.end - head.span.start === (head.kind === 'text' ? head.text.length : -1)
      const span = end ? { start: word.span.start, end: word.span.start + name.length } : word.span
      if (this.#silent === 0) this.#gathered.definitions.push({ name, kind: 'alias', span })
      this.list(word.code ?? [], this.#around.start, {
        ...frame,
        alias: name,
      })
    }
  }

  /**
   * A call of a function moves the caller. One that takes words is followed with those of the call; the commands of any
   * other were gathered where it is defined.
   */
  #call(program: string, words: readonly CommandWord[], position: Position, frame: Frame): Position {
    const body = this.#functions.get(program)
    if (!body || this.#calls > 4) return position
    const known = words.length > 1 && this.#silent === 0 && takesWords(body)
    const leave = this.#variables.enter(words.slice(1))
    const outer = this.#returns
    this.#returns = []
    this.#calls++
    if (!known) this.#silent++
    const called = {
      inFunction: program,
      repeats: true,
      called: true,
      ...(frame.alias && { alias: frame.alias }),
    }
    const end = this.list(body, position, known ? called : {})
    if (!known) this.#silent--
    this.#calls--
    const ends = this.#returns.length > 0 && isLeftByReturn(body) ? this.#returns : [end, ...this.#returns]
    this.#returns = outer
    leave()
    return merge(ends)
  }

  #shown(command: ShellCommand, words: readonly CommandWord[], frame: Frame): void {
    const program = words[0] ? programOf(words[0]) : null
    if (this.#silent > 0 || program === null) return
    const scope = this.#scope({ directory: this.#around.start.directory })
    for (const { command: inner, line, at } of command.shown ?? []) {
      const known = inner.words.map((word) => commandWord(word, scope))
      this.#emit(known, this.#around.start, { ...frame, shown: { line, at } })
    }
  }
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

function runsElsewhere(words: readonly CommandWord[]): boolean {
  const program = words[0] && programOf(words[0])
  return typeof program === 'string' && innerOf(program, words)?.kind === 'elsewhere'
}
