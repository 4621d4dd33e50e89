import type { SourceFile } from '../../text/source-file.ts'
import type { Place, Span } from '../../text/span.ts'
import type { Thunk } from './value.ts'

/** The names an expression sees, innermost first. */
export interface Scope {
  readonly file: SourceFile
  readonly parent: Scope | null
  /** Lexical names: `let`, `rec`, formals. */
  readonly names?: ReadonlyMap<string, Bound>
  /** The subject of a `with`. */
  readonly subject?: Thunk
  /** Whether the `with` is the whole body of another: `with a; with b; …`. */
  readonly stacked?: boolean
}

/** A name in scope. */
export interface Bound {
  readonly thunk: Thunk
  readonly place: Place
  /** Formals are no stations on the way of a value. */
  readonly formal: boolean
}

/** The scope of a file before anything is bound. */
export function fileScope(file: SourceFile): Scope {
  return { file, parent: null }
}

/** A lexical name. Always wins over `with`. */
export function lexical(scope: Scope, name: string): Bound | undefined {
  for (let at: Scope | null = scope; at; at = at.parent) {
    const bound = at.names?.get(name)
    if (bound) return bound
  }
  return undefined
}

/** Subjects of the `with`s around, innermost first. */
export function* subjects(scope: Scope): Generator<{ subject: Thunk; stacked: boolean }> {
  for (let at: Scope | null = scope; at; at = at.parent) {
    if (at.subject) yield { subject: at.subject, stacked: at.stacked === true }
  }
}

/** A span of the scope's file as a place. */
export function placeIn(scope: Scope, span: Span): Place {
  return { path: scope.file.path, span }
}
