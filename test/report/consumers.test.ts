import { Terminal } from '@xterm/headless'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { type DefaultTreeAdapterTypes, parse } from 'parse5'
import { SaxesParser } from 'saxes'
import { expect, it } from 'vitest'
import { concise } from '../../src/report/concise.ts'
import { github } from '../../src/report/github.ts'
import { reporters } from '../../src/report/reporters.ts'
import { hostile, reportWith } from './hostile-report.ts'

const surface = { colour: false, width: 100, links: false, limit: Number.POSITIVE_INFINITY }
const reporterOf = (name: string) => reporters.find((one) => one.name === name) ?? concise
const rendered = (name: string, text: string, colour = false) =>
  reporterOf(name).render(reportWith(text), { ...surface, colour })

/** For any text of a stranger, what a consumer makes of the report is what it makes of the same report with plain words. */
function holds(runs: number, consume: (text: string) => unknown): void {
  const plain = consume('plain')
  fc.assert(
    fc.property(hostile, (text) => {
      expect(consume(text)).toEqual(plain)
    }),
    { numRuns: runs },
  )
}

it('Markdown: the same rows and nothing but text and code in them', () => {
  const reader = new MarkdownIt({ html: true, linkify: true })
  reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  holds(300, (text) =>
    reader
      .parse(rendered('markdown', text), {})
      .flatMap((token) => [token, ...(token.children ?? [])])
      .map(({ type }) => type)
      .filter((type) => type !== 'text' && type !== 'code_inline' && type !== 'text_special')
      .filter((type, at, all) => type !== 'inline' || all[at - 1] !== 'inline'),
  )
})

it('GitHub: a command for each message, with the file that was meant', () => {
  // As `ActionCommand.TryParseV2` of actions/runner reads a line.
  const commandIn = (line: string) => /^\s*::([\w-]+)(?: ([^:]*))?::(.*)$/s.exec(line)
  const decoded = (data: string) =>
    data
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%')
  fc.assert(
    fc.property(hostile, (text) => {
      const report = reportWith(text)
      const lines = github.render(report, surface).split(/\r?\n/).filter(Boolean)
      const told = lines.map((line) => {
        const [, name, properties = '', message = ''] = commandIn(line) ?? []
        const file = properties.split(',').find((property) => property.startsWith('file='))
        return [
          /^(?:error|warning|notice)$/.test(name ?? ''),
          decoded(file?.slice(5) ?? ''),
          decoded(message),
        ]
      })
      const path = report.troubles[0]?.path
      const meant = [...report.findings.map(({ message, next }) => `${message} ${next}`), text]
      for (const message of meant)
        expect(
          told.some(([, , shown]) => shown === message || `${shown}`.startsWith(`${message}\nalso `)),
        ).toBe(true)
      expect(told.every(([isCommand, file]) => isCommand && file === path)).toBe(true)
    }),
    { numRuns: 300 },
  )
})

it.each(['pretty', 'concise'])(
  'a terminal: %s shows lines that no character moves or hides',
  async (name) => {
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        const plain = rendered(name, text)
        expect(plain).not.toMatch(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/)
        const terminal = new Terminal({
          cols: 1_000,
          rows: 300,
          scrollback: 2_000,
          convertEol: true,
          allowProposedApi: true,
        })
        const told: string[] = []
        terminal.onTitleChange(() => told.push('title'))
        terminal.onBell(() => told.push('bell'))
        await new Promise<void>((done) => terminal.write(rendered(name, text, true), done))
        const { active } = terminal.buffer
        const shown = Array.from(
          { length: active.length },
          (_, at) => active.getLine(at)?.translateToString(true) ?? '',
        )
        terminal.dispose()
        const lines = (all: string) =>
          all
            .replaceAll('\t', '')
            .split('\n')
            .map((line) => line.replace(/\s+/g, ''))
            .filter(Boolean)
        expect(told).toEqual([])
        expect(lines(shown.join('\n')).length).toBe(lines(plain).length)
      }),
      { numRuns: 60 },
    )
  },
)

it('JUnit: well-formed, with the same elements', () => {
  holds(200, (text) => {
    const elements: string[] = []
    const reader = new SaxesParser()
    reader.on('opentag', ({ name }) => elements.push(name))
    reader.on('error', (error) => elements.push(error.message))
    reader.write(rendered('junit', text)).close()
    return elements.filter((name, at) => name !== elements[at - 1])
  })
})

it('HTML: no element, attribute or script but those of the report', () => {
  const known = new Set<string>()
  const collect = (text: string, note: (tag: string) => void) => {
    const visit = (node: DefaultTreeAdapterTypes.Node) => {
      if ('tagName' in node)
        for (const { name } of [{ name: '' }, ...node.attrs]) note(`${node.tagName} ${name}`)
      if ('childNodes' in node) node.childNodes.forEach(visit)
    }
    visit(parse(rendered('html', text)))
  }
  collect('plain', (tag) => known.add(tag))
  fc.assert(
    fc.property(hostile, (text) => {
      collect(text, (tag) => expect(known).toContain(tag))
    }),
    { numRuns: 100 },
  )
})

it.each(['json', 'jsonl', 'sarif', 'gitlab'])('%s: JSON that holds the messages', (name) => {
  fc.assert(
    fc.property(hostile, (text) => {
      const output = rendered(name, text)
      const values = name === 'jsonl' ? output.split('\n').filter(Boolean) : [output]
      const strings: string[] = []
      for (const value of values)
        JSON.parse(value, (_, inner) => {
          if (typeof inner === 'string') strings.push(inner)
          return inner
        })
      const [finding] = reportWith(text).findings
      expect(strings.some((each) => each.includes(finding?.message ?? ' '))).toBe(true)
    }),
    { numRuns: 100 },
  )
})
