/** A repository as a picture: its uv roots, their members, who depends on whom, and the tools of its dev shells. */
export interface WorkspaceGraph {
  readonly roots: readonly GraphRoot[]
  readonly shells: readonly GraphShell[]
}

/** One uv root with its members. */
export interface GraphRoot {
  /** Relative to the root of the repository; `.` when they are the same. */
  readonly directory: string
  /** Whether it has no project of its own. */
  readonly virtual: boolean
  readonly members: readonly GraphMember[]
  readonly edges: readonly GraphEdge[]
}

export interface GraphMember {
  readonly name: string
  readonly directory: string
  /** Its layer from the top, by the configuration of the rule `layers`; null for one in none. */
  readonly layer: number | null
  /** How many findings stand in its directory, and in no member below. */
  readonly findings: number
}

/** One member that requires another. */
export interface GraphEdge {
  readonly from: string
  readonly to: string
  /** `dependencies`, `extra gpu`, `group test` or `build`. */
  readonly by: string
  /** What is wrong with it, as a finding says; null when nothing is. */
  readonly wrong: string | null
}

export interface GraphShell {
  /** For people, such as "devShell `default`". */
  readonly name: string
  /** Names of its packages, each once. */
  readonly tools: readonly string[]
  /** Those that a finding says should not be there. */
  readonly wrong: readonly string[]
  /** Whether every package is known. */
  readonly complete: boolean
}
