import { byCodeUnits } from '../text/order.ts'
import type { Trouble } from '../text/trouble.ts'
import type { Report, ReportedFinding } from './report.ts'

/** What is reported about one file. */
export interface FileReport {
  readonly path: string
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
}

/** Findings and troubles by file, sorted by path in code units. */
export function byFile({ findings, troubles }: Report): FileReport[] {
  const files = new Map<string, { path: string; findings: ReportedFinding[]; troubles: Trouble[] }>()
  const at = (path: string) => {
    const file = files.get(path) ?? { path, findings: [], troubles: [] }
    files.set(path, file)
    return file
  }
  for (const finding of findings) at(finding.path).findings.push(finding)
  for (const trouble of troubles) at(trouble.path).troubles.push(trouble)
  return [...files.values()].sort((a, b) => byCodeUnits(a.path, b.path))
}
