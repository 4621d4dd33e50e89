import type { Place } from '../../text/span.ts'
import { joinedText } from './evaluate-text.ts'
import type { LibraryFunction } from './library-function.ts'
import { someScalar, someText, Thunk, textOf, unknown, type Value } from './value.ts'
import { flattened, listOf } from './value-lists.ts'

/** Text made of a value's store path. */
const pathIn: LibraryFunction = {
  arity: 1,
  run: (_, [value], at) => ({
    ...someText,
    contexts: value ? [{ thunk: value, place: at, removable: false, via: [] }] : [],
  }),
}

/** Text made of the elements of a list. */
const wordsIn: LibraryFunction = {
  arity: 1,
  run: (_, [list]) => ({ ...someText, contexts: flattened(list?.force() ?? unknown).elements }),
}

/** Text made of the store paths of a list's elements, in which programs or libraries are searched. */
const pathsIn = (arity: number): LibraryFunction => ({
  arity,
  run: (_, given) => ({
    ...someText,
    contexts: flattened(given.at(-1)?.force() ?? unknown).elements,
    isSearchPath: true,
  }),
})

/** The text itself, perhaps quoted or cut. */
const sameText = (arity: number): LibraryFunction => ({
  arity,
  run: (_, given) => {
    const value = given.at(-1)?.force() ?? unknown
    return value.kind === 'text' ? { ...value, text: null, pattern: '*' } : someText
  },
})

/** `removeSuffix part text`, where both are known. */
const cutText = (cut: (text: string, part: string) => string): LibraryFunction => ({
  arity: 2,
  run: (evaluator, given, at) => {
    const [part, text] = given.map((thunk) => thunk.force())
    if (part?.kind !== 'text' || text?.kind !== 'text' || !part.text || text.text === null)
      return sameText(2).run(evaluator, given, at)
    return { ...text, ...textOf(cut(text.text, part.text)), contexts: text.contexts, literals: text.literals }
  },
})

/** `toString` keeps text and turns all else into a path. */
const converted: LibraryFunction = {
  arity: 1,
  run: (evaluator, given, at) => {
    const value = given[0]?.force() ?? unknown
    return value.kind === 'text' ? value : pathIn.run(evaluator, given, at)
  },
}

/** The elements of a list as one text; what is not known of it stays in it as an unknown part. */
const concatenated = (list: Value, at: Place): Value => {
  const { elements, open } = listOf(list)
  const whole = elements
    .slice(0, 200)
    .map(({ thunk, place }) => asTextAt(thunk.force(), place))
    .reduce<Value>((left, right) => joinedText(left, right), textOf(''))
  return open ? joinedText(whole, asTextAt(unknown, at)) : whole
}

/** What is no text, as one that holds it. */
const asTextAt = (value: Value, place: Place): Value =>
  value.kind === 'text' || value.kind === 'either'
    ? value
    : { ...someText, contexts: [{ thunk: Thunk.of(value), place, removable: false, via: [] }] }

/** Functions on text. */
export const textFunctions: Record<string, LibraryFunction> = {
  toString: converted,
  getExe: pathIn,
  "getExe'": { arity: 2, run: (evaluator, given, at) => pathIn.run(evaluator, given.slice(0, 1), at) },
  getBin: { arity: 1, run: (_, [value]) => value?.force() ?? unknown },
  getLib: { arity: 1, run: (_, [value]) => value?.force() ?? unknown },
  getDev: { arity: 1, run: (_, [value]) => value?.force() ?? unknown },
  getOutput: { arity: 2, run: (_, [, value]) => value?.force() ?? unknown },
  makeLibraryPath: pathsIn(1),
  makeBinPath: pathsIn(1),
  makeSearchPath: pathsIn(2),
  makeSearchPathOutput: pathsIn(3),
  makeIncludePath: pathsIn(1),
  concatStrings: { arity: 1, run: (_, [list], at) => concatenated(list?.force() ?? unknown, at) },
  concatLines: { arity: 1, run: (_, [list], at) => concatenated(list?.force() ?? unknown, at) },
  concatStringsSep: {
    arity: 2,
    run: (_, [, list], at) => {
      const value = concatenated(list?.force() ?? unknown, at)
      return value.kind === 'text' ? { ...value, text: null, pattern: '*' } : someText
    },
  },
  concatMapStringsSep: {
    arity: 3,
    run: (evaluator, [, fn, list], at) => {
      const source = listOf(list?.force() ?? unknown)
      const elements = source.elements.slice(0, 100).map((element) => ({
        ...element,
        thunk: new Thunk(() => (fn ? evaluator.apply(fn.force(), element.thunk, at) : unknown)),
      }))
      const whole = concatenated({ ...source, elements }, at)
      return whole.kind === 'text' ? { ...whole, text: null, pattern: '*' } : someText
    },
  },
  optionalString: {
    arity: 2,
    run: (_, [, text]) => {
      const value = text?.force() ?? unknown
      return value.kind === 'text' ? { ...value, text: null, pattern: '*' } : value
    },
  },
  escapeShellArg: sameText(1),
  escapeShellArgs: wordsIn,
  removePrefix: cutText((text, part) => (text.startsWith(part) ? text.slice(part.length) : text)),
  removeSuffix: cutText((text, part) => (text.endsWith(part) ? text.slice(0, -part.length) : text)),
  replaceStrings: sameText(3),
  toLower: sameText(1),
  toUpper: sameText(1),
  trim: sameText(1),
  unsafeDiscardStringContext: { arity: 1, run: () => someText },
  readFile: pathIn,
  fileContents: pathIn,
  toJSON: { arity: 1, run: () => someText },
  getEnv: { arity: 1, run: () => someText },
  substring: { arity: 3, run: () => someText },
  baseNameOf: { arity: 1, run: () => someText },
  hasPrefix: { arity: 2, run: () => someScalar },
  hasSuffix: { arity: 2, run: () => someScalar },
  hasInfix: { arity: 2, run: () => someScalar },
}
