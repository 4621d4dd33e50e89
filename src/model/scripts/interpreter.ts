import type { Binding } from '../../parse/script.ts'
import type { ShellCommand, ShellLoop, ShellStatement, ShellWord } from '../../parse/shell/ast.ts'
import { join, merge, neverEnds } from './branches.ts'
import type { CloneFacts } from './cloned-folders.ts'
import { CommandEffects, runsElsewhere } from './command-effects.ts'
import { Budget, type Frame } from './frame.ts'
import type { GatheredCommands } from './gathered-commands.ts'
import type { Turn } from './move.ts'
import type { Position } from './position.ts'
import { ScriptFunctions } from './script-functions.ts'
import { declares } from './script-variables.ts'
import { settingsOfUv } from './uv-environment.ts'
import type { Variables } from './variables.ts'
import { type Scope, splitProgram } from './word-values.ts'

export interface Surroundings extends CloneFacts {
  readonly path: string
  /** The text of the file. */
  readonly source: string
  readonly start: Position
  /** Where the root of the repository lies on the machine that runs the code; null when unknown. */
  readonly rootAt: string | null
  /** Whether a person reads what the code prints. */
  readonly isRead: boolean
  /** Where the script starts with these values of its host. */
  startFor?(bound: Binding): Position
}

/** What the followers of one script's variants share, and what tells them apart. */
export interface Following {
  readonly variables: Variables
  readonly gathered: GatheredCommands
  readonly bound: Binding | undefined
}

/** Follows statements one after the other and gathers what it meets. */
export class Interpreter {
  readonly #around: Surroundings
  readonly #variables: Variables
  readonly #gathered: GatheredCommands
  readonly #bound: Binding | undefined
  readonly #budget = new Budget()
  readonly #functions: ScriptFunctions
  readonly #effects: CommandEffects

  constructor(around: Surroundings, { variables, gathered, bound }: Following) {
    this.#around = around
    this.#variables = variables
    this.#gathered = gathered
    this.#bound = bound
    const follow = this.list.bind(this)
    this.#functions = new ScriptFunctions(variables, gathered, follow)
    const shared = { variables, gathered, functions: this.#functions, budget: this.#budget, follow }
    this.#effects = new CommandEffects(around, shared)
  }

  list(statements: readonly ShellStatement[], start: Position, frame: Frame = {}): Position {
    let position = start
    let previous: ShellStatement | undefined
    for (let index = 0; index < statements.length; index++) {
      const statement = statements[index] as ShellStatement
      const before = position
      position = this.#statement(statement, position, frame)
      const from = previous?.span.end ?? statement.span.start
      this.#turn(statement, before, position, from, 'list', statements[index + 1])
      previous = statement
    }
    return position
  }

  #statement(statement: ShellStatement, position: Position, frame: Frame): Position {
    if (!this.#budget.step()) return position
    return this.#budget.deeper(() => this.#walk(statement, position, frame))
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
        this.#functions.define(statement.name, statement.body)
        this.#gathered.define({ name: statement.name, kind: 'function', span: statement.span })
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
    if (command.shown && this.#around.isRead) {
      const shownAt = this.#scope({ directory: this.#around.start.directory })
      this.#effects.show(command.shown, words, shownAt, frame)
    }
    for (const { heredoc } of command.redirections) {
      this.list(heredoc?.substitutions ?? [], position, frame)
      if (heredoc?.code && !runsElsewhere(words)) this.list(heredoc.code, position, frame)
    }
    const end = this.#effects.run(words, position, frame)
    for (const back of restore) back()
    return end
  }

  #substitutions(word: ShellWord, position: Position, frame: Frame): void {
    for (const part of word.parts) {
      if (part.kind === 'substitution') this.list(part.body, position, frame)
    }
  }
}
