import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectedLines, readCase, wordsOf } from './support/cases.ts'
import { everyRuleOn } from './support/in-memory.ts'
import { checkFiles, repair } from './support/repair.ts'
import { readRules } from './support/rule-files.ts'

const rules = (await readRules()).map(([, rule]) => rule).filter(({ group }) => group === 'Commands')
const config = everyRuleOn(rules)
const hosts = new URL('../fixtures/hosts/', import.meta.url)

describe.each(readdirSync(hosts).sort())('%s', (host) => {
  const { files, expected, fixed } = readCase(new URL(`${host}/`, hosts))

  it('gives exactly the findings that were written by hand', async () => {
    const { findings, troubles } = await checkFiles(files, config, rules)
    const found = findings.map((finding) => wordsOf(files, finding))
    expect(found.sort()).toEqual(expectedLines(expected).sort())
    expect(troubles).toEqual([])
  })

  it('becomes the fixed tree when every fix is applied, and stays so', async () => {
    const repaired = await repair(files, config, rules)
    expect(repaired).toEqual({ ...files, ...fixed })
    expect(await repair(repaired, config, rules)).toEqual(repaired)
  })
})
