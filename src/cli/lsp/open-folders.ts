import { findWorkTree } from '../../discover/git-directory.ts'
import type { Terminal } from '../terminal.ts'
import { addressOf, fileOf, pathIn } from './editor-places.ts'
import { LiveRepository } from './live-repository.ts'

/** A file that an editor asks about. */
export interface EditorFile {
  readonly live: LiveRepository
  /** Relative to the root of the repository. */
  readonly path: string
}

/** The repositories of the folders that an editor has open, and of files outside of them that it asks about. */
export class OpenFolders {
  readonly #env: Terminal['env']
  readonly #repositories = new Map<string, LiveRepository>()
  /** Addresses of open documents as the editor writes them, by the file. */
  readonly #addresses = new Map<string, string>()

  constructor(env: Terminal['env']) {
    this.#env = env
  }

  get all(): readonly LiveRepository[] {
    return [...this.#repositories.values()]
  }

  open(uri: string): void {
    const folder = fileOf(uri)
    if (folder !== null) this.#at(findWorkTree(folder) ?? folder)
  }

  /** Forgets the repository of a folder; gives its root, or null for an address that is no folder. */
  close(uri: string): string | null {
    const folder = fileOf(uri)
    if (folder === null) return null
    const root = findWorkTree(folder) ?? folder
    this.#repositories.delete(root)
    return root
  }

  /** The repository of a file: the innermost that is open, or the one around it. */
  fileAt(uri: string): EditorFile | null {
    const file = fileOf(uri)
    if (file === null) return null
    const around = findWorkTree(file)
    const roots = [...this.#repositories.keys(), ...(around === null ? [] : [around])]
    const [root] = roots.filter((one) => pathIn(one, file) !== null).sort((a, b) => b.length - a.length)
    const path = root === undefined ? null : pathIn(root, file)
    return root === undefined || path === null ? null : { live: this.#at(root), path }
  }

  /** Takes the text of an open document for that of its file; null gives the file back to the disk. */
  hold(uri: string, text: string | null): LiveRepository | null {
    const found = this.fileAt(uri)
    if (!found) return null
    const { live, path } = found
    if (text === null) this.#addresses.delete(`${live.root}/${path}`)
    else this.#addresses.set(`${live.root}/${path}`, uri)
    live.hold(path, text)
    return live
  }

  /** The address of a file as the editor writes it, where it has told. */
  addressOf({ root }: LiveRepository, path: string): string {
    return this.#addresses.get(`${root}/${path}`) ?? addressOf(root, path)
  }

  #at(root: string): LiveRepository {
    const known = this.#repositories.get(root)
    if (known) return known
    const live = new LiveRepository(root, this.#env)
    this.#repositories.set(root, live)
    return live
  }
}
