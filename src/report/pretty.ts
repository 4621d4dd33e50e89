import picocolors from 'picocolors'
import type { Severity } from '../advise/finding.ts'
import { byCodeUnits } from '../text/order.ts'
import type { Trouble } from '../text/trouble.ts'
import { placeOf } from './concise.ts'
import {
  count,
  fixCounts,
  severityCounts,
  sinceSentence,
  skippedSentences,
  troubleSentences,
} from './counts.ts'
import { nextSteps } from './next-steps.ts'
import { rangeOf } from './ranges.ts'
import type { Report, ReportedFinding, Reporter, Surface } from './report.ts'
import { countTable, ruleCounts } from './rule-table.ts'
import { columnsOf, printable } from './terminal/cells.ts'
import { frame } from './terminal/code-frame.ts'
import { fixFrame } from './terminal/fix-frame.ts'
import { wrap } from './terminal/wrap.ts'
import { type Cause, causesOf, mostSevere } from './told-once.ts'

/**
 * For people at a terminal: each cause once, with its words underlined, the reason, the next step and its fix as a small
 * diff; after many findings a table by rule, and what to type next.
 */
export const pretty: Reporter = {
  name: 'pretty',
  promise: 'human',
  render: (report, surface) => new Page(report, surface).text(),
}

/** Narrower than this, text is written as if the terminal were this wide. */
const narrowest = 40
const widestText = 110
/** After more findings than this, a table says which rules they are of. */
const many = 50
/** Places of one cause that are named beside its first. */
const namedPlaces = 5

class Page {
  readonly #report: Report
  readonly #width: number
  readonly #limit: number
  readonly #paint: ReturnType<typeof picocolors.createColors>

  constructor(report: Report, { colour, width, limit }: Surface) {
    this.#report = report
    this.#width = Math.max(narrowest, width)
    this.#limit = limit
    this.#paint = picocolors.createColors(colour)
  }

  text(): string {
    const causes = causesOf(this.#report.findings)
    const shown = mostSevere(causes, ({ finding }) => finding.severity, this.#limit)
    const explained = new Set<string>()
    const entries = [
      ...this.#report.troubles.map((trouble) => ({ place: trouble, lines: this.#trouble(trouble) })),
      ...shown.map((cause) => {
        const { finding } = cause
        const topic = `${finding.path}\0${finding.rule}`
        const isFirst = !explained.has(topic)
        explained.add(topic)
        return { place: finding, lines: this.#cause(cause, isFirst) }
      }),
    ].sort(
      (a, b) =>
        byCodeUnits(a.place.path, b.place.path) || (a.place.span?.start ?? -1) - (b.place.span?.start ?? -1),
    )
    const left = causes.filter((cause) => !shown.includes(cause))
    const hidden = left.reduce((sum, { others }) => sum + 1 + others.length, 0)
    const parts = [
      ...entries.map(({ lines }) => lines.join('\n')),
      ...this.#overview(hidden),
      this.#summary(),
    ]
    return parts.map((part) => `${part}\n`).join('\n')
  }

  /** The reason is told with the first finding of its rule in a file. */
  #cause({ finding, others }: Cause, explain: boolean): string[] {
    const { severity, rule, message, why, next, origin, fix, related } = finding
    const gutter = this.#gutter(finding)
    const note = (label: string, text: string) => this.#note(gutter, label, text)
    const places = others.slice(0, namedPlaces).map((place) => placeOf(this.#report, place))
    const more = others.length - places.length
    return [
      ...this.#heading(finding, severity, message, rule),
      ...this.#frame(finding, gutter, this.#colourOf(severity)),
      ...(origin ? note('from', origin) : []),
      ...(explain ? note('why', why) : []),
      ...note('next', next),
      ...(fix?.safety === 'safe' ? note('fix', `${fix.title} (\`--fix\`)`) : []),
      ...(fix?.safety === 'unsafe'
        ? note('fix', `${fix.title} (\`--unsafe-fixes\`; unsafe because ${fix.because})`)
        : []),
      ...this.#diff(finding, gutter),
      ...related.flatMap((place) => note('see', `${placeOf(this.#report, place)} ${place.message}`)),
      ...places.flatMap((place, at) => note(at === 0 ? 'also' : '', place)),
      ...(more > 0 ? note('', `and at ${count(more, 'more place')}`) : []),
    ]
  }

  /** What a fix of a few lines changes in the finding's own file. */
  #diff({ path, span, fix }: ReportedFinding, gutter: number): string[] {
    const file = this.#report.source(path)
    if (!file || !fix) return []
    const edits = fix.edits.filter((edit) => edit.path === path)
    const lines = fixFrame(file, edits, this.#width - gutter - 3)
    // What goes stands in the frame above already, where the finding holds all of it.
    const { start, end } = rangeOf(this.#report, { path, span })
    const isShown = lines.every(
      ({ sign, number }) => sign === '+' || (number >= start.line && number <= end.line),
    )
    return lines
      .filter(({ sign }) => sign === '+' || !isShown)
      .map(({ sign, number, text }) => {
        const paint = sign === '+' ? this.#paint.green : this.#paint.red
        return `${this.#paint.dim(String(number).padStart(gutter))} ${paint(`${sign} ${text}`.trimEnd())}`
      })
  }

  #trouble(trouble: Trouble): string[] {
    const { id, span, message, path } = trouble
    const heading = this.#heading(trouble, 'trouble', message, id)
    return span
      ? [...heading, ...this.#frame({ path, span }, this.#gutter(trouble), this.#paint.magenta)]
      : heading
  }

  #heading(
    place: Parameters<typeof rangeOf>[1],
    label: Severity | 'trouble',
    message: string,
    id: string,
  ): string[] {
    const at = placeOf(this.#report, place)
    // A path may have spaces, at which no line ends.
    const start = 'x'.repeat(columnsOf(`${at} ${label}:`))
    const [first = '', ...rest] = wrap(`${start} ${printable(message)} [${id}]`, this.#textWidth(0), 4)
    const painted = `${this.#paint.dim(at)} ${this.#paint.bold(this.#colourOf(label)(`${label}:`))}`
    return [`${painted}${this.#code(first.slice(start.length))}`, ...rest.map((text) => this.#code(text))]
  }

  #frame(place: Parameters<typeof rangeOf>[1], gutter: number, paint: (text: string) => string): string[] {
    const file = this.#report.source(place.path)
    if (!file || !place.span) return []
    const bar = this.#paint.dim('│')
    const blank = ' '.repeat(gutter)
    return frame(file, place.span, this.#width - gutter - 3).flatMap(({ number, text, marks }) => [
      `${this.#paint.dim(String(number ?? '').padStart(gutter))} ${bar} ${text}`.trimEnd(),
      ...(marks ? [`${blank} ${bar} ${' '.repeat(marks.indexOf('^'))}${paint(marks.trimStart())}`] : []),
    ])
  }

  #note(gutter: number, label: string, text: string): string[] {
    const indent = ' '.repeat(gutter + 1)
    const lines = wrap(printable(text), this.#textWidth(gutter + 7), 0)
    return lines.map(
      (line, at) => `${indent}${this.#paint.cyan((at === 0 ? label : '').padEnd(5))} ${this.#code(line)}`,
    )
  }

  /** Columns before the bar of a frame: room for the largest line number of the span. */
  #gutter(place: Parameters<typeof rangeOf>[1]): number {
    return Math.max(5, String(rangeOf(this.#report, place).end.line).length + 1)
  }

  #textWidth(used: number): number {
    return Math.min(this.#width, widestText) - used
  }

  /** After many findings, or where some are not shown: how often each rule found something, and what to type next. */
  #overview(hidden: number): string[] {
    const { findings } = this.#report
    const isMany = findings.length > many || hidden > 0
    const counts = ruleCounts(findings)
    const steps = isMany ? nextSteps(counts) : []
    const left = Math.max(0, ...steps.map(([command]) => columnsOf(command)))
    const sentence = `${count(hidden, 'more finding')} ${hidden === 1 ? 'is' : 'are'} not shown: \`--max-findings all\` shows everything.`
    return [
      ...(hidden > 0
        ? [
            wrap(sentence, this.#textWidth(0), 2)
              .map((line) => this.#code(line))
              .join('\n'),
          ]
        : []),
      ...(isMany ? [countTable(counts).join('\n')] : []),
      ...(steps.length > 0 ? [steps.flatMap((step) => this.#step(step, left)).join('\n')] : []),
    ]
  }

  #step([command, text]: readonly [string, string], left: number): string[] {
    if (left + 4 + columnsOf(text) <= this.#textWidth(0))
      return [`  ${this.#paint.bold(command.padEnd(left))}  ${this.#code(text)}`]
    const below = wrap(text, this.#textWidth(6), 0).map((line) => `      ${this.#code(line)}`)
    return [`  ${this.#paint.bold(command)}`, ...below]
  }

  #summary(): string {
    const { summary, findings } = this.#report
    const found = severityCounts(this.#report)
    const files = count(summary.files, 'file')
    const where = count(new Set(findings.map(({ path }) => path)).size, 'file')
    const hidden = [
      ...(summary.suppressed > 0 ? [`${summary.suppressed} suppressed`] : []),
      ...(summary.baselined > 0 ? [`${summary.baselined} in the baseline`] : []),
    ]
    const verdict =
      summary.files === 0
        ? 'No file was checked: there is none here that policy-check reads'
        : found
          ? `${found} in ${where}, ${files} checked`
          : `No findings, ${files} checked`
    const paint = summary.error > 0 ? this.#paint.red : found ? this.#paint.yellow : this.#paint.green
    const sentences = [
      ...troubleSentences(this.#report).map((sentence) => `${sentence}: see "trouble" above.`),
      ...skippedSentences(this.#report).map(printable),
      printable(sinceSentence(this.#report)),
      fixCounts(this.#report),
      this.#hint(),
    ].filter((sentence) => sentence !== '')
    return [
      ...wrap(`${[verdict, ...hidden].join(', ')}.`, this.#textWidth(0), 2).map((line) =>
        this.#paint.bold(paint(line)),
      ),
      ...sentences
        .flatMap((sentence) => wrap(sentence, this.#textWidth(0), 2))
        .map((line) => this.#code(line)),
    ].join('\n')
  }

  /** Where a person with a few findings goes on. */
  #hint(): string {
    const [first] = this.#report.findings
    if (!first || this.#report.findings.length > many) return ''
    return `\`policy-check explain ${first.rule}\` says why, and how to accept what is right as it stands.`
  }

  #colourOf(label: Severity | 'trouble'): (text: string) => string {
    const { red, yellow, blue, magenta } = this.#paint
    return { error: red, warning: yellow, note: blue, trouble: magenta }[label]
  }

  /** Identifiers in backticks stand out. */
  #code(text: string): string {
    return text.replace(/`[^`]+`/g, (code) => this.#paint.bold(code))
  }
}
