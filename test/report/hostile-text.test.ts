import { HtmlRenderer, Parser } from 'commonmark'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { concise } from '../../src/report/concise.ts'
import { github } from '../../src/report/github.ts'
import { pretty } from '../../src/report/pretty.ts'
import { tableCell } from '../../src/report/table-cell.ts'
import { sample } from './sample.ts'

const surface = { colour: false, width: 100, links: false, limit: Number.POSITIVE_INFINITY }

/** Text out of what Markdown, HTML and a runner's commands are made of. */
const hostile = fc
  .array(
    fc.constantFrom(
      '`',
      '``',
      '![x](y)',
      '<img src=y>',
      '[a](b)',
      '@me',
      '*',
      '_',
      '\\',
      '|',
      ' ',
      'a',
      '\n',
      '::error::',
      '##[x]',
      '&lt;',
      '~~',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('a cell of a Markdown table', () => {
  const render = (cell: string) => new HtmlRenderer().render(new Parser().parse(`x ${cell} y`))

  it('makes nothing of a file’s text but code spans', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const html = render(tableCell(text))
        expect(html.replace(/<\/?(?:p|code)>/g, '')).not.toMatch(/<[a-z/!]/i)
      }),
      { numRuns: 3000 },
    )
  })

  it.each(['``![x](http://e/x.png) @octocat <img src=//e/y>', '`#1 <https://a.b>', 'a ``` b ` c <b>'])(
    'not of %s',
    (text) => {
      expect(render(tableCell(text))).not.toMatch(/<(?:img|a|b)\b/)
    },
  )

  it('keeps the code spans of messages', () => {
    expect(tableCell('Use `uv sync` and ``a ` b``, not *x*.')).toBe(
      'Use `uv sync` and ``a ` b``, not \\*x\\*.',
    )
  })
})

describe('a log of GitHub', () => {
  const commands = (text: string) => text.split('\n').filter((line) => /^\s*(?:::|##\[)/.test(line))

  it('holds no command that a path makes', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const path = `::error title=pwn::${text}/a.sh`
        const report = {
          ...sample,
          findings: sample.findings.map((finding) => ({ ...finding, path })),
          troubles: sample.troubles.map((trouble) => ({ ...trouble, path })),
          source: () => sample.source(sample.findings[0]?.path ?? ''),
        }
        expect(commands(concise.render(report, surface))).toEqual([])
        expect(commands(pretty.render(report, surface))).toEqual([])
        const count = report.findings.length + report.troubles.length
        const annotations = github.render(report, surface).trimEnd().split('\n')
        expect(annotations.length).toBe(count)
        for (const line of annotations)
          expect(line).toMatch(/^::(?:error|warning|notice) file=[^:,]*,line=\d+/)
      }),
      { numRuns: 300 },
    )
  })
})
