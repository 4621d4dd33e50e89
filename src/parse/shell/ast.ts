import type { Span } from '../../text/span.ts'

/**
 * Shell code as plain data. Every span is native to the host file: the code may stand in a script, in a Nix string,
 * in a Markdown fence or in a YAML scalar.
 */
export type ShellStatement =
  | ShellCommand
  | ShellAndOr
  | ShellPipeline
  | ShellGroup
  | ShellIf
  | ShellLoop
  | ShellCase
  | ShellFunction

/**
 * `NAME=value program argument >file`. `export A=b C` has the words `export` and `C` and the assignment `A=b`; of
 * `[[ a && b ]]` the brackets and operators are words.
 */
export interface ShellCommand {
  readonly kind: 'command'
  /** The program first. Empty when the statement only assigns or redirects. */
  readonly words: readonly ShellWord[]
  readonly assignments: readonly ShellAssignment[]
  readonly redirections: readonly ShellRedirection[]
  /** The commands in text that it shows to a person. */
  readonly shown?: readonly ShownCommand[]
  /** From the first word to the last; the whole statement when there are no words. */
  readonly span: Span
}

/** A command inside text that is shown to a person, with the line it stands in. */
export interface ShownCommand {
  readonly command: ShellCommand
  /** The text of the line, and where the command starts in it. */
  readonly line: string
  readonly at: number
}

export interface ShellAssignment {
  readonly name: string
  readonly value?: ShellWord
  /** The elements of `NAME=(a b)`; the value is then unknown. */
  readonly items?: readonly ShellWord[]
  /** `NAME+=value` */
  readonly appends?: true
  readonly span: Span
}

export interface ShellRedirection {
  /** `>`, `>>`, `<`, `2>&1` without digits: `>&`, `<<`, `<<<` … */
  readonly operator: string
  readonly target?: ShellWord
  /**
   * Body of a here-document. `expands` is false when its delimiter is quoted; `code` is there when a shell reads it, and
   * `substitutions` are those that the shell runs to make its text.
   */
  readonly heredoc?: {
    readonly span: Span
    readonly expands: boolean
    readonly code?: readonly ShellStatement[]
    readonly substitutions?: readonly ShellStatement[]
  }
  readonly span: Span
}

/** `left && right`, `left || right` */
export interface ShellAndOr {
  readonly kind: 'and-or'
  readonly operator: '&&' | '||'
  readonly left: ShellStatement
  readonly right: ShellStatement
  readonly span: Span
}

export interface ShellPipeline {
  readonly kind: 'pipeline'
  readonly commands: readonly ShellStatement[]
  readonly span: Span
}

/** `( … )` runs in a subshell, `{ …; }` does not; `statement &` is kept as a subshell of one statement. */
export interface ShellGroup {
  readonly kind: 'group'
  readonly subshell: boolean
  readonly body: readonly ShellStatement[]
  readonly redirections: readonly ShellRedirection[]
  readonly span: Span
}

export interface ShellIf {
  readonly kind: 'if'
  readonly branches: readonly {
    readonly condition: readonly ShellStatement[]
    readonly body: readonly ShellStatement[]
  }[]
  readonly otherwise: readonly ShellStatement[]
  readonly span: Span
}

/** `for`, `while`, `until`, `select` */
export interface ShellLoop {
  readonly kind: 'loop'
  /** The variable and the words of a `for`. */
  readonly variable?: string
  readonly items?: readonly ShellWord[]
  readonly condition: readonly ShellStatement[]
  readonly body: readonly ShellStatement[]
  readonly span: Span
}

export interface ShellCase {
  readonly kind: 'case'
  readonly subject: ShellWord
  readonly arms: readonly (readonly ShellStatement[])[]
  readonly span: Span
}

export interface ShellFunction {
  readonly kind: 'function'
  readonly name: string
  readonly body: readonly ShellStatement[]
  readonly span: Span
}

/** One word after quoting, before expansion. */
export interface ShellWord {
  readonly span: Span
  readonly parts: readonly ShellWordPart[]
  /** The word's value when every part is known text, else null. Host and shell quoting are resolved. */
  readonly text: string | null
  /** The statements in the word when it is code itself: of `bash -c`, `eval`, `trap`, `alias`, `nix-shell --run`. */
  readonly code?: readonly ShellStatement[]
}

export type ShellWordPart =
  | { readonly kind: 'text'; readonly text: string; readonly quoted: boolean; readonly span: Span }
  /**
   * `$name`, `${name}`, `${name:-…}`; `plain` is false when the expansion does more than insert the value, and the
   * substitutions inside it follow as parts of their own.
   */
  | {
      readonly kind: 'variable'
      readonly name: string
      readonly plain: boolean
      readonly quoted: boolean
      readonly span: Span
    }
  /** `$( … )`, `` ` … ` ``, `<( … )` */
  | {
      readonly kind: 'substitution'
      readonly body: readonly ShellStatement[]
      readonly quoted: boolean
      readonly span: Span
    }
  /** Text that the shell never sees: a host expression (`${pkgs.uv}`, `${{ matrix.x }}`) or a placeholder (`<member>`). */
  | {
      readonly kind: 'hole'
      readonly source: string
      readonly placeholder: boolean
      /** What the host puts there, when it is a constant of the same file, such as make's `PIP = pip3`. */
      readonly value?: string
      readonly span: Span
    }
  /** Arithmetic, brace expansion, anything whose value is not known. */
  | { readonly kind: 'other'; readonly span: Span }

export interface ShellComment {
  readonly span: Span
}
