import { afterAll, expect, it } from 'vitest'
import { uvOptions } from '../../src/tables/uv-cli.ts'
import { misusedUvCommands, refusedPairs } from '../../src/tables/uv-misused-words.ts'
import { scratch } from '../support/scratch.ts'
import { realUv } from '../support/uv/run-uv.ts'

const uv = realUv()
afterAll(() => uv?.close())

it.skipIf(!uv).each(misusedUvCommands)('uv has no command $word', ({ word }) => {
  expect(uv?.run(scratch(), word).errors).toContain(`unrecognized subcommand '${word}'`)
})

const pairs = refusedPairs.flatMap(({ commands, one, others }) =>
  commands.split(', ').flatMap((command) => others.split(' ').map((other) => ({ command, one, other }))),
)

it.skipIf(!uv).each(pairs)('uv $command refuses $one with $other', ({ command, one, other }) => {
  const valued = new Set(uvOptions.flatMap((row) => row.valued.split(' ')))
  const words = [one, other].flatMap((option) => (valued.has(option) ? [option, 'x'] : [option]))
  const operands = command === 'add' || command === 'remove' ? ['x'] : []
  expect(uv?.run(scratch(), command, ...words, ...operands).errors).toMatch(/cannot be used with/)
})
