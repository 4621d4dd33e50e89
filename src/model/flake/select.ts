import { argumentSets, textAttributes } from '../../tables/nixpkgs-names.ts'
import { selectFromDerivation } from './derivations.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { selectFromInput } from './inputs.ts'
import { libraryValue } from './library.ts'
import { makerOf } from './makers.ts'
import { selectFromNixpkgs } from './nixpkgs.ts'
import { selectFromPackage } from './select-package.ts'
import { selectFromEnvironment, selectFromInterpreter, selectFromSet } from './select-python.ts'
import { fromUnknown } from './unknown-attribute.ts'
import { type Application, either, someText, unknown, type Value } from './value.ts'
import { noAttributes } from './value-attributes.ts'

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
      return selectFromPackage(evaluator, subject, access)
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

const sameApplication = new Set(
  'override overrideAttrs overrideDerivation out bin lib dev man doc env passthru unwrapped withPackages'.split(
    ' ',
  ),
)

function selectFromApplication(evaluator: Evaluator, subject: Application, access: Access): Value {
  const { name, at } = access
  if (name !== null && textAttributes.has(name)) return someText
  const named = fromUnknown(access)
  if (named.kind === 'builder') return named
  if (subject.name === 'stdenv' && name === 'mkDerivation') return makerOf(evaluator, 'derivation')
  if (argumentSets.has(`${subject.name}.${name}`)) return noAttributes
  if (subject.name === 'devshell' && name === 'mkShell') return makerOf(evaluator, 'devshell')
  if (name !== null && sameApplication.has(name)) return { ...subject, source: at }
  return { kind: 'application', name: name ?? access.pattern, source: at, via: [] }
}
