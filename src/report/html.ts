import { byFile, type FileReport } from './by-file.ts'
import { placeOf } from './concise.ts'
import { count, fixCounts, severityCounts, sinceSentence, skippedSentences } from './counts.ts'
import { graphParts } from './graph/graph-page.ts'
import { pictureStyle } from './graph/svg.ts'
import { pageOf } from './html-page.ts'
import { markup, prose } from './markup.ts'
import type { Report, ReportedFinding, Reporter } from './report.ts'
import { frame } from './terminal/code-frame.ts'

/** More files than this have no boxes to tick; a browser would get slow. */
const mostTicked = 300

/** One page that needs nothing else: no script, no request. Its filters are boxes that the style sheet looks at. */
export const html: Reporter = {
  name: 'html',
  promise: 'human',
  render: (report) => {
    const verdict = severityCounts(report) ?? 'No findings'
    const sentences = [sinceSentence(report), fixCounts(report), ...skippedSentences(report)].filter(
      (sentence) => sentence !== '',
    )
    const files = byFile(report).filter(({ findings }) => findings.length > 0)
    const filters = filtersOf(report, files)
    return pageOf({
      title: verdict,
      style: `${style}${pictureStyle}${filters.flatMap(({ boxes }) => boxes.map(hiding)).join('')}`,
      body: [
        `<h1>${markup(verdict)}, ${count(report.summary.files, 'file')} checked</h1>`,
        ...sentences.map((sentence) => `<p>${prose(sentence)}</p>`),
        ...(files.length > 0 ? ['<form aria-label="Filters">', ...filters.map(fieldset), '</form>'] : []),
        ...pictureOf(report),
        '<main>',
        ...files.map((file, at) => section(report, file, at)),
        '</main>',
        ...troubles(report),
      ],
    })
  },
}

const style = [
  'h2{border-bottom:1px solid var(--edge);margin:2rem 0 .5rem;font-size:1.15rem}h3{margin:.25rem 0;font-size:1rem}',
  'article{border-left:.25rem solid;padding:0 1rem;margin:1rem 0}',
  '.error{border-color:var(--error)}.warning{border-color:var(--warning)}.note{border-color:var(--note)}',
  'pre{overflow-x:auto;overflow-wrap:normal;margin:.5rem 0}.number{opacity:.6;user-select:none}',
  'dt{font-weight:bold}dd{margin:0 0 .5rem}form{display:grid;gap:.5rem;margin:1rem 0}',
  'fieldset,details.filter{border:1px solid var(--edge);border-radius:.25rem;padding:.25rem .75rem}',
  'label{display:inline-block;margin-right:1rem}',
].join('')

/** A box to tick, and what disappears while it is not. */
interface TickBox {
  readonly id: string
  readonly label: string
  readonly hides: string
}

interface Filter {
  readonly name: string
  readonly boxes: readonly TickBox[]
}

function filtersOf({ findings }: Report, files: readonly FileReport[]): readonly Filter[] {
  const countOf = (is: (finding: ReportedFinding) => boolean) => findings.filter(is).length
  const severities = (['error', 'warning', 'note'] as const).filter((name) =>
    findings.some(({ severity }) => severity === name),
  )
  const rules = [...new Set(findings.map(({ rule }) => rule))].sort()
  return [
    {
      name: 'Severity',
      boxes: severities.map((name) => ({
        ...{ id: `severity-${name}`, hides: `article.${name}` },
        label: `${name} (${countOf(({ severity }) => severity === name)})`,
      })),
    },
    {
      name: 'Rules',
      boxes: rules.map((name) => ({
        ...{ id: `rule-${name}`, hides: `article.rule-${name}` },
        label: `${name} (${countOf(({ rule }) => rule === name)})`,
      })),
    },
    {
      name: 'Files',
      boxes:
        files.length > mostTicked
          ? []
          : files.map(({ path, findings: { length } }, at) => ({
              ...{ id: `only-${at}`, hides: `#file-${at}`, label: `${path} (${length})` },
            })),
    },
  ].filter(({ boxes }) => boxes.length > 0)
}

/** Ids are made of letters, digits and hyphens: those of severities, of rules, and numbers. */
function hiding({ id, hides }: TickBox): string {
  return `body:has(#${id}:not(:checked)) ${hides}{display:none}`
}

function fieldset({ name, boxes }: Filter): string {
  const ticked = boxes.map(
    ({ id, label }) => `<label><input type="checkbox" id="${id}" checked> ${markup(label)}</label>`,
  )
  return boxes.length <= 4
    ? `<fieldset><legend>${name}</legend>${ticked.join('\n')}</fieldset>`
    : `<details class="filter"><summary>${name} (${boxes.length})</summary>${ticked.join('\n')}</details>`
}

function pictureOf(report: Report): string[] {
  const parts = report.graph ? graphParts(report.graph()) : []
  return parts.length > 0
    ? ['<details><summary>The workspace as a picture</summary>', ...parts, '</details>']
    : []
}

function section(report: Report, { path, findings }: FileReport, at: number): string {
  return [
    `<section id="file-${at}">`,
    `<h2>${markup(path)}</h2>`,
    ...findings.map((finding) => entry(report, finding)),
    '</section>',
  ].join('\n')
}

function troubles(report: Report): string[] {
  if (report.troubles.length === 0) return []
  return [
    '<h2>Not checked</h2>',
    '<ul>',
    ...report.troubles.map(
      (trouble) => `<li>${markup(placeOf(report, trouble))}: ${prose(trouble.message)}</li>`,
    ),
    '</ul>',
  ]
}

function entry(report: Report, finding: ReportedFinding): string {
  const { severity, message, rule, why, next, origin, fix, related } = finding
  const rows: [string, string][] = [
    ...(origin ? [['from', origin] as [string, string]] : []),
    ['why', why],
    ['next', next],
    ...(fix ? [[`fix (${fix.safety})`, fix.title] as [string, string]] : []),
    ...related.map((place): [string, string] => ['see', `${placeOf(report, place)} ${place.message}`]),
  ]
  return [
    `<article class="${severity} rule-${markup(rule)}">`,
    `<h3>${severity}: ${prose(message)}</h3>`,
    `<p>${markup(placeOf(report, finding))}, <code>${markup(rule)}</code></p>`,
    ...sourceOf(report, finding),
    `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${prose(value)}</dd>`).join('')}</dl>`,
    '</article>',
  ].join('\n')
}

function sourceOf(report: Report, finding: ReportedFinding): string[] {
  const file = report.source(finding.path)
  if (!file) return []
  const lines = frame(file, finding.span, 110)
  const width = Math.max(...lines.map(({ number }) => String(number ?? '').length))
  const shown = lines.flatMap(({ number, text: line, marks }) => {
    const numbered = `<span class="number">${String(number ?? '').padStart(width)} </span>${markup(line)}`
    return marks ? [numbered, `${' '.repeat(width + 1)}${marks}`] : [numbered]
  })
  return [`<pre tabindex="0">${shown.join('\n')}</pre>`]
}
