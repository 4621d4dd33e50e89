import type { Place } from '../../text/span.ts'
import { applyByName, isModule } from './bind-arguments.ts'
import type { Evaluator } from './evaluation.ts'
import { type FunctionValue, optionsOf, Thunk, unknown, type Value } from './value.ts'
import { someAttributes } from './value-attributes.ts'

/**
 * Computes what no output asked for, as far as the budget goes: bindings nobody uses and arguments of functions that are
 * not known. Code that builds Python packages there is noticed. Modules of NixOS and its kin are left alone.
 */
export function explore(evaluator: Evaluator, at: Place): void {
  const queue: Thunk[] = evaluator.state.later.splice(0)
  const seen = new Set<Thunk>()
  for (let index = 0; index < queue.length && !evaluator.exhausted && index < 20_000; index++) {
    const thunk = queue[index]
    if (!thunk || seen.has(thunk)) continue
    seen.add(thunk)
    for (const option of optionsOf(thunk.force())) queue.push(...within(evaluator, option, at))
    queue.push(...evaluator.state.later.splice(0))
  }
}

/** Functions that a flake hands out under `lib`, called with what their formals' names say. */
export function exploreLibrary(evaluator: Evaluator, value: Value, at: Place, levels = 4): void {
  for (const option of levels === 0 || !evaluator.step() ? [] : optionsOf(value)) {
    if (option.kind === 'attributes') {
      const all = [...option.entries.values(), ...(option.every ? [option.every] : [])]
      for (const { thunk } of all) exploreLibrary(evaluator, thunk.force(), at, levels - 1)
    } else if (option.kind === 'function' && !isModule(option)) {
      evaluator.state.later.push(Thunk.of(applyByName(evaluator, option, at)))
    }
  }
}

function within(evaluator: Evaluator, value: Value, at: Place): Thunk[] {
  switch (value.kind) {
    case 'attributes':
      return [...value.entries.values(), ...(value.every ? [value.every] : [])].map(({ thunk }) => thunk)
    case 'list':
      return value.elements.map(({ thunk }) => thunk)
    case 'text':
      return value.contexts.map(({ thunk }) => thunk)
    case 'derivation':
      return within(evaluator, value.argument, at)
    case 'application':
      return value.argument ? [value.argument] : []
    case 'function': {
      if (isOverlay(value)) return underlaid(evaluator, value, at)
      if (isChange(value)) return within(evaluator, evaluator.apply(value, Thunk.of(someAttributes), at), at)
      if (isModule(value) || !takesPackages(value)) return []
      return within(evaluator, applyByName(evaluator, value, at), at)
    }
    default:
      return []
  }
}

/** Whether a function is an overlay by the name of its parameter: `final: prev: { … }`, `pyfinal: pyprev: { … }`. */
function isOverlay({ formals, parameter }: FunctionValue): boolean {
  return formals === undefined && /^_?(?:py(?:thon)?-?)?(?:final|self)$/.test(parameter ?? '')
}

/** Whether a function changes what a package is made of, by the name of its parameter: `overrideAttrs (old: { … })`. */
function isChange({ formals, parameter }: FunctionValue): boolean {
  return formals === undefined && /^_?(?:old|prev|previous)(?:Attrs)?$/.test(parameter ?? '')
}

/** What an overlay on a set that is not known adds to it. */
function underlaid(evaluator: Evaluator, overlay: FunctionValue, at: Place): Thunk[] {
  const half = evaluator.apply(overlay, Thunk.of(unknown), at)
  // What takes but one set makes a scope of packages: `self: { a = self.callPackage ./a.nix { }; }`.
  if (half.kind !== 'function') return half.kind === 'attributes' ? within(evaluator, half, at) : []
  const added = evaluator.apply(half, Thunk.of(unknown), at)
  return added.kind === 'attributes' ? within(evaluator, added, at) : []
}

/** Formals that are given packages, or what uv2nix makes them of. */
const packageFormals: ReadonlySet<string> = new Set(['pkgs', 'callPackage', 'pythonSet', 'workspace'])

function takesPackages({ formals, parameter }: FunctionValue): boolean {
  if (formals) return formals.some((name) => packageFormals.has(name))
  return parameter === 'pkgs' || parameter === 'system'
}
