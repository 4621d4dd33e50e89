import { describe, expect, it } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { flakeOf } from '../../support/flake-of.ts'
import { describePlaces } from '../../support/places.ts'
import { frameworks } from './frameworks.ts'

describe.each(Object.entries(frameworks))('%s', (_, marked) => {
  it('comes back whole', () => {
    const { files, places } = readMarks(marked)
    const read = flakeOf(files)
    const judged = [...read.uses, ...read.builds].map(({ source }) => source)
    expect(new Set(describePlaces(files, judged))).toEqual(new Set(describePlaces(files, places)))
  })
})
