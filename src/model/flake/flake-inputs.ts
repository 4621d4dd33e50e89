import type { NixAttrset, NixBinding, NixExpression, NixLambda, NixString } from '../../parse/nix/ast.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Place, Span } from '../../text/span.ts'
import type { FlakeInput, InputFollows } from './flake.ts'

/** One `a.b.c = value` of a literal set, nested sets taken apart. */
interface Leaf {
  readonly path: readonly { readonly name: string; readonly span: Span }[]
  /** Null when it is no constant that a flake's inputs may hold. */
  readonly value: NixExpression | null
}

/**
 * The inputs of a flake, declared or taken by `outputs` (Nix adds those from the registry), in file order. `inputs.self`
 * only says how the flake itself is fetched (Nix 2.27: `inputs.self.submodules`) and is locked nowhere.
 */
export function readInputs(flake: NixAttrset, file: SourceFile): FlakeInput[] {
  const place = (span: Span): Place => ({ path: file.path, span })
  const byName = new Map<string, { place: Place; leaves: Leaf[] }>()
  for (const leaf of leavesOf(flake.bindings, [])) {
    const [group, name, ...rest] = leaf.path
    if (group?.name !== 'inputs' || !name || name.name === 'self') continue
    const input = byName.get(name.name) ?? { place: place(name.span), leaves: [] }
    byName.set(name.name, input)
    input.leaves.push({ path: rest, value: leaf.value })
  }
  const declared = [...byName].map(([name, { place: at, leaves }]) => inputFrom(name, at, leaves, file))
  return [...declared, ...takenByOutputs(flake, byName, place)]
}

/** The first place of an attribute's name in the flake, or null without one. */
export function namePlace(flake: NixAttrset, file: SourceFile, name: string): Place | null {
  for (const binding of flake.bindings) {
    const [first] = binding.kind === 'bind' ? binding.path : []
    if (first?.kind === 'static' && first.name === name) return { path: file.path, span: first.span }
  }
  return null
}

/** The flake as a literal set, whatever parentheses stand around it. */
export function flakeSet(expression: NixExpression): NixAttrset | null {
  if (expression.kind === 'parenthesized') return flakeSet(expression.inner)
  if (expression.kind === 'error' && expression.parts.length === 1 && expression.parts[0]) {
    return flakeSet(expression.parts[0])
  }
  return expression.kind === 'attrset' ? expression : null
}

function leavesOf(bindings: readonly NixBinding[], before: Leaf['path'], levels = 8): Leaf[] {
  if (levels === 0) return []
  return bindings.flatMap((binding): Leaf[] => {
    if (binding.kind === 'inherit') {
      return binding.names.map((name) => ({ path: [...before, name], value: null }))
    }
    const path = [...before]
    for (const attribute of binding.path) {
      if (attribute.kind === 'dynamic') return [{ path, value: null }]
      path.push(attribute)
    }
    const { value } = binding
    if (value.kind === 'attrset' && path[0]?.name === 'inputs')
      return leavesOf(value.bindings, path, levels - 1)
    return [{ path, value }]
  })
}

function inputFrom(name: string, place: Place, leaves: readonly Leaf[], file: SourceFile): FlakeInput {
  let url: string | null = null
  let urlPlace: Place | null = null
  let followed: InputFollows | null = null
  let isFlake = true
  let uncertain = false
  const follows: InputFollows[] = []
  for (const { path, value } of leaves) {
    const last = path.at(-1)?.name
    const string = value?.kind === 'string' ? constant(value, file) : null
    const at = { path: file.path, span: value?.span ?? place.span }
    if (path.length === 1 && last === 'url' && string !== null) {
      url = string
      urlPlace = at
    } else if (last === 'follows' && string !== null) {
      const input = path.filter((_, index) => index % 2 === 1).map((part) => part.name)
      const target = { input: input.join('/'), target: string, place: at }
      if (path.length === 1) followed = { ...target, input: '' }
      else follows.push({ ...target, input: innerPath(path) })
    } else if (path.length === 1 && last === 'flake' && value?.kind === 'variable')
      isFlake = value.name !== 'false'
    else uncertain = true
  }
  return { name, url, urlPlace, follows, followed, isFlake, place, uncertain }
}

/** `inputs.a.inputs.b.follows` names the input `a/b`. */
function innerPath(path: Leaf['path']): string {
  return path
    .slice(0, -1)
    .filter((part, index) => !(part.name === 'inputs' && index % 2 === 0))
    .map((part) => part.name)
    .join('/')
}

/** The value of a string without interpolation, or null. */
export function constant(string: NixString, file: SourceFile): string | null {
  let text = ''
  for (const part of string.parts) {
    if (part.kind === 'interpolation') return null
    text += part.kind === 'text' ? file.text.slice(part.span.start, part.span.end) : part.text
  }
  return text
}

/** nix: `src/libflake/flake/flake.cc`: formals of `outputs` that are no inputs become indirect ones. */
function takenByOutputs(
  flake: NixAttrset,
  declared: ReadonlyMap<string, unknown>,
  place: (span: Span) => Place,
): FlakeInput[] {
  return (outputsLambda(flake)?.formals ?? []).flatMap(({ name: { name, span }, fallback }) => {
    if (name === 'self' || declared.has(name) || fallback) return []
    const at = place(span)
    return [
      {
        name,
        url: name,
        urlPlace: null,
        follows: [],
        followed: null,
        isFlake: true,
        place: at,
        uncertain: false,
      },
    ]
  })
}

function outputsLambda(flake: NixAttrset): NixLambda | null {
  for (const binding of flake.bindings) {
    if (binding.kind !== 'bind' || binding.path.length !== 1) continue
    const [name] = binding.path
    if (name?.kind !== 'static' || name.name !== 'outputs') continue
    let { value } = binding
    while (value.kind === 'parenthesized') value = value.inner
    return value.kind === 'lambda' ? value : null
  }
  return null
}
