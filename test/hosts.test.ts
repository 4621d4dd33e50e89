import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unkept } from '../src/cli/document-cache.ts'
import { parse } from '../src/parse/parse.ts'
import { expectedLines, readCase, wordsOf } from './support/cases.ts'
import { everyRuleOn } from './support/in-memory.ts'
import { checkFiles, repair } from './support/repair.ts'
import { readRules } from './support/rule-files.ts'

const rules = (await readRules()).map(([, rule]) => rule).filter(({ group }) => group === 'Commands')
const config = everyRuleOn(rules)
/** JSON writes nothing of what stands in maps and sets, and does not say so. */
function unlessPlain(key: string, value: unknown): unknown {
  if (value instanceof Map || value instanceof Set) throw new Error(`\`${key}\` is not plain data`)
  return value
}

const hosts = new URL('../fixtures/hosts/', import.meta.url)

describe.each(readdirSync(hosts).sort())('%s', (host) => {
  const { files, expected, fixed } = readCase(new URL(`${host}/`, hosts))

  it('gives exactly the findings that were written by hand', async () => {
    const { findings, troubles } = await checkFiles(files, config, rules)
    const found = findings.map((finding) => wordsOf(files, finding))
    expect(found.sort()).toEqual(expectedLines(expected).sort())
    expect(troubles).toEqual([])
  })

  it('has documents that JSON gives back as they were, wherever the cache keeps them', async () => {
    for (const [path, text] of Object.entries(files)) {
      const document = await parse({ path, text }, { relevant: { names: ['train', 'check'] } })
      if (!unkept.has(document.language))
        expect(JSON.parse(JSON.stringify(document, unlessPlain))).toEqual(document)
    }
  })

  it('becomes the fixed tree when every fix is applied, and stays so', async () => {
    const repaired = await repair(files, config, rules)
    expect(repaired).toEqual({ ...files, ...fixed })
    expect(await repair(repaired, config, rules)).toEqual(repaired)
  })
})
