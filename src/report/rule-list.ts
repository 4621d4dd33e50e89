import type { AnyRule } from '../rule/rule.ts'
import { fixesOf } from './rule-page.ts'
import { wrap } from './terminal/wrap.ts'

/** Below this many columns for it, what a rule says stands on lines of its own. */
const narrowest = 30
const ownIndent = 4

/** Every rule with its default severity, its fix and what it says, for lines of `width` columns: the answer to `rules`. */
export function ruleList(rules: readonly AnyRule[], width: number): string {
  const header = ['rule', 'default', 'fix']
  const rows = rules.map((rule) => [rule.id, rule.severity, fixesOf(rule)])
  const widths = header.map((_, at) => Math.max(...[header, ...rows].map((row) => row[at]?.length ?? 0)))
  const head = (row: readonly string[]) => row.map((text, at) => text.padEnd(widths[at] ?? 0)).join('  ')
  const used = head(header).length + 2
  const isNarrow = width - used < narrowest
  const line = (row: readonly string[], says: string) => {
    if (!isNarrow) {
      const [first = '', ...rest] = wrap(says, width - used, 0)
      return [`${head(row)}  ${first}`, ...rest.map((text) => ' '.repeat(used) + text)]
    }
    const below = wrap(says, width - ownIndent, 0).map((text) => ' '.repeat(ownIndent) + text)
    return [head(row).trimEnd(), ...below]
  }
  const lines = [
    ...(isNarrow ? [head(header).trimEnd()] : line(header, 'says')),
    ...rules.flatMap((rule, at) => line(rows[at] ?? [], rule.says)),
  ]
  return `${lines.join('\n')}\n`
}
