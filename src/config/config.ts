import type { Severity } from '../advise/finding.ts'
import type { RuleSettings } from '../rule/run-rules.ts'
import type { GroundKind } from '../tables/foreign-grounds.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'

/** The configuration in force, validated. */
export interface Config {
  /** The file it was read from, relative to the root, or null without one. */
  readonly path: string | null
  readonly preset: 'recommended' | 'strict'
  /** Globs of files that are not checked. */
  readonly exclude: readonly string[]
  /** Kinds of foreign ground that are checked like the repository's own work. */
  readonly foreign?: readonly GroundKind[]
  /** What its file has between quotes: names of programs and files that may matter nowhere else. */
  readonly words?: readonly string[]
  /** What `[[overrides]]` decide for some files, in order. */
  readonly overrides?: readonly Override[]
  /** What is decided about one rule. */
  settingsOf(rule: string): RuleSettings
  /** Parts of its file without effect on a repository of these paths, in file order. */
  unused?(paths: readonly string[]): readonly UnusedPart[]
}

/** One block that decides for some files. */
export interface Override {
  /** Globs. */
  readonly files: readonly string[]
  /** The rules that it switches off. */
  readonly off: readonly string[]
}

/** A configuration that can also say where each decision comes from. */
export interface LoadedConfig extends Config {
  readonly file: SourceFile | null
  /** Every decision about a rule for a path, the one that wins last. */
  decisionsOf(rule: string, path: string): readonly Decision[]
  unused(paths: readonly string[]): readonly UnusedPart[]
}

/** One place that sets a rule's severity or options. */
export interface Decision {
  /** `default`, `strict`, `rules`, or the globs of an override. */
  readonly source: string
  /** Where it stands; absent for defaults. */
  readonly span?: Span
  readonly severity?: SeveritySetting
  readonly options: Readonly<Record<string, unknown>>
}

/** A part of the configuration that changes nothing. */
export interface UnusedPart {
  readonly span: Span
  readonly message: string
  readonly next: string
}

/** `off` switches a rule off. */
export type SeveritySetting = Severity | 'off'
