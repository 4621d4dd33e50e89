import type { SessionCommand } from '../../model/environments/session.ts'
import type { Documents } from '../../model/pages/documents.ts'
import type { FileEdit } from '../finding.ts'
import type { SessionFacts } from './command-context.ts'
import type { Step } from './edits.ts'
import type { Unit } from './unit.ts'

export interface PlanFacts extends SessionFacts {
  readonly documents: Documents
}

/** What is known so far of the plan for a unit: what each command becomes, what is said, and how certain it is. */
export class Draft {
  readonly unit: Unit
  readonly facts: PlanFacts
  readonly steps = new Map<SessionCommand, Step>()
  /** Edits beside those of commands: a step that brings uv, a variable. */
  readonly edits: FileEdit[] = []
  readonly #said: string[] = []
  /** Whether every command has its place in the plan, so that there may be a fix. */
  certain = true
  /** Whether meaning and outcome stay the same. */
  safe = true
  /** Whether something of the plan calls uv. */
  needsUv = false

  constructor(unit: Unit, facts: PlanFacts) {
    this.unit = unit
    this.facts = facts
  }

  get said(): readonly string[] {
    return this.#said
  }

  /** Adds a sentence, once. */
  say(sentence: string): void {
    const bare = sentence.replace(/^Delete (?:it|them): (?=`)/, '')
    const known = this.#said.some((one) => one === sentence || one.endsWith(`: ${bare}`))
    if (sentence !== '' && !known) this.#said.push(this.#said.length > 0 ? bare : sentence)
  }

  /** A command that changes, in a way that is not certain to mean the same. */
  write(item: SessionCommand, step: Step): void {
    this.steps.set(item, step)
    this.safe = false
    this.needsUv = true
  }
}
