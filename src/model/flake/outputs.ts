import { basename, dirname } from 'node:path/posix'
import type { Place } from '../../text/span.ts'
import { type OpenShell, type Owner, shellMakers } from './arrival.ts'
import type { Evaluator } from './evaluation.ts'
import { exploreLibrary } from './explore.ts'
import { judgeExtras } from './extra-packages.ts'
import type { FlakeOutput } from './flake.ts'
import { systemName } from './library-attributes.ts'
import { noteExtensions, overlaid } from './overlays.ts'
import type { SinkReader } from './sinks.ts'
import { type Attribute, type Attributes, nixpkgs, optionsOf, Thunk, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** What the outputs of one flake, or one legacy file, come to. */
export interface ReadOutputs {
  readonly shells: OpenShell[]
  readonly outputs: FlakeOutput[]
  /** Directories of its templates; null for one that is not known. */
  readonly templates: (string | null)[]
  /** Whether every shell is known by name. */
  shellsKnown: boolean
}

/** Reads the outputs of a flake. NixOS, home-manager and nix-darwin configurations are no part of a project's tools. */
export function readFlakeOutputs(reader: SinkReader, outputs: Value, path: string): ReadOutputs {
  const read: ReadOutputs = { shells: [], outputs: [], templates: [], shellsKnown: true }
  for (const set of optionsOf(outputs).map(attributesOf)) {
    const at = (name: string): Value | undefined => set.entries.get(name)?.thunk.force()
    if (set.open || set.every || !isKnown(set, 'devShells', 2) || !isKnown(set, 'devShell', 1))
      read.shellsKnown = false
    for (const [name, attribute] of bySystem(at('devShells'))) readShell(reader, read, name, attribute, path)
    for (const attribute of systemsOf(at('devShell'))) readShell(reader, read, 'default', attribute, path)
    for (const { kind, name, attribute } of builtBy(at)) readOutput(reader, read, kind, name, attribute)
    readOverlays(reader, read, at('overlays'))
    readTemplates(read, at('templates'))
    for (const group of optionGroups) {
      for (const { thunk } of systemsOf(at(group)))
        judgeExtras(reader, thunk.force(), { label: `\`${group}\``, shell: null })
    }
    const own = set.entries.get('lib')
    if (own) exploreLibrary(reader.evaluator, own.thunk.force(), own.place)
    const overlay = set.entries.get('overlay')
    if (overlay) readOverlay(reader.evaluator, overlay)
  }
  return read
}

interface Built {
  readonly kind: 'package' | 'check' | 'app' | 'formatter'
  readonly name: string
  readonly attribute: Attribute
}

/** What a flake builds, in the order of its groups. */
function* builtBy(at: (name: string) => Value | undefined): Iterable<Built> {
  const groups = {
    packages: 'package',
    checks: 'check',
    apps: 'app',
    legacyPackages: 'package',
    hydraJobs: 'package',
  } as const
  for (const [group, kind] of Object.entries(groups))
    for (const [name, attribute] of bySystem(at(group))) yield { kind, name, attribute }
  // Jobs need not be grouped by systems.
  for (const [name, attribute] of attributesOf(at('hydraJobs') ?? nothing).entries)
    if (!systemName.test(name)) yield { kind: 'package', name, attribute }
  const defaults = { defaultPackage: 'package', defaultApp: 'app', formatter: 'formatter' } as const
  for (const [group, kind] of Object.entries(defaults))
    for (const attribute of systemsOf(at(group))) yield { kind, name: 'default', attribute }
}

function readOverlays({ evaluator }: SinkReader, read: ReadOutputs, group: Value | undefined): void {
  const overlays = attributesOf(group ?? nothing)
  // A flake may put them below each system by mistake; they are code all the same.
  for (const attribute of attributesOf(overlays.every?.thunk.force() ?? nothing).entries.values())
    readOverlay(evaluator, attribute)
  for (const [name, attribute] of overlays.entries) {
    readOverlay(evaluator, attribute)
    read.outputs.push({ kind: 'overlay', name, place: attribute.place })
  }
}

function readTemplates({ templates }: ReadOutputs, group: Value | undefined): void {
  const { entries, open } = attributesOf(group ?? nothing)
  if (group && open) templates.push(null)
  for (const { thunk } of entries.values()) {
    const directory = attributesOf(thunk.force()).entries.get('path')?.thunk.force()
    templates.push(directory?.kind === 'path' ? directory.path : null)
  }
}

/** Options of flake-parts' modules that stand beside the outputs of a system. */
const optionGroups = ['treefmt', 'pre-commit', 'git-hooks']

/** Whether a group of outputs is not there, or has only names that are known, this many levels deep. */
function isKnown({ entries }: Attributes, group: string, levels: number): boolean {
  const found = entries.get(group)
  return !found || hasKnownNames(found.thunk.force(), levels)
}

function hasKnownNames(value: Value, levels: number): boolean {
  return optionsOf(value).every((option) => {
    if (option.kind !== 'attributes' || option.open) return false
    if (levels === 1) return true
    const inner = [...option.entries.values(), ...(option.every ? [option.every] : [])]
    return inner.every(({ thunk }) => hasKnownNames(thunk.force(), levels - 1))
  })
}

const nothing: Value = { kind: 'scalar', value: null }

/** `devShells.<system>.<name>`; several systems with a name are read once each. */
function bySystem(group: Value | undefined): [string, Attribute][] {
  if (!group) return []
  return systemsOf(group).flatMap(({ thunk }) =>
    optionsOf(thunk.force()).flatMap((names) => {
      const { entries, every } = attributesOf(names)
      return [...entries, ...(every ? [['*', every] as [string, Attribute]] : [])]
    }),
  )
}

/** The value for each system: the one for all, and those written for some. */
function systemsOf(group: Value | undefined): Attribute[] {
  if (!group) return []
  return optionsOf(group).flatMap((option) => {
    const { entries, every } = attributesOf(option)
    const named = [...entries].filter(([name]) => systemName.test(name)).map(([, attribute]) => attribute)
    return [...named, ...(every ? [every] : [])]
  })
}

function readShell(
  reader: SinkReader,
  { shells }: ReadOutputs,
  name: string,
  { thunk, place }: Attribute,
  path: string,
): void {
  const nested = path === 'flake.nix' ? '' : ` of \`${dirname(path)}\``
  const known = shells.find((shell) => shell.name === name && shell.place.path === place.path)
  const label = name === '*' ? 'a devShell' : `devShell \`${name}\``
  const shell = known ?? openShell(name, `${label}${nested}`, place, path === 'flake.nix')
  if (!known) shells.push(shell)
  reader.output(thunk.force(), { label: shell.owner, shell }, '', place)
}

export function openShell(name: string, owner: string, place: Place, isRoot: boolean): OpenShell {
  return {
    name,
    owner,
    place,
    isRoot,
    maker: 'mkShell',
    packages: [],
    complete: true,
    mayHook: false,
    gaps: [],
    hooks: [],
    started: { strings: [], files: [] },
    hooksKnown: true,
    syncs: false,
    syncsNot: null,
    programs: [],
    environment: [],
  }
}

function readOutput(
  reader: SinkReader,
  { outputs }: ReadOutputs,
  kind: FlakeOutput['kind'],
  name: string,
  { thunk, place }: Attribute,
): void {
  if (!outputs.some((output) => output.kind === kind && output.name === name))
    outputs.push({ kind, name, place })
  const label = name === '*' ? `a ${kind} of the flake` : `${kind} \`${name}\``
  const owner: Owner = { label, shell: null, isBuilt: true }
  const value = thunk.force()
  if (kind !== 'app') {
    reader.output(value, owner, '', place)
    return
  }
  for (const option of optionsOf(value)) {
    if (option.kind !== 'attributes') reader.output(option, owner, '', place)
    const program = option.kind === 'attributes' ? option.entries.get('program') : undefined
    if (program) reader.output(program.thunk.force(), owner, 'program', program.place)
  }
}

/** An overlay is applied to nixpkgs, so that what it builds is noticed. */
function readOverlay(evaluator: Evaluator, { thunk, place }: Attribute): void {
  const overlay = thunk.force()
  if (overlay.kind !== 'function') return
  const { extra } = overlaid(evaluator, nixpkgs, Thunk.of(overlay), place)
  for (const { thunk } of extra.values()) evaluator.state.later.push(thunk)
}

/** Reads a file that is no flake: `shell.nix`, `default.nix`, `release.nix`. What it evaluates to is a shell or a set of packages. */
export function readLegacyFile(reader: SinkReader, value: Value, path: string, place: Place): ReadOutputs {
  const read: ReadOutputs = { shells: [], outputs: [], templates: [], shellsKnown: true }
  const owner: Owner = { label: `\`${path}\``, shell: null }
  for (const option of optionsOf(value)) {
    if (option.kind === 'derivation' || option.kind === 'python-environment') {
      const isShell =
        option.kind === 'python-environment' || shellMakers.has(option.maker) || isShellFile(path)
      const shell = isShell ? openShell(basename(path), owner.label, place, false) : null
      if (shell) read.shells.push(shell)
      reader.output(option, { ...owner, shell, ...(!isShell && { isBuilt: true }) }, '', place)
    } else if (option.kind === 'attributes') {
      for (const [name, attribute] of option.entries) readLegacyAttribute(reader, name, attribute, path)
      noteExtensions(reader.evaluator, option)
    } else if (option.kind === 'list') {
      reader.packages(option, { sink: { attribute: '', owner: owner.label, place }, shell: null }, owner)
    } else reader.output(option, owner, '', place)
  }
  return read
}

function isShellFile(path: string): boolean {
  return basename(path) === 'shell.nix'
}

function readLegacyAttribute(
  reader: SinkReader,
  name: string,
  { thunk, place }: Attribute,
  path: string,
): void {
  const owner: Owner = { label: `\`${path}\``, shell: null, isBuilt: true }
  reader.output(thunk.force(), owner, name, place)
}
