import { byFile } from './by-file.ts'
import { placeOf } from './concise.ts'
import { count, fixCounts, severityCounts, skippedSentences } from './counts.ts'
import { markup } from './markup.ts'
import type { Report, ReportedFinding, Reporter } from './report.ts'
import { frame } from './terminal/code-frame.ts'

/** One page that needs nothing else: no script, no request. */
export const html: Reporter = {
  name: 'html',
  promise: 'human',
  render: (report) => {
    const verdict = severityCounts(report) ?? 'No findings'
    const sentences = [fixCounts(report), ...skippedSentences(report)].filter((sentence) => sentence !== '')
    return [
      '<!doctype html>',
      '<html lang="en">',
      '<head>',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width, initial-scale=1">',
      `<title>policy-check: ${markup(verdict)}</title>`,
      `<style>${style}</style>`,
      '</head>',
      '<body>',
      `<h1>${markup(verdict)}, ${count(report.summary.files, 'file')} checked</h1>`,
      ...sentences.map((sentence) => `<p>${text(sentence)}</p>`),
      ...byFile(report)
        .filter(({ findings }) => findings.length > 0)
        .flatMap(({ path, findings }) => [
          `<h2>${markup(path)}</h2>`,
          ...findings.map((finding) => entry(report, finding)),
        ]),
      ...(report.troubles.length > 0 ? ['<h2>Not checked</h2>', '<ul>'] : []),
      ...report.troubles.map(
        (trouble) => `<li>${markup(placeOf(report, trouble))}: ${text(trouble.message)}</li>`,
      ),
      ...(report.troubles.length > 0 ? ['</ul>'] : []),
      '</body>',
      '</html>',
      '',
    ].join('\n')
  },
}

const style =
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color-scheme:light dark}' +
  'article{border-left:.25rem solid;padding:0 1rem;margin:1rem 0}' +
  '.error{border-color:#c33}.warning{border-color:#b80}.note{border-color:#37b}' +
  'pre{overflow-x:auto}dt{font-weight:bold}dd{margin:0 0 .5rem}'

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
    `<article class="${severity}">`,
    `<h3>${severity}: ${text(message)}</h3>`,
    `<p>${markup(placeOf(report, finding))}, <code>${markup(rule)}</code></p>`,
    ...sourceOf(report, finding),
    `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${text(value)}</dd>`).join('')}</dl>`,
    '</article>',
  ].join('\n')
}

function sourceOf(report: Report, finding: ReportedFinding): string[] {
  const file = report.source(finding.path)
  if (!file) return []
  const lines = frame(file, finding.span, 110).flatMap(({ text: line, marks }) =>
    marks ? [line, marks] : [line],
  )
  return [`<pre>${markup(lines.join('\n'))}</pre>`]
}

/** Text whose `code` is set as code. */
function text(sentence: string): string {
  return markup(sentence).replace(/`([^`]+)`/g, '<code>$1</code>')
}
