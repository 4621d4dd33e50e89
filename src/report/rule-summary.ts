import type { AnyRule } from '../rule/rule.ts'
import { optionFacts, optionsAsToml } from './rule-options.ts'
import { wrap } from './terminal/wrap.ts'

/** Columns of what stands before a paragraph: `why   `. */
const indent = 6

/** What a person needs of a rule first, for lines of `width` columns: the short answer of `explain`. */
export function ruleSummary(rule: AnyRule, width: number): string {
  const labelled = (label: string, text: string) => {
    const lines = wrap(text, width - indent, 0)
    return lines.map((line, at) => `${(at === 0 ? label : '').padEnd(indent)}${line}`)
  }
  const toml = optionsAsToml(rule)
  const options = optionFacts(rule).flatMap(({ name, values, initial, says }) => [
    ...wrap(
      `\`${name}\`: ${values}${initial === null ? '' : `; \`${initial}\` by default`}`,
      width - 2,
      4,
    ).map((line) => `  ${line}`),
    ...wrap(says, width - indent, 0).map((line) => `${' '.repeat(indent)}${line}`),
  ])
  const examples = rule.examples.length
  const lines = [
    `${rule.id}: ${rule.severity} by default, ${rule.fixes ? `${rule.fixes} fix` : 'no fix'}`,
    '',
    ...wrap(rule.says, width, 0),
    ...labelled('why', rule.why),
    ...(rule.leaves ? labelled('but', rule.leaves) : []),
    ...(options.length > 0 ? ['', 'Options', ...options] : []),
    ...(toml
      ? ['', 'In policy-check.toml, for example', ...toml.split('\n').map((line) => `  ${line}`)]
      : []),
    '',
    'Switch it off',
    ...labelled('', `everywhere: \`rules.${rule.id} = "off"\` in policy-check.toml`),
    ...labelled('', `at one place: \`# policy-check: ignore[${rule.id}] -- why it is right here\``),
    ...labelled('', `at all that is found now: \`policy-check suppress ${rule.id} --reason "…"\``),
    ...(examples > 0
      ? [
          '',
          `\`policy-check explain ${rule.id} --full\` shows ${examples === 1 ? 'an example' : `${examples} examples`}.`,
        ]
      : []),
  ]
  return `${lines.join('\n')}\n`
}

/** A Markdown page whose prose is wrapped to `width` columns; fences and tables stay as they are. */
export function wrappedPage(page: string, width: number): string {
  let fence: string | null = null
  return page
    .split('\n')
    .flatMap((line) => {
      const mark = /^`{3,}/.exec(line)?.[0]
      if (fence === null && mark) fence = mark
      else if (fence !== null && line === fence) fence = null
      return fence !== null || mark || line.startsWith('|') ? [line] : wrap(line, width, 0)
    })
    .join('\n')
}
