import { existsSync, readdirSync } from 'node:fs'
import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../src/advise/finding.ts'
import { parse } from '../src/parse/parse.ts'
import { readMarks } from '../src/rule/example.ts'
import type { AnyRule, Example } from '../src/rule/rule.ts'
import { expectedLines, findingLines, readCase } from './support/cases.ts'
import { everyRuleOn, type Files } from './support/in-memory.ts'
import { describePlaces } from './support/places.ts'
import { checkFiles, repair } from './support/repair.ts'
import { readRules } from './support/rule-files.ts'

const declared = await readRules()
const rules = declared.map(([, rule]) => rule)
const root = new URL('..', import.meta.url)

/** Rules on what stands in a file. The others also ask for files and settings, which small examples leave out. */
const onCommands = new Set(rules.filter(({ group }) => group === 'Commands').map(({ id }) => id))

it('finds rules to test', () => {
  expect(rules.length).toBeGreaterThan(0)
})

it('shares no sentence between two rules', () => {
  const sentences = rules.flatMap(({ says, why }) => [says, why])
  expect(sentences.filter((sentence, at) => sentences.indexOf(sentence) !== at)).toEqual([])
})

describe.each(declared)('%s', (file, rule) => {
  it('says what holds and why, under the name of its file', () => {
    expect(rule.id).toBe(basename(file, '.ts'))
    expect(rule.says).toMatch(/^(?:[A-Z`]|uv ).*\.$/s)
    expect(rule.why).toMatch(/^(?:[A-Z`]|uv ).*\.$/s)
    expect(rule.why).not.toBe(rule.says)
  })

  it('shows what is wrong, what is right and every option', () => {
    expect(rule.examples.some(({ wrong }) => wrong)).toBe(true)
    expect(rule.examples.some(({ wrong, right }) => right && !wrong)).toBe(true)
    const used = new Set(rule.examples.flatMap(({ options }) => Object.keys(options ?? {})))
    expect(Object.keys(rule.options?.entries ?? {}).filter((name) => !used.has(name))).toEqual([])
  })

  it('states the strongest safety of the fixes that its examples show', async () => {
    const safeties = new Set<string>()
    for (const example of rule.examples) {
      const { files } = filesOf(example)
      const { findings } = await checkFiles(files, configOf(rule, example), [rule])
      for (const { fix } of findings) if (fix) safeties.add(fix.safety)
    }
    expect([...safeties].sort().join('/')).toBe(rule.fixes ?? '')
  })

  it.each(titled(rule.examples))('finds exactly what is marked: %s', async (_, example) => {
    const { files, expected } = filesOf(example)
    const alone = await checkFiles(files, configOf(rule, example), [rule])
    expect(describePlaces(files, alone.findings)).toEqual(expected)
    for (const finding of alone.findings) expectWellSaid(finding)

    const together = await checkFiles(files, configOf(rule, example, rules), rules)
    const own = together.findings.filter((finding) => finding.rule === rule.id)
    expect(describePlaces(files, own)).toEqual(expected)
  })

  const fixable = titled(rule.examples).filter(([, example]) => example.wrong && example.right)
  it.each(fixable)('fixes what is wrong: %s', async (_, example) => {
    const { files } = filesOf(example)
    const config = configOf(rule, example)
    const fixed = await repair(files, config, [rule])
    expect(fixed).toEqual({ ...files, ...example.right })
    expect(await repair(fixed, config, [rule])).toEqual(fixed)
    expect(await unparsed(fixed)).toEqual(await unparsed(files))
  })

  const shownAsRight = titled(rule.examples).filter(([, example]) => example.right)
  it.each(shownAsRight)('shows no command as right that another rule finds wrong: %s', async (_, example) => {
    const files = readMarks({ ...example.given, ...example.wrong, ...example.right }).files
    const { findings } = await checkFiles(files, configOf(rule, example, rules), rules)
    const others = findings.filter((finding) => finding.rule !== rule.id && onCommands.has(finding.rule))
    expect(others.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([])
  })

  const unfixable = titled(rule.examples).filter(([, example]) => example.wrong && !example.right)
  it.each(unfixable)('has no fix for: %s', async (_, example) => {
    const { files } = filesOf(example)
    const { findings } = await checkFiles(files, configOf(rule, example), [rule])
    expect(findings.filter(({ fix }) => fix)).toEqual([])
  })

  it.each(casesOf(rule.id))('fixtures/%s', async (name) => {
    const { files, expected, fixed } = readCase(new URL(`fixtures/${name}/`, root))
    const config = everyRuleOn([rule])
    const { findings } = await checkFiles(files, config, [rule])
    expect(findingLines(files, findings)).toEqual(expectedLines(expected))
    if (fixed) expect(await repair(files, config, [rule])).toEqual({ ...files, ...fixed })
  })
})

it('has a rule for every folder of cases, but for the one that hosts.test.ts reads', () => {
  const known = new Set([...rules.map(({ id }) => id), 'hosts'])
  const withCases = folders('fixtures').filter((name) =>
    folders(`fixtures/${name}`).some((inner) =>
      existsSync(new URL(`fixtures/${name}/${inner}/expect.txt`, root)),
    ),
  )
  expect(withCases.filter((name) => !known.has(name))).toEqual([])
})

function titled(examples: readonly Example[]): [string, Example][] {
  return examples.map((example, at) => [example.title ?? `example ${at + 1}`, example])
}

function filesOf(example: Example): { files: Files; expected: string[] } {
  const marked = { ...example.given, ...(example.wrong ?? example.right) }
  const { files, places } = readMarks(marked)
  return { files, expected: describePlaces(files, places) }
}

function configOf(rule: AnyRule, example: Example, on: readonly AnyRule[] = [rule]) {
  return everyRuleOn(on, { [rule.id]: example.options })
}

function expectWellSaid({ message, next, fix }: Finding) {
  for (const sentence of [message, next]) expect(sentence).toMatch(/^[^\s].*[.?!]$/s)
  if (fix?.safety === 'unsafe') expect(fix.because).not.toBe('')
}

async function unparsed(files: Files): Promise<string[]> {
  const places = []
  for (const [path, text] of Object.entries(files)) {
    for (const trouble of (await parse({ path, text })).troubles) places.push(`${path}: ${trouble.id}`)
  }
  return places
}

function casesOf(id: string): string[] {
  return folders(`fixtures/${id}`).map((name) => `${id}/${name}`)
}

function folders(path: string): string[] {
  try {
    return readdirSync(new URL(`${path}/`, root), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
      .sort()
  } catch {
    return []
  }
}
