import type { ParsedFile } from '../../parse/document.ts'
import type { NixExpression } from '../../parse/nix/ast.ts'
import type { Place } from '../../text/span.ts'
import { isHistory, isTestData } from '../pages/page-kind.ts'
import { boxesAround, headingsAbove, stanceInFence } from '../pages/stance-of-fence.ts'
import type { Owner } from './arrival.ts'
import { applyByName } from './bind-arguments.ts'
import { judgeModules } from './devenv.ts'
import type { EvaluationState } from './evaluation-state.ts'
import { NixEvaluator } from './evaluator.ts'
import type { DocumentedCode, PackageBuild, PackageUse } from './flake.ts'
import { inputOf, inputsByName } from './input-roles.ts'
import { Judge } from './judge.ts'
import { made } from './makers.ts'
import { readFlakeOutputs } from './outputs.ts'
import { type Bound, placeIn, type Scope } from './scope.ts'
import { SinkReader } from './sinks.ts'
import { library, nixpkgs, optionsOf, someText, Thunk, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** Evaluates the Nix code in documents; what a document forbids, or tells of the past, is left out. */
export function evaluateDocuments(files: readonly ParsedFile[], state: EvaluationState): DocumentedCode {
  const uses: PackageUse[] = []
  const builds: PackageBuild[] = []
  for (const { file, document } of files) {
    const { markdown, nixFences } = document
    if (!markdown || !nixFences || isHistory(file.path, state.tree) || isTestData(file.path)) continue
    for (const { fence, expression } of nixFences) {
      const at = markdown.fences[fence]
      const [first] = at?.lines ?? []
      if (!at || !first) continue
      const code = { start: first.start, end: at.lines.at(-1)?.end ?? first.end }
      const headings = headingsAbove(markdown, at.span.start)
      const boxes = boxesAround(markdown, at.span.start)
      const isTold = ({ span }: Place) =>
        stanceInFence(file.text, code, at.span, span, headings, boxes).value === 'runs'
      const found = evaluateFence(
        expression,
        { file, parent: null },
        { ...state, builds: new Map(), later: [] },
      )
      uses.push(...found.uses.filter(({ source }) => source.path === file.path && isTold(source)))
      builds.push(...found.builds.filter(({ source }) => source.path === file.path && isTold(source)))
    }
  }
  return { uses, builds }
}

function evaluateFence(expression: NixExpression, root: Scope, state: EvaluationState): DocumentedCode {
  const judge = new Judge(state)
  const evaluator = new NixEvaluator(state)
  const reader = new SinkReader(evaluator, judge, judgeModules)
  const place = placeIn(root, { start: expression.span.start, end: expression.span.start })
  const scope: Scope = { ...root, names: usualNames(evaluator, place) }
  const parts = expression.kind === 'error' ? expression.parts : [expression]
  for (const part of parts) judgeCode(reader, evaluator.evaluate(part, scope), place)
  return { uses: judge.uses(), builds: [...state.builds.values()] }
}

/** A flake, its outputs, a shell, or the attributes of one. A list alone may be of anything. */
function judgeCode(reader: SinkReader, value: Value, place: Place): void {
  const owner: Owner = { label: 'the documented shell', shell: null }
  for (const option of optionsOf(applyByName(reader.evaluator, value, place))) {
    if (option.kind !== 'attributes') {
      if (option.kind === 'derivation') reader.derivation(option, owner)
      // What breaks off reads as a call: `devShell = pkgs.mkShell {` … as `devShell` of two arguments.
      else if (option.kind === 'unknown' && option.call && holdsPackages(option.call.argument.force())) {
        reader.output(option, owner, 'packages', place)
      }
      continue
    }
    const outputs = option.entries.get('outputs')
    if (outputs)
      readFlakeOutputs(reader, applyByName(reader.evaluator, outputs.thunk.force(), place), 'flake.nix')
    else if (option.entries.has('devShells') || option.entries.has('devShell')) {
      readFlakeOutputs(reader, option, 'flake.nix')
      const shells = option.entries.get('devShells')
      if (shells) judgeShells(reader, shells.thunk.force(), owner)
    } else reader.derivation(made('shell', option, null, place), owner)
    for (const { thunk } of attributesOf(option).entries.values()) {
      const own = thunk.force()
      if (own.kind === 'derivation') reader.derivation(own, owner)
    }
  }
}

function holdsPackages(argument: Value): boolean {
  const { entries } = attributesOf(argument)
  return ['packages', 'buildInputs', 'nativeBuildInputs'].some((name) => entries.has(name))
}

/** `devShells.default = …`, where the system goes without saying. */
function judgeShells(reader: SinkReader, shells: Value, owner: Owner): void {
  for (const { thunk } of attributesOf(shells).entries.values()) {
    const shell = thunk.force()
    if (shell.kind === 'derivation') reader.derivation(shell, owner)
  }
}

/** What free names mean in a fragment. */
function usualNames(evaluator: NixEvaluator, place: Place): Map<string, Bound> {
  const names = new Map<string, Bound>()
  const bind = (name: string, compute: () => Value) =>
    names.set(name, { thunk: new Thunk(compute), place, formal: true })
  bind('pkgs', () => nixpkgs)
  bind('lib', () => library)
  bind('system', () => someText)
  bind('nixpkgs', () => inputOf('nixpkgs'))
  bind('inputs', () => inputsByName(evaluator))
  for (const version of ['', '2', '3', '310', '311', '312', '313', '314']) {
    for (const name of [`python${version}`, `python${version}Packages`]) {
      bind(name, () => evaluator.selectNamed(nixpkgs, name, place))
    }
  }
  bind('pythonPackages', () => evaluator.selectNamed(nixpkgs, 'python3Packages', place))
  bind('mkShell', () => evaluator.selectNamed(nixpkgs, 'mkShell', place))
  return names
}
