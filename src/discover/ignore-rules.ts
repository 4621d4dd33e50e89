import { join, relative, sep } from 'node:path'
import { commonDirectoryOf } from './git-directory.ts'
import { type IgnorePattern, readIgnorePatterns } from './ignore-pattern.ts'
import { readText } from './open-file.ts'
import { RealDirectories } from './real-directories.ts'

/**
 * The ignore rules of a directory tree, read when first needed: each directory's `.gitignore`, as git
 * applies them (gitignore(5)): the deepest file decides, and nothing below an ignored directory is looked at again. An
 * ignore file that is a link has no effect, as with git.
 */
export class IgnoreRules {
  readonly #root: string
  readonly #rules = new Map<string, Patterns | null>()
  readonly #ignoredDirectories = new Map<string, boolean>([['', false]])
  readonly #shared: Patterns | null
  readonly #directories: RealDirectories

  readonly #name: string

  /**
   * `sharedFile` is `.git/info/exclude` or null: rules for the whole tree that stand outside it. `name` is that of the
   * files that hold rules.
   */
  constructor(root: string, sharedFile: string | null, name = '.gitignore') {
    this.#root = root
    this.#name = name
    this.#directories = new RealDirectories(root)
    this.#shared = sharedFile === null ? null : readRules(sharedFile)
  }

  /**
   * Whether an ignore rule matches a path relative to the root; a directory's path ends in `/`. A path that is deeper than
   * any that people make counts as ignored: nothing is said about it.
   */
  isIgnored(path: string): boolean {
    const asDirectory = path.endsWith('/')
    const bare = asDirectory ? path.slice(0, -1) : path
    if (bare === '' || bare === '.' || bare.startsWith('/') || /(^|\/)\.\.?(\/|$)/.test(bare)) return false
    if (bare.length > longestPath) return true
    const parent = bare.includes('/') ? bare.slice(0, bare.lastIndexOf('/')) : ''
    if (this.#isIgnoredDirectory(parent)) return true
    return this.#matches(asDirectory ? `${bare}/` : bare)
  }

  #isIgnoredDirectory(directory: string): boolean {
    const known = this.#ignoredDirectories.get(directory)
    if (known !== undefined) return known
    const ignored = this.isIgnored(`${directory}/`)
    this.#ignoredDirectories.set(directory, ignored)
    return ignored
  }

  /** The last rule of the deepest file that says something about the path. */
  #matches(path: string): boolean {
    const bare = path.endsWith('/') ? path.slice(0, -1) : path
    for (let at = bare.lastIndexOf('/'); ; at = bare.lastIndexOf('/', at - 1)) {
      const directory = at === -1 ? '' : bare.slice(0, at)
      const verdict = verdictOf(this.#rulesOf(directory), at === -1 ? path : path.slice(at + 1))
      if (verdict !== null) return verdict
      if (at === -1) return verdictOf(this.#shared, path) ?? false
    }
  }

  #rulesOf(directory: string): Patterns | null {
    const known = this.#rules.get(directory)
    if (known !== undefined) return known
    const path = directory === '' ? this.#name : `${directory}/${this.#name}`
    const rules = this.#directories.hold(path) ? readRules(join(this.#root, path)) : null
    this.#rules.set(directory, rules)
    return rules
  }
}

type Patterns = readonly IgnorePattern[]

function readRules(path: string): Patterns | null {
  const text = readText(path, { limit: sizeLimit })
  return text === null ? null : readIgnorePatterns(text)
}

/** Whether the last pattern that matches a path ignores it; null where none matches. A directory's path ends in `/`. */
function verdictOf(patterns: Patterns | null, path: string): boolean | null {
  if (!patterns?.length) return null
  const isDirectory = path.endsWith('/')
  const components = (isDirectory ? path.slice(0, -1) : path).split('/')
  const last = patterns.findLast(
    (pattern) => (isDirectory || !pattern.onlyDirectories) && pattern.matches(components),
  )
  return last ? !last.negated : null
}

/** A test for paths relative to `root`, which lies in `top`, the directory where ignore files begin to count. */
export function ignoreTest(root: string, top: string): (path: string) => boolean {
  let rules: IgnoreRules | undefined
  const prefix = relative(top, root).split(sep).join('/')
  return (path) => {
    rules ??= new IgnoreRules(top, sharedRulesOf(top))
    return rules.isIgnored(prefix === '' ? path : `${prefix}/${path}`)
  }
}

/**
 * A test for what the `.ignore` files below `root` hide from programs that walk a tree with the `ignore` crate, as uv and
 * ripgrep do; git does not read them.
 */
export function walkTest(root: string): (path: string) => boolean {
  let rules: IgnoreRules | undefined
  return (path) => {
    rules ??= new IgnoreRules(root, null, '.ignore')
    return rules.isIgnored(path)
  }
}

function sharedRulesOf(top: string): string | null {
  const directory = commonDirectoryOf(top)
  return directory === null ? null : join(directory, 'info', 'exclude')
}

/** In UTF-16 units. */
const longestPath = 1_000

/** More rules than any repository needs, in bytes. */
const sizeLimit = 512 * 1024
