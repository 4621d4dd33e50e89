import type { Language } from '../tables/languages.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import type { Trouble } from '../text/trouble.ts'
import type { UvLock } from './lock/uv-lock.ts'
import type { MarkdownFile } from './markdown/markdown-file.ts'
import type { NixExpression } from './nix/ast.ts'
import type { NixFence } from './nix/nix-fences.ts'
import type { Script } from './script.ts'
import type { TomlFile } from './toml/toml-file.ts'

/**
 * What one file says, as plain data with native spans: a pure function of the file's bytes and path. It can be cloned,
 * cached and sent between threads.
 */
export interface Document {
  readonly path: string
  readonly language: Language
  /** The whole file as one Nix expression. */
  readonly nix?: NixExpression
  readonly toml?: TomlFile
  /** What a `uv.lock` says. */
  readonly uvLock?: UvLock
  readonly markdown?: MarkdownFile
  /** What a Python script says of itself (PEP 723). */
  readonly header?: ScriptHeader
  /** Nix code in the fences of a document, where a rule may judge it. */
  readonly nixFences?: readonly NixFence[]
  /** What a workflow's or a composite action's steps use. */
  readonly actions?: readonly UsedAction[]
  /** Paths of the repository that a workflow names outside of its code. */
  readonly paths?: readonly PathReference[]
  /** The stages of a Dockerfile, in file order. */
  readonly stages?: readonly ImageStage[]
  /** What pre-commit installs beside its hooks. */
  readonly hookDependencies?: readonly HookDependency[]
  /** The hooks that pre-commit takes from other repositories. */
  readonly hooks?: readonly UsedHook[]
  /** Shell code in any place of the file, in document order; a value that a step runs stands behind all steps. */
  readonly scripts: readonly Script[]
  /** Comments of the host and of its guests that may carry a directive for policy-check. */
  readonly directives: readonly Comment[]
  /** A Nix file that was not read, since it concerns no rule (`relevance.ts`). */
  readonly unread?: true
  readonly troubles: readonly Trouble[]
}

/** The metadata block of a PEP 723 script. */
export interface ScriptHeader {
  /** From `# /// script` to the closing `# ///`. */
  readonly span: Span
  /** Its TOML; absent when that is broken. */
  readonly toml?: TomlFile
}

/** `uses:` of a step, such as `actions/setup-python@v5`, with the inputs that are plain scalars. */
export interface UsedAction {
  readonly text: string
  readonly span: Span
  readonly job: string | null
  readonly step: string | null
  readonly inputs: readonly ActionInput[]
  /** `UV_PROJECT_ENVIRONMENT` as the step, the job or the workflow sets it. */
  readonly projectEnvironment?: string
}

/** A path that a workflow names: where code runs, which files start it, which action or workflow is used. */
export interface PathReference {
  readonly kind: 'directory' | 'filter' | 'uses'
  /** As written. */
  readonly text: string
  readonly span: Span
}

/** One input of an action. */
export interface ActionInput {
  readonly name: string
  readonly text: string
  readonly span: Span
  /** What an expression that only names a value of the job's matrix stands for, each written where the matrix has it. */
  readonly values?: readonly { readonly text: string; readonly span: Span }[]
}

/** One stage of a Dockerfile: from its `FROM` to the next one. */
export interface ImageStage {
  readonly name: string | null
  /** The image, or the earlier stage, that it starts from, as written. */
  readonly from: string
  readonly span: Span
  readonly copies: readonly ImageCopy[]
  readonly variables: readonly { readonly name: string; readonly value: string; readonly span: Span }[]
}

/** `COPY`, `ADD`, or a bind mount of `RUN`, which lends the files to one command. */
export interface ImageCopy {
  /** The stage or the image of `--from`; null for the build context. */
  readonly from: string | null
  readonly sources: readonly string[]
  /** As written; null when it is not plain. */
  readonly target: string | null
  readonly span: Span
}

/** One of the `additional_dependencies` of a pre-commit hook that is, or may be, written in Python. */
export interface HookDependency {
  readonly text: string
  readonly span: Span
}

/** A hook that pre-commit takes from a repository. */
export interface UsedHook {
  /** As written: an address. */
  readonly repository: string
  readonly id: string
  /** Of the id. */
  readonly span: Span
  /** The release that is used; null without one. */
  readonly rev: { readonly text: string; readonly span: Span } | null
}

/** A comment that mentions `policy-check:`. */
export interface Comment {
  /** The comment with its marks (`#`, `<!-- -->`). */
  readonly span: Span
  /** Set when the comment stands in guest code: the guest's span. Its directive reaches no further. */
  readonly guest?: Span
}

/** A file with what it says. */
export interface ParsedFile {
  readonly file: SourceFile
  readonly document: Document
}
