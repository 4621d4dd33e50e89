import type { Span } from '../text/span.ts'
import type { ShellComment, ShellStatement } from './shell/ast.ts'

/** The kind of place a command stands in. Part of the `inspect commands` contract. */
export type Host =
  | 'script'
  | 'nix'
  | 'markdown-fence'
  | 'markdown-span'
  | 'markdown-text'
  | 'workflow'
  | 'dockerfile'
  | 'make'
  | 'just'
  | 'config'

/** One piece of shell code, wherever it stands, with the syntax around it that later stages judge by. */
export interface Script {
  readonly host: Host
  /** From the first to the last character of the code in the host file. */
  readonly span: Span
  readonly statements: readonly ShellStatement[]
  readonly comments: readonly ShellComment[]
  readonly context: ScriptContext
  /** Set when a document shows the host's file in a fence, for its readers to copy: an index into its fences. */
  readonly fence?: number
  /** Settings of the host that change its directory, the outermost first, each as seen from where the one before leads. */
  readonly settings?: readonly DirectorySetting[]
  /** What the host sets in the environment of the code before it starts. */
  readonly variables?: readonly HostValue[]
  /** The code runs once for each, with these values in the place of the host's expressions. */
  readonly bindings?: readonly Binding[]
  /** Lines of it do not parse, so that it says more than its statements. */
  readonly incomplete?: true
  /** The code, where it was not read since it concerns no rule (`relevance.ts`); it then has no statements. */
  readonly unread?: string
}

/** A constant that the host knows by a name, such as `matrix.package` or `UV_PROJECT`. */
export interface HostValue {
  readonly name: string
  readonly text: string
  /** Where the value is written. */
  readonly span: Span
  /** The file in which it is written, when that is another one than that of the code. */
  readonly path?: string
}

/** One combination of values; the host's expressions (`matrix.package`) or its shell (`PACKAGE`) ask for them by their names. */
export type Binding = readonly HostValue[]

/** The value that a combination has under a name. */
export function valueIn(binding: Binding | undefined, name: string | null): HostValue | undefined {
  return binding?.find((value) => value.name === name)
}

/** The name that a host's expression asks for: `matrix.dir` for `${{ matrix.dir }}`; null when it is more than a name. */
export function boundName(expression: string): string | null {
  return /^\$\{\{\s*([A-Za-z_]\w*(?:\.[\w-]+)+)\s*\}\}$/.exec(expression)?.[1] ?? null
}

/** A setting that starts code in another directory: `working-directory`, `dir`, `cwd` … */
export interface DirectorySetting {
  /** As seen from where the code would start without it; null when it is absolute or the host fills it in. */
  readonly path: string | null
  /** The value, without quotes. */
  readonly span: Span
  /** The value as written, when the host fills some of it in. */
  readonly template?: string
  /** The file in which the value is written, when that is another one than that of the code. */
  readonly file?: string
  /** What to remove to be without the setting. Absent when more than the code that was read depends on it. */
  readonly removal?: Span
}

/** The fence of a document that the code stands in, in whatever host; undefined outside of fences. */
export function fenceOf({ context, fence }: Script): number | undefined {
  return context.kind === 'markdown-fence' ? context.fence : fence
}

/** Whether people read the code in a document. */
export function isDocumented({ host, fence }: Pick<Script, 'host' | 'fence'>): boolean {
  return fence !== undefined || host.startsWith('markdown')
}

/** Whether the code runs in a container image, which may hold other files and another Python than the repository. */
export function runsInImage({ context }: Pick<Script, 'context'>): boolean {
  return context.kind === 'dockerfile' || (context.kind === 'config' && context.format === 'compose')
}

/** What the host's syntax says about a piece of shell code. Plain facts; verdicts belong to the model. */
export type ScriptContext =
  | { readonly kind: 'file'; readonly shebang: string | null }
  /** What a coding agent is about to run; `root` is where the repository lies on its machine. No person reads what it prints. */
  | { readonly kind: 'agent'; readonly root: string }
  /** The first line of a script in another language; the path of the script follows its words. */
  | { readonly kind: 'shebang' }
  | {
      readonly kind: 'nix'
      /** Enclosing attribute names from the outside in, such as `devShells`, `default`, `shellHook`. */
      readonly attributes: readonly string[]
      /** `writeShellScriptBin` and the like, with the program's name when it is a constant. */
      readonly writer?: { readonly function: string; readonly name: string | null }
      /** The whole string literal; the evaluator meets the same span. */
      readonly string: Span
    }
  /** `fence` and `codeSpan` are indexes into the document's lists. */
  | { readonly kind: 'markdown-fence'; readonly fence: number; readonly console: boolean }
  | { readonly kind: 'markdown-span'; readonly codeSpan: number }
  | {
      readonly kind: 'workflow'
      readonly job: string | null
      readonly step: string | null
      readonly shell: string | null
      /** `UV_PROJECT_ENVIRONMENT` as the step, the job or the workflow sets it. */
      readonly projectEnvironment?: string
      /** Set for a value that the step runs: by which name (`matrix.command`), and the expression that does. */
      readonly value?: { readonly name: string; readonly usedAt: Span }
      /** Set for code that is handed to an action or a workflow of the repository: what `uses` says, and the input's name. */
      readonly input?: { readonly of: string; readonly name: string }
    }
  | {
      readonly kind: 'dockerfile'
      readonly stage: string | null
      /** Absolute `WORKDIR` in force, or null when unknown. */
      readonly directory: string | null
      /** Absolute directory that `COPY . …` has filled with the build context, which holds the repository or a part of it. */
      readonly buildContext: string | null
    }
  /** Directories here and below are where the host starts code by itself, relative to the repository root; null when unknown. */
  | { readonly kind: 'make' | 'just'; readonly target: string; readonly directory: string | null }
  /** A command in a configuration file; `key` names it, such as `hooks.entry` or `scripts.test`. */
  | {
      readonly kind: 'config'
      readonly format: string
      readonly key: string
      readonly directory: string | null
      /** The image, as written, of a service that builds none. */
      readonly image?: string
    }

/** The offset at which code of a script runs: for a value that a step runs, that of the expression which does. */
export function offsetOfRun({ context }: Script, offset: number): number {
  return context.kind === 'workflow' && context.value ? context.value.usedAt.start : offset
}
