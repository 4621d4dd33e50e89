import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it, vi } from 'vitest'
import {
  excerpt,
  readmeAddress,
  readmeRules,
  renewedReadme,
  rulePages,
  rulesIndex,
  schemaId,
  skillExcerpt,
} from '../scripts/generated.ts'
import { configJsonSchema } from '../src/config/json-schema.ts'
import { engineRules } from '../src/settle/engine-rules.ts'
import { findBlock } from '../src/settle/skill/skill-document.ts'
import { applyEdits } from '../src/text/edit.ts'
import { readRules } from './support/rule-files.ts'

/**
 * Generated text is compared with the committed files. `npm run generate` runs this test with `--update`, which writes
 * them.
 */
const root = new URL('..', import.meta.url)
const packageJson = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'))
const files = await readRules()
const rules = [...files.map(([, rule]) => rule), ...engineRules]

it('has every rule in rules/index.ts', async () => {
  await expect(rulesIndex(files)).toMatchFileSnapshot('../rules/index.ts')
})

it('has a page for every rule', async () => {
  for (const [name, page] of rulePages(rules)) await expect(page).toMatchFileSnapshot(`../docs/rules/${name}`)
})

it('describes every option of a rule', () => {
  const empty = [...rulePages(rules)].filter(([, page]) => /^\| `[^`]+` \|.*\|\s*\|$/m.test(page))
  expect(empty.map(([name]) => name)).toEqual([])
})

it('has no page without a rule', () => {
  const folder = new URL('docs/rules/', root)
  const pages = existsSync(folder) ? readdirSync(folder) : []
  expect(pages.filter((name) => !rulePages(rules).has(name))).toEqual([])
})

it('has a README whose generated parts are in step', async () => {
  const readme = readFileSync(new URL('README.md', root), 'utf8')
  const renewed = renewedReadme(readme, {
    address: readmeAddress(packageJson.repository),
    rules: readmeRules(rules),
    sample: await sampleOutput(),
    skill: skillExcerpt(await sampleSkill()),
  })
  expect(renewed).toContain(rules[0]?.id)
  await expect(renewed).toMatchFileSnapshot('../README.md')
})

it('has a sample whose skill document is in step', async () => {
  const folder = fileURLToPath(new URL('fixtures/repos/evio-evlib/', root))
  const path = '.claude/skills/dev-environment.md'
  const text = readFileSync(`${folder}${path}`, 'utf8')
  const block = await sampleSkill()
  const found = findBlock(text)
  if (found.kind !== 'block') throw new Error(`${path} has no block`)
  await expect(applyEdits(text, [{ span: found.span, text: block }])).toMatchFileSnapshot(`${folder}${path}`)
})

it('has a JSON schema of the configuration', async () => {
  const schema = `${JSON.stringify({ ...schemaId(packageJson.repository), ...configJsonSchema(rules) }, null, 2)}\n`
  await expect(schema).toMatchFileSnapshot('../policy-check.schema.json')
})

it('names the schema by the repository of package.json, once that is set', () => {
  const published = { $id: 'https://raw.githubusercontent.com/acme/checks.js/main/policy-check.schema.json' }
  expect(schemaId(undefined)).toEqual({})
  expect(schemaId('github:acme/checks.js')).toEqual(published)
  expect(schemaId({ url: 'git+https://github.com/acme/checks.js.git' })).toEqual(published)
  expect(schemaId({ url: 'https://git.example.org/checks.js' })).toEqual({})
})

it('names the address of the README by the same setting', () => {
  expect(readmeAddress('github:acme/checks.js')).toContain(
    '\nPOLICY_CHECK="https://github.com/acme/checks.js"\n',
  )
  expect(readmeAddress(undefined)).toContain('\nPOLICY_CHECK="file://$PWD" ')
})

/** What `policy-check skill` prints of the sample. */
async function sampleSkill(): Promise<string> {
  return (await printed(['skill', 'fixtures/repos/evio-evlib'])).trimEnd()
}

/** What the README's first command prints of some files. */
async function sampleOutput(): Promise<string> {
  const text = await printed(['fixtures/repos/evio-evlib-drifted'])
  return excerpt(text, ['docs/windows.md', 'workspace/libs/event-filter/pyproject.toml'])
}

async function printed(args: readonly string[]): Promise<string> {
  // The index may be the very thing that is out of step.
  vi.doMock('../rules/index.ts', () => ({ default: files.map(([, rule]) => rule) }))
  const { run } = await import('../src/cli/run.ts')
  const texts: string[] = []
  const output = { write: (text: string) => void texts.push(text), isTerminal: false, columns: 100 }
  const streams = { output, errors: output, input: () => Buffer.alloc(0), person: async () => null }
  const terminal = { cwd: fileURLToPath(root), env: {}, ...streams }
  await run(args, terminal)
  return texts.join('')
}
