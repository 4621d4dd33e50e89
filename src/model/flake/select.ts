import type { Place } from '../../text/span.ts'
import { selectFromDerivation } from './derivations.ts'
import type { Evaluator } from './evaluator.ts'
import { selectFromInput } from './inputs.ts'
import { libraryValue } from './library.ts'
import { makerOf } from './makers.ts'
import { selectFromNixpkgs } from './nixpkgs.ts'
import { builderNames, lockBuilders, textAttributes } from './nixpkgs-names.ts'
import { selectFromEnvironment, selectFromInterpreter, selectFromPackage, selectFromSet } from './python.ts'
import { type Application, either, someText, unknown, type Value } from './value.ts'

/** One access of an attribute. */
export interface Access {
  /** Null when it is computed and not known. */
  readonly name: string | null
  /** The name with `*` for the parts that are not known. */
  readonly pattern: string
  /** From the subject's first character to the attribute's last. */
  readonly at: Place
  /** The subject alone. */
  readonly subject: Place
  /** What stands before the name of an application of nixpkgs at this place, such as `pkgs.`; null when unknown. */
  readonly nixpkgs: string | null
}

/** The value of `subject.name`. */
export function select(evaluator: Evaluator, subject: Value, access: Access): Value {
  const { name } = access
  switch (subject.kind) {
    case 'either':
      return either(subject.options.map((option) => evaluator.select(option, access)))
    case 'attributes': {
      if (name === null)
        return anyOf([...subject.entries.values(), ...(subject.every ? [subject.every] : [])])
      const found = subject.entries.get(name) ?? subject.every
      return found ? found.thunk.force() : fromUnknown(access)
    }
    case 'nixpkgs':
      return selectFromNixpkgs(evaluator, subject, access)
    case 'python-packages':
      return selectFromSet(evaluator, subject, access)
    case 'interpreter':
      return selectFromInterpreter(evaluator, subject, access)
    case 'python-package':
      return selectFromPackage(subject, access)
    case 'python-environment':
      return selectFromEnvironment(subject, access)
    case 'library':
      return name === null ? unknown : libraryValue(evaluator, name)
    case 'input':
      return selectFromInput(evaluator, subject, access)
    case 'application':
      return selectFromApplication(evaluator, subject, access)
    case 'builder':
      return subject
    case 'derivation':
      return selectFromDerivation(evaluator, subject, access)
    case 'function':
      return name === 'override' && subject.overridable ? { kind: 'function', apply: () => subject } : unknown
    default:
      return fromUnknown(access, subject)
  }
}

/** The values of a set when the name is not known. */
function anyOf(all: readonly { readonly thunk: { force(): Value } }[]): Value {
  return all.length === 0 || all.length > 12 ? unknown : either(all.map(({ thunk }) => thunk.force()))
}

/**
 * An attribute of something unknown: only names that can mean but one thing say what it is. pyproject.nix's renderers give
 * arguments for builders of the same name.
 */
export function fromUnknown({ name }: Access, subject: Value = unknown): Value {
  if (name === null) return unknown
  const isRenderer = subject.kind === 'unknown' && subject.name === 'renderers'
  const waits = isRenderer ? undefined : (builderNames.get(name) ?? lockBuilders.get(name))
  return waits === undefined ? { kind: 'unknown', name } : { kind: 'builder', name, waits }
}

const sameApplication = new Set(
  'override overrideAttrs overrideDerivation out bin lib dev man doc env passthru unwrapped'.split(' '),
)

function selectFromApplication(evaluator: Evaluator, subject: Application, access: Access): Value {
  const { name, at } = access
  if (name !== null && textAttributes.has(name)) return someText
  const named = fromUnknown(access)
  if (named.kind === 'builder') return named
  if (subject.name === 'stdenv' && name === 'mkDerivation') return makerOf(evaluator, 'derivation')
  if (subject.name === 'devshell' && name === 'mkShell') return makerOf(evaluator, 'devshell')
  if (name !== null && sameApplication.has(name)) return { ...subject, source: at }
  return { kind: 'application', name: name ?? access.pattern, source: at, via: [] }
}
