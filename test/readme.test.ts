import { readFileSync } from 'node:fs'
import { transformSync } from 'esbuild'
import * as v from 'valibot'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { optionTable } from '../src/cli/options/option-table.ts'
import { parseConfig } from '../src/config/load-config.ts'
import { readMarks } from '../src/rule/example.ts'
import { type AnyRule, rule } from '../src/rule/rule.ts'
import { UsageError } from '../src/text/usage-error.ts'
import { everyRuleOn } from './support/in-memory.ts'
import { describePlaces } from './support/places.ts'
import { checkFiles, repair } from './support/repair.ts'
import { readRules } from './support/rule-files.ts'

const top = new URL('..', import.meta.url)
const readme = readFileSync(new URL('README.md', top), 'utf8')

/** The fenced blocks of a language, in order. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text]) => text ?? '',
  )
}

/** What the commands of the README write into a YAML file. */
function written(path: string) {
  const [, text = ''] =
    blocks('sh')
      .map((block) => block.split(/^cat >>? (\S+) <<EOF\n/m))
      .filter((parts) => parts[1] === path)
      .map((parts) => [path, parts[2]?.split(/^EOF$/m)[0]])[0] ?? []
  return parse(
    text.replaceAll(/\$\{POLICY_CHECK[^}]*\}/g, 'acme/policy-check').replaceAll(/\$\([^)]*\)/g, 'main'),
  )
}

it('names only options that the program has', () => {
  const lines = readme
    .split('\n')
    .filter((line) => /\bpolicy-check( |`)/.test(line) && !line.startsWith('pre-commit '))
  const named = lines.flatMap((line) => line.match(/(?<![\w-])--[a-z][a-z-]+/g) ?? [])
  const known = new Set(Object.keys(optionTable).map((name) => `--${name}`))
  expect(named.length).toBeGreaterThan(4)
  expect(named.filter((option) => !known.has(option) && option !== '--package')).toEqual([])
})

it('shows a hook that exists', () => {
  const hooks: { id: string }[] = parse(readFileSync(new URL('.pre-commit-hooks.yaml', top), 'utf8'))
  const configuration = written('.pre-commit-config.yaml')
  expect(configuration.repos[0].hooks).toEqual(hooks.map(({ id }) => ({ id })))
})

it('shows a workflow that may upload what the action writes', () => {
  const workflow = written('.github/workflows/policies.yml')
  const [checkout, action] = workflow.jobs['policy-check'].steps
  expect(workflow.permissions['security-events']).toBe('write')
  expect(checkout.uses).toMatch(/^actions\/checkout@/)
  expect(action.uses).toMatch(/\/policy-check@/)
})

it('shows a configuration that is taken', async () => {
  const rules = (await readRules()).map(([, one]) => one)
  const [text = ''] = blocks('toml')
  const config = parseConfig({ path: 'policy-check.toml', text }, rules)
  expect(config instanceof UsageError ? config.message : null).toBe(null)
})

it('shows a rule whose examples hold', async () => {
  const [text = ''] = blocks('ts')
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs' })
  const module: { exports: { default?: AnyRule } } = { exports: {} }
  const known: Readonly<Record<string, unknown>> = { valibot: v, '../src/rule/rule.ts': { rule } }
  new Function('require', 'module', code)((name: string) => known[name], module)
  const shown = module.exports.default
  if (!shown) throw new Error('the block exports no rule')
  for (const { given, wrong, right, options = {} } of shown.examples) {
    const { files, places } = readMarks({ ...given, ...(wrong ?? right) })
    const config = everyRuleOn([shown], { [shown.id]: options })
    const { findings } = await checkFiles(files, config, [shown])
    expect(describePlaces(files, findings)).toEqual(describePlaces(files, places))
    expect(await repair(files, config, [shown])).toEqual({ ...files, ...right })
  }
})
