import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from '../check.ts'
import { configName } from '../config/load-config.ts'
import { count } from '../report/counts.ts'
import { UsageError } from '../text/usage-error.ts'
import { allRules } from './all-rules.ts'
import type { Request } from './arguments.ts'
import { chooseRoot } from './choose-root.ts'
import { openRepository } from './open-repository.ts'
import type { Terminal } from './terminal.ts'

/** Looks at the repository and writes a commented configuration that keeps today's behaviour. */
export async function initCommand({ operands }: Request, terminal: Terminal): Promise<number | UsageError> {
  const place = chooseRoot(terminal.cwd, operands)
  if (place instanceof UsageError) return place
  const { root } = place
  const opened = openRepository(root, allRules, { cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  if (opened.config.path !== null) {
    return new UsageError(`There is a configuration already: \`${opened.config.path}\`.`, {
      next: '`policy-check inspect config PATH` shows what it decides.',
    })
  }
  const result = await check(opened.discovery, opened.config, allRules)
  const found = new Map<string, number>()
  for (const { rule } of result.findings) found.set(rule, (found.get(rule) ?? 0) + 1)
  const skipped = new Map(
    result.skipped.flatMap(({ rule, reason }) => (rule === undefined ? [] : [[rule, reason] as const])),
  )
  const path = join(root, configName)
  if (existsSync(path)) return new UsageError(`\`${configName}\` exists already.`)
  try {
    writeFileSync(path, configText(found, skipped), { flag: 'wx' })
  } catch {
    return new UsageError(`\`${configName}\` cannot be written.`)
  }
  terminal.output.write(summary(result.files, found))
  return 0
}

function configText(found: ReadonlyMap<string, number>, skipped: ReadonlyMap<string, string>): string {
  const lines = [
    '# Settings of policy-check: https://github.com/policy-check/policy-check',
    '# Everything in a comment is what holds without it.',
    '',
    '# "strict" switches every rule on and makes every finding an error.',
    'preset = "recommended"',
    '',
    '# Globs of files that are not read.',
    'exclude = []',
    '',
    '[rules]',
  ]
  for (const { id, severity, says } of allRules) {
    const number = found.get(id)
    const reason = skipped.get(id)
    const state =
      severity === 'off'
        ? 'off'
        : reason
          ? `skipped: ${reason}`
          : number
            ? `${count(number, 'finding')} today`
            : 'holds'
    lines.push(`# ${says} (${state})`, `# ${id} = "${severity}"`)
  }
  lines.push(
    '',
    '# Other settings for some files; later blocks win.',
    '# [[overrides]]',
    '# files = ["docs/archive/**"]',
  )
  lines.push('# rules = { uv-only = "off" }', '')
  return lines.join('\n')
}

function summary(files: number, found: ReadonlyMap<string, number>): string {
  const total = [...found.values()].reduce((sum, number) => sum + number, 0)
  const lines = [`Wrote ${configName} after checking ${count(files, 'file')}.`]
  if (total === 0) lines.push('Every rule holds.')
  for (const [id, number] of [...found].sort(([a], [b]) => (a < b ? -1 : 1)))
    lines.push(`  ${id}: ${count(number, 'finding')}`)
  if (total > 0) {
    lines.push(
      'Next: `policy-check --fix` for what can be fixed, `policy-check --write-baseline` to accept the rest for now.',
    )
  }
  return `${lines.join('\n')}\n`
}
