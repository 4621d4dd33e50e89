import type { FileTree } from '../discover/file-tree.ts'
import type { Trouble } from '../text/trouble.ts'
import type { Absent } from './absent.ts'
import type { Commands } from './commands/command.ts'
import type { Sessions } from './environments/session.ts'
import type { Flake } from './flake/flake.ts'
import type { Documents } from './pages/documents.ts'
import type { Forest } from './projects/forest.ts'
import type { Workspace } from './projects/workspace.ts'

/** Everything a rule may ask for. */
export interface Facts {
  /** Which paths exist. */
  readonly tree: FileTree
  /** Every file that was read, by path in code-unit order. */
  readonly documents: Documents
  /** Files that could not be read at all. */
  readonly unread: readonly Trouble[]
  /** Every uv root of the repository. */
  readonly projects: Forest
  /**
   * One uv root (a single project counts as a workspace of one). A rule that needs it is run once for each root, with the
   * commands that run in it.
   */
  readonly workspace: Workspace
  /** The flake at the repository root. */
  readonly flake: Flake
  /** Every command that a person, an agent or a machine is told to run. */
  readonly commands: Commands
  /** Which commands share a Python environment, and which one each of them acts on. */
  readonly sessions: Sessions
}

export type FactName = keyof Facts

/** The model of one repository. Parts are computed on first use. */
export class Repository {
  readonly #parts: { readonly [Name in FactName]: () => Facts[Name] | Absent }
  readonly #known = new Map<FactName, unknown>()
  /** What was thrown, so that a part that fails does so once. */
  readonly #failed = new Map<FactName, { readonly error: unknown }>()

  constructor(parts: { readonly [Name in FactName]: () => Facts[Name] | Absent }) {
    this.#parts = parts
  }

  /** One part of the model, or why the repository has none. */
  fact<Name extends FactName>(name: Name): Facts[Name] | Absent {
    const failed = this.#failed.get(name)
    if (failed) throw failed.error
    try {
      if (!this.#known.has(name)) this.#known.set(name, this.#parts[name]())
    } catch (error) {
      this.#failed.set(name, { error })
      throw error
    }
    return this.#known.get(name) as Facts[Name] | Absent
  }
}
