import type { Severity } from '../advise/finding.ts'
import type { Span } from '../text/span.ts'
import { placeOf } from './concise.ts'
import { hostPath } from './host-path.ts'
import { rangeOf } from './ranges.ts'
import type { Report, Reporter } from './report.ts'

/** Annotations of one level that GitHub shows for a step (docs.github.com, "Workflow commands", limits). */
const mostShown = 10

/** Places that one annotation lists; its text holds 64 KB. */
const mostPlaces = 100

/** What one annotation tells: its own place, and others that share its words. */
interface Annotation {
  readonly place: { readonly path: string; readonly span?: Span }
  readonly title: string
  readonly message: string
  readonly others: readonly Annotation['place'][]
}

/**
 * Workflow commands that GitHub shows as annotations. It shows ten errors, ten warnings and ten notices of a step, so
 * findings with the same words share one, which lists their places; where that is not enough, those of a rule do.
 */
export const github: Reporter = {
  name: 'github',
  promise: 'integration',
  render: (report) => levels.map((level) => rendered(report, level)).join(''),
}

type Level = 'error' | 'warning' | 'notice'

const levels: readonly Level[] = ['error', 'warning', 'notice']

const levelOf: Readonly<Record<Severity, Level>> = { error: 'error', warning: 'warning', note: 'notice' }

function rendered(report: Report, level: Level): string {
  const all: readonly Annotation[] = [
    ...report.findings
      .filter(({ severity }) => levelOf[severity] === level)
      .map((place) => ({ place, title: place.rule, message: `${place.message} ${place.next}`, others: [] })),
    ...(level === 'warning' ? report.troubles : []).map((place) => ({
      ...{ place, title: place.id, message: place.message, others: [] },
    })),
  ]
  const sameWords = joined(all, ({ title, message }) => `${title}\n${message}`)
  const shown = sameWords.length <= mostShown ? sameWords : joined(all, ({ title }) => title, withCount)
  const lines = shown.length <= mostShown ? shown : restAsOne(shown)
  return lines.map((annotation) => command(report, level, annotation)).join('')
}

/** One annotation for all that share a key, the first of them with the places of the others. */
function joined(
  annotations: readonly Annotation[],
  keyOf: (annotation: Annotation) => string,
  say = (first: Annotation, _more: number) => first.message,
): Annotation[] {
  const groups = new Map<string, Annotation[]>()
  for (const annotation of annotations) {
    const key = keyOf(annotation)
    const group = groups.get(key)
    if (group) group.push(annotation)
    else groups.set(key, [annotation])
  }
  return [...groups.values()].flatMap(([first, ...rest]) =>
    first ? [{ ...first, message: say(first, rest.length), others: rest.map(({ place }) => place) }] : [],
  )
}

function withCount({ message, title }: Annotation, more: number): string {
  return more === 0 ? message : `${message}\n${more} more of \`${title}\`.`
}

/** The rules with the most findings, and one annotation that lists the places of all others. */
function restAsOne(annotations: readonly Annotation[]): readonly Annotation[] {
  const ordered = annotations.toSorted((a, b) => b.others.length - a.others.length)
  const rest = ordered.slice(mostShown - 1)
  const [first] = rest
  if (!first) return ordered
  const others = [...first.others, ...rest.slice(1).flatMap(({ place, others }) => [place, ...others])]
  const titles = rest.map(({ title }) => `\`${title}\``).join(', ')
  const message = `${first.message}\n${others.length} more of ${titles}.`
  return [...ordered.slice(0, mostShown - 1), { ...first, message, others }]
}

function command(report: Report, level: Level, { place, title, message, others }: Annotation): string {
  const { start, end } = rangeOf(report, place)
  const properties = {
    file: hostPath(report, place.path),
    line: start.line,
    endLine: end.line,
    // GitHub takes columns only for annotations within one line.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title,
  }
  const list = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(String(value))}`)
  const also = others.slice(0, mostPlaces).map((other) => `also ${placeOf(report, other)}`)
  if (others.length > mostPlaces) also.push(`and ${others.length - mostPlaces} more places`)
  return `::${level} ${list.join(',')}::${escapeData([message, ...also].join('\n'))}\n`
}

/** As `escapeData` of GitHub's toolkit, `packages/core/src/command.ts`. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

/** As `escapeProperty` of GitHub's toolkit. */
function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
