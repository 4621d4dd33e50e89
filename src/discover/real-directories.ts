import { lstatSync } from 'node:fs'
import { join } from 'node:path'

/** Tells which directories below a root are reached without a symbolic link. Each directory is asked for once. */
export class RealDirectories {
  readonly #root: string
  readonly #known = new Map<string, boolean>([['', true]])

  constructor(root: string) {
    this.#root = root
  }

  /** Whether every directory between the root and the file is a real one. */
  hold(path: string): boolean {
    const slash = path.lastIndexOf('/')
    return this.#isReal(slash === -1 ? '' : path.slice(0, slash))
  }

  #isReal(directory: string): boolean {
    const known = this.#known.get(directory)
    if (known !== undefined) return known
    const slash = directory.lastIndexOf('/')
    const above = this.#isReal(slash === -1 ? '' : directory.slice(0, slash))
    const real = above && isDirectory(join(this.#root, directory))
    this.#known.set(directory, real)
    return real
  }
}

function isDirectory(path: string): boolean {
  try {
    return !lstatSync(path).isSymbolicLink()
  } catch {
    return true
  }
}
