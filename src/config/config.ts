import type { RuleSettings } from '../rule/run-rules.ts'
import type { Severity } from '../rule/finding.ts'

/** The configuration in force, validated. */
export interface Config {
  /** The file it was read from, relative to the root, or null without one. */
  readonly path: string | null
  readonly preset: 'recommended' | 'strict'
  /** Globs of files that are not checked. */
  readonly exclude: readonly string[]
  /** What is decided about one rule. */
  settingsOf(rule: string): RuleSettings
}

/** `off` switches a rule off. */
export type SeveritySetting = Severity | 'off'
