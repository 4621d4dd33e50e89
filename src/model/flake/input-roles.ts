import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { selfOf } from './evaluation-state.ts'
import { isNixpkgs } from './import-file.ts'
import { type Input, type InputRole, noExtra, Thunk, type Value } from './value.ts'

/** Repository names whose flakes have functions that the evaluator knows. */
export const roles: ReadonlyMap<string, InputRole> = new Map<string, InputRole>([
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
  ['import-tree', 'import-tree'],
  ['blueprint', 'blueprint'],
  ['flakelight', 'flakelight'],
  ['treefmt-nix', 'checkers'],
  ['git-hooks.nix', 'checkers'],
  ['git-hooks', 'checkers'],
  ['pre-commit-hooks.nix', 'checkers'],
  ['pre-commit-hooks', 'checkers'],
])

/** What an input is: its URL tells, and without one its name. */
export function roleOf(name: string, url: string | null): InputRole {
  const text = url ?? name
  if (isNixpkgs(text)) return 'nixpkgs'
  const repository = url === null ? name : (/^[^?#]*?[/:]([\w.-]+\/)?([\w.-]+)/.exec(url)?.[2] ?? name)
  const parts = (url ?? name).split(/[?#]/)[0]?.split(/[/:]/) ?? [repository]
  for (const part of parts) {
    const role = roles.get(part.replace(/\.git$/, ''))
    if (role) return role
  }
  return 'other'
}

/** An input as `outputs` gets it. */
export function inputOf(role: InputRole, name?: string): Input {
  return { kind: 'input', role, path: [], ...(name !== undefined && { name }) }
}

/** The set that has a value for every system. */
export function perSystem(value: Value, place: Place): Value {
  return { kind: 'attributes', entries: noExtra, every: { thunk: Thunk.of(value), place }, open: false }
}

/** The input of a name, as declared or as the name says. */
export function inputNamed(evaluator: Evaluator, name: string): Value {
  if (name === 'self') return selfOf(evaluator.state)
  return inputOf(evaluator.state.roles.get(name) ?? roleOf(name, null), name)
}

/** `inputs`: every name is an input. */
export function inputsByName(evaluator: Evaluator): Value {
  const names = ['self', 'nixpkgs', ...roles.keys(), ...evaluator.state.roles.keys()]
  const place = { path: '', span: { start: 0, end: 0 } }
  const entries = new Map(
    names.map((name) => {
      const compute = () => inputNamed(evaluator, name)
      return [name, { thunk: name === 'self' ? Thunk.live(compute) : new Thunk(compute), place }]
    }),
  )
  const every = { thunk: Thunk.of(inputOf('other')), place }
  return { kind: 'attributes', entries, every, open: true }
}
