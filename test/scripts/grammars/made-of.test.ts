import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { hashOf, ingredients } from '../../../scripts/grammars/compile-grammars.mjs'

const folder = new URL('../../../grammars/', import.meta.url)
const { madeOf, made } = JSON.parse(readFileSync(new URL('made-of.json', folder), 'utf8'))

it('has grammars that were made of what stands here now; `npm run grammars` makes them again', () => {
  expect(madeOf).toEqual(ingredients())
})

it('has grammars as they were made', () => {
  const names = readdirSync(folder).filter((name) => name !== 'made-of.json')
  const hashes = names.map((name) => [name, hashOf(readFileSync(new URL(name, folder)))])
  expect(Object.fromEntries(hashes)).toEqual(made)
})
