import type { Host, Script } from '../../parse/script.ts'
import type { Place, Span } from '../../text/span.ts'
import type { Failure } from '../../text/trouble.ts'
import type { Installables } from '../flake/installables.ts'
import type { HeaderManifest } from '../manifest/manifest.ts'
import type { Audience, Stance } from '../pages/verdict.ts'
import type { OptionUse } from '../programs/arguments.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'
import type { PythonTarget } from '../programs/python.ts'
import type { UvInvocation } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Project } from '../projects/named-projects.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import type { Move, Turn } from '../scripts/move.ts'
import type { Definition } from './definition.ts'
import type { ScriptStart } from './script-start.ts'

/** One command that a person, an agent or a machine is told to run, with what can be asked of it. */
export interface Command extends CommandFacts {
  /** The last of these options that uv is given; undefined for every other program. */
  option(...names: readonly string[]): OptionUse | undefined
  /** Whether uv is given one of these options or flags. */
  has(...names: readonly string[]): boolean
  /** What it starts in Python: a script, a module, code or a tool, by itself or through `uv run`; null for all else. */
  readonly target: PythonTarget | null
  /** Whether it runs in a container image, which may hold other files and another Python than the repository. */
  readonly inImage: boolean
  /** Whether people read it in a document. */
  readonly inDocument: boolean
}

/** What is known of a command. */
export interface CommandFacts {
  readonly path: string
  /** From the program to the last argument. */
  readonly span: Span
  /** Last path component of the first word (`pip` for `${pkgs.x}/bin/pip`), or null when unknown. */
  readonly program: string | null
  /** The program first. */
  readonly words: readonly CommandWord[]
  /** Working directory relative to the repository root (`.` is the root), or null when unknown or outside. */
  readonly directory: string | null
  readonly host: Host
  /** For people, such as "`shellHook` of devShell `default`". */
  readonly origin: string
  readonly stance: Stance
  readonly audience: Audience
  /** The command that runs this one: `uv run` for `uv run pip install x`, `sudo`, `env`, `bash -c`. */
  readonly runner?: Command
  /** Why this command starts in its directory when something moved it there: the `cd` or the setting. */
  readonly moved?: Move
  readonly script: Script
  /** The kind of page that people read it on, or null where a machine reads it. */
  readonly page: 'manual' | 'contributing' | 'document' | null
  /** Text shown to a person (`echo`, a here-document), not a command that is executed. */
  readonly shown: boolean
  /** What it asks a package manager other than uv to do, or null when it asks none. */
  readonly foreign: ForeignUse | null
  /**
   * In how many ways its words run: with other values in a loop, a matrix or calls of its function (which others may call
   * as well: infinitely many). What is right for one may be wrong for the next. Absent when there is only this one.
   */
  readonly ways?: number
  /** Options and arguments as uv reads them, for `uv` and `uvx`. */
  readonly uv?: UvInvocation
  /** The uv root that it works in; null where none is known. */
  readonly root: Workspace | null
  /** The member that the command works for by its directory or its file, or null when none is certain. */
  readonly member: Member | null
  /** Whether the environment of uv is the active one there, so that a bare program starts in it. */
  readonly inEnvironment: boolean
  /** The nearest Python project of its directory or its file, in the workspace or not. */
  readonly project: Project | null
}

/** Commands of tasks, in file order and by the names of their tasks. */
export interface Tasks {
  readonly inOrder: readonly Command[]
  readonly byName: ReadonlyMap<string, readonly Command[]>
}

/** All commands of the repository, by path and start. */
export interface Commands {
  readonly all: readonly Command[]
  /** Files whose commands a bug of ours leaves out. */
  readonly failures: readonly Failure[]
  /** Commands that are executed or ordered, and addressed to people who work on this repository. */
  readonly judged: readonly Command[]
  /** Commands of this program whose first arguments (options skipped) are the given words. */
  of(program: string, ...subcommand: readonly string[]): readonly Command[]
  /** Judged commands of the Makefile, the justfile and the Taskfile in a directory. */
  tasks(directory: string): Tasks
  /** What defines a name, in path order. */
  definitions(name: string): readonly Definition[]
  /** How everything known to start a script file does so. */
  startOf(path: string): ScriptStart
  /** Whether a development shell has a package of this name. */
  shellProvides(name: string): boolean
  /** Every defined name, sorted. */
  readonly names: readonly string[]
  /** What the root flake answers to, for `.#name`. */
  readonly installables: Installables
  /** The most ways in which a command runs that a place in a file touches; 0 when each runs in one. */
  waysAt(place: Place): number
  /** What the Python script of this path says of itself (PEP 723), if it does. */
  header(path: string): HeaderManifest | undefined
  /** Where the scripts of a file turn to another directory, in order. */
  turns(path: string): readonly Turn[]
  /** The text of a file as written, for fixes that keep words; empty for one that was not read. */
  source(path: string): string
  /** Whether a file was read, so that its text is known. */
  isRead(path: string): boolean
}
