import type { ShellStatement } from '../../parse/shell/ast.ts'
import type { CommandWord } from '../programs/word.ts'
import { isLeftByReturn, merge } from './branches.ts'
import type { FollowCode, Frame } from './frame.ts'
import type { GatheredCommands } from './gathered-commands.ts'
import type { Position } from './position.ts'
import { takesWords } from './script-variables.ts'
import type { Variables } from './variables.ts'

const mostCalls = 4

/** The functions of a script while it is followed. */
export class ScriptFunctions {
  readonly #variables: Variables
  readonly #gathered: GatheredCommands
  readonly #follow: FollowCode
  readonly #bodies = new Map<string, readonly ShellStatement[]>()
  /** Where the function that is called now returns. */
  #returns: Position[] = []
  #calls = 0

  constructor(variables: Variables, gathered: GatheredCommands, follow: FollowCode) {
    this.#variables = variables
    this.#gathered = gathered
    this.#follow = follow
  }

  define(name: string, body: readonly ShellStatement[]): void {
    this.#bodies.set(name, body)
  }

  /** Notes that the function which is called now returns from here. */
  leave(position: Position): void {
    this.#returns.push(position)
  }

  /**
   * A call of a function moves the caller. One that takes words is followed with those of the call; the commands of any
   * other were gathered where it is defined.
   */
  call(program: string, words: readonly CommandWord[], position: Position, frame: Frame): Position {
    const body = this.#bodies.get(program)
    if (!body || this.#calls > mostCalls) return position
    const known = words.length > 1 && !this.#gathered.isQuiet && takesWords(body)
    const called = {
      inFunction: program,
      repeats: true,
      called: true,
      ...(frame.alias && { alias: frame.alias }),
    }
    const restore = this.#variables.enter(words.slice(1))
    const outer = this.#returns
    this.#returns = []
    this.#calls++
    const end = known
      ? this.#follow(body, position, called)
      : this.#gathered.quietly(() => this.#follow(body, position, {}))
    this.#calls--
    const ends = this.#returns.length > 0 && isLeftByReturn(body) ? this.#returns : [end, ...this.#returns]
    this.#returns = outer
    restore()
    return merge(ends)
  }
}
