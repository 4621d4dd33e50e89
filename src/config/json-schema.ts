import { toJsonSchema } from '@valibot/to-json-schema'
import type { AnyRule } from '../rule/rule.ts'
import { configSchema, eitherForm } from './schema.ts'

/** The JSON schema of `policy-check.toml`, for editors. Used when the package is built, never at run time. */
export function configJsonSchema(rules: readonly AnyRule[]): Readonly<Record<string, unknown>> {
  return {
    title: 'Configuration of policy-check',
    ...toJsonSchema(configSchema(rules, eitherForm), { errorMode: 'ignore', typeMode: 'input' }),
  }
}
