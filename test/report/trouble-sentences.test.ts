import { expect, it } from 'vitest'
import { troubleSentences } from '../../src/report/counts.ts'
import { sample } from './sample.ts'

it('tells what was not read from what was not fixed', () => {
  const troubles = [
    { id: 'syntax-error', path: 'a', message: 'One.' },
    { id: 'syntax-error', path: 'a', message: 'Two.' },
    { id: 'not-fixed', path: 'b', message: 'Three.' },
  ] as const
  expect(troubleSentences({ ...sample, troubles })).toEqual([
    '2 places could not be read, and so not checked',
    '1 file could not be fixed',
  ])
  expect(troubleSentences({ ...sample, troubles: [] })).toEqual([])
})
