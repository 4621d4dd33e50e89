import * as v from 'valibot'
import type { AnyRule, OptionsSchema } from '../rule/rule.ts'
import { foreignGrounds, type GroundKind } from '../tables/foreign-grounds.ts'

/** What one rule may be set to: a severity, or a table of a severity and options. */
export type RawSetting = string | Readonly<Record<string, unknown>>

/** The configuration as written, after validation. */
export interface RawConfig {
  readonly $schema?: string | undefined
  readonly preset?: 'recommended' | 'strict' | undefined
  readonly exclude?: readonly string[] | undefined
  readonly foreign?: readonly GroundKind[] | undefined
  readonly rules?: Readonly<Record<string, RawSetting>> | undefined
  readonly overrides?: readonly RawOverride[] | undefined
}

/** Settings for some files. */
export interface RawOverride {
  readonly files: readonly string[]
  readonly rules: Readonly<Record<string, RawSetting>>
}

export const severitySchema = v.pipe(
  v.picklist(['error', 'warning', 'note', 'off']),
  v.description('How bad a finding is; `off` switches the rule off.'),
)

const groundKinds = [...new Set(foreignGrounds.map(({ kind }) => kind))] as [GroundKind, ...GroundKind[]]

const globs = (text: string) => v.pipe(v.array(v.pipe(v.string(), v.minLength(1))), v.description(text))

/**
 * The schema of the whole configuration for these rules. `union` joins the two forms of a rule's setting: a choice by
 * the value's type gives better messages, a real union is what JSON schema can say.
 */
export function configSchema(rules: readonly AnyRule[], union: typeof chosenByType | typeof eitherForm) {
  const settings = Object.fromEntries(
    rules.map((rule) => [rule.id, v.optional(v.pipe(union(tableSchema(rule)), v.description(rule.says)))]),
  )
  const ruleTable = v.strictObject(settings)
  return v.strictObject({
    $schema: v.optional(v.pipe(v.string(), v.description('Where editors find the schema of this file.'))),
    preset: v.optional(
      v.pipe(
        v.picklist(['recommended', 'strict']),
        v.description(
          '`recommended` (default): the severities of the rules. `strict`: every rule on, every finding an error.',
        ),
      ),
    ),
    exclude: v.optional(
      globs(
        'Globs of files that are not read; a directory excludes what lies below it, and a later glob with `!` before it brings files back.',
      ),
    ),
    foreign: v.optional(
      v.pipe(
        v.array(v.picklist(groundKinds)),
        v.description(
          'Kinds of files that are not this repository’s own work of today and are checked all the same.',
        ),
      ),
    ),
    rules: v.optional(
      v.pipe(ruleTable, v.description('A severity, or a table of a severity and options, for each rule.')),
    ),
    overrides: v.optional(
      v.pipe(
        v.array(v.strictObject({ files: globs('Globs of the files it is for.'), rules: ruleTable })),
        v.description('Settings for some files; later ones win.'),
      ),
    ),
  })
}

/** Severity or table, whichever fits the type of the value. */
export function chosenByType(table: v.GenericSchema) {
  return v.lazy(
    (value): v.GenericSchema => (typeof value === 'object' && value !== null ? table : severitySchema),
  )
}

/** Severity or table. */
export function eitherForm(table: v.GenericSchema) {
  return v.union([severitySchema, table])
}

function tableSchema(rule: AnyRule): v.GenericSchema {
  const options = (rule.options as OptionsSchema | undefined)?.entries ?? {}
  return v.strictObject({ severity: v.optional(severitySchema), ...options })
}
