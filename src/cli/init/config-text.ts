import type { Ground } from '../../model/pages/grounds.ts'
import { count } from '../../report/counts.ts'
import type { AnyRule } from '../../rule/rule.ts'
import { allRules } from '../all-rules.ts'
import type { Survey } from './survey.ts'

/** A commented configuration that keeps today's behaviour and leaves these grounds out. `schema` is its address, if any. */
export function configText(
  { looked, found, skipped }: Survey,
  grounds: readonly Ground[],
  schema: string | null,
): string {
  const broken = allRules.filter(({ id }) => found.has(id))
  const off = allRules.filter(({ severity }) => severity === 'off')
  const idle = allRules.filter((rule) => skipped.has(rule.id) && !off.includes(rule))
  const holding = allRules.filter((rule) => ![...broken, ...off, ...idle].includes(rule))
  return [
    ...(schema === null ? [] : [`#:schema ${schema}`, '']),
    '# Settings of policy-check. Commented lines show the defaults; `policy-check explain RULE` says why a rule exists.',
    ...looked.map((line) => `# ${line}`),
    '',
    '# "strict" switches every rule on and makes every finding an error.',
    'preset = "recommended"',
    '',
    '# Globs of files that are not read.',
    ...(grounds.length === 0
      ? ['exclude = []']
      : [
          'exclude = [',
          ...grounds.map(({ path, reason }) => `    ${JSON.stringify(path)}, # ${reason}`),
          ']',
        ]),
    '',
    '[rules]',
    ...section('With findings today', broken, ({ id }) => count(found.get(id) ?? 0, 'finding')),
    ...section('Holding', holding),
    ...section('Without anything to check here', idle, ({ id }) => skipped.get(id) ?? ''),
    ...section('Off', off),
    '# Other settings for some files; later blocks win.',
    '# [[overrides]]',
    '# files = ["docs/archive/**"]',
    '# rules = { uv-only = "off" }',
    '',
  ].join('\n')
}

/** Rules under a heading, each with what it says and, where there is more to tell, a remark. */
function section(
  title: string,
  rules: readonly AnyRule[],
  remark: (rule: AnyRule) => string = () => '',
): string[] {
  if (rules.length === 0) return []
  const lines = rules.flatMap((rule) => {
    const more = remark(rule)
    return [`# ${rule.says}${more === '' ? '' : ` (${more})`}`, `# ${rule.id} = "${rule.severity}"`]
  })
  return [`## ${title}`, ...lines, '']
}
