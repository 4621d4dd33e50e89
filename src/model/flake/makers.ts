import { fileCopies } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import type { Evaluator } from './evaluation.ts'
import { native } from './native.ts'
import type { Derivation, FunctionValue, Maker, Value } from './value.ts'
import { someText, Thunk, unknown } from './value.ts'
import { attributesOf, someAttributes, withAttribute } from './value-attributes.ts'

/** A function of nixpkgs that makes a derivation whose attributes are judged, or undefined for all others. */
export function maker(evaluator: Evaluator, name: string): Value | undefined {
  if (name === 'mkShell' || name === 'mkShellNoCC') return makerOf(evaluator, 'shell')
  if (name === 'buildEnv' || name === 'symlinkJoin') return makerOf(evaluator, 'bundle')
  if (/^build(FHSEnv|FHSUserEnv)(Bubblewrap|Chroot)?$/.test(name)) return makerOf(evaluator, 'fhs')
  if (name === 'dockerTools')
    return makers(['buildImage', 'buildLayeredImage', 'streamLayeredImage'], () =>
      makerOf(evaluator, 'bundle'),
    )
  if (name === 'writeShellApplication') return makerOf(evaluator, 'program')
  if (/^write(ShellScript|Script|Text)(Bin)?$/.test(name)) {
    return native(2, ([title, text], at) => written(title, text, at))
  }
  if (name === 'writeTextFile') return makerOf(evaluator, 'program')
  if (fileCopies.has(name)) return copies(name)
  if (/^runCommand(CC|NoCC|Local|NoCCLocal)?$/.test(name)) {
    return native(3, ([title, environment, command], at) => ran(title, environment, command ?? title, at))
  }
  return name === 'writers' ? writers() : undefined
}

/** `stdenv.mkDerivation` and every function that takes one set of attributes, or a function that gives it. */
export function makerOf(evaluator: Evaluator, kind: Maker): FunctionValue {
  return native(
    1,
    ([argument], at) => {
      const given = argument.force()
      const set = given.kind === 'function' ? evaluator.apply(given, Thunk.of(someAttributes), at) : given
      return made(kind, set, nameOf(set), at)
    },
    { overridable: true },
  )
}

export function made(maker: Maker, argument: Value, name: string | null, source: Place): Derivation {
  return { kind: 'derivation', maker, argument, name, source, via: [] }
}

function nameOf(set: Value): string | null {
  const { entries } = attributesOf(set)
  return textIn(entries.get('pname')?.thunk) ?? textIn(entries.get('name')?.thunk)
}

function textIn(thunk: Thunk | undefined): string | null {
  const value = thunk?.force()
  return value?.kind === 'text' ? value.text : null
}

/** `writeShellScriptBin name text` */
function written(title: Thunk, text: Thunk | undefined, at: Place): Value {
  const attribute = { thunk: text ?? title, place: at }
  return made('program', withAttribute(someAttributes, 'text', attribute), textIn(title), at)
}

/** `substituteAll { src = ./x.sh; … }`, `replaceVars ./x.sh { … }`: a file with some words replaced. */
function copies(name: string): Value {
  const isSet = fileCopies.get(name) === 1
  return native(fileCopies.get(name) ?? 1, ([first], at) => {
    const set = isSet ? attributesOf(first.force()) : null
    const source = set ? (set.entries.get('src')?.thunk ?? Thunk.of(unknown)) : first
    const contexts = [{ thunk: source, place: at, removable: false, via: [] }]
    return written(first, Thunk.of({ ...someText, contexts }), at)
  })
}

/** `runCommand name environment command` */
function ran(title: Thunk, environment: Thunk | undefined, command: Thunk, at: Place): Value {
  const set = attributesOf(environment?.force() ?? someAttributes)
  return made(
    'derivation',
    withAttribute(set, 'buildCommand', { thunk: command, place: at }),
    textIn(title),
    at,
  )
}

/** `writers.writePython3Bin name { libraries = […]; } text`, `writers.writeBashBin name text` */
function writers(): Value {
  const entries = new Map<string, { thunk: Thunk; place: Place }>()
  for (const language of ['Bash', 'Dash', 'Fish', 'Nu']) {
    const two = Thunk.of(native(2, ([title, text], at) => written(title, text, at)))
    for (const end of ['', 'Bin']) entries.set(`write${language}${end}`, { thunk: two, place: nowhere })
  }
  for (const python of ['Python3', 'Python2', 'PyPy3', 'PyPy2']) {
    const three = Thunk.of(
      native(3, ([title, settings, text], at) => {
        const set = attributesOf(settings?.force() ?? someAttributes)
        return made(
          'program',
          withAttribute(set, 'text', { thunk: text ?? title, place: at }),
          textIn(title),
          at,
        )
      }),
    )
    for (const end of ['', 'Bin']) entries.set(`write${python}${end}`, { thunk: three, place: nowhere })
  }
  return { kind: 'attributes', entries, open: true }
}

function makers(names: readonly string[], make: () => Value): Value {
  const entries = new Map(names.map((name) => [name, { thunk: new Thunk(make), place: nowhere }]))
  return { kind: 'attributes', entries, open: true }
}

const nowhere: Place = { path: '', span: { start: 0, end: 0 } }
