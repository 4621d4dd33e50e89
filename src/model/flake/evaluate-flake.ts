import { basename, dirname } from 'node:path/posix'
import type { FileTree } from '../../discover/file-tree.ts'
import type { ParsedFile } from '../../parse/document.ts'
import type { NixExpression } from '../../parse/nix/ast.ts'
import { pythonBuilders } from '../../tables/nixpkgs-names.ts'
import { byPlace } from '../../text/order.ts'
import type { Place } from '../../text/span.ts'
import { Absent } from '../absent.ts'
import type { Documents } from '../pages/documents.ts'
import { isTestData } from '../pages/page-kind.ts'
import { applyByName, isModule } from './bind-arguments.ts'
import { judgeModule, judgeModules } from './devenv.ts'
import { evaluateDocuments } from './documented-code.ts'
import { type EvaluationState, selfOf } from './evaluation-state.ts'
import { NixEvaluator } from './evaluator.ts'
import { explore } from './explore.ts'
import type { DeclaredInputs, DevShell, Flake, FlakeInput, FlakeOutput } from './flake.ts'
import { flakeSet, namePlace, readInputs } from './flake-inputs.ts'
import { inputNamed, inputsByName, roleOf } from './input-roles.ts'
import { readInstallables, unknownInstallables } from './installables.ts'
import { Judge } from './judge.ts'
import { isTemplate } from './nested-flakes.ts'
import { openShell, readFlakeOutputs, readLegacyFile } from './outputs.ts'
import { SinkReader } from './sinks.ts'
import { type Attribute, type Attributes, Thunk, unknown, type Value } from './value.ts'
import { attributesOf, withAttribute } from './value-attributes.ts'

/** Files beside flakes that define shells or packages of a project. */
const strayFiles = new Set(['shell.nix', 'default.nix', 'release.nix', 'package.nix', 'devenv.nix'])

/** Files are evaluated until this many steps were made for all of them. */
const mostFiles = 400

/**
 * Evaluates the repository's Nix code symbolically: the root flake with every file it imports, nested flakes, and legacy
 * files. Pure and total: hostile code ends in unknown values, which are never judged.
 */
export function evaluateFlake(documents: Documents, tree: FileTree): Flake | Absent {
  const flakes = documents.all.filter(
    ({ file, document }) =>
      isNamed(file.path, 'flake.nix') &&
      document.nix &&
      (file.path === 'flake.nix' || !isFunction(document.nix)) &&
      !isTestData(file.path) &&
      !isBelowTests(dirname(file.path)),
  )
  const strays = documents.all.filter(
    ({ file, document }) =>
      (strayFiles.has(basename(file.path)) ||
        isPackageFile(document.nix) ||
        isStandalone(document.nix) ||
        isOverlay(document.nix)) &&
      !isTestData(file.path) &&
      !isBelowTests(file.path) &&
      (document.nix ?? (dirname(file.path) === '.' && documents.nix(file.path))),
  )
  if (flakes.length + strays.length === 0) return new Absent('the repository has no flake')
  const state: EvaluationState = {
    documents,
    tree,
    roles: new Map(),
    builds: new Map(),
    visited: new Set(),
    paths: new Map(),
    later: [],
    inputFlakes: new Set(),
    self: null,
    ownOutputs: null,
  }
  const judge = new Judge(state)
  const whole = new Evaluation(state, judge)
  const byDepth = flakes.sort((a, b) => depth(a) - depth(b))
  const isOwn = ({ file: { path } }: ParsedFile) => path === 'flake.nix' || !isTemplate(path, whole.templates)
  for (const flake of byDepth) if (isOwn(flake)) whole.flake(flake)
  for (const stray of strays.slice(0, mostFiles)) if (isOwn(stray)) whole.stray(stray)
  const root = documents.get('flake.nix')
  const set = root?.document.nix ? flakeSet(root.document.nix) : null
  return {
    path: root?.document.nix ? 'flake.nix' : null,
    inputs: root && set ? readInputs(set, root.file) : [],
    inputsPlace: root && set ? namePlace(set, root.file, 'inputs') : null,
    outputsPlace: root && set ? namePlace(set, root.file, 'outputs') : null,
    outputs: whole.outputs,
    outputsKnown: whole.outputsKnown && root?.document.troubles.length === 0,
    shellsKnown: whole.shellsKnown && root?.document.troubles.length === 0,
    installables: whole.installables,
    shells: whole.shells,
    uses: judge.uses(),
    builds: [...state.builds.values()]
      .map(({ argument, ...build }) => build)
      .sort((a, b) => byPlace(a.source, b.source)),
    documented: evaluateDocuments(documents.all, state),
    flakes: byDepth.map(flakePlace),
    declared: byDepth.map(declaredInputs),
    templates: whole.templates,
    inputFlakes: [...state.inputFlakes].sort(),
    paths: [...state.paths.values()].sort((a, b) => byPlace(a.place, b.place)),
    files: [...state.visited].sort(),
    complete: whole.complete,
  }
}

/** A function is no flake, whatever its file is called: a module of flake-parts, say. */
function isFunction(expression: NixExpression): boolean {
  return expression.kind === 'parenthesized' ? isFunction(expression.inner) : expression.kind === 'lambda'
}

function isNamed(path: string, name: string): boolean {
  return basename(path) === name
}

/** Whether a file is a function of packages that builds a Python package, which `callPackage` calls somewhere. */
function isPackageFile(expression: NixExpression | undefined): boolean {
  return (
    expression?.kind === 'lambda' &&
    (expression.formals ?? []).some(
      ({ name: { name } }) => pythonBuilders.has(name) && name !== 'callPackage',
    )
  )
}

/** Whether a file brings nixpkgs itself, so that `nix-shell` and `nix-build` take it as it is: `{ pkgs ? import <nixpkgs> { } }:`. */
function isStandalone(expression: NixExpression | undefined): boolean {
  return (
    expression?.kind === 'lambda' &&
    (expression.formals ?? []).some(
      ({ name: { name }, fallback }) => name === 'pkgs' && fallback !== undefined,
    )
  )
}

/** Whether a file is an overlay: `final: prev: { … }`. */
function isOverlay(expression: NixExpression | undefined): boolean {
  return (
    expression?.kind === 'lambda' &&
    /^_?(?:final|self)$/.test(expression.name?.name ?? '') &&
    expression.body.kind === 'lambda' &&
    /^_?(?:prev|super)$/.test(expression.body.name?.name ?? '')
  )
}

/** Whether a path lies in a folder of tests: data of theirs, as long as no flake reaches it. */
function isBelowTests(path: string): boolean {
  return /(?:^|\/)tests?\//.test(path)
}

/** A flake shown by its outputs. */
function flakePlace({ file, document }: ParsedFile): Place {
  const set = document.nix ? flakeSet(document.nix) : null
  const start = document.nix?.span.start ?? 0
  return (set && namePlace(set, file, 'outputs')) ?? { path: file.path, span: { start, end: start + 1 } }
}

/** What a flake takes from others, by its own declarations. */
function declaredInputs({ file, document }: ParsedFile): DeclaredInputs {
  const set = document.nix ? flakeSet(document.nix) : null
  const place = set && (namePlace(set, file, 'inputs') ?? namePlace(set, file, 'outputs'))
  return { path: file.path, inputs: set ? readInputs(set, file) : [], place }
}

function depth({ file }: ParsedFile): number {
  return file.path.split('/').length
}

/** The evaluation of all files, one after the other, each with a budget of its own. */
class Evaluation {
  readonly shells: DevShell[] = []
  outputs: FlakeOutput[] = []
  outputsKnown = false
  shellsKnown = false
  installables = unknownInstallables
  templates: (string | null)[] = []
  complete = true
  readonly #state: EvaluationState
  readonly #judge: Judge

  constructor(state: EvaluationState, judge: Judge) {
    this.#state = state
    this.#judge = judge
  }

  flake({ file, document }: ParsedFile): void {
    const set = document.nix ? flakeSet(document.nix) : null
    if (!set) return
    const evaluator = new NixEvaluator(this.#state)
    const inputs = readInputs(set, file)
    this.#state.roles.clear()
    for (const { name, url } of inputs) this.#state.roles.set(name, roleOf(name, url))
    const at = { path: file.path, span: { start: set.span.start, end: set.span.start } }
    const outputs = new Thunk(() => outputsOf(evaluator, file.path, inputs, at))
    this.#state.self = new Thunk(() => withInputs(evaluator, outputs.force(), at))
    this.#state.ownOutputs = null
    const reader = new SinkReader(evaluator, this.#judge, judgeModules)
    const read = readFlakeOutputs(reader, outputs.force(), file.path)
    const isCut = evaluator.exhausted
    explore(evaluator, at)
    if (file.path === 'flake.nix') {
      this.outputs = read.outputs
      this.templates = read.templates
      const value = outputs.force()
      this.outputsKnown = value.kind === 'attributes' && !value.open && !isCut
      this.shellsKnown = read.shellsKnown && !isCut
      const installables = readInstallables(value)
      if (!isCut) this.installables = installables
    }
    this.#keep(read.shells, evaluator, isCut)
  }

  /** A file that is no flake and that no flake imported. */
  stray({ file }: ParsedFile): void {
    const { path } = file
    if (this.#state.visited.has(path)) return
    const evaluator = new NixEvaluator(this.#state)
    const at = { path, span: { start: 0, end: 0 } }
    const value = evaluator.evaluateFile(path)
    const reader = new SinkReader(evaluator, this.#judge, judgeModules)
    if (basename(path) === 'devenv.nix') {
      const shell = openShell('default', `devenv shell${inside(path)}`, at, false)
      judgeModule(reader, value, { label: shell.owner, shell }, at)
      this.#keep([shell], evaluator, evaluator.exhausted)
      return
    }
    if (isModule(value)) return
    const read = readLegacyFile(reader, applyByName(evaluator, value, at), path, at)
    const isCut = evaluator.exhausted
    explore(evaluator, at)
    this.#keep(read.shells, evaluator, isCut)
  }

  /** @param isCut whether the budget ran out before all of them were read */
  #keep(shells: readonly DevShell[], evaluator: NixEvaluator, isCut: boolean): void {
    this.#state.later.length = 0
    if (evaluator.exhausted) this.complete = false
    for (const shell of shells)
      this.shells.push(isCut ? { ...shell, complete: false, mayHook: true, hooksKnown: false } : shell)
  }
}

function inside(path: string): string {
  return dirname(path) === '.' ? '' : ` of \`${dirname(path)}\``
}

/** `outputs` of a flake, called with its inputs. */
function outputsOf(evaluator: NixEvaluator, path: string, inputs: readonly FlakeInput[], at: Place): Value {
  const flake = evaluator.evaluateFile(path)
  const outputs = attributesOf(flake).entries.get('outputs')?.thunk.force()
  if (outputs?.kind !== 'function') return unknown
  return evaluator.apply(outputs, Thunk.of(inputSet(evaluator, inputs, at)), at)
}

/** A flake as it sees itself: its outputs, also by that name, and its inputs. */
function withInputs(evaluator: NixEvaluator, outputs: Value, place: Place): Value {
  if (outputs.kind !== 'attributes') return outputs
  const thunk = new Thunk(() => inputsByName(evaluator))
  const whole = withAttribute(outputs, 'outputs', { thunk: Thunk.of(outputs), place })
  return withAttribute(whole, 'inputs', { thunk, place })
}

function inputSet(evaluator: NixEvaluator, inputs: readonly FlakeInput[], at: Place): Attributes {
  const entries = new Map<string, Attribute>()
  for (const [name, attribute] of attributesOf(inputsByName(evaluator)).entries) entries.set(name, attribute)
  for (const { name, place } of inputs) {
    entries.set(name, { thunk: new Thunk(() => inputNamed(evaluator, name)), place })
  }
  entries.set('self', { thunk: Thunk.live(() => selfOf(evaluator.state)), place: at })
  return { kind: 'attributes', entries, open: true }
}
