import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readFiles } from '../support/cases.ts'
import { flawOf } from './judge.ts'

const folder = new URL('../../fixtures/fuzz/', import.meta.url)

/** The smallest inputs with which a campaign once found a flaw (`npm run fuzz -- --write`). */
it.each(readdirSync(fileURLToPath(folder)))('%s shows no flaw any more', async (name) => {
  const files = readFiles(new URL(`${name}/`, folder))
  for (const kind of ['file', 'repository'] as const)
    expect(await flawOf({ seed: 0, kind, files })).toBe(null)
})
