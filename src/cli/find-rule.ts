import type { AnyRule } from '../rule/rule.ts'
import { nearest } from '../text/nearest.ts'
import { UsageError } from '../text/usage-error.ts'
import { allRules } from './all-rules.ts'

/** The rule that an argument names. */
export function findRule(id: string | undefined, usage: string): AnyRule | UsageError {
  if (id === undefined)
    return new UsageError('Which rule?', { next: `Usage: \`${usage}\`. \`policy-check rules\` lists them.` })
  const rule = allRules.find((known) => known.id === id)
  if (rule) return rule
  const meant = nearest(
    id,
    allRules.map((known) => known.id),
  )
  return new UsageError(`There is no rule \`${id}\`.`, {
    next: meant ? `Did you mean \`${meant}\`?` : '`policy-check rules` lists the rules.',
  })
}

/** The one `--format` of a command that prints either text or JSON. */
export function singleFormat<Name extends string>(
  formats: readonly string[] | undefined,
  known: readonly [Name, ...Name[]],
): Name | UsageError {
  const [format = known[0], ...more] = formats ?? []
  if (more.length > 0) return new UsageError('This command writes one format.')
  const found = known.find((name) => name === format)
  if (found !== undefined) return found
  const meant = nearest(format, known)
  return new UsageError(`This command has no format \`${format}\`.`, {
    next: meant ? `Did you mean \`${meant}\`?` : `Known: ${known.join(', ')}.`,
  })
}
