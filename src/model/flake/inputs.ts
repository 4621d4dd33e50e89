import type { Place } from '../../text/span.ts'
import { isConfiguration } from './apply.ts'
import type { Evaluator } from './evaluator.ts'
import { mkFlake } from './flake-parts.ts'
import { flakeUtils } from './flake-utils.ts'
import { isNixpkgs } from './import-file.ts'
import { makerOf } from './makers.ts'
import { native } from './native.ts'
import { type Access, fromUnknown } from './select.ts'
import { Thunk } from './thunk.ts'
import { type Input, type InputRole, library, nixpkgs, noExtra, unknown, type Value } from './value.ts'

/** Repository names whose flakes have functions that the evaluator knows. */
const roles: ReadonlyMap<string, InputRole> = new Map<string, InputRole>([
  ['flake-utils', 'flake-utils'],
  ['flake-utils-plus', 'flake-utils'],
  ['flake-parts', 'flake-parts'],
  ['devenv', 'devenv'],
  ['devshell', 'devshell'],
  ['uv2nix', 'uv2nix'],
  ['pyproject.nix', 'pyproject-nix'],
  ['pyproject-nix', 'pyproject-nix'],
  ['poetry2nix', 'poetry2nix'],
  ['mach-nix', 'mach-nix'],
])

/** What an input is: its URL tells, and without one its name. */
export function roleOf(name: string, url: string | null): InputRole {
  const text = url ?? name
  if (isNixpkgs(text) || /nixos\.org\/channels|\/nixpkgs-weekly\//i.test(text)) return 'nixpkgs'
  const repository = url === null ? name : (/^[^?#]*?[/:]([\w.-]+\/)?([\w.-]+)/.exec(url)?.[2] ?? name)
  const parts = (url ?? name).split(/[?#]/)[0]?.split(/[/:]/) ?? [repository]
  for (const part of parts) {
    const role = roles.get(part.replace(/\.git$/, ''))
    if (role) return role
  }
  return 'other'
}

/** An input as `outputs` gets it. */
export function inputOf(role: InputRole): Input {
  return { kind: 'input', role, path: [] }
}

/** `inputs.x.name` */
export function selectFromInput(evaluator: Evaluator, subject: Input, access: Access): Value {
  const { name, at } = access
  const { role, path } = subject
  if (name === 'inputs') return inputsByName(evaluator)
  switch (role) {
    case 'nixpkgs':
      if (path.length > 0) return unknown
      if (name === 'lib') return library
      if (name === 'legacyPackages' || name === 'packages') return perSystem(nixpkgs, at)
      return name === 'outPath' ? subject : { ...unknown, name: name ?? '*' }
    case 'flake-utils':
      return name === null || name === 'lib' ? subject : flakeUtils(evaluator, name)
    case 'flake-parts':
      if (name === 'mkFlake')
        return native(2, (given, where) => mkFlake(evaluator, given[0], given[1], where))
      return { ...subject, path: [...path, name ?? '*'] }
    case 'devenv':
      if (name === 'mkShell') return makerOf(evaluator, 'devenv')
      return { ...subject, path: [...path, name ?? '*'] }
    case 'devshell':
      if (name === 'mkShell') return makerOf(evaluator, 'devshell')
      return { ...subject, path: [...path, name ?? '*'] }
    case 'mach-nix':
      if (name === 'mkPython') return { kind: 'builder', name, waits: 1 }
      break
  }
  const named = fromUnknown(access)
  return named.kind === 'builder' ? named : { ...subject, path: [...path, name ?? '*'].slice(-6) }
}

/** Applying an input, or something from one, gives something that is as unknown. */
export function applyInput(evaluator: Evaluator, fn: Input, argument: Thunk, _at: Place): Value {
  if (fn.role === 'devshell' && fn.path.length === 0) return fn
  if (!isConfiguration(fn)) evaluator.world.later.push(argument)
  return { kind: 'unknown', call: { function: fn, argument } }
}

/** The set that has a value for every system. */
export function perSystem(value: Value, place: Place): Value {
  return { kind: 'attributes', entries: noExtra, every: { thunk: Thunk.of(value), place }, open: false }
}

/** The input of a name, as declared or as the name says. */
export function inputNamed(evaluator: Evaluator, name: string): Value {
  if (name === 'self') return evaluator.world.self?.force() ?? unknown
  return inputOf(evaluator.world.roles.get(name) ?? roleOf(name, null))
}

/** `inputs`: every name is an input. */
export function inputsByName(evaluator: Evaluator): Value {
  const names = ['self', 'nixpkgs', ...roles.keys(), ...evaluator.world.roles.keys()]
  const place = { path: '', span: { start: 0, end: 0 } }
  const entries = new Map(
    names.map((name) => [name, { thunk: new Thunk(() => inputNamed(evaluator, name)), place }]),
  )
  const every = { thunk: Thunk.of(inputOf('other')), place }
  return { kind: 'attributes', entries, every, open: true }
}
