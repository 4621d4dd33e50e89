import type { Config } from './config/config.ts'
import type { Discovery } from './discover/discovery.ts'
import { buildRepository } from './model/build-repository.ts'
import { parse } from './parse/parse.ts'
import type { ReportedFinding } from './report/report.ts'
import type { AnyRule } from './rule/rule.ts'
import { runRules } from './rule/run-rules.ts'
import { settle } from './settle/settle.ts'
import type { Skipped, Trouble } from './text/trouble.ts'

/** What one check found out, before it is shown. */
export interface CheckResult {
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
  readonly skipped: readonly Skipped[]
  readonly suppressed: number
  readonly baselined: number
  readonly files: number
}

/** The pipeline after `discover`: parse → model → rules → settle. Reads no disk and prints nothing. */
export async function check(
  discovery: Discovery,
  config: Config,
  rules: readonly AnyRule[],
): Promise<CheckResult> {
  const files = []
  for (const file of discovery.sources) files.push({ file, document: await parse(file) })
  const repository = buildRepository(files, discovery.tree)
  const { findings, skipped } = runRules(repository, rules, (id) => config.settingsOf(id))
  const settled = settle(findings, files, config, rules)
  return {
    ...settled,
    troubles: [...discovery.troubles, ...files.flatMap(({ document }) => document.troubles)],
    skipped: [...discovery.skipped, ...skipped],
    files: files.length,
  }
}
