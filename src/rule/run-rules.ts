import type { Finding, Severity } from '../advise/finding.ts'
import { Absent } from '../model/absent.ts'
import type { FactName, Facts, Repository } from '../model/repository.ts'
import { lazily } from '../text/lazily.ts'
import { byCodeUnits, byPlace } from '../text/order.ts'
import type { Place } from '../text/span.ts'
import type { Stopwatch } from '../text/stopwatch.ts'
import type { Failure, Skipped } from '../text/trouble.ts'
import type { AnyRule, Report } from './rule.ts'
import { sharesOf } from './shares.ts'

/** What the configuration decides about one rule for one path. */
export interface RuleSettings {
  severity(path: string): Severity | 'off'
  options(path: string): Readonly<Record<string, unknown>>
  /** Whether any path has it switched on. */
  readonly enabled: boolean
}

/**
 * Runs every enabled rule on the model. Findings come sorted by path, start, end, rule. A rule that fails keeps what it
 * has found so far, and the others run.
 */
export function runRules(
  repository: Repository,
  rules: readonly AnyRule[],
  settingsOf: (id: string) => RuleSettings,
  stopwatch?: Stopwatch,
): { findings: Finding[]; skipped: Skipped[]; failures: Failure[] } {
  const failures: Failure[] = []
  const findings: Finding[] = []
  const skipped: Skipped[] = []
  const shares = lazily(() => sharesOf(repository))
  for (const rule of rules) {
    const settings = settingsOf(rule.id)
    if (!settings.enabled) continue
    const report: Report = (at, says) => {
      const configured = settings.severity(at.path)
      if (configured === 'off') return
      const severity = lower(configured, says.severity ?? configured)
      const { path, span } = at
      findings.push({ related: [], why: rule.why, ...says, rule: rule.id, severity, path, span })
    }
    try {
      const absent = judge(rule, {
        repository,
        shares,
        report,
        optionsAt: (path) => settings.options(path),
        stopwatch,
      })
      if (absent) skipped.push({ rule: rule.id, reason: absent.reason })
    } catch (error) {
      failures.push({ what: rule.id, error })
      skipped.push({ rule: rule.id, reason: 'A bug in policy-check stopped it' })
    }
  }
  const commands = lazily(() => factOrNone(repository, 'commands'))
  const waysAt = (place: Place) => commands()?.waysAt(place) ?? 0
  failures.push(...(commands()?.failures ?? []))
  return { findings: withoutRepeats(findings.sort(byPlaceAndRule), waysAt), skipped, failures }
}

interface Judging {
  readonly repository: Repository
  readonly shares: () => ReturnType<typeof sharesOf>
  readonly report: Report
  readonly optionsAt: (path: string) => Readonly<Record<string, unknown>>
  readonly stopwatch: Stopwatch | undefined
}

/** Runs one rule; null, or which fact it needs that the repository has not. */
function judge(rule: AnyRule, { repository, shares, report, optionsAt, stopwatch }: Judging): Absent | null {
  const facts = gather(repository, rule.needs, stopwatch)
  if (facts instanceof Absent) return facts
  const stop = stopwatch?.start('rules', rule.id)
  const isAskedOnce = !rule.needs.includes('workspace')
  if (isAskedOnce) rule.check(facts, report, optionsAt)
  // A member of two workspaces, one inside the other, is told about once.
  const told = new Set<string>()
  for (const share of isAskedOnce ? [] : shares()) {
    const own: string[] = []
    const once: Report = (at, says) => {
      const key = `${at.path} ${at.span.start} ${at.span.end} ${says.message}`
      own.push(key)
      if (!told.has(key)) report(at, says)
    }
    const commands = rule.needs.includes('commands') && { commands: share.commands }
    rule.check({ ...facts, workspace: share.workspace, ...commands }, once, optionsAt)
    for (const key of own) told.add(key)
  }
  stop?.()
  return null
}

/** A fact, or null where there is none or it cannot be had. */
function factOrNone<Name extends FactName>(repository: Repository, name: Name): Facts[Name] | null {
  try {
    const fact = repository.fact(name)
    return fact instanceof Absent ? null : fact
  } catch {
    return null
  }
}

/**
 * What an anchor of YAML puts in several places is told once, and so is what a loop does again. A fix stays when it is the
 * same for all the ways in which the commands run that it touches.
 */
function withoutRepeats(sorted: readonly Finding[], waysAt: (place: Place) => number): Finding[] {
  const groups: Finding[][] = []
  for (const finding of sorted) {
    const [first] = groups.at(-1) ?? []
    const same = first && byPlaceAndRule(first, finding) === 0
    if (same && (first.message === finding.message || waysAt(finding) > 0)) groups.at(-1)?.push(finding)
    else groups.push([finding])
  }
  return groups.flatMap(([first, ...again]) => {
    if (!first?.fix) return first ? [first] : []
    const { fix, next, ...rest } = first
    const ways = Math.max(...fix.edits.map((edit) => (edit.allTurns ? 0 : waysAt(edit))), 0)
    const agreed = again.filter((other) => JSON.stringify(other.fix?.edits) === JSON.stringify(fix.edits))
    return ways > agreed.length + 1
      ? [{ ...rest, next: `${next} Do likewise for its other values.` }]
      : [first]
  })
}

function lower(a: Severity, b: Severity): Severity {
  const order: readonly Severity[] = ['note', 'warning', 'error']
  return order.indexOf(a) < order.indexOf(b) ? a : b
}

function gather(repository: Repository, needs: readonly FactName[], stopwatch?: Stopwatch): Facts | Absent {
  const facts: Partial<Record<FactName, unknown>> = {}
  for (const name of needs) {
    const stop = stopwatch?.start('model', name)
    const fact = repository.fact(name)
    stop?.()
    if (fact instanceof Absent) return fact
    facts[name] = fact
  }
  return facts as unknown as Facts
}

/** Order of findings in every report: path by code units, start, end, rule. */
export function byPlaceAndRule(a: Finding, b: Finding): number {
  return byPlace(a, b) || byCodeUnits(a.rule, b.rule)
}
