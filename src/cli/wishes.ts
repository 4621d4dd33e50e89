import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'
import type { Values } from './read-arguments.ts'
import type { Wishes } from './terminal.ts'

const colours = ['auto', 'always', 'never'] as const

/** What `--color` and `--max-findings` ask of the output. */
export function wishesOf(values: Values): Wishes | UsageError {
  const given = values.color ?? 'auto'
  const colour = colours.find((name) => name === given)
  if (!colour) {
    const meant = nearest(given, colours)
    return new UsageError(`\`--color ${given}\` is not known.`, {
      next: meant ? `Did you mean \`${meant}\`?` : `Known: ${colours.join(', ')}.`,
    })
  }
  const most = values['max-findings']
  if (most === undefined) return { colour, limit: null }
  if (most === 'all') return { colour, limit: Number.POSITIVE_INFINITY }
  if (!/^\d{1,9}$/.test(most))
    return new UsageError(`\`--max-findings ${most}\` is not a number.`, {
      next: 'Write how many findings to show, such as `--max-findings 20`, or `all`.',
    })
  return { colour, limit: Number(most) }
}
