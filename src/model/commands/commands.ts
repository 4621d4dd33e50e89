import type { ScriptHeader } from '../../parse/document.ts'
import type { Host, Script } from '../../parse/script.ts'
import type { ShellStatement, ShellWordPart } from '../../parse/shell/ast.ts'
import type { Place, Span } from '../../text/span.ts'
import type { Installables } from '../flake/installables.ts'
import type { Member, Workspace } from '../workspace/workspace.ts'
import type { UvInvocation } from './interpret/uv-invocation.ts'
import type { Project } from './python/projects.ts'
import type { ScriptStart } from './python/script-callers.ts'

/** One command that a person, an agent or a machine is told to run. */
export interface Command {
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
  readonly stance: Verdict<'runs' | 'forbids' | 'mentions'>
  readonly audience: Verdict<'contributor' | 'consumer'>
  /** The command that runs this one: `uv run` for `uv run pip install x`, `sudo`, `env`, `bash -c`. */
  readonly runner?: Command
  /** Why this command starts in its directory when something moved it there: the `cd` or the setting. */
  readonly moved?: Move
  readonly script: Script
  /** The kind of page that people read it on, or null where a machine reads it. */
  readonly page: 'manual' | 'contributing' | 'document' | null
  /** Text shown to a person (`echo`, a here-document), not a command that is executed. */
  readonly shown: boolean
  /** Options and arguments as uv reads them, for `uv` and `uvx`. */
  readonly uv?: UvInvocation
  /** The member that the command works for by its directory or its file, or null when none is certain. */
  readonly member: Member | null
  /** Whether the environment of uv is the active one there, so that a bare program starts in it. */
  readonly inEnvironment: boolean
  /** The nearest Python project of its directory or its file, in the workspace or not. */
  readonly project: Project | null
}

export interface CommandWord {
  readonly span: Span
  /** Value when known, variables with constant values included. */
  readonly text: string | null
  /** Path relative to the repository root when the word starts with an expression for that root. */
  readonly fromRoot?: string
  readonly parts: readonly ShellWordPart[]
  /** The statements in the word when it is code itself. */
  readonly code?: readonly ShellStatement[]
}

/** A decision with the reason that `inspect commands` shows. */
export interface Verdict<Value extends string> {
  readonly value: Value
  readonly because: string
}

/** A change of the working directory away from where a script starts. */
export interface Move {
  /** `cd dir`, `pushd dir`, `working-directory`'s value … */
  readonly place: Place
  readonly by: 'cd' | 'pushd' | 'option' | 'setting'
  /** Relative to the repository root, null when unknown or outside. */
  readonly directory: string | null
  /** Directory before the move. */
  readonly from: string | null
  /** What also must go when the move is removed, such as `cd x && `; absent when that is not certain. */
  readonly removal?: Span
  /** What goes back to where the move came from, to be removed with it. */
  readonly returns: readonly Span[]
  /** Made in an earlier block of the document, from which the reader may have come back. */
  readonly earlier?: true
}

/** Something that makes a name callable. */
export interface Definition {
  readonly name: string
  readonly kind: 'alias' | 'function' | 'program' | 'console-script' | 'task'
  readonly place: Place
  /** For people, such as "`shellHook` of devShell `default`". */
  readonly origin: string
  /** The member that declares a console script. */
  readonly member?: Member
}

/** Commands of tasks, in file order and by the names of their tasks. */
export interface Tasks {
  readonly inOrder: readonly Command[]
  readonly byName: ReadonlyMap<string, readonly Command[]>
}

/** All commands of the repository, by path and start. */
export interface Commands {
  readonly all: readonly Command[]
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
  /** The workspace that the commands were read against, or null without one. */
  readonly workspace: Workspace | null
  /** What the Python script of this path says of itself (PEP 723), if it does. */
  header(path: string): ScriptHeader | undefined
  /** The text of a file as written, for fixes that keep words. */
  source(path: string): string
}
