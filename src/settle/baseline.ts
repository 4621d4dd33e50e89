import * as v from 'valibot'
import type { Finding } from '../advise/finding.ts'
import type { Config } from '../config/config.ts'
import type { AnyRule } from '../rule/rule.ts'
import { byCodeUnits } from '../text/order.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import { UsageError } from '../text/usage-error.ts'
import type { ReportedFinding } from './identity.ts'

/** The file that the baseline is kept in when no other is named. */
export const baselineName = 'policy-check-baseline.json'

/** Findings that were accepted when the policies were adopted. */
export interface Baseline {
  readonly file: SourceFile
  readonly entries: readonly BaselineEntry[]
  fileAt(path: string): SourceFile | undefined
}

export interface BaselineEntry {
  readonly identity: string
  readonly rule: string
  readonly path: string
  readonly message: string
  /** Of one that stands for several places: what each of them said when it was accepted. Absent in older baselines. */
  readonly words?: readonly string[] | undefined
}

const schema = v.strictObject({
  version: v.literal(1),
  findings: v.array(
    v.strictObject({
      path: v.string(),
      rule: v.string(),
      identity: v.string(),
      message: v.string(),
      words: v.optional(v.array(v.string())),
    }),
  ),
})

/** Reads a baseline, or says why it is none. */
export function readBaseline(file: SourceFile): Baseline | UsageError {
  const at = { file, span: { start: 0, end: 0 } }
  const next = 'Write it anew with `policy-check --write-baseline`.'
  let value: unknown
  try {
    value = JSON.parse(file.text.replace(/^\uFEFF/, ''))
  } catch {
    return new UsageError('The baseline is not JSON.', { at, next })
  }
  const parsed = v.safeParse(schema, value)
  if (!parsed.success) {
    const [issue] = parsed.issues
    const where = v.getDotPath(issue)
    return new UsageError(`The baseline is broken${where ? ` at \`${where}\`` : ''}: ${issue.message}.`, {
      at,
      next,
    })
  }
  return { file, entries: parsed.output.findings, fileAt: (path) => (path === file.path ? file : undefined) }
}

/** The baseline that accepts these findings: sorted, one line an entry, so that two branches merge well. */
export function writeBaseline(findings: readonly ReportedFinding[]): string {
  const lines = findings
    .map(({ path, rule, identity, message, words }) => ({
      path,
      rule,
      identity,
      message,
      ...(words.length > 1 && { words }),
    }))
    .sort(
      (a, b) =>
        byCodeUnits(a.path, b.path) || byCodeUnits(a.rule, b.rule) || byCodeUnits(a.identity, b.identity),
    )
    .map((entry) => `    ${JSON.stringify(entry)}`)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "version": 1,\n  "findings": ${list}\n}\n`
}

/**
 * Which entry accepts a finding. One that stands for several places is accepted as far as each of them was: a command that
 * joins a session is news, and one that leaves it brings nothing back.
 */
function accepting(
  entries: readonly BaselineEntry[],
): (finding: ReportedFinding) => BaselineEntry | undefined {
  const known = new Map(entries.map((entry) => [entry.identity, entry]))
  const ofSessions = entries.filter(({ words }) => words !== undefined)
  return ({ identity, rule, path, message, words }) => {
    const same = known.get(identity)
    const still = same?.words ? holds(same.words, words) : words.length === 1 || same?.message === message
    return same && still
      ? same
      : ofSessions.find((one) => one.rule === rule && one.path === path && holds(one.words ?? [], words))
  }
}

/** Whether a list has every item of another, each as often. */
function holds(all: readonly string[], some: readonly string[]): boolean {
  const left = [...all]
  return some.every((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at >= 0
  })
}

/** Takes out the accepted findings; entries that accept nothing any more are findings themselves. */
export function applyBaseline(
  findings: readonly ReportedFinding[],
  baseline: Baseline | undefined,
  config: Config,
  rules: readonly AnyRule[],
  notRun: ReadonlySet<string>,
): { fresh: ReportedFinding[]; baselined: number; stale: Finding[] } {
  if (!baseline) return { fresh: [...findings], baselined: 0, stale: [] }
  const acceptedBy = accepting(baseline.entries)
  const present = new Set<string>()
  const fresh = findings.filter((finding) => {
    const entry = acceptedBy(finding)
    present.add(entry?.identity ?? finding.identity)
    return entry === undefined
  })
  const path = baseline.file.path
  const settings = config.settingsOf('stale-baseline')
  const severity = settings.enabled ? settings.severity(path) : 'off'
  const why = rules.find(({ id }) => id === 'stale-baseline')?.why ?? ''
  const stale: Finding[] = []
  if (severity !== 'off') {
    const places = placesOf(baseline)
    baseline.entries.forEach((entry, at) => {
      const place = places[at]
      if (present.has(entry.identity) || notRun.has(entry.rule) || !place) return
      if (
        rules.some(({ id }) => id === entry.rule) &&
        config.settingsOf(entry.rule).severity(entry.path) === 'off'
      )
        return
      stale.push({
        ...{ rule: 'stale-baseline', severity, why, path, span: place.span, related: [] },
        message: `\`${entry.rule}\` no longer finds this in \`${entry.path}\`.`,
        next: 'Remove the entry: `policy-check --fix`, or write the baseline anew.',
        fix: { title: 'Remove the entry', safety: 'safe', edits: [{ path, span: place.removal, text: '' }] },
      })
    })
  }
  return { fresh, baselined: findings.length - fresh.length, stale }
}

/** Where each entry stands, and what to take away so that the rest stays JSON. */
function placesOf({ file, entries }: Baseline): { span: Span; removal: Span }[] {
  const spans = objectsInList(file.text)
  if (spans.length !== entries.length) return []
  return spans.map((span, index) => {
    const next = spans[index + 1]
    const previous = spans[index - 1]
    if (next) return { span, removal: { start: span.start, end: next.start } }
    return { span, removal: { start: previous?.end ?? span.start, end: span.end } }
  })
}

/** Spans of the objects in the list of a valid baseline. */
function objectsInList(text: string): Span[] {
  const spans: Span[] = []
  let depth = 0
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++
    } else if (character === '{' || character === '[') {
      depth++
      if (depth === 3) start = at
    } else if (character === '}' || character === ']') {
      if (depth === 3) spans.push({ start, end: at + 1 })
      depth--
    }
  }
  return spans
}
