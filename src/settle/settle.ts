import type { Finding } from '../advise/finding.ts'
import type { Config } from '../config/config.ts'
import type { ParsedFile } from '../parse/document.ts'
import type { AnyRule } from '../rule/rule.ts'
import { byPlaceAndRule } from '../rule/run-rules.ts'
import { applyBaseline, type Baseline } from './baseline.ts'
import { identify, type ReportedFinding } from './identity.ts'
import { judgeSuppressions } from './judge-suppressions.ts'
import { suppress, suppressionsOf } from './suppress.ts'

/** What remains to be reported, and how much was set aside. */
export interface Settled {
  readonly findings: readonly ReportedFinding[]
  /** Number of findings that a comment silenced. */
  readonly suppressed: number
  /** Number of findings that the baseline accepts. */
  readonly baselined: number
}

/**
 * Decides which findings are reported: identities first, then suppressions, then the baseline; findings about
 * suppressions and baseline are added. `notRun` names rules that were skipped, whose suppressions nobody can judge.
 */
export function settle(
  findings: readonly Finding[],
  files: readonly ParsedFile[],
  config: Config,
  rules: readonly AnyRule[],
  more: { readonly baseline?: Baseline | undefined; readonly notRun?: ReadonlySet<string> } = {},
): Settled {
  const byPath = new Map(files.map((parsed) => [parsed.file.path, parsed]))
  const source = (path: string) => byPath.get(path)?.file ?? more.baseline?.fileAt(path)
  const suppressions = new Map(files.map((parsed) => [parsed.file.path, suppressionsOf(parsed)]))
  const notRun = more.notRun ?? new Set<string>()
  const identified = identify(findings, source)
  const first = suppress(identified, suppressions)
  const judged = judgeSuppressions([...suppressions.values()].flat(), config, rules, notRun)
  const second = suppress(identify(judged.sort(byPlaceAndRule), source), suppressions)
  const all = [...first.kept, ...second.kept]
  const { fresh, baselined, stale } = applyBaseline(all, more.baseline, config, rules, notRun)
  return {
    findings: [...fresh, ...identify(stale, source)].sort(byPlaceAndRule),
    suppressed: first.suppressed + second.suppressed,
    baselined,
  }
}
