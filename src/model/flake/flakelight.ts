import type { Place } from '../../text/span.ts'
import { callPackage } from './call-package.ts'
import type { Evaluator } from './evaluation.ts'
import { selfOf } from './evaluation-state.ts'
import { systemsFirst } from './flake-utils.ts'
import { inputsByName, perSystem } from './input-roles.ts'
import { merged } from './library-attributes.ts'
import { made } from './makers.ts'
import { modulesOf, optionIn } from './modules.ts'
import { type Attribute, type Attributes, library, nixpkgs, Thunk, unknown, type Value } from './value.ts'
import { attributesOf, noAttributes, setOf, withAttribute } from './value-attributes.ts'

/** `flakelight ./. module`: the outputs that the module's options define (nix-community/flakelight: "Options"). */
export function flakelight(evaluator: Evaluator, module: Thunk, at: Place): Value {
  const given = setOf(at, {
    lib: Thunk.of(library),
    inputs: new Thunk(() => inputsByName(evaluator)),
    outputs: Thunk.live(() => selfOf(evaluator.state)),
    config: Thunk.of(unknown),
  })
  let outputs: Value = noAttributes
  let open = false
  const lose = () => {
    open = true
  }
  for (const options of modulesOf(evaluator, module.force(), given, at, lose)) {
    if (options.open) open = true
    for (const part of partsOf(evaluator, options, at)) outputs = merged(outputs, part, 3)
  }
  const known = attributesOf(outputs)
  return { ...known, open: open || known.open }
}

function partsOf(evaluator: Evaluator, options: Attributes, at: Place): Value[] {
  const shell = (attribute: Attribute) => shellOf(evaluator, attribute, at)
  const package_ = ({ thunk, place }: Attribute) => ({
    thunk: new Thunk(() => called(evaluator, thunk.force(), at)),
    place,
  })
  const parts: Value[] = []
  const add = (group: string, name: string, attribute: Attribute) => {
    const named = withAttribute(noAttributes, name, attribute)
    const every = { thunk: Thunk.of(perSystem(named, attribute.place)), place: attribute.place }
    parts.push(withAttribute(noAttributes, group, every))
  }
  const groups: readonly [string, string, string, (attribute: Attribute) => Attribute][] = [
    ['devShell', 'devShells', 'devShells', shell],
    ['package', 'packages', 'packages', package_],
    ['pname', 'checks', 'checks', package_],
  ]
  for (const [single, several, group, make] of groups) {
    const one = options.entries.get(single)
    if (one && single !== 'pname') add(group, 'default', make(one))
    for (const { value } of optionIn(options, [several]))
      for (const [name, attribute] of attributesOf(value).entries) add(group, name, make(attribute))
  }
  for (const { value } of optionIn(options, ['perSystem']))
    parts.push(systemsFirst(called(evaluator, value, at)))
  for (const { value } of optionIn(options, ['outputs'])) parts.push(value)
  return parts
}

/** A package, or anything else that is a function of packages. */
function called(evaluator: Evaluator, value: Value, at: Place): Value {
  if (value.kind === 'path') return called(evaluator, evaluator.evaluateFile(value.path ?? ''), at)
  if (value.kind !== 'function') return value
  if (value.formals === undefined) return evaluator.apply(value, Thunk.of(nixpkgs), at)
  const call = evaluator.apply(callPackage(evaluator, nixpkgs), Thunk.of(value), at)
  return evaluator.apply(call, Thunk.of(noAttributes), at)
}

/** A dev shell: a derivation, or the options of one, each of which may be a function of packages. */
function shellOf(evaluator: Evaluator, { thunk, place }: Attribute, at: Place): Attribute {
  const compute = (): Value => {
    const value = called(evaluator, thunk.force(), at)
    if (value.kind !== 'attributes') return value
    const entries = [...value.entries].map(([name, option]): [string, Attribute] => {
      return [name, { ...option, thunk: new Thunk(() => called(evaluator, option.thunk.force(), at)) }]
    })
    return made('shell', { ...value, entries: new Map(entries) }, null, place)
  }
  return { thunk: new Thunk(compute), place }
}
