import { quietOverlays } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { noteBuild } from './evaluation-state.ts'
import type { Input, PackageCollection, Value } from './value.ts'
import { pythonPackages, Thunk } from './value.ts'
import { attributesOf } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/** A package set with an overlay `final: prev: { … }` on top. */
export function overlaid(
  evaluator: Evaluator,
  base: PackageCollection,
  overlay: Thunk,
  at: Place,
): PackageCollection {
  let result: PackageCollection = base
  const final = new Thunk(() => result)
  result = applied(evaluator, base, overlay.force(), final, at)
  return result
}

/** A package set with a list of overlays on top, in order. */
export function overlaidBy(
  evaluator: Evaluator,
  base: PackageCollection,
  overlays: Value,
  at: Place,
): PackageCollection {
  let result: PackageCollection = base
  const final = new Thunk(() => result)
  const { elements, open } = flattened(overlays)
  for (const { thunk } of elements.slice(0, 20)) {
    result = applied(evaluator, result, thunk.force(), final, at)
  }
  return open ? { ...result, open: true } : result
}

function applied(
  evaluator: Evaluator,
  base: PackageCollection,
  overlay: Value,
  final: Thunk,
  at: Place,
): PackageCollection {
  if (overlay.kind !== 'function') return underUnknown(base, overlay, at)
  const half = evaluator.apply(overlay, final, at)
  const added = attributesOf(evaluator.apply(half, Thunk.of(base), at))
  noteExtensions(evaluator, added)
  const { entries } = added
  const open = added.open || added.every !== undefined
  const known = entries.size === 0 ? base : { ...base, extra: new Map([...base.extra, ...entries]) }
  return open ? { ...known, open: true } : known
}

/** Under an overlay that cannot be read any name may be anything, unless it is known what the overlay adds. */
function underUnknown(base: PackageCollection, overlay: Value, at: Place): PackageCollection {
  const added = overlay.kind === 'input' ? quietNames(overlay) : undefined
  if (!added) return { ...base, open: true }
  const names = added.map((name) => {
    const value: Value = { kind: 'application', name, source: at, via: [] }
    return [name, { thunk: Thunk.of(value), place: at }] as const
  })
  return { ...base, extra: new Map([...base.extra, ...names]) }
}

function quietNames({ role, name = '' }: Input): readonly string[] | undefined {
  return quietOverlays.get(name) ?? quietOverlays.get(role)
}

/** `pythonPackagesExtensions` adds Python packages to every set of them. */
export function noteExtensions(evaluator: Evaluator, added: Value): void {
  const builder = 'pythonPackagesExtensions'
  const value = attributesOf(added).entries.get(builder)?.thunk.force()
  for (const element of value?.kind === 'list' ? value.elements : []) {
    const extension = element.thunk.force()
    if (extension.kind !== 'function') continue
    const { extra } = overlaid(evaluator, pythonPackages, Thunk.of(extension), element.place)
    for (const { thunk } of extra.values()) evaluator.state.later.push(thunk)
    noteBuild(evaluator.state, {
      builder,
      name: null,
      directory: null,
      source: withoutParentheses(evaluator, element.place),
    })
  }
}

function withoutParentheses({ state }: Evaluator, place: Place): Place {
  const { start, end } = place.span
  const text = state.documents.get(place.path)?.file.text.slice(start, end) ?? ''
  if (!text.startsWith('(') || !text.endsWith(')') || text.length < 2) return place
  const inner = text.slice(1, -1)
  const from = start + 1 + inner.length - inner.trimStart().length
  return { path: place.path, span: { start: from, end: from + inner.trim().length } }
}
