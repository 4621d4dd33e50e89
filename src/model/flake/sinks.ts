import { packageLists } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import type { Arrival, OpenShell, Sinks } from './arrival.ts'
import { leaveOpen, type Owner, programOfText, shellMakers } from './arrival.ts'
import { elementOf, onePackage, setChosenFrom } from './chosen-set.ts'
import { judgeDevshell } from './devshell.ts'
import type { Evaluator } from './evaluation.ts'
import { keyOf } from './evaluation-state.ts'
import { judgeExtras } from './extra-packages.ts'
import { interpreterOfUv, isHook, readHook, withoutIdleHooks } from './hooks.ts'
import type { Judge } from './judge.ts'
import {
  type Application,
  type Attributes,
  type Derivation,
  type Element,
  optionsOf,
  type PythonPackage,
  type Text,
  Thunk,
  type Value,
} from './value.ts'
import { attributesOf, someAttributes } from './value-attributes.ts'

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
export class SinkReader implements Sinks {
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
    const arrival = arrivalAt(attribute, owner, place)
    for (const option of optionsOf(value)) {
      if (option.kind === 'derivation')
        this.derivation(option, shellMakers.has(option.maker) ? unbuilt(owner) : owner)
      else if (option.kind === 'unknown' && option.call) this.#call(option.call.argument, owner, place)
      else if (option.kind === 'text') this.#nested(this.judge.text(option, arrival), owner)
      else if (option.kind === 'attributes') this.#set(option, owner, place)
      else {
        const element = { thunk: Thunk.of(option), place, removable: false, via: [] }
        this.judge.element(element, { ...arrival, shell: null })
        if (option.kind === 'python-package') this.#changed(option, owner)
        leaveOpen(owner.shell, 'packages', place)
      }
    }
  }

  /** `package.overrideAttrs (old: { nativeBuildInputs = [ … ]; })` as a shell: what is put on top is the shell's own. */
  #changed({ changes, source }: PythonPackage, owner: Owner): void {
    const set = owner.shell && changes?.force()
    if (set) this.#attributes({ ...attributesOf(set), open: false }, owner, 'shell', source)
  }

  /** A set of packages, of which nobody asks for one by name. */
  #set({ entries }: Attributes, owner: Owner, place: Place): void {
    for (const { thunk } of entries.values()) this.evaluator.state.later.push(thunk)
    leaveOpen(owner.shell, 'packages', place)
  }

  /** A derivation's own attributes. */
  derivation(derivation: Derivation, owner: Owner): void {
    const key = keyOf(derivation.source)
    if (this.#open.has(key) || !this.evaluator.step()) return
    this.#open.add(key)
    const { maker, argument, source } = derivation
    const { shell } = owner
    if (maker === 'devenv') this.#modules(this, attributesOf(argument), owner, source)
    else if (maker === 'checkers') judgeExtras(this, argument, owner)
    else {
      if (shell && (maker === 'fhs' || maker === 'devshell')) shell.maker = maker
      this.#attributes(argument, owner, maker, source)
      if (shell) withoutIdleHooks(shell)
    }
    this.#open.delete(key)
  }

  /** The result of an unknown function where a shell is expected: its argument's sinks are the shell's. */
  #call(argument: Thunk, owner: Owner, place: Place): void {
    leaveOpen(owner.shell, 'packages', place)
    const given = argument.force()
    if (given.kind === 'attributes') this.#attributes(given, owner, 'shell', place)
  }

  #attributes(argument: Value, owner: Owner, maker: Derivation['maker'], source: Place): void {
    const set = attributesOf(argument)
    if (set.open) {
      leaveOpen(owner.shell, 'packages', source)
      leaveOpen(owner.shell, 'hook', source)
    }
    if (maker === 'devshell') judgeDevshell(this, set, owner)
    for (const [name, { thunk, place }] of set.entries) {
      if (notJudged.has(name) || (maker === 'devshell' && name !== 'packages')) continue
      const arrival = arrivalAt(name, owner, place)
      const value = thunk.force()
      if (name === 'libraries') this.#namedLibraries(value, arrival)
      if (packageLists.test(name)) this.packages(this.chosen(value, name, place), arrival, owner)
      else if (name === 'inputsFrom') this.inputsFrom(value, owner, arrival)
      else if (name === 'env') this.#environment(value, owner)
      else this.#attribute(name, value, owner, arrival)
    }
  }

  /** A list of packages, and what the derivations in it bring. */
  packages(value: Value, arrival: Arrival, owner: Owner): void {
    this.#nested(this.judge.list(value, arrival), owner, arrival.shell !== null)
    for (const { thunk } of this.judgeable(value)) {
      for (const option of optionsOf(thunk.force())) {
        if (option.kind === 'application' && option.argument) this.#variant(option, option.argument, owner)
      }
    }
  }

  /** `jupyter.override { definitions = …; }`: what an application is made with. */
  #variant({ name, source }: Application, argument: Thunk, owner: Owner): void {
    const inside: Owner = { label: `\`${name}\` in ${owner.label}`, shell: null, isBuilt: true }
    const given = argument.force()
    const set =
      given.kind === 'function' ? this.evaluator.apply(given, Thunk.of(someAttributes), source) : given
    this.#within(set, inside, 4)
  }

  #within(value: Value, owner: Owner, levels: number): void {
    if (levels === 0 || value.kind !== 'attributes' || !this.evaluator.step()) return
    this.#attributes({ ...value, open: false }, owner, 'derivation', { path: '', span: { start: 0, end: 0 } })
    for (const { thunk } of value.entries.values()) this.#within(thunk.force(), owner, levels - 1)
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

  /**
   * `targetPkgs = pkgs: [ … ]`, `libraries = ps: [ … ]`: the list that a function chooses from a set; `copyToRoot = env`: one
   * package instead of a list.
   */
  chosen(value: Value, name: string, place: Place): Value {
    if (value.kind !== 'function') return onePackage(value, place) ?? value
    return this.evaluator.apply(value, Thunk.of(setChosenFrom(value, name)), place)
  }

  /** What shells and packages bring into the environment of another shell; of those that are not built here nothing is known. */
  inputsFrom(value: Value, owner: Owner, arrival: Arrival): void {
    const { shell } = owner
    for (const element of this.judge.list(value, { ...arrival, shell: null })) {
      for (const option of optionsOf(element.thunk.force())) {
        if (option.kind === 'derivation') this.derivation(option, owner)
      }
    }
    for (const { thunk, place } of this.judgeable(value)) {
      for (const option of optionsOf(thunk.force())) {
        if (option.kind === 'derivation') continue
        if (option.kind === 'python-package') shell?.packages.push(builtWithPython(option.source))
        else leaveOpen(shell, 'packages', place)
        if (option.kind !== 'python-package') leaveOpen(shell, 'hook', place)
      }
    }
    if (value.kind !== 'list' || value.open) {
      leaveOpen(shell, 'packages', arrival.sink.place)
      leaveOpen(shell, 'hook', arrival.sink.place)
    }
  }

  #environment(value: Value, owner: Owner): void {
    for (const [name, { thunk, place }] of attributesOf(value).entries) {
      const arrival = arrivalAt(name, owner, place)
      this.#attribute(name, thunk.force(), owner, arrival)
    }
  }

  /** Any other attribute: a script, or a variable of the environment. */
  #attribute(name: string, value: Value, owner: Owner, arrival: Arrival): void {
    for (const option of optionsOf(value)) {
      if (isHook(name) && option.kind !== 'text' && option.kind !== 'scalar') {
        if (option.kind === 'derivation') this.#nested([elementOf(option, arrival.sink.place)], owner)
        if (owner.shell) readHook(this.evaluator.state.documents, name, option, arrival, owner.shell)
      }
      if (option.kind === 'text') this.script(name, option, owner, arrival)
      else if (option.kind === 'list') this.#list(option, owner, { ...arrival, shell: null })
      else if (option.kind === 'attributes' && name === 'config') this.#environment(option, owner)
      else if (option.kind === 'python-package' || option.kind === 'python-environment') {
        this.judge.element(elementOf(option, arrival.sink.place), { ...arrival, shell: null })
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
    if (isHook(name)) readHook(this.evaluator.state.documents, name, text, arrival, shell)
    else if (name === 'UV_PYTHON') interpreterOfUv(text.contexts, arrival, shell)
    if (/^[A-Z_][A-Z0-9_]*$/.test(name)) {
      shell.environment.push({ name, text: text.text, place: arrival.sink.place })
    }
  }

  judgeable(value: Value): readonly Element[] {
    return optionsOf(value).flatMap((option) => (option.kind === 'list' ? option.elements : []))
  }

  /**
   * Derivations among what reached a sink: programs and bundles bring what they are made of. What a bundle links together
   * a shell that lists it `provides` as well.
   */
  #nested(elements: readonly Element[], owner: Owner, provides = false): void {
    for (const { thunk } of elements) {
      for (const option of optionsOf(thunk.force())) {
        if (option.kind !== 'derivation') continue
        const { shell } = owner
        if (option.maker !== 'shell' && option.name !== null)
          shell?.programs.push(programOf(option, option.name))
        const label = option.name === null ? owner.label : `\`${option.name}\` in ${owner.label}`
        const inside = provides && shell && option.maker === 'bundle' ? packagesOnly(shell) : null
        const isBuilt = owner.isBuilt === true || option.maker !== 'bundle'
        this.derivation(option, { label, shell: inside, isBuilt })
        if (!shell || !inside) continue
        if (!inside.complete) shell.complete = false
        if (inside.mayHook) shell.mayHook = true
      }
    }
  }
}

/** A shell among the checks is there to be entered all the same. */
function unbuilt(owner: Owner): Owner {
  return { ...owner, isBuilt: false }
}

function arrivalAt(attribute: string, owner: Owner, place: Place): Arrival {
  const sink = { attribute, owner: owner.label, place }
  return { sink, shell: owner.shell, ...(owner.isBuilt && { inText: true }) }
}

/** A shell that takes packages and programs of what is linked into it, and nothing else. */
function packagesOnly(shell: OpenShell): OpenShell {
  return { ...shell, hooks: [], environment: [], started: { strings: [], files: [] } }
}

/** nixpkgs' builders of Python packages put the interpreter into the environment of whoever builds. */
function builtWithPython(source: Place): OpenShell['packages'][number] {
  const rest = { attribute: 'inputsFrom', element: null, nixpkgs: null }
  return { kind: 'interpreter', name: 'python3', source, ...rest }
}

/** A program that the flake writes itself. */
export function programOf(derivation: Derivation, name: string): OpenShell['programs'][number] {
  const text = attributesOf(derivation.argument).entries.get('text')?.thunk.force()
  if (text?.kind === 'text') return programOfText(name, text, derivation.source)
  return { name, place: derivation.source, strings: [], files: [] }
}
