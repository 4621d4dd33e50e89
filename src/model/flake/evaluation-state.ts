import type { FileTree } from '../../discover/file-tree.ts'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import { type InputRole, type Thunk, unknown, type Value } from './value.ts'

/** What the evaluation of one repository's Nix code shares, and what it notices on the way. */
export interface EvaluationState {
  readonly documents: Documents
  readonly tree: FileTree
  /** Role of each input of the flake under evaluation, by name. */
  readonly roles: Map<string, InputRole>
  /** Every place where a Python package is built, by place. */
  readonly builds: Map<string, Build>
  /** Files that were evaluated. */
  readonly visited: Set<string>
  /** Every path literal that was met, by place. */
  readonly paths: Map<string, PathLiteral>
  /** Values that nothing known asks for; they may still build. */
  readonly later: Thunk[]
  /** Directories of flakes that the flake under evaluation takes inputs from (flake-parts' `extraInputsFlake`). */
  readonly inputFlakes: Set<string>
  /** What `self` is. */
  self: Thunk | null
  /** The outputs known so far of a flake whose `self` is still being computed. */
  ownOutputs: Value | null
}

/** The outputs of the flake under evaluation: all, or those known so far. */
export function selfOf({ self, ownOutputs }: EvaluationState): Value {
  const value = self?.force() ?? unknown
  return value.kind === 'unknown' && ownOutputs ? ownOutputs : value
}

/** A call that builds Python packages, or code that maintains them. */
export interface Build {
  /** Such as `buildPythonPackage`. */
  readonly builder: string
  /** The package's name as far as it is known. */
  readonly name: string | null
  /** The directory of the repository that it is built from; null when that is not known, or elsewhere. */
  readonly directory: string | null
  readonly source: Place
  /** What it is built from. */
  readonly argument?: Thunk
}

/** A path literal of the Nix code. */
export interface PathLiteral {
  /** Relative to the repository root; null when outside or not constant. */
  readonly path: string | null
  readonly place: Place
}

export function keyOf({ path, span }: Place): string {
  return `${path}:${span.start}:${span.end}`
}

/** Notes a build, once for each place. */
export function noteBuild(state: EvaluationState, build: Build): void {
  const key = keyOf(build.source)
  if (!state.builds.has(key)) state.builds.set(key, build)
}
