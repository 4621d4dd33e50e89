import { readdirSync } from 'node:fs'
import type { AnyRule } from '../../src/rule/rule.ts'

/** Every rule of `rules/` with the name of its file, read from the folder and not from the generated index. */
export async function readRules(): Promise<[file: string, rule: AnyRule][]> {
  const folder = new URL('../../rules/', import.meta.url)
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
    .sort()
  const rules: [string, AnyRule][] = []
  for (const name of names) {
    const module: { default?: AnyRule } = await import(new URL(name, folder).href)
    if (module.default) rules.push([name, module.default])
  }
  return rules
}
