import type { Span } from '../../text/span.ts'

/** A Nix expression as plain data. Spans are native to the `.nix` file (or the host that carries the Nix code). */
export type NixExpression =
  | NixVariable
  | NixSelect
  | NixHas
  | NixApply
  | NixLambda
  | NixLet
  | NixWith
  | NixAssert
  | NixIf
  | NixAttrset
  | NixList
  | NixString
  | NixPath
  | NixNumber
  | NixUnary
  | NixBinary
  | NixParenthesized
  | NixError

/** `name` */
export interface NixVariable {
  readonly kind: 'variable'
  readonly name: string
  readonly span: Span
}

/** `subject.a.b` with an optional `or fallback` */
export interface NixSelect {
  readonly kind: 'select'
  readonly subject: NixExpression
  readonly path: readonly NixAttribute[]
  readonly fallback?: NixExpression
  readonly span: Span
}

/** `subject ? a.b`: a test, never an access */
export interface NixHas {
  readonly kind: 'has'
  readonly subject: NixExpression
  readonly path: readonly NixAttribute[]
  readonly span: Span
}

/** `function argument` */
export interface NixApply {
  readonly kind: 'apply'
  readonly function: NixExpression
  readonly argument: NixExpression
  readonly span: Span
}

/** `name: body`, `{ a, b ? c, ... }: body`, `name@{ … }: body` */
export interface NixLambda {
  readonly kind: 'lambda'
  /** The whole argument's name: `name:` or the part of `name@`. */
  readonly name?: NixName
  /** Present for `{ … }:` */
  readonly formals?: readonly NixFormal[]
  /** Whether the formals end in `...`. */
  readonly open?: boolean
  readonly body: NixExpression
  readonly span: Span
}

export interface NixFormal {
  readonly name: NixName
  readonly fallback?: NixExpression
}

export interface NixName {
  readonly name: string
  readonly span: Span
}

export interface NixLet {
  readonly kind: 'let'
  readonly bindings: readonly NixBinding[]
  readonly body: NixExpression
  readonly span: Span
}

export interface NixWith {
  readonly kind: 'with'
  readonly subject: NixExpression
  readonly body: NixExpression
  readonly span: Span
}

export interface NixAssert {
  readonly kind: 'assert'
  readonly condition: NixExpression
  readonly body: NixExpression
  readonly span: Span
}

export interface NixIf {
  readonly kind: 'if'
  readonly condition: NixExpression
  readonly consequence: NixExpression
  readonly alternative: NixExpression
  readonly span: Span
}

/** `{ … }`, `rec { … }` */
export interface NixAttrset {
  readonly kind: 'attrset'
  readonly recursive: boolean
  readonly bindings: readonly NixBinding[]
  readonly span: Span
}

export interface NixList {
  readonly kind: 'list'
  readonly elements: readonly NixExpression[]
  readonly span: Span
}

/** `"…"` or `''…''` */
export interface NixString {
  readonly kind: 'string'
  readonly indented: boolean
  readonly parts: readonly NixStringPart[]
  /** With the quotes. */
  readonly span: Span
}

export type NixStringPart =
  /** Text as written. */
  | { readonly kind: 'text'; readonly span: Span }
  | NixEscape
  /** `${expression}`, span with the braces. */
  | { readonly kind: 'interpolation'; readonly span: Span; readonly expression: NixExpression }

/** An escape such as `\n`, `''$`, `'''`, `''\n`; `text` is what it stands for. */
export interface NixEscape {
  readonly kind: 'escape'
  readonly span: Span
  readonly text: string
}

/** `./a/b`, `/a`, `~/a`, `<nixpkgs>`; `text` as written. */
export interface NixPath {
  readonly kind: 'path'
  readonly text: string
  readonly interpolations: readonly NixExpression[]
  readonly span: Span
}

/** An integer or float; a bare URI is a string in Nix and is kept as NixString. */
export interface NixNumber {
  readonly kind: 'number'
  readonly text: string
  readonly span: Span
}

export interface NixUnary {
  readonly kind: 'unary'
  readonly operator: '!' | '-'
  readonly operand: NixExpression
  readonly span: Span
}

export interface NixBinary {
  readonly kind: 'binary'
  /** `++`, `//`, `+`, `==`, `&&`, `->`, `|>` … */
  readonly operator: string
  readonly left: NixExpression
  readonly right: NixExpression
  readonly span: Span
}

export interface NixParenthesized {
  readonly kind: 'parenthesized'
  readonly inner: NixExpression
  /** With the parentheses. */
  readonly span: Span
}

/** A part that does not parse, or that is nested too deeply to be read. */
export interface NixError {
  readonly kind: 'error'
  /** What could still be read inside, in file order; loose bindings stand in one attribute set. */
  readonly parts: readonly NixExpression[]
  readonly span: Span
}

export type NixBinding = NixBind | NixInherit

/** `a.b.c = value;` */
export interface NixBind {
  readonly kind: 'bind'
  readonly path: readonly NixAttribute[]
  readonly value: NixExpression
  /** With the semicolon. */
  readonly span: Span
}

/** `inherit a b;` or `inherit (from) a b;` */
export interface NixInherit {
  readonly kind: 'inherit'
  readonly from?: NixExpression
  readonly names: readonly NixName[]
  readonly span: Span
}

/** One part of an attribute path: `a`, `"a"`, `"a${b}"` or `${b}`. */
export type NixAttribute =
  | { readonly kind: 'static'; readonly name: string; readonly span: Span }
  | { readonly kind: 'dynamic'; readonly expression: NixExpression; readonly span: Span }
