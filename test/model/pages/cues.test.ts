import { describe, expect, it } from 'vitest'
import { cuesOf } from '../../../src/model/pages/cues.ts'
import type { Cue } from '../../../src/tables/cues/cue.ts'
import { readCommands } from '../../support/read-commands.ts'

/** The rows that decide of the calls of pip in a document, or in a script where the sentence is one. */
async function decided(text: string): Promise<string[]> {
  const path = text.startsWith('echo ') ? 'a.sh' : 'CONTRIBUTING.md'
  const { all } = await readCommands({ [path]: `${text}\n` })
  return all
    .filter(({ program }) => program === 'pip')
    .map(({ stance }) => `${stance.value} ${stance.because.split(':')[0]}`)
}

const rows = new Map<string, Cue>()
for (const cue of Object.values(cuesOf).flat()) rows.set(`${cue.where} ${cue.cue}`, cue)

describe.each([...rows.values()])('$where: $cue', ({ cue, says, yes, no }) => {
  it.each(yes)('decides of %j', async (text) => expect(await decided(text)).toContain(`${says} ${cue}`))
  it.each(no)('leaves %j alone', async (text) => expect(await decided(text)).not.toContain(`${says} ${cue}`))
})

it('gives every row a name of its own, and sentences for and against it', () => {
  for (const list of Object.values(cuesOf)) expect(new Set(list.map(({ cue }) => cue)).size).toBe(list.length)
  for (const { cue, yes, no } of rows.values())
    expect([cue, yes.length > 0, no.length > 0]).toEqual([cue, true, true])
})
