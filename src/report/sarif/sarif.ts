import type { Severity } from '../../advise/finding.ts'
import type { AnyRule } from '../../rule/rule.ts'
import type { Report, ReportedFinding, Reporter } from '../report.ts'
import { rulePage } from '../rule-page.ts'
import { lineHashes } from './line-hashes.ts'
import { artifact, physicalLocation, region } from './locations.ts'
import { descriptorsOf, leftOut, troubleNotification } from './notifications.ts'

/** GitHub refuses a run with more results and keeps the most severe 5,000. */
const mostResults = 25_000
/** GitHub reads at most this many locations of one result. */
const mostRelated = 1000

/** SARIF 2.1.0 for GitHub code scanning and other readers. Suppressed findings are left out: GitHub shows them as open. */
export const sarif: Reporter = {
  name: 'sarif',
  promise: 'stable',
  render: (report) => `${JSON.stringify(logOf(report), null, 2)}\n`,
}

function logOf(report: Report) {
  const findings = mostSevere(report.findings, mostResults)
  const fired = new Set(findings.map(({ rule }) => rule))
  const rules = report.rules.filter(({ id }) => fired.has(id))
  const notifications = [
    ...report.troubles.map((trouble) => troubleNotification(report, trouble)),
    ...leftOut(report.findings.length - findings.length, mostResults),
  ]
  const ruleIndexes = new Map(rules.map(({ id }, at) => [id, at]))
  const hashes = hashesByPath(report)
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'policy-check',
            version: report.version,
            semanticVersion: report.version,
            rules: rules.map(ruleDescriptor),
            notifications: descriptorsOf(notifications),
          },
        },
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: notifications }],
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        results: findings.map((finding) => resultOf(report, finding, ruleIndexes.get(finding.rule), hashes)),
      },
    ],
  }
}

function resultOf(
  report: Report,
  finding: ReportedFinding,
  ruleIndex: number | undefined,
  hashes: (path: string) => readonly string[],
) {
  const { path, rule, severity, message, next, origin, identity, related, fix } = finding
  const location = physicalLocation(report, finding)
  const hash = hashes(path)[location.region.startLine - 1]
  return {
    ruleId: rule,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: severity,
    message: { text: [message, next, ...(origin ? [`Found in ${origin}.`] : [])].join(' ') },
    locations: [{ physicalLocation: location }],
    ...(related.length > 0
      ? {
          relatedLocations: related.slice(0, mostRelated).map((place, at) => ({
            id: at + 1,
            message: { text: place.message },
            physicalLocation: physicalLocation(report, place),
          })),
        }
      : {}),
    partialFingerprints: {
      ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
      'policyCheck/v1': identity,
    },
    ...(fix ? { fixes: [fixOf(report, fix)] } : {}),
  }
}

function fixOf(report: Report, fix: NonNullable<ReportedFinding['fix']>) {
  const paths = [...new Set(fix.edits.map(({ path }) => path))]
  const text = fix.safety === 'unsafe' ? `${fix.title} (unsafe: ${fix.because}).` : `${fix.title}.`
  return {
    description: { text },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifact(report, path),
      replacements: fix.edits
        .filter((edit) => edit.path === path)
        .map((edit) => ({ deletedRegion: region(report, edit), insertedContent: { text: edit.text } })),
    })),
  }
}

function ruleDescriptor(rule: AnyRule) {
  const level: Severity = rule.severity === 'off' ? 'warning' : rule.severity
  return {
    id: rule.id,
    name: rule.id.replace(/(?:^|-)(\w)/g, (_: string, letter: string) => letter.toUpperCase()),
    shortDescription: { text: rule.says },
    fullDescription: { text: `${rule.says} ${rule.why}` },
    help: { text: `${rule.says} ${rule.why}`, markdown: rulePage(rule) },
    defaultConfiguration: { level, ...(rule.severity === 'off' ? { enabled: false } : {}) },
    properties: {
      tags: ['policy', rule.group.toLowerCase()],
      precision: 'very-high',
      'problem.severity': level === 'note' ? 'recommendation' : level,
    },
  }
}

/** At most `limit` findings, errors before warnings before notes, in their old order. */
function mostSevere(findings: readonly ReportedFinding[], limit: number): readonly ReportedFinding[] {
  if (findings.length <= limit) return findings
  const order: readonly Severity[] = ['error', 'warning', 'note']
  const kept = new Set(
    order.flatMap((severity) => findings.filter((finding) => finding.severity === severity)).slice(0, limit),
  )
  return findings.filter((finding) => kept.has(finding))
}

function hashesByPath(report: Report): (path: string) => readonly string[] {
  const known = new Map<string, readonly string[]>()
  return (path) => {
    const hashes = known.get(path) ?? lineHashes(report.source(path)?.text ?? '')
    known.set(path, hashes)
    return hashes
  }
}
