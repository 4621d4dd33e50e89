import { topLevelOnly } from '../../tables/nixpkgs-attributes.ts'
import { isPythonLibrary } from '../../tables/pypi-names.ts'
import type { Place } from '../../text/span.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { lexical, type Scope, subjects } from './scope.ts'
import { nixpkgs, unknown, type Value } from './value.ts'

/** A free name: the innermost `with` that has it. One whose names are not known hides those around it. */
export function freeName(evaluator: Evaluator, name: string, scope: Scope, at: Place): Value {
  const stack = [...subjects(scope)]
  const around = stack.map(({ subject }) => subject.force())
  for (const [index, subject] of around.entries()) {
    const outer = around.slice(index + 1)
    const access = { name, pattern: name, at, subject: at, nixpkgs: () => pkgsText(scope) }
    if (subject.kind === 'attributes') {
      if (!subject.entries.has(name) && !subject.every && !subject.open) continue
      return evaluator.select(subject, access)
    }
    if (subject.kind === 'library') {
      const value = evaluator.select(subject, access)
      if (value.kind === 'unknown' && outer.length > 0) continue
      return value
    }
    if (subject.kind === 'nixpkgs' || subject.kind === 'python-packages') {
      const fromLibrary = outer.find(({ kind }) => kind === 'library')
      const known = fromLibrary ? evaluator.select(fromLibrary, access) : unknown
      if (known.kind !== 'unknown') return known
    }
    if (subject.kind === 'python-packages' && outer.some(({ kind }) => kind === 'nixpkgs')) {
      return fromEither(evaluator, subject, access, stack[index]?.stacked === true)
    }
    return evaluator.select(subject, access)
  }
  return unknown
}

/**
 * `with pkgs; with python3Packages; [ name ]`: both sets may have the name; only a certain one is judged. An inner
 * `with` of its own, as in `with pkgs; [ … ] ++ (with python3Packages; [ name ])`, means its own set.
 */
function fromEither(
  evaluator: Evaluator,
  set: Value,
  access: Access & { readonly name: string },
  stacked: boolean,
): Value {
  if (isPythonLibrary(access.name)) return evaluator.select(set, access)
  const own = evaluator.select(set, access)
  if (own.kind !== 'python-package') return own
  if (topLevelOnly.has(access.name)) return evaluator.select(nixpkgs, access)
  return stacked ? unknown : own
}

/** How nixpkgs is written in a scope, if `pkgs` is bound to it there. */
export function pkgsText(scope: Scope): string | null {
  return lexical(scope, 'pkgs')?.thunk.force().kind === 'nixpkgs' ? 'pkgs.' : null
}
