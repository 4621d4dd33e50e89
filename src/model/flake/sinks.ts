import type { Place } from '../../text/span.ts'
import type { Arrival, OpenShell } from './arrival.ts'
import { literalsOf, type Owner } from './arrival.ts'
import type { Evaluator } from './evaluation.ts'
import type { Judge } from './judge.ts'
import {
  type Attributes,
  type Derivation,
  type Element,
  nixpkgs,
  optionsOf,
  type Text,
  Thunk,
  type Value,
} from './value.ts'
import { attributesOf } from './value-attributes.ts'
import { keyOf } from './world.ts'

/** Attributes of derivations that hold packages. */
const packageLists =
  /^(packages|(propagated)?(native)?[bB]uildInputs|propagatedNativeBuildInputs|(native|install)?[cC]heckInputs|depsBuildBuild|pythonPath|runtimeInputs|paths|contents|copyToRoot|libraries|extraLibs|extraPackages|targetPkgs|multiPkgs|dependencies|build-system)$/

const notJudged = new Set([
  'meta',
  'passthru',
  'name',
  'pname',
  'version',
  'src',
  'patches',
  'shellHooks',
  'modules',
  'inputs',
  'pkgs',
])

/** Reads the sinks in the modules that a maker of shells is called with, such as devenv's. */
export type ModuleReader = (reader: SinkReader, argument: Attributes, owner: Owner, at: Place) => void

/** Reads the sinks of derivations, down through the derivations that reach them. */
export class SinkReader {
  readonly evaluator: Evaluator
  readonly judge: Judge
  readonly #modules: ModuleReader
  readonly #open = new Set<string>()

  constructor(evaluator: Evaluator, judge: Judge, modules: ModuleReader) {
    this.evaluator = evaluator
    this.judge = judge
    this.#modules = modules
  }

  /** Everything that a value brings to its owner: a derivation's sinks, or a package that is the value itself. */
  output(value: Value, owner: Owner, attribute: string, place: Place): void {
    const arrival: Arrival = { sink: { attribute, owner: owner.label, place }, shell: owner.shell }
    for (const option of optionsOf(value)) {
      if (option.kind === 'derivation') this.derivation(option, owner)
      else if (option.kind === 'unknown' && option.call) this.#call(option.call.argument, owner)
      else if (option.kind === 'text') this.#nested(this.judge.text(option, arrival), owner)
      else if (option.kind === 'attributes') this.#set(option, owner)
      else {
        const element = { thunk: Thunk.of(option), place, removable: false, via: [] }
        this.judge.element(element, { sink: arrival.sink, shell: null })
        if (owner.shell) owner.shell.complete = false
      }
    }
  }

  /** A set of packages, of which nobody asks for one by name. */
  #set({ entries }: Attributes, owner: Owner): void {
    for (const { thunk } of entries.values()) this.evaluator.world.later.push(thunk)
    if (owner.shell) owner.shell.complete = false
  }

  /** A derivation's own attributes. */
  derivation(derivation: Derivation, owner: Owner): void {
    const key = keyOf(derivation.source)
    if (this.#open.has(key) || !this.evaluator.step()) return
    this.#open.add(key)
    if (derivation.maker === 'devenv')
      this.#modules(this, attributesOf(derivation.argument), owner, derivation.source)
    else this.#attributes(derivation.argument, owner, derivation.maker === 'devshell')
    this.#open.delete(key)
  }

  /** The result of an unknown function where a shell is expected: its argument's sinks are the shell's. */
  #call(argument: Thunk, owner: Owner): void {
    if (owner.shell) owner.shell.complete = false
    const given = argument.force()
    if (given.kind === 'attributes') this.#attributes(given, owner, false)
  }

  #attributes(argument: Value, owner: Owner, isDevshell: boolean): void {
    const set = attributesOf(argument)
    if (set.open && owner.shell) {
      owner.shell.complete = false
      owner.shell.hooksKnown = false
    }
    for (const [name, { thunk, place }] of set.entries) {
      if (notJudged.has(name)) continue
      const arrival: Arrival = { sink: { attribute: name, owner: owner.label, place }, shell: owner.shell }
      const value = thunk.force()
      if (name === 'libraries') this.#namedLibraries(value, arrival)
      if (packageLists.test(name)) this.packages(this.#chosen(value, name, place), arrival, owner)
      else if (name === 'inputsFrom') this.#inputsFrom(value, owner, arrival)
      else if (name === 'env' && !isDevshell) this.#environment(value, owner)
      else if (isDevshell && name === 'commands') this.#commands(value, owner, arrival)
      else this.#attribute(name, value, owner, arrival)
    }
  }

  /** A list of packages, and what the derivations in it bring. */
  packages(value: Value, arrival: Arrival, owner: Owner): void {
    this.#nested(this.judge.list(value, arrival), owner)
  }

  /** `writePython3 "a" { libraries = [ "pyyaml" ]; }` names packages by text. */
  #namedLibraries(value: Value, { sink }: Arrival): void {
    for (const { thunk, place } of this.judgeable(value)) {
      const text = thunk.force()
      if (text.kind !== 'text' || text.text === null) continue
      this.judge.option({
        kind: 'python-package',
        names: [text.text],
        source: place,
        sink,
        replacement: null,
      })
    }
  }

  /** `targetPkgs = pkgs: [ … ]`, `libraries = ps: [ … ]` */
  #chosen(value: Value, name: string, place: Place): Value {
    if (value.kind !== 'function') return value
    const set: Value = /^(target|multi)Pkgs$/.test(name) ? nixpkgs : { ...nixpkgs, kind: 'python-packages' }
    return this.evaluator.apply(value, Thunk.of(set), place)
  }

  #inputsFrom(value: Value, owner: Owner, arrival: Arrival): void {
    const inner: Arrival = { ...arrival, shell: null }
    const derivations = this.judge.list(value, inner)
    this.#nested(derivations, owner)
    const { shell } = owner
    if (shell) shell.hooksKnown = false
    if (shell && derivations.length === 0) shell.complete = false
  }

  #environment(value: Value, owner: Owner): void {
    for (const [name, { thunk, place }] of attributesOf(value).entries) {
      const arrival: Arrival = { sink: { attribute: name, owner: owner.label, place }, shell: owner.shell }
      this.#attribute(name, thunk.force(), owner, arrival)
    }
  }

  /** Any other attribute: a script, or a variable of the environment. */
  #attribute(name: string, value: Value, owner: Owner, arrival: Arrival): void {
    for (const option of optionsOf(value)) {
      if (option.kind === 'unknown' && isHook(name) && owner.shell) owner.shell.hooksKnown = false
      if (option.kind === 'text') this.script(name, option, owner, arrival)
      else if (option.kind === 'list') this.#list(option, owner, { ...arrival, shell: null })
      else if (option.kind === 'attributes' && name === 'config') this.#environment(option, owner)
      else if (option.kind === 'python-package' || option.kind === 'python-environment') {
        const element = { thunk: Thunk.of(option), place: arrival.sink.place, removable: false, via: [] }
        this.judge.element(element, { ...arrival, shell: null })
      }
    }
  }

  /** A list that need not hold packages, such as the words of a command. */
  #list(value: Value, owner: Owner, arrival: Arrival): void {
    this.#nested(this.judge.list(value, arrival), owner)
    for (const { thunk } of this.judgeable(value)) {
      for (const option of optionsOf(thunk.force())) {
        if (option.kind === 'text') this.#nested(this.judge.text(option, arrival), owner)
      }
    }
  }

  /** A text attribute, and what is interpolated in it. */
  script(name: string, text: Text, owner: Owner, arrival: Arrival): void {
    this.#nested(this.judge.text(text, arrival), owner)
    const { shell } = owner
    if (!shell) return
    if (isHook(name)) {
      if (text.contexts.some(({ thunk }) => mayRun(thunk.force()))) shell.hooksKnown = false
      for (const { path, span } of literalsOf(text))
        shell.hooks.push({ attribute: name, place: arrival.sink.place, string: span, path })
    } else if (name === 'UV_PYTHON') this.#interpreterOfUv(text, arrival, shell)
    if (/^[A-Z_][A-Z0-9_]*$/.test(name)) {
      shell.environment.push({ name, text: text.text, place: arrival.sink.place })
    }
  }

  /** `UV_PYTHON = "${pkgs.python311}/bin/python"` provides uv with its interpreter. */
  #interpreterOfUv(text: Text, { sink }: Arrival, shell: OpenShell): void {
    for (const { thunk, place } of text.contexts) {
      const value = thunk.force()
      if (value.kind !== 'interpreter') continue
      const { name } = value
      const rest = { attribute: sink.attribute, element: null, nixpkgs: null }
      shell.packages.push({ kind: 'interpreter', name, source: place, ...rest })
    }
  }

  /** numtide's devshell: `commands = [ { package = …; command = "…"; name = "…"; } ]`. */
  #commands(value: Value, owner: Owner, arrival: Arrival): void {
    for (const { thunk, place } of this.judgeable(value)) {
      const { entries } = attributesOf(thunk.force())
      const found = entries.get('package')
      if (found) {
        const element: Element = { thunk: found.thunk, place: found.place, removable: false, via: [] }
        this.judge.element(element, arrival)
      }
      const name = entries.get('name')?.thunk.force()
      const command = entries.get('command')?.thunk.force()
      if (name?.kind === 'text' && name.text !== null && command?.kind === 'text') {
        owner.shell?.programs.push({ name: name.text, place, strings: literalsOf(command) })
        this.#nested(this.judge.text(command, arrival), owner)
      }
    }
  }

  judgeable(value: Value): readonly Element[] {
    return optionsOf(value).flatMap((option) => (option.kind === 'list' ? option.elements : []))
  }

  /** Derivations among what reached a sink: programs and bundles bring what they are made of. */
  #nested(elements: readonly Element[], owner: Owner): void {
    for (const { thunk } of elements) {
      for (const option of optionsOf(thunk.force())) {
        if (option.kind !== 'derivation') continue
        const { shell } = owner
        if (option.maker === 'program' && option.name !== null)
          shell?.programs.push(programOf(option, option.name))
        const label = option.name === null ? owner.label : `\`${option.name}\` in ${owner.label}`
        this.derivation(option, { label, shell: null })
      }
    }
  }
}

/** Whether what is interpolated in a script may be code that is not known. */
function mayRun(value: Value): boolean {
  return optionsOf(value).some(
    (option) =>
      option.kind === 'unknown' ||
      option.kind === 'input' ||
      (option.kind === 'text' && option.contexts.some(({ thunk }) => mayRun(thunk.force()))),
  )
}

/** A program that the flake writes itself. */
export function programOf(derivation: Derivation, name: string): OpenShell['programs'][number] {
  const text = attributesOf(derivation.argument).entries.get('text')?.thunk.force()
  return { name, place: derivation.source, strings: text?.kind === 'text' ? literalsOf(text) : [] }
}

/** Attributes whose text runs when a shell is entered. */
export function isHook(name: string): boolean {
  return /^(shellHook|postShellHook|preShellHook|enterShell|postVenvCreation|profile|runScript)$/.test(name)
}
