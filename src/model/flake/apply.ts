import { lockBuilders } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import { isConfiguration, widened } from './application.ts'
import type { Evaluator } from './evaluation.ts'
import { noteBuild } from './evaluation-state.ts'
import { applyInput } from './inputs.ts'
import { overSystems } from './systems.ts'
import { type Builder, either, Thunk, unknown, type Value } from './value.ts'

/** The value of `fn argument`; `at` is the whole application. */
export function apply(evaluator: Evaluator, fn: Value, argument: Thunk, at: Place): Value {
  switch (fn.kind) {
    case 'function':
      return fn.apply(argument, at)
    case 'either':
      return either(fn.options.map((option) => evaluator.apply(option, argument, at)))
    case 'builder':
      return applyBuilder(evaluator, fn, argument, at)
    case 'input':
      return applyInput(evaluator, fn, argument, at)
    case 'application':
      evaluator.state.later.push(argument)
      return { ...fn, argument, source: widened(fn.source, at) }
    case 'attributes': {
      const functor = fn.entries.get('__functor')
      if (!functor) return unknown
      const self = evaluator.apply(functor.thunk.force(), argument, at)
      return evaluator.apply(self, argument, at)
    }
    default: {
      const name = fn.kind === 'unknown' ? fn.name : undefined
      const bySystem = name === undefined ? undefined : overSystems(evaluator, name, argument.force(), at)
      if (bySystem) return bySystem
      if (!isConfiguration(fn)) evaluator.state.later.push(argument)
      return { kind: 'unknown', call: { function: fn, argument } }
    }
  }
}

function applyBuilder(evaluator: Evaluator, fn: Builder, argument: Thunk, at: Place): Value {
  const isWhole = lockBuilders.has(fn.name) && argument.force().kind === 'attributes'
  if (fn.waits > 1 && !isWhole) return { ...fn, waits: fn.waits - 1 }
  const set = new Thunk(() => setIn(evaluator, argument, at))
  const name = nameIn(set.force()) ?? nameOfPackage(argument.force())
  noteBuild(evaluator.state, {
    builder: fn.name,
    name,
    directory: sourceIn(set.force()),
    source: at,
    argument: set,
  })
  return {
    kind: 'python-package',
    name: name ?? fn.name,
    source: at,
    via: [],
    builder: fn.name,
    argument: set,
    nixpkgs: null,
  }
}

/** The attributes that a builder is given, also by `finalAttrs: { … }`. */
function setIn(evaluator: Evaluator, argument: Thunk, at: Place): Value {
  const value = argument.force()
  return value.kind === 'function' ? evaluator.apply(value, argument, at) : value
}

/** The directory of the repository in `src`, or `projectDir`, of a builder's argument. */
function sourceIn(set: Value): string | null {
  for (const attribute of ['src', 'projectDir']) {
    const source = set.kind === 'attributes' ? set.entries.get(attribute)?.thunk.force() : undefined
    if (source?.kind === 'path') return source.path
  }
  return null
}

/** The name in a derivation's `name`, as Nix takes it apart: up to a dash that no letter follows (`parseDrvName`). */
function withoutVersion(name: string): string {
  return /^(.+?)-(?![a-zA-Z])/.exec(name)?.[1] ?? name
}

/** The name of a package that is made into another, as by `toPythonModule`. */
function nameOfPackage(value: Value): string | null {
  return value.kind === 'application' || value.kind === 'python-package' ? value.name : null
}

/** `pname`, or `name`, of a builder's argument. */
function nameIn(set: Value): string | null {
  if (set.kind !== 'attributes') return null
  for (const attribute of ['pname', 'name']) {
    const text = set.entries.get(attribute)?.thunk.force()
    if (text?.kind === 'text' && text.text !== null)
      return attribute === 'name' ? withoutVersion(text.text) : text.text
  }
  return null
}
