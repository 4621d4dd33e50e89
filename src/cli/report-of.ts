import type { Severity } from '../advise/finding.ts'
import type { CheckResult } from '../check.ts'
import type { LoadedConfig } from '../config/config.ts'
import type { Discovery } from '../discover/discovery.ts'
import type { Report } from '../report/report.ts'
import { allRules } from './all-rules.ts'
import { readGraph } from './graph/read-graph.ts'
import { version } from './program-version.ts'

/** A check's result as reports take it. */
export function reportOf(
  result: CheckResult,
  discovery: Discovery,
  config: LoadedConfig,
  root: string,
): Report {
  const { findings, troubles, skipped, suppressed, baselined, files } = result
  const sources = new Map(discovery.sources.map((file) => [file.path, file]))
  if (config.file && !sources.has(config.file.path)) sources.set(config.file.path, config.file)
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length
  return {
    version,
    root,
    findings,
    troubles,
    skipped,
    summary: {
      error: count('error'),
      warning: count('warning'),
      note: count('note'),
      suppressed,
      baselined,
      files,
    },
    ...(result.since && { since: result.since }),
    rules: allRules.filter(({ id }) => config.settingsOf(id).enabled),
    source: (path) => sources.get(path),
    graph: () => readGraph(result.repository, findings, config),
  }
}
