import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { compileGrammars } from '../../../scripts/grammars/compile-grammars.mjs'

const folder = new URL('../../../grammars/', import.meta.url)

it('makes the committed grammars again, byte for byte', async () => {
  const made = await compileGrammars()
  expect([...made.keys()].sort()).toEqual(readdirSync(folder).sort())
  const others = [...made].filter(([name, bytes]) => !readFileSync(new URL(name, folder)).equals(bytes))
  expect(others.map(([name]) => name)).toEqual([])
}, 300_000)
