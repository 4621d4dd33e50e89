import { expect, it, vi } from 'vitest'
import { parseFlat } from '../../src/parse/flat-tree.ts'
import { loadGrammars, parserFor } from '../../src/parse/grammar.ts'

it('makes a parser anew after the runtime has failed in the middle of a text', async () => {
  await loadGrammars(['bash'])
  const bash = parserFor('bash')
  const { 0: before } = bash as object as { 0: number }
  // What the runtime throws when it has no memory left; the parser's own state is then of no use.
  const parse = vi.spyOn(bash, 'parse').mockImplementationOnce(() => {
    ;(bash as object as { 0: number })[0] = 0
    throw Object.assign(new Error('Aborted()'), { name: 'RuntimeError' })
  })
  expect(parseFlat(bash, 'echo a')).toBe(null)
  parse.mockRestore()
  const tree = parseFlat(bash, 'echo a && echo b')
  expect(tree?.hasError).toBe(false)
  expect((bash as object as { 0: number })[0]).not.toBe(before)
})

it('gives up by counting what no ordinary code comes near', async () => {
  await loadGrammars(['bash'])
  const start = performance.now()
  expect(parseFlat(parserFor('bash'), '[['.repeat(50_000))).toBe(null)
  expect(performance.now() - start).toBeLessThan(10_000)
  expect(parseFlat(parserFor('bash'), 'echo a\n'.repeat(20_000))?.hasError).toBe(false)
})
