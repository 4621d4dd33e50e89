import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { uvRefusals } from '../../src/tables/uv-refusals.ts'

const folders = ['manifest', 'projects'].map((room) => new URL(`../../src/model/${room}/`, import.meta.url))

/** Words of this form that no finding of `members-discovered` carries as a code. */
const toldElsewhere = new Set(['invalid-toml', 'no-workspace', 'nested-root'])

it('has words for every refusal that the model makes, and for nothing else', () => {
  const codes = new Set<string>()
  const files = folders.flatMap((folder) => readdirSync(folder).map((name) => new URL(name, folder)))
  for (const file of files.filter(({ pathname }) => pathname.endsWith('.ts'))) {
    const text = readFileSync(file, 'utf8')
    for (const [, code = ''] of text.matchAll(
      /(?:\bcode: |\brefuse\(\s*|\berror\(|\| |\byield \[)'([a-z]+(?:-[a-z]+)+)'/g,
    )) {
      if (
        /^(?:invalid|missing|duplicate|no|nested|unmanaged|unknown|undeclared|editable|requires|overlapping)-/.test(
          code,
        )
      ) {
        codes.add(code)
      }
    }
  }
  const known = [...codes].filter((code) => !toldElsewhere.has(code)).sort()
  expect(known.length).toBeGreaterThan(15)
  expect(known.filter((code) => !Object.hasOwn(uvRefusals, code))).toEqual([])
  expect(Object.keys(uvRefusals).filter((code) => !codes.has(code))).toEqual([])
})
