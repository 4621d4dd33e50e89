import picocolors from 'picocolors'
import type { Severity } from '../advise/finding.ts'
import type { Trouble } from '../text/trouble.ts'
import { byFile, type FileReport } from './by-file.ts'
import { placeOf, shownPath } from './concise.ts'
import {
  count,
  fixCounts,
  severityCounts,
  sinceSentence,
  skippedSentences,
  troubleSentences,
} from './counts.ts'
import { rangeOf } from './ranges.ts'
import type { Report, ReportedFinding, Reporter, Surface } from './report.ts'
import { printable } from './terminal/cells.ts'
import { frame } from './terminal/code-frame.ts'
import { wrap } from './terminal/wrap.ts'

/** For people at a terminal: each finding under its file, with the words underlined, the reason and the next step. */
export const pretty: Reporter = {
  name: 'pretty',
  promise: 'human',
  render: (report, surface) => new Page(report, surface).text(),
}

/** Narrower than this, text is written as if the terminal were this wide. */
const narrowest = 40
const widestText = 110

class Page {
  readonly #report: Report
  readonly #width: number
  readonly #paint: ReturnType<typeof picocolors.createColors>

  constructor(report: Report, { colour, width }: Surface) {
    this.#report = report
    this.#width = Math.max(narrowest, width)
    this.#paint = picocolors.createColors(colour)
  }

  text(): string {
    const files = byFile(this.#report).map((file) => this.#file(file))
    return [...files, this.#summary()].map((part) => `${part}\n`).join('\n')
  }

  #file({ path, findings, troubles }: FileReport): string {
    const explained = new Set<string>()
    const entries = [
      ...troubles.map((trouble) => ({ start: trouble.span?.start ?? -1, lines: this.#trouble(trouble) })),
      ...findings.map((finding) => {
        const first = !explained.has(finding.rule)
        explained.add(finding.rule)
        return { start: finding.span.start, lines: this.#finding(finding, first) }
      }),
    ].sort((a, b) => a.start - b.start)
    return [this.#paint.bold(shownPath(path)), ...entries.map(({ lines }) => lines.join('\n'))].join('\n\n')
  }

  /** The reason is told with the first finding of its rule in a file. */
  #finding(finding: ReportedFinding, explain: boolean): string[] {
    const { severity, rule, message, why, next, origin, fix, related } = finding
    const gutter = this.#gutter(finding)
    const note = (label: string, text: string) => this.#note(gutter, label, text)
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
      ...related.flatMap((place) => note('see', `${placeOf(this.#report, place)} ${place.message}`)),
    ]
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
    const { line, column } = rangeOf(this.#report, place).start
    const at = `${line}:${column}`
    const [first = '', ...rest] = wrap(`${at} ${label}: ${printable(message)} [${id}]`, this.#textWidth(2), 4)
    const start = at.length + 1 + label.length + 1
    const paint = this.#colourOf(label)
    const painted = `${this.#paint.dim(at)} ${this.#paint.bold(paint(`${label}:`))}${this.#code(first.slice(start))}`
    return [`  ${painted}`, ...rest.map((text) => `  ${this.#code(text)}`)]
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

  #colourOf(label: Severity | 'trouble'): (text: string) => string {
    const { red, yellow, blue, magenta } = this.#paint
    return { error: red, warning: yellow, note: blue, trouble: magenta }[label]
  }

  /** Identifiers in backticks stand out. */
  #code(text: string): string {
    return text.replace(/`[^`]+`/g, (code) => this.#paint.bold(code))
  }
}
