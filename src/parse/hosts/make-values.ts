import { joinPath, rootMark } from '../../text/paths.ts'

const assignment = /^ {0,40}(?:export |override )?([A-Za-z_][\w.-]*)[ \t]{0,200}(?:::?:?|[?+])?=([^\n]*)$/

/** Whether a line of a Makefile sets a variable. */
export function isAssignment(line: string): boolean {
  return assignment.test(line)
}

/** What only says how make is to run a command, also where it depends: `@`, `$(if $(V),,@)`. */
const quiet = /^(?:[@+-]?|\$\(if [^,\n]*,[@+-]?,[@+-]?\))$/

const deepest = 12

/**
 * What the variables and functions of a Makefile stand for (GNU make manual, 6.2 and 8), as far as that is written in it:
 * variables that are set once, `CURDIR`, and the functions that name the directory of the Makefile. Paths below the
 * repository root begin with its mark.
 */
export class MakeValues {
  readonly #raw = new Map<string, string | null>()
  /** Variables that only ever hold what make reads before a command: `@`, `-`, `+`. */
  readonly #prefixes = new Map<string, boolean>()
  readonly #path: string
  readonly #directory: string

  /**
   * @param lines those that are no part of a recipe
   * @param path of the Makefile
   * @param directory where make runs it
   */
  constructor(lines: readonly string[], path: string, directory: string) {
    this.#path = path
    this.#directory = directory
    for (const line of lines) {
      const [, name, raw = ''] = assignment.exec(line) ?? []
      if (!name) continue
      const value = raw.replace(/(?<!\s)\s+#.*/s, '').trim()
      this.#prefixes.set(name, (this.#prefixes.get(name) ?? true) && quiet.test(value))
      this.#raw.set(name, this.#raw.has(name) || /[\\\n]/.test(value) || /\+=/.test(line) ? null : value)
    }
  }

  /** What a text stands for with all its references; undefined when one of them is not known. */
  expand(text: string, depth = 0): string | undefined {
    if (depth > deepest) return undefined
    let value = ''
    for (let at = 0; at < text.length; at++) {
      if (text[at] !== '$') value += text[at]
      else if (text[at + 1] === '$') {
        value += '$'
        at++
      } else {
        const end = closing(text, at + 1)
        const known = end === null ? undefined : this.#reference(text.slice(at + 2, end), depth + 1)
        if (end === null || known === undefined) return undefined
        value += known
        at = end
      }
    }
    return value
  }

  #reference(inner: string, depth: number): string | undefined {
    if (inner === 'CURDIR' || inner === 'PWD') return rooted(this.#directory)
    if (inner === 'MAKEFILE_LIST') return rooted(this.#path)
    if (this.#prefixes.get(inner)) return ''
    const raw = this.#raw.get(inner)
    if (raw !== undefined) return raw === null ? undefined : this.expand(raw, depth)
    const [, name, rest = ''] = /^([a-z]+)[ \t]+([\s\S]*)$/.exec(inner) ?? []
    if (name === 'shell') return this.#shell(rest.trim())
    const given = name === undefined ? undefined : this.expand(rest, depth)?.trim()
    if (given === undefined || name === undefined) return undefined
    return name === 'abspath' || name === 'realpath' ? this.#absolute(given) : functions[name]?.(given)
  }

  /** A path as seen from the root; what is relative stands below the directory where make runs. */
  #absolute(given: string): string | undefined {
    if (given.includes('..')) return undefined
    const path =
      given.startsWith('/') || given.startsWith(rootMark) ? given : joined(rooted(this.#directory), given)
    return path.startsWith(rootMark) ? path.replace(/(?<=.)\/\.?$/, '') : undefined
  }

  #shell(code: string): string | undefined {
    if (code === 'pwd') return rooted(this.#directory)
    return code === 'git rev-parse --show-toplevel' ? rootMark : undefined
  }
}

/** Functions whose result follows from what they are given; undefined where the result is not known. */
const functions: Readonly<Record<string, (given: string) => string | undefined>> = {
  strip: (given) => given,
  firstword: (given) => given.split(/\s+/)[0],
  lastword: (given) => given.split(/\s+/).at(-1),
  dir: (given) => (given.includes('/') ? given.slice(0, given.lastIndexOf('/') + 1) : './'),
  notdir: (given) => eachWord(given, (word) => word.slice(word.lastIndexOf('/') + 1)),
  basename: (given) => eachWord(given, (word) => word.replace(/\.[^./]*$/, '')),
  addprefix: (given) => {
    const [prefix, words] = twoArguments(given)
    return eachWord(words, (word) => prefix + word)
  },
  addsuffix: (given) => {
    const [suffix, words] = twoArguments(given)
    return eachWord(words, (word) => word + suffix)
  },
  patsubst: (given) =>
    given.startsWith('%/,%,') ? given.slice('%/,%,'.length).replace(/\/$/, '') : undefined,
}

function eachWord(given: string, change: (word: string) => string): string {
  return given.split(/\s+/).filter(Boolean).map(change).join(' ')
}

/** What stands before and behind the first comma. */
function twoArguments(given: string): readonly [string, string] {
  const comma = given.indexOf(',')
  return comma < 0 ? [given, ''] : [given.slice(0, comma).trim(), given.slice(comma + 1)]
}

function joined(directory: string, path: string): string {
  return path === '.' ? directory : `${directory}/${path.replace(/^\.\//, '')}`
}

function rooted(path: string): string {
  return path === '.' ? rootMark : `${rootMark}/${joinPath('.', path)}`
}

/** Where the bracket that stands at an offset closes; the offset itself for the name of one letter. */
function closing(text: string, open: number): number | null {
  const bracket = text[open]
  if (bracket !== '(' && bracket !== '{') return null
  const other = bracket === '(' ? ')' : '}'
  for (let at = open, depth = 0; at < text.length; at++) {
    if (text[at] === bracket) depth++
    else if (text[at] === other && --depth === 0) return at
  }
  return null
}
