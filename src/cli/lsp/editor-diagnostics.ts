import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
import type { Severity } from '../../advise/finding.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import type { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import { sourceAt } from '../baseline-file.ts'
import { addressOf, rangeIn } from './editor-places.ts'
import type { Snapshot } from './live-repository.ts'

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = { error: 1, warning: 2, note: 3 }

/** Everything that is found, by the path of the file. */
export function diagnosticsOf(snapshot: Snapshot, root: string): ReadonlyMap<string, Diagnostic[]> {
  const { discovery, result, misconfigured } = snapshot
  const byPath = new Map<string, Diagnostic[]>()
  const add = (path: string, diagnostic: Diagnostic) =>
    byPath.set(path, [...(byPath.get(path) ?? []), diagnostic])
  for (const finding of result.findings) add(finding.path, ofFinding(finding, snapshot, root))
  for (const { path, span, id, message } of result.troubles)
    add(path, {
      range: rangeIn(sourceAt(discovery.sources, path), span),
      severity: 2,
      source: 'policy-check',
      code: id,
      message,
    })
  for (const error of misconfigured ? [misconfigured, ...misconfigured.others] : [])
    add(error.at?.file.path ?? 'policy-check.toml', ofMistake(error))
  return byPath
}

function ofFinding(finding: ReportedFinding, { discovery }: Snapshot, root: string): Diagnostic {
  const { path, span, rule, severity, message, next, related, identity } = finding
  const page = pageOf(rule)
  return {
    range: rangeIn(sourceAt(discovery.sources, path), span),
    severity: severities[severity],
    source: 'policy-check',
    code: rule,
    ...(page !== null && { codeDescription: { href: page } }),
    message: `${message} ${next}`,
    relatedInformation: related.map((place) => ({
      message: place.message,
      location: {
        uri: addressOf(root, place.path),
        range: rangeIn(sourceAt(discovery.sources, place.path), place.span),
      },
    })),
    data: { identity },
  }
}

function ofMistake({ at, message, next }: UsageError): Diagnostic {
  return {
    range: rangeIn(at?.file, at?.span),
    severity: 1,
    source: 'policy-check',
    code: 'configuration',
    message: next === undefined ? message : `${message} ${next}`,
  }
}

/** The address of a rule's page, which lies beside the program; null for what is no rule. */
export function pageOf(rule: string): string | null {
  if (!allRules.some(({ id }) => id === rule)) return null
  const here = fileURLToPath(import.meta.url)
  const pages = here.endsWith('.ts') ? '../../../docs/rules/' : 'rules/'
  return new URL(`${pages}${rule}.md`, pathToFileURL(here)).href
}
