import type { Host, Script } from '../../parse/script.ts'
import type { ShellWordPart } from '../../parse/shell/ast.ts'
import type { Place, Span } from '../../text/span.ts'

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
}

export interface CommandWord {
  readonly span: Span
  /** Value when known. */
  readonly text: string | null
  readonly parts: readonly ShellWordPart[]
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
  readonly directory: string | null
  /** The `cd` as a command, when it is one. */
  readonly command?: Command
}

/** All commands of the repository, by path and start. */
export interface Commands {
  readonly all: readonly Command[]
  /** Commands of this program whose first arguments (options skipped) are the given words. */
  of(program: string, ...subcommand: readonly string[]): readonly Command[]
}
