import { packageLists, textAttributes } from '../../tables/nixpkgs-names.ts'
import type { Place } from '../../text/span.ts'
import { widened } from './application.ts'
import type { Access, Evaluator } from './evaluation.ts'
import { native } from './native.ts'
import { interpreterAt } from './nixpkgs.ts'
import { either, optionsOf, type PythonPackage, someText, Thunk, unknown, type Value } from './value.ts'
import { attributesOf, someAttributes } from './value-attributes.ts'
import { flattened } from './value-lists.ts'

/** `python3Packages.numpy.name` */
export function selectFromPackage(evaluator: Evaluator, subject: PythonPackage, access: Access): Value {
  const { name, at } = access
  if (name === null) return unknown
  if (/^override(Python)?(Attrs)?$|^overrideDerivation$/.test(name)) {
    return native(1, ([change], where) => {
      // What is put on top, such as `passthru.tests`, may build more.
      const changes = new Thunk(() => changesOf(evaluator, change, where))
      evaluator.state.later.push(changes)
      return { ...subject, source: widened(subject.source, where), changes }
    })
  }
  const own = attributeOfPackage(subject, name)
  if (own && packageLists.test(name)) return takenFrom(own, at)
  if (own && name === 'optional-dependencies') return extrasOf(own, at)
  if (textAttributes.has(name)) return someText
  if (/^(out|bin|dev|lib|dist|doc|env|passthru)$/.test(name))
    return { ...subject, source: widened(subject.source, at) }
  if (name === 'pythonModule') return interpreterAt(access, 'python')
  return unknown
}

/** An attribute of what a package is built from, as `passthru` hands it out too. */
function attributeOfPackage({ argument }: PythonPackage, name: string): Value | undefined {
  const set = attributesOf(argument?.force() ?? unknown)
  const passed = set.entries.get('passthru')?.thunk.force()
  const found = set.entries.get(name) ?? (passed && attributesOf(passed).entries.get(name))
  return found?.thunk.force()
}

/** `package.optional-dependencies`: a list for each extra. */
function extrasOf(value: Value, at: Place): Value {
  const { entries, open } = attributesOf(value)
  const lists = [...entries].map(([name, { thunk, place }]) => {
    const list = new Thunk(() => takenFrom(thunk.force(), at))
    return [name, { thunk: list, place }] as const
  })
  return { kind: 'attributes', entries: new Map(lists), open }
}

/** A list of what a package is built from, used elsewhere: it is one thing there, and nothing is taken out of it. */
function takenFrom(value: Value, source: Place): Value {
  const { elements, open } = flattened(value)
  const moved = (option: Value): Value =>
    option.kind === 'python-package' || option.kind === 'python-environment'
      ? { ...option, source, via: [] }
      : option
  return {
    kind: 'list',
    open,
    elements: elements.map((element) => ({
      ...element,
      removable: false,
      thunk: new Thunk(() => either(optionsOf(element.thunk.force()).map(moved))),
    })),
  }
}

function changesOf(evaluator: Evaluator, change: Thunk, at: Place): Value {
  const given = change.force()
  if (given.kind !== 'function') return given
  const old = Thunk.of(someAttributes)
  const result = evaluator.apply(given, old, at)
  return result.kind === 'function' ? evaluator.apply(result, old, at) : result
}
