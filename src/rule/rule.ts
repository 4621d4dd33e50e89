import type * as v from 'valibot'
import type { Said, Severity } from '../advise/finding.ts'
import type { FactName, Facts } from '../model/repository.ts'
import type { Place } from '../text/span.ts'

/**
 * What a rule hands over for each finding; rule id, severity and `why` are added by the runner. A `severity` lowers the
 * configured one and never raises it; a `why` stands for that of the rule where a finding has a reason of its own.
 */
export type Report = (at: Place, says: Said) => void

/** Schema of a rule's options: every option has a default. */
export type OptionsSchema =
  | v.ObjectSchema<v.ObjectEntries, undefined>
  | v.StrictObjectSchema<v.ObjectEntries, undefined>

/** A small repository before and after. `⟦…⟧` in `wrong` marks the expected spans. */
export interface Example {
  /** What the example shows, when the files do not say it. */
  readonly title?: string
  readonly options?: Readonly<Record<string, unknown>>
  /** Files with violations. Without `wrong`, `right` must be silent. */
  readonly wrong?: Readonly<Record<string, string>>
  /** Without `wrong`: files without violations. With `wrong`: what every fix, safe and unsafe, makes of the changed files. */
  readonly right?: Readonly<Record<string, string>>
  /** Files that both sides share. */
  readonly given?: Readonly<Record<string, string>>
}

/** One policy: its statement, its reason, its check and its examples. */
export interface Rule<Needs extends FactName = FactName, Schema extends OptionsSchema = OptionsSchema> {
  readonly id: string
  readonly group: 'Nix' | 'uv' | 'Commands' | 'Repository'
  /** One sentence that is true of a good repository. */
  readonly says: string
  /** Why it matters, in one or two sentences. */
  readonly why: string
  /** Default severity; `off` rules run only when configured. */
  readonly severity: Severity | 'off'
  /** The strongest safety its fixes have, for the index; absent when it has none. */
  readonly fixes?: 'safe' | 'unsafe' | 'safe/unsafe'
  /**
   * How the marked block of a skill document teaches it: what is never written, and what is written instead. `{add}`
   * stands for the command that adds a dependency here, `{run}` for the one that runs a program. A sentence says what is
   * true of good work where there is no one thing to write instead.
   */
  readonly teaches?: string | { readonly never: string; readonly instead: string }
  /** What it leaves alone on purpose, where a reader may expect it to look. */
  readonly leaves?: string
  /** Parts of the model it works on. A repository without one of them skips the rule with the reason. */
  readonly needs: readonly Needs[]
  /** Its findings say of a file what its troubles say, which are then not told a second time. */
  readonly tellsTroubles?: true
  readonly options?: Schema
  /** Adds a finding for each violation through `report`. `optionsAt` gives the options in force for a path. */
  check(facts: Pick<Facts, Needs>, report: Report, optionsAt: (path: string) => v.InferOutput<Schema>): void
  readonly examples: readonly Example[]
}

/** A rule of any needs and options, as the runner sees it. */
// biome-ignore lint/suspicious/noExplicitAny: a list of rules erases their parameters; `rule()` checks each one.
export type AnyRule = Rule<any, any>

/** Declares a rule; gives its `check` the types of what it needs. */
export function rule<const Needs extends FactName, Schema extends OptionsSchema>(
  definition: Rule<Needs, Schema>,
): Rule<Needs, Schema> {
  return definition
}
