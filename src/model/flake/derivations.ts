import { textAttributes } from '../../tables/nixpkgs-names.ts'
import { ofHooks } from './checkers.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { native } from './native.ts'
import { type Derivation, someText, Thunk, unknown, type Value } from './value.ts'
import { attributesOf, updated } from './value-attributes.ts'

/** An attribute of a derivation: one it was made of, a variant of it, or one of its outputs. */
export function selectFromDerivation(evaluator: Evaluator, subject: Derivation, access: Access): Value {
  const { name } = access
  if (name === null) return unknown
  if (name === 'overrideAttrs') {
    return native(1, ([change], at) => {
      const given = change.force()
      const changes = given.kind === 'function' ? changed(evaluator, given, subject, at) : given
      return { ...subject, argument: updated(attributesOf(subject.argument), changes) }
    })
  }
  if (name === 'override') return native(1, () => subject)
  if (textAttributes.has(name)) return someText
  const { entries } = attributesOf(subject.argument)
  const own =
    entries.get(name) ?? attributesOf(entries.get('passthru')?.thunk.force() ?? unknown).entries.get(name)
  if (own) return own.thunk.force()
  if (subject.maker === 'checkers') return ofCheckers(subject, name)
  return /^(out|bin|dev|lib|doc|man|env|devShell)$/.test(name) ? subject : unknown
}

/** `(evalModule …).config.build.wrapper` and `.check self` run the formatters. */
function ofCheckers(subject: Derivation, name: string): Value {
  if (name === 'check') return native(1, () => subject)
  if (/^(config|build|wrapper)$/.test(name)) return subject
  return ofHooks(subject.argument, name, subject.source) ?? unknown
}

/** `overrideAttrs (old: …)` and `overrideAttrs (final: old: …)` */
function changed(evaluator: Evaluator, change: Value, subject: Derivation, at: Access['at']): Value {
  const old = Thunk.of(subject.argument)
  const result = evaluator.apply(change, old, at)
  return result.kind === 'function' ? evaluator.apply(result, old, at) : result
}
