import type { Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import type { PythonTarget } from '../programs/python.ts'

/** What kind of container shares one Python environment. Part of the `inspect sessions` contract. */
export type SessionKind = 'script' | 'job' | 'stage' | 'terminal'

/** Which environment a command acts on. Part of the `inspect sessions` contract. */
export type EnvironmentKind =
  | 'project'
  | 'venv'
  | 'conda'
  | 'system'
  | 'tool'
  | 'throwaway'
  | 'foreign'
  | 'unknown'

export interface Environment {
  readonly kind: EnvironmentKind
  /** The root of the project, the directory of a venv, the name of a conda environment; null when it has none. */
  readonly name: string | null
}

/** What a command does to the environment that it acts on. */
export type SessionRole = 'writes' | 'reads' | 'makes' | 'activates'

/** A command of a session that writes, needs, makes or enters a Python environment. */
export interface SessionCommand {
  /** The whole command, with what runs it (`poetry run pip install x`). */
  readonly command: Command
  readonly role: SessionRole
  readonly environment: Environment
  /** How another package manager is called; of `uv pip` as well. */
  readonly use: ForeignUse | null
  /** What it starts in Python, for readers. */
  readonly target: PythonTarget | null
  /** What it installs, as written: requirements, paths, `-r FILE`. */
  readonly installs: readonly string[]
}

/** One of several ways of which the reader of a document takes one. */
export interface Alternative {
  /** The manager that its label names, if it names one. */
  readonly manager: string | null
  /** The sessions that are the other ways, in document order. */
  readonly others: readonly Session[]
  /** Whether the page shows uv's way before this one. */
  readonly uvFirst: boolean
}

/** The commands of one container that can share a Python environment, in their order. */
export interface Session {
  readonly path: string
  readonly kind: SessionKind
  /** In words, such as "job `test`". */
  readonly origin: string
  readonly span: Span
  readonly commands: readonly SessionCommand[]
  /** Whether uv is there before its first command; null when nothing tells. */
  readonly uv: boolean | null
  /** The directory of the project whose manifests are there; undefined when none is, null when nothing tells. */
  readonly project: string | null | undefined
  /** Why it is deliberately outside the project's environment, as a clause; null when it is not. */
  readonly apart: string | null
  readonly alternative: Alternative | null
}

/** The sessions of the repository. */
export interface Sessions {
  /** By path and place. */
  readonly all: readonly Session[]
  /** The session of a command; undefined for one that touches no Python environment. */
  of(command: Command): Session | undefined
}
