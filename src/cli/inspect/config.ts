import { optionsAfter, severityAfter } from '../../config/decisions.ts'
import { linesOf } from '../../text/source-file.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import { type Inspection, shownAs } from './inspection.ts'

/** For each rule, its severity and options at a path, and which line of which block set them. */
export function inspectConfig({ config, format, within }: Inspection): string | UsageError {
  const [path] = within
  if (path === undefined) {
    return new UsageError('Settings for which file?', { next: 'Usage: `policy-check inspect config PATH`.' })
  }
  const { file } = config
  const items = allRules.map((rule) => {
    const decisions = config.decisionsOf(rule.id, path)
    const set = decisions.map(({ source, span, severity, options }) => ({
      block: source,
      ...(file && span ? { at: `${file.path}:${linesOf(file).position(span.start).line}` } : {}),
      ...(severity === undefined ? {} : { severity }),
      ...(Object.keys(options).length > 0 ? { options } : {}),
    }))
    return { rule: rule.id, severity: severityAfter(decisions), options: optionsAfter(rule, decisions), set }
  })
  return shownAs(format, items, ({ rule, severity, options, set }) => {
    const lines = set.map(({ block, at, severity: to, options: given }) => {
      const what = [...(to === undefined ? [] : [to]), ...(given ? [JSON.stringify(given)] : [])].join(' ')
      return `    ${at ?? 'policy-check'} (${block}): ${what}`
    })
    const chosen = Object.keys(options).length > 0 ? ` ${JSON.stringify(options)}` : ''
    return [`${rule}: ${severity}${chosen}`, ...lines].join('\n')
  })
}
