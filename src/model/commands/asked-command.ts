import { isDocumented, runsInImage, type Script } from '../../parse/script.ts'
import { lastOption, type OptionUse } from '../programs/arguments.ts'
import { type PythonTarget, pythonTarget, uvRunTarget } from '../programs/python.ts'
import type { UvInvocation } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Command, CommandFacts } from './command.ts'

/** A command with its questions; what costs is answered when it is first asked for. */
class AskedCommand {
  declare readonly words: readonly CommandWord[]
  declare readonly program: string | null
  declare readonly script: Script
  declare readonly uv?: UvInvocation
  #target: PythonTarget | null | undefined

  constructor(facts: CommandFacts) {
    Object.assign(this, facts)
  }

  option(...names: readonly string[]): OptionUse | undefined {
    return this.uv && lastOption(this.uv.options, ...names)
  }

  has(...names: readonly string[]): boolean {
    return this.option(...names) !== undefined
  }

  get target(): PythonTarget | null {
    if (this.#target === undefined)
      this.#target = this.uv ? uvRunTarget(this.uv) : pythonTarget(this.words, this.program)
    return this.#target
  }

  get inImage(): boolean {
    return runsInImage(this.script)
  }

  get inDocument(): boolean {
    return isDocumented(this.script)
  }
}

/** The command of which these facts are known. */
export function commandOf(facts: CommandFacts): Command {
  return new AskedCommand(facts) as AskedCommand & CommandFacts
}
