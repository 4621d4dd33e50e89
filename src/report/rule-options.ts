import { stringify } from 'smol-toml'
import * as v from 'valibot'
import type { AnyRule } from '../rule/rule.ts'

/** One option of a rule, as a person is told of it. */
export interface OptionFacts {
  readonly name: string
  /** What it takes, such as `a list of strings` or `"all" or "nobody"`. */
  readonly values: string
  /** What holds without it, as TOML; null where nothing does. */
  readonly initial: string | null
  readonly says: string
}

/** The options of a rule, in the order of its schema. */
export function optionFacts(rule: AnyRule): OptionFacts[] {
  const defaults = defaultsOf(rule)
  return Object.entries(rule.options?.entries ?? {}).map(([name, entry]) => {
    const schema = unwrapped(entry)
    const initial = defaults[name]
    return {
      name,
      values: valuesOf(schema),
      initial: initial === undefined ? null : tomlValue(initial),
      says: v.getDescription(schema) ?? v.getDescription(entry as Described) ?? '',
    }
  })
}

/** A table for `policy-check.toml` that sets every option, to what an example of the rule sets it where one does. */
export function optionsAsToml(rule: AnyRule): string | null {
  const names = Object.keys(rule.options?.entries ?? {})
  const defaults = defaultsOf(rule)
  const set = names.flatMap((name) => {
    const example = rule.examples.find(({ options }) => options && name in options)?.options?.[name]
    const value = example ?? defaults[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return set.length > 0 ? tomlTable(rule.id, Object.fromEntries(set)) : null
}

/** Options as the table of a rule in `policy-check.toml`. */
export function tomlTable(id: string, options: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(options).map(([name, value]) => `${name} = ${tomlValue(value)}`)
  return [`[rules.${id}]`, ...lines].join('\n')
}

type Described = v.GenericSchema & {
  readonly wrapped?: Described
  readonly pipe?: readonly Described[]
  readonly item?: Described
  readonly options?: readonly unknown[]
}

function unwrapped(entry: unknown): Described {
  const schema = entry as Described
  return schema.wrapped ?? schema
}

function defaultsOf(rule: AnyRule): Readonly<Record<string, unknown>> {
  return rule.options ? v.parse(rule.options, {}) : {}
}

function valuesOf(schema: Described): string {
  switch (schema.type) {
    case 'boolean':
      return '`true` or `false`'
    case 'picklist':
      return oneOf((schema.options ?? []).map((value) => `\`${tomlValue(value)}\``))
    case 'array':
      return schema.item?.type === 'array' ? 'a list of lists of strings' : 'a list of strings'
    case 'record':
      return 'a table of strings'
    default:
      return 'a string'
  }
}

function oneOf(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** A value on one line: an inline table, where it is one. */
function tomlValue(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const pairs = Object.entries(value).map(
      ([key, inner]) => `${stringify({ [key]: 1 }).split(' = ')[0]} = ${tomlValue(inner)}`,
    )
    return pairs.length > 0 ? `{ ${pairs.join(', ')} }` : '{}'
  }
  if (Array.isArray(value)) return `[${value.map(tomlValue).join(', ')}]`
  return stringify({ value }).trim().slice('value = '.length)
}
