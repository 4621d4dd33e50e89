import type { Place } from '../../text/span.ts'
import type { Arrival } from './arrival.ts'
import { leaveOpen, type Owner, programOfText } from './arrival.ts'
import { judgeExtras } from './extra-packages.ts'
import { inputsByName } from './input-roles.ts'
import { modulesOf, optionIn } from './modules.ts'
import type { SinkReader } from './sinks.ts'
import { type Attributes, library, nixpkgs, noExtra, Thunk, type Value } from './value.ts'
import { attributesOf, withAttribute } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/** The sinks of a devenv shell: the options of its modules. */
export function judgeModules(reader: SinkReader, argument: Attributes, owner: Owner, at: Place): void {
  const modules = argument.entries.get('modules')?.thunk.force()
  if (!modules) {
    leaveOpen(owner.shell, 'packages', at)
    return
  }
  const { elements, open } = flattened(modules)
  if (open) leaveOpen(owner.shell, 'packages', at)
  const all = elements.map(({ thunk }) => thunk.force())
  judgeAll(reader, all, owner, at)
}

/** The sinks of one devenv module and of those it imports. */
export function judgeModule(reader: SinkReader, module: Value, owner: Owner, at: Place): void {
  judgeAll(reader, [module], owner, at)
}

function judgeAll(reader: SinkReader, modules: readonly Value[], owner: Owner, at: Place): void {
  const { shell } = owner
  if (shell) {
    shell.maker = 'devenv'
    // devenv adds packages of its own accord, so absence proves nothing.
    shell.complete = false
    shell.mayHook = true
  }
  const given = moduleArguments(reader, at)
  const lose = () => leaveOpen(shell, 'packages', at)
  const all = modules.flatMap((module) => modulesOf(reader.evaluator, module, given, at, lose))
  for (const options of all) {
    if (options.open) lose()
    judgeOptions(reader, options, owner)
  }
  judgePython(reader, all, owner)
}

function arrivalsOf({ label, shell }: Owner): (attribute: string, place: Place) => Arrival {
  return (attribute, place) => ({ sink: { attribute, owner: label, place }, shell })
}

function judgeOptions(reader: SinkReader, options: Attributes, owner: Owner): void {
  const arrival = arrivalsOf(owner)
  for (const { value, place } of optionIn(options, ['packages'])) {
    reader.packages(value, arrival('packages', place), owner)
  }
  for (const attribute of ['enterShell', 'enterTest']) {
    for (const { value, place } of optionIn(options, [attribute])) {
      if (value.kind === 'text') reader.script(attribute, value, owner, arrival(attribute, place))
    }
  }
  for (const { value } of optionIn(options, ['env'])) {
    for (const [name, { thunk, place }] of attributesOf(value).entries) {
      const text = thunk.force()
      if (text.kind === 'text') reader.script(name, text, owner, arrival(name, place))
    }
  }
  for (const group of ['scripts', 'processes', 'tasks']) {
    for (const { value } of optionIn(options, [group]))
      judgeScripts(reader, group, attributesOf(value), owner, arrival)
  }
  for (const group of ['git-hooks', 'pre-commit', 'treefmt']) {
    for (const { value } of optionIn(options, [group])) judgeExtras(reader, value, owner)
    for (const { value, place } of optionIn(options, [group, 'hooks'])) {
      const hooks = [...attributesOf(value).entries.keys()]
      if (hooks.some((hook) => hook.startsWith('uv-')))
        owner.shell?.packages.push(provided('application', 'uv', place))
    }
  }
}

/** `scripts.<name>.exec` defines a command; processes and tasks run theirs. */
function judgeScripts(
  reader: SinkReader,
  group: string,
  scripts: Attributes,
  owner: Owner,
  arrival: (attribute: string, place: Place) => Arrival,
): void {
  for (const [name, { thunk, place }] of scripts.entries) {
    for (const { value } of optionIn(thunk.force(), ['exec'])) {
      if (value.kind !== 'text') continue
      reader.script(`${group}.${name}`, value, owner, arrival(`${group}.${name}.exec`, place))
      if (group === 'scripts') owner.shell?.programs.push(programOfText(name, value, place))
    }
  }
}

/** `languages.python`, of which each module may set a part. */
function judgePython(reader: SinkReader, modules: readonly Attributes[], owner: Owner): void {
  const arrival = arrivalsOf(owner)
  const python = (path: string) =>
    modules.flatMap((options) => optionIn(options, ['languages', 'python', ...path.split('.')]))
  const isOn = (path: string) =>
    python(path).some(({ value }) => value.kind === 'scalar' && value.value === true)
  const { shell } = owner
  for (const { value, place } of python('uv.enable'))
    if (value.kind !== 'scalar' || value.value === undefined) leaveOpen(shell, 'packages', place)
  for (const { place } of shell && isOn('enable') ? python('enable') : []) {
    shell?.packages.push(provided('interpreter', 'python3', place))
    if (isOn('uv.enable')) shell?.packages.push(provided('application', 'uv', place))
    if (!shell || !isOn('uv.enable')) continue
    if (isOn('uv.sync.enable')) shell.syncs = true
    else shell.syncsNot = python('uv.enable')[0]?.place ?? null
  }
  for (const { value, place } of python('package')) {
    const { sink } = arrival('languages.python.package', place)
    reader.judge.element({ thunk: Thunk.of(value), place, removable: false, via: [] }, { sink, shell: null })
  }
  for (const { value, place } of python('libraries')) {
    reader.packages(value, { ...arrival('languages.python.libraries', place), shell: null }, owner)
  }
  for (const { value, place } of python('poetry.enable')) {
    if (value.kind !== 'scalar' || value.value !== true) continue
    const { sink } = arrival('languages.python.poetry.enable', place)
    reader.judge.option({
      kind: 'foreign-manager',
      names: ['poetry'],
      source: place,
      sink,
      replacement: null,
    })
  }
  for (const { value, place } of python('venv.requirements')) {
    if (!(value.kind === 'path' || (value.kind === 'text' && value.text !== ''))) continue
    const { sink } = arrival('languages.python.venv.requirements', place)
    reader.judge.option({ kind: 'python-package', names: [], source: place, sink, replacement: null })
  }
}

function provided(kind: 'interpreter' | 'application', name: string, source: Place) {
  return { kind, name, source, attribute: 'languages.python', element: null, nixpkgs: null }
}

/** What devenv hands to a module. */
function moduleArguments(reader: SinkReader, place: Place): Value {
  const { evaluator } = reader
  const interpreter: Value = { kind: 'interpreter', name: 'python', source: place, via: [], extra: noExtra }
  const importer: Value = { kind: 'builder', name: 'languages.python.import', waits: 2 }
  const one = (name: string, value: Value): Attributes =>
    withAttribute({ kind: 'attributes', entries: noExtra, open: true }, name, {
      thunk: Thunk.of(value),
      place,
    })
  const python = withAttribute(one('package', interpreter), 'import', { thunk: Thunk.of(importer), place })
  const values: Readonly<Record<string, Thunk>> = {
    pkgs: Thunk.of(nixpkgs),
    lib: Thunk.of(library),
    inputs: new Thunk(() => inputsByName(evaluator)),
    config: Thunk.of(one('languages', one('python', python))),
  }
  const entries = new Map(Object.entries(values).map(([name, thunk]) => [name, { thunk, place }]))
  return { kind: 'attributes', entries, open: true }
}
