import { nixpkgsManagers, projectManagers } from '../../tables/managers.ts'
import { lockBuilders, packageLists } from '../../tables/nixpkgs-names.ts'
import { topLevelApplications } from '../../tables/pypi-names.ts'
import type { Place } from '../../text/span.ts'
import { cover } from '../../text/span.ts'
import { type Arrival, leaveOpen } from './arrival.ts'
import { type EvaluationState, keyOf } from './evaluation-state.ts'
import type { PackageUse, ShellPackage } from './flake.ts'
import {
  type Application,
  type Binding,
  type Element,
  optionsOf,
  type PythonPackage,
  type Text,
  unknown,
  type Value,
} from './value.ts'
import { attributesOf } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/** Builders whose result has an interpreter. */
const environmentBuilders = /^(mkVirtualEnv|mkPoetryEnv|mkPython|mkPythonShell|languages\.python\.import)$/

/** Collects what reaches the sinks. A source that reaches several is kept once, with the first sink. */
export class Judge {
  readonly state: EvaluationState
  readonly #uses = new Map<string, PackageUse>()

  constructor(state: EvaluationState) {
    this.state = state
  }

  /** All uses, by path and start. */
  uses(): PackageUse[] {
    const built = partsOfBuilds(this.state)
    const all = [...this.#uses.values()].map((use) =>
      [use.source, ...(use.elements ?? [])].some((place) => built.has(keyOf(place)))
        ? { ...use, elements: null, replacement: null, inText: true }
        : use,
    )
    return all.sort((a, b) =>
      a.source.path === b.source.path
        ? a.source.span.start - b.source.span.start
        : a.source.path < b.source.path
          ? -1
          : 1,
    )
  }

  /** A list that reaches a sink. Returns the derivations in it, for their own sinks. */
  list(value: Value, arrival: Arrival): Element[] {
    const { elements, open } = flattened(value)
    if (open) leaveOpen(arrival.shell, 'packages', arrival.sink.place)
    return elements.filter((element) => this.element(element, arrival))
  }

  /** One value that reaches a sink. Returns whether it may be a derivation with sinks of its own. */
  element(element: Element, arrival: Arrival): boolean {
    const options = optionsOf(element.thunk.force())
    const packages = options.filter((option) => option.kind === 'python-package')
    if (packages.length > 0) this.#packages(packages, element, arrival)
    let isDerivation = false
    for (const option of options) {
      if (option.kind === 'derivation') isDerivation = true
      else if (option.kind !== 'python-package') this.#other(option, element, arrival)
    }
    return isDerivation
  }

  /** What is interpolated in a text that reaches a sink. Returns the derivations in it. */
  text(text: Text, arrival: Arrival, seen = new Set<Text>()): Element[] {
    if (seen.has(text)) return []
    seen.add(text)
    const outside: Arrival = { sink: arrival.sink, shell: null, inText: true }
    return text.contexts.flatMap((context) => {
      const nested = optionsOf(context.thunk.force()).flatMap((option) =>
        option.kind === 'text'
          ? this.text(option, outside, seen)
          : option.kind === 'list'
            ? this.list(option, outside)
            : [],
      )
      return this.element(context, outside) ? [context, ...nested] : nested
    })
  }

  /** The options of one list element that are Python packages, as one use. */
  #packages(packages: readonly PythonPackage[], element: Element, arrival: Arrival): void {
    const [first] = packages
    if (!first) return
    for (const { name, source, builder } of packages) {
      const isEnvironment = builder !== undefined && environmentBuilders.test(builder)
      if (arrival.shell && builder !== undefined && lockBuilders.has(builder)) arrival.shell.syncs = true
      list(arrival, isEnvironment ? 'python-environment' : 'python-package', name, source, element)
    }
    const judged = packages.filter(({ builder }) => builder === undefined)
    const [one] = judged
    if (!one) return
    const together = judged.every(
      ({ source }) => source.path === one.source.path && within(element.place, source),
    )
    const groups = together ? [judged] : judged.map((single) => [single])
    for (const group of groups) {
      const [head] = group
      if (!head) continue
      const source = { path: head.source.path, span: group.map((each) => each.source.span).reduce(cover) }
      const names = [...new Set(group.map(({ name }) => name))]
      const replaceable = group.length === 1 && topLevelApplications.has(head.name)
      const prefix = replaceable ? (head.nixpkgs?.() ?? null) : null
      const replacement = prefix === null ? null : `${prefix}${head.name}`
      const open = names.some((name) => name.includes('*'))
      const known = names.filter((name) => !name.includes('*'))
      this.#note(
        { kind: 'python-package', names: known, source, replacement, open },
        head.via,
        element,
        arrival,
      )
    }
  }

  #other(option: Value, element: Element, arrival: Arrival): void {
    switch (option.kind) {
      case 'python-environment': {
        const { names, source, interpreter, open } = option
        list(arrival, 'python-environment', names.join(' '), source, element)
        if (names.includes('uv')) list(arrival, 'application', 'uv', source, element)
        const file = this.state.documents.get(source.path)?.file
        const replacement =
          interpreter && file ? file.text.slice(interpreter.span.start, interpreter.span.end) : null
        this.#note(
          { kind: 'python-environment', names, source, replacement, open },
          option.via,
          element,
          arrival,
        )
        return
      }
      case 'interpreter':
        list(
          arrival,
          'interpreter',
          option.name,
          option.source,
          element,
          this.#before(option.nixpkgs, option.source),
        )
        return
      case 'application': {
        const { name, source, via } = option
        const prefix = this.#before(option.nixpkgs, source)
        if (nixpkgsManagers.has(name)) this.#manager({ name, source, via }, prefix, element, arrival)
        else list(arrival, 'application', name, source, element, prefix)
        return
      }
      case 'scalar':
      case 'list':
      case 'text':
      case 'path':
        return
      default: {
        const name = namedPackage(option)
        if (name !== undefined && projectManagers.has(name)) {
          this.#manager({ name, source: element.place, via: [] }, null, element, arrival)
          return
        }
        list(arrival, 'unknown', '', element.place, element)
        leaveOpen(arrival.shell, 'packages', element.place, name !== undefined)
      }
    }
  }

  #manager(
    { name, source, via }: Pick<Application, 'name' | 'source' | 'via'>,
    prefix: string | null,
    element: Element,
    arrival: Arrival,
  ): void {
    list(arrival, 'foreign-manager', name, source, element, prefix)
    const use = { kind: 'foreign-manager', names: [name], source, replacement: null, open: false } as const
    this.#note(use, via, element, arrival)
  }

  /** What stands before a name of nixpkgs: nothing under `with`. */
  #before(nixpkgs: Place | undefined, source: Place): string | null {
    if (!nixpkgs) return null
    if (keyOf(nixpkgs) === keyOf(source)) return ''
    const file = this.state.documents.get(nixpkgs.path)?.file
    return file ? `${file.text.slice(nixpkgs.span.start, nixpkgs.span.end)}.` : null
  }

  #note(
    use: Pick<PackageUse, 'kind' | 'names' | 'source' | 'replacement' | 'open'>,
    passed: readonly Binding[],
    element: Element,
    { sink, inText = false }: Arrival,
  ): void {
    const key = keyOf(use.source)
    const own = element.removable && !inText ? [element.place] : null
    const known = this.#uses.get(key)
    if (!known) {
      const via = [...passed, ...element.via].filter(({ place }) => !sameStart(place, use.source))
      this.#uses.set(key, { ...use, sink, via, elements: own, inText })
      return
    }
    const elements = known.elements && own && joined(known.elements, own)
    const names = [...new Set([...known.names, ...use.names])]
    const open = known.open || use.open
    this.#uses.set(key, { ...known, names, open, elements, inText: known.inText || inText })
  }

  /** A use that no package value stands for, such as an option that installs packages. */
  option(use: Omit<PackageUse, 'via' | 'elements' | 'open' | 'inText'>): void {
    const key = keyOf(use.source)
    if (!this.#uses.has(key))
      this.#uses.set(key, { ...use, via: [], elements: null, open: false, inText: false })
  }
}

/** The places of what builds of Python packages are made of: a build breaks when something is taken out of its lists. */
function partsOfBuilds({ builds }: EvaluationState): ReadonlySet<string> {
  const parts = [...builds.values()].flatMap(({ argument }) => {
    const { entries } = attributesOf(argument?.force() ?? unknown)
    return [...entries].flatMap(([name, { thunk }]) =>
      packageLists.test(name) ? flattened(thunk.force()).elements.map(({ place }) => keyOf(place)) : [],
    )
  })
  return new Set(parts)
}

function list(
  { sink, shell }: Arrival,
  kind: ShellPackage['kind'],
  name: string,
  source: Place,
  element: Element,
  nixpkgs: string | null = null,
): void {
  if (!shell) return
  const isOwn = element.via.length === 0 && element.conditional === undefined
  const named = element.removable && isOwn && keyOf(source) === keyOf(element.place)
  shell.packages.push({
    kind,
    name,
    source,
    attribute: sink.attribute,
    element: named ? element.place : null,
    nixpkgs,
  })
}

function joined(known: readonly Place[], added: readonly Place[]): Place[] {
  const keys = new Set(known.map(keyOf))
  return [...known, ...added.filter((place) => !keys.has(keyOf(place)))]
}

function within(outer: Place, inner: Place): boolean {
  return outer.path === inner.path && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end
}

function sameStart(a: Place, b: Place): boolean {
  return a.path === b.path && a.span.start === b.span.start
}

/** `inputs.x.packages.${system}.name`: the name of a package of another flake, unless it says that it is a hook. */
function namedPackage(value: Value): string | undefined {
  if (value.kind !== 'input') return undefined
  const name = value.path.at(-1) ?? ''
  const isNamed = value.path.some((part) => /^(?:packages|legacyPackages|defaultPackage)$/.test(part))
  return isNamed && !/hook/i.test(name) ? name : undefined
}
