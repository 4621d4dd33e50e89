/** A module that something names and that is not there, with the directories where it should be. */
export interface LostModule {
  /** The dotted name, `evio.player`. */
  readonly module: string
  /** Directories that hold top-level modules, relative to the repository's root. */
  readonly roots: readonly string[]
  /** Whether it is run (`python -m`), so that `__main__.py` counts. */
  readonly run?: boolean
}
