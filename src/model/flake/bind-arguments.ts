import type { Place } from '../../text/span.ts'
import { supplied } from './call-package.ts'
import type { Evaluator } from './evaluation.ts'
import { selfOf } from './evaluation-state.ts'
import { inputNamed, inputsByName, roleOf } from './input-roles.ts'
import {
  type Attribute,
  type FunctionValue,
  library,
  nixpkgs,
  pythonPackages,
  someText,
  Thunk,
  unknown,
  type Value,
} from './value.ts'

/** Formals of a function that takes packages by name, as `callPackage` gives them. */
const packageFormals = new Set(
  `stdenv stdenvNoCC mkShell mkShellNoCC fetchFromGitHub callPackage buildPythonPackage buildPythonApplication python3Packages
pythonPackages python3 fetchPypi pythonOlder writeShellScriptBin writeShellApplication buildEnv symlinkJoin`.split(
    /\s+/,
  ),
)

/** Whether a function is a NixOS, home-manager or devenv module rather than a package or shell. */
export function isModule(value: Value): boolean {
  return (
    value.kind === 'function' && (value.formals ?? []).some((name) => name === 'config' || name === 'options')
  )
}

/** A function called with what its formals' names say, a few times over, until it is no function any more. */
export function applyByName(evaluator: Evaluator, value: Value, at: Place): Value {
  let result = value
  for (let call = 0; call < 4 && result.kind === 'function'; call++) {
    result = evaluator.apply(result, Thunk.of(argumentOf(evaluator, result, at)), at)
  }
  return result
}

function argumentOf(evaluator: Evaluator, fn: FunctionValue, at: Place): Value {
  const formals = fn.formals ?? []
  if (formals.length === 0) return fn.parameter === undefined ? unknown : named(evaluator, fn.parameter)
  const entries = new Map<string, Attribute>()
  for (const name of formals) {
    const value = named(evaluator, name)
    if (value.kind !== 'unknown') entries.set(name, { thunk: Thunk.of(value), place: at })
  }
  if (formals.some((name) => packageFormals.has(name))) return supplied(evaluator, fn, nixpkgs, entries, at)
  return { kind: 'attributes', entries, open: true }
}

/** What a formal's name says about its value. */
function named(evaluator: Evaluator, name: string): Value {
  switch (name) {
    case 'pkgs':
    case 'final':
    case 'prev':
    case 'super':
      return nixpkgs
    case 'lib':
      return library
    case 'system':
      return someText
    case 'inputs':
      return inputsByName(evaluator)
    case 'self':
      return evaluator.state.self ? selfOf(evaluator.state) : nixpkgs
    case 'pypkgs':
    case 'python3Packages':
      return pythonPackages
    default:
      return evaluator.state.roles.has(name) || roleOf(name, null) !== 'other'
        ? inputNamed(evaluator, name)
        : unknown
  }
}
