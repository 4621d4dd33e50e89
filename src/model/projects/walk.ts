import type { FileTree } from '../../discover/file-tree.ts'
import { joinPath } from '../../text/paths.ts'
import { matchesWhole, type PatternError, readPattern, type Token } from './member-glob.ts'

const indexes = new WeakMap<readonly string[], DirectoryIndex>()

/** How many links one path may lead through: a link to a directory above itself would give paths without an end. */
const mostLinks = 2

/** The directories of a repository with what git sees in them. Links to directories are followed, as uv does. */
export class DirectoryIndex {
  readonly #children = new Map<string, Set<string>>([['.', new Set()]])
  readonly #sorted = new Map<string, readonly string[]>()

  /** The index of a tree, which is made once. */
  static of(tree: Pick<FileTree, 'paths' | 'linkedDirectory'>): DirectoryIndex {
    const index = indexes.get(tree.paths) ?? new DirectoryIndex(tree.paths, tree.linkedDirectory)
    indexes.set(tree.paths, index)
    return index
  }

  readonly #linkedDirectory: (path: string) => string | null

  /** Takes paths of files relative to the root, and what tells where a link to a directory leads. */
  constructor(paths: readonly string[], linkedDirectory: (path: string) => string | null = () => null) {
    this.#linkedDirectory = linkedDirectory
    for (const path of paths) {
      let directory = '.'
      for (let start = 0; ; ) {
        const slash = path.indexOf('/', start)
        this.#childrenOf(directory).add(path.slice(start, slash < 0 ? path.length : slash))
        if (slash < 0) break
        directory = path.slice(0, slash)
        start = slash + 1
      }
    }
  }

  #childrenOf(directory: string): Set<string> {
    const known = this.#children.get(directory)
    if (known) return known
    const children = new Set<string>()
    this.#children.set(directory, children)
    return children
  }

  isDirectory(path: string): boolean {
    return this.real(path) !== null
  }

  /** The directory that a path leads to, links followed; null when it is none or leads through too many. */
  real(path: string): string | null {
    if (this.#children.has(path)) return path
    let links = 0
    let at = '.'
    const names = path.split('/')
    for (let name = names.shift(); name !== undefined; name = names.shift()) {
      const next = joinPath(at, name)
      if (this.#children.has(next)) {
        at = next
        continue
      }
      const target = this.#children.get(at)?.has(name) === true ? this.#linkedDirectory(next) : null
      if (target === null || ++links > mostLinks) return null
      // The target may lead through links itself.
      names.unshift(...target.split('/').filter((part) => part !== '.'))
      at = '.'
    }
    return at
  }

  /** Names in a directory, sorted. */
  names(directory: string): readonly string[] {
    let names = this.#sorted.get(directory)
    if (!names) {
      const real = this.real(directory)
      names = real === null ? [] : [...(this.#children.get(real) ?? [])].sort()
      this.#sorted.set(directory, names)
    }
    return names
  }

  exists(path: string): boolean {
    if (this.isDirectory(path)) return true
    const slash = path.lastIndexOf('/')
    const directory = this.real(slash < 0 ? '.' : path.slice(0, slash))
    return directory !== null && this.#children.get(directory)?.has(path.slice(slash + 1)) === true
  }
}

interface Component {
  /** The component itself when it has no wildcard. */
  readonly literal: string | null
  readonly recursive: boolean
  readonly tokens: readonly Token[]
}

/**
 * The paths that a normalised pattern yields below a directory, in the order in which the `glob` crate's walk yields
 * them: component by component, wildcards stay within one. Files are yielded too, and `x/..` as such.
 */
export function walk(index: DirectoryIndex, base: string, pattern: string): readonly string[] | PatternError {
  const components: Component[] = []
  for (const text of pattern === '' ? [] : pattern.split('/')) {
    const tokens = readPattern(text)
    if (!Array.isArray(tokens)) return tokens as PatternError
    const literal = tokens.every(({ kind }) => kind === 'character') ? text : null
    const recursive = tokens[0]?.kind === 'recursive'
    // Directly repeated `**` are one.
    if (!recursive || !components.at(-1)?.recursive) components.push({ literal, recursive, tokens })
  }
  const found: string[] = []
  const seen = new Set<string>()
  descend(base, 0)
  return found

  function descend(path: string, depth: number): void {
    const key = `${depth} ${path}`
    if (seen.has(key)) return
    seen.add(key)
    const component = components[depth]
    if (!component) {
      found.push(path)
      return
    }
    if (component.literal !== null) {
      const next = joinPath(path, component.literal)
      if (index.exists(next)) descend(next, depth + 1)
      return
    }
    // A last component that begins with a dot finds these two as well, which `read_dir` does not name.
    const [first] = component.tokens
    if (depth === components.length - 1 && first?.kind === 'character' && first.is === '.') {
      if (matchesWhole(component.tokens, '..')) found.push(joinPath(path, '..'))
      if (matchesWhole(component.tokens, '.')) found.push(path)
    }
    for (const name of index.names(path)) visit(joinPath(path, name), name, depth)
  }

  /** One entry met while reading a directory for the component at `depth`. */
  function visit(path: string, name: string, depth: number): void {
    const component = components[depth]
    if (!component) return
    if (!component.recursive) {
      if (matchesWhole(component.tokens, name)) descend(path, depth + 1)
      return
    }
    const isDirectory = index.isDirectory(path)
    const isLast = depth === components.length - 1
    if (isLast && isDirectory) found.push(path)
    if (!isLast) visitName(path, name, depth + 1)
    if (isDirectory) for (const child of index.names(path)) visit(joinPath(path, child), child, depth)
  }

  function visitName(path: string, name: string, depth: number): void {
    const component = components[depth]
    if (component && matchesWhole(component.tokens, name)) descend(path, depth + 1)
  }
}
