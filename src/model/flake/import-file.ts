import { join } from 'node:path/posix'
import { nixpkgsSources } from '../../tables/nixpkgs-names.ts'
import type { Evaluator } from './evaluation.ts'
import { native } from './native.ts'
import { overlaidBy } from './overlays.ts'
import { nixpkgs, type PathValue, unknown, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** `import target` */
export function importValue(evaluator: Evaluator, target: Value): Value {
  switch (target.kind) {
    case 'path':
      return imported(evaluator, target)
    case 'input':
      return target.role === 'nixpkgs' ? nixpkgsFunction(evaluator) : target
    case 'nixpkgs':
      return nixpkgsFunction(evaluator)
    case 'unknown':
      return target.name !== undefined && isNixpkgs(target.name) ? nixpkgsFunction(evaluator) : target
    default:
      return unknown
  }
}

/** Whether a name or URL means nixpkgs itself and no tool for it. */
export function isNixpkgs(text: string): boolean {
  return (
    /(^|[/:])nixpkgs([-_]?(unstable|stable|master|small|lib|\d[\w.]*))?([/?#.].*)?$/is.test(text) ||
    nixpkgsSources.test(text)
  )
}

/** A file of the repository, or `default.nix` of a directory. */
export function imported(evaluator: Evaluator, { path }: PathValue): Value {
  if (path === null) return unknown
  const { documents } = evaluator.state
  for (const candidate of [path, path === '.' ? 'default.nix' : join(path, 'default.nix')]) {
    if (documents.get(candidate)?.document.language === 'nix') return evaluator.evaluateFile(candidate)
  }
  return unknown
}

/** `import nixpkgs { overlays = [ … ]; }` */
export function nixpkgsFunction(evaluator: Evaluator): Value {
  return native(1, ([settings], at) => {
    const overlays = attributesOf(settings.force()).entries.get('overlays')
    return overlays ? overlaidBy(evaluator, nixpkgs, overlays.thunk.force(), at) : nixpkgs
  })
}
