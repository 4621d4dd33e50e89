import { toJsonSchema } from '@valibot/to-json-schema'
import type { AnyRule } from '../rule/rule.ts'
import { configSchema, eitherForm, severitySchema } from './schema.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * The JSON schema of `policy-check.toml`, for editors. Used when the package is built, never at run time. What stands in
 * it more than once, such as the settings of the rules, which overrides have too, is a definition of its own.
 */
export function configJsonSchema(rules: readonly AnyRule[]): Readonly<Record<string, unknown>> {
  const whole = plain(
    toJsonSchema(configSchema(rules, eitherForm), { errorMode: 'ignore', typeMode: 'input' }),
  )
  const { $schema: _, ...severity } = plain(toJsonSchema(severitySchema, { errorMode: 'ignore' }))
  const settings = at(whole, 'properties', 'rules', 'properties')
  const definitions = new Map([[JSON.stringify(severity), 'severity']])
  for (const [id, setting] of Object.entries(settings)) definitions.set(JSON.stringify(setting), id)
  const bodies = [...definitions].map(([text, name]) => {
    const inner = new Map([...definitions].filter(([, other]) => other !== name))
    return [name, withReferences(JSON.parse(text) as Json, inner)] as const
  })
  return {
    title: 'Configuration of policy-check',
    ...(withReferences(whole, definitions) as Readonly<Record<string, Json>>),
    $defs: Object.fromEntries(bodies),
  }
}

/** A schema as plain JSON, so that equal parts have equal texts. */
function plain(schema: unknown): Readonly<Record<string, Json>> {
  return JSON.parse(JSON.stringify(schema)) as Readonly<Record<string, Json>>
}

function at(schema: Json, ...path: readonly string[]): Readonly<Record<string, Json>> {
  return path.reduce<Json>((value, key) => (value as Record<string, Json>)[key] ?? {}, schema) as Readonly<
    Record<string, Json>
  >
}

/** The schema with a reference in the place of every part that is one of the definitions. */
function withReferences(schema: Json, definitions: ReadonlyMap<string, string>): Json {
  if (typeof schema !== 'object' || schema === null) return schema
  const name = definitions.get(JSON.stringify(schema))
  if (name !== undefined) return { $ref: `#/$defs/${name}` }
  if (Array.isArray(schema)) return schema.map((part: Json) => withReferences(part, definitions))
  return Object.fromEntries(
    Object.entries(schema).map(([key, part]) => [key, withReferences(part, definitions)]),
  )
}
