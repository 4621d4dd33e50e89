import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { made } from './makers.ts'
import { modulesOf } from './modules.ts'
import { native } from './native.ts'
import {
  type Attribute,
  type Attributes,
  type Element,
  library,
  nixpkgs,
  Thunk,
  textOf,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf, noAttributes, setOf, updatedSet, withAttribute } from './value-attributes.ts'

/**
 * Functions of treefmt-nix and git-hooks that take the options of formatters and checkers: `evalModule pkgs ./treefmt.nix`,
 * `run { hooks = { … }; }`. Undefined for any other name.
 */
export function checkersOf(evaluator: Evaluator, name: string | null): Value | undefined {
  if (name === 'evalModule' || name === 'mkWrapper')
    return native(2, ([, module], at) => checked(evaluator, module?.force() ?? unknown, at))
  return name === 'run' ? native(1, ([options], at) => checked(evaluator, options.force(), at)) : undefined
}

/**
 * What git-hooks makes of its options: the code that installs the hooks and runs nothing of the project, and the packages
 * that they run. Undefined for any other name.
 * @param options with `hooks`
 */
export function ofHooks(options: Value, name: string, at: Place): Value | undefined {
  if (name === 'shellHook' || name === 'installationScript') return textOf('')
  if (name !== 'enabledPackages') return undefined
  const { entries, open } = attributesOf(
    attributesOf(options).entries.get('hooks')?.thunk.force() ?? noAttributes,
  )
  const elements = [...entries].map(([hook, { place }]): Element => {
    const tool = /^uv-/.test(hook) ? 'uv' : hook
    const value: Value = { kind: 'application', name: tool, source: place, via: [] }
    return { thunk: Thunk.of(value), place: at, removable: false, via: [] }
  })
  return { kind: 'list', elements, open }
}

/** `config.pre-commit` of flake-parts: its options, and what is made of them. */
export function hooksOption({ thunk, place }: Attribute): Attribute {
  const made = (options: Value, names: readonly string[]): Attributes =>
    names.reduce<Attributes>((set, name) => {
      const value = ofHooks(options, name, place)
      return value ? withAttribute(set, name, { thunk: Thunk.of(value), place }) : set
    }, attributesOf(options))
  return {
    place,
    thunk: new Thunk(() => {
      const settings = attributesOf(thunk.force()).entries.get('settings')?.thunk.force() ?? noAttributes
      const whole = made(thunk.force(), ['installationScript', 'shellHook'])
      const inner = made(settings, ['installationScript', 'shellHook', 'enabledPackages'])
      return withAttribute(whole, 'settings', { thunk: Thunk.of(inner), place })
    }),
  }
}

function checked(evaluator: Evaluator, module: Value, at: Place): Value {
  const given = setOf(at, { pkgs: Thunk.of(nixpkgs), lib: Thunk.of(library) })
  const options = modulesOf(evaluator, module, given, at).reduce(updatedSet, noAttributes)
  return made('checkers', options, null, at)
}
