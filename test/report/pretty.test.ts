import { expect, it } from 'vitest'
import { pretty } from '../../src/report/pretty.ts'
import { columnsOf } from '../../src/report/terminal/cells.ts'
import { clean, plain, sample } from './sample.ts'

it('shows each finding with its words underlined, the reason and the next step', async () => {
  await expect(pretty.render(sample, plain)).toMatchFileSnapshot('snapshots/pretty.txt')
})

it('says in one line that nothing was found', () => {
  expect(pretty.render(clean, plain)).toBe('No findings, 1 file checked.\n')
})

it('has the same words with colour', () => {
  const coloured = pretty.render(sample, { ...plain, colour: true })
  expect(coloured).toContain('\x1b[31m')
  expect(coloured.replace(/\x1b\[\d+m/g, '')).toBe(pretty.render(sample, plain))
})

it.each([40, 60, 120])('stays within %i columns, except for words that are longer', (width) => {
  const lines = pretty.render(sample, { ...plain, width }).split('\n')
  const tooLong = lines.filter((line) => columnsOf(line) > width)
  expect(tooLong.filter((line) => line.trim().split(' ').length > 2)).toEqual([])
})

it('passes no control character of a file on', () => {
  expect(pretty.render(sample, plain)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
})
