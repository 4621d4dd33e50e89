import type { Span } from '../../text/span.ts'
import type { UvInvocation } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Move, Turn } from './move.ts'
import type { Position } from './position.ts'

/** A command before stance, audience and origin are decided. */
export interface RawCommand {
  readonly words: readonly CommandWord[]
  readonly span: Span
  readonly program: string | null
  readonly directory: string | null
  readonly moved?: Move
  readonly runner?: RawCommand
  readonly uv?: UvInvocation
  /** The alias whose text holds the command. */
  readonly alias?: string
  /** The function whose body holds the command. */
  readonly inFunction?: string
  /** Set for a command in a text that is shown: its line and its start in the line. */
  readonly shown?: { readonly line: string; readonly at: number }
}

export interface RawDefinition {
  readonly name: string
  readonly kind: 'alias' | 'function'
  readonly span: Span
}

/** What one script says, in the order of its commands. */
export interface Interpreted {
  readonly commands: readonly RawCommand[]
  readonly definitions: readonly RawDefinition[]
  /** Where it turns to another directory, in the order in which that is done. */
  readonly turns: readonly Turn[]
  /** Commands that run in several ways, with the number of ways; infinite for whoever calls their function. */
  readonly repeated: ReadonlyMap<RawCommand, number>
  /** Where the script ends. */
  readonly end: Position
}
