import { Parser } from 'commonmark'
import { tests } from 'commonmark-spec'
import { expect, test } from 'vitest'
import type { MarkdownFile } from '../../src/parse/markdown/markdown-file.ts'
import { parse } from '../../src/parse/parse.ts'

/** Cases of CommonMark 0.31.2 that are read otherwise, each with the reason. */
const argued: Readonly<Record<number, string>> = {
  24: 'The info string is kept as written: `foo\\+bar`.',
  34: 'The info string is kept as written: `f&ouml;&ouml;`.',
  96: '`---` lines around the top of a file are front matter, as GitHub and every site generator read them.',
}

/** Code without the last line ending, and with one blank for any white space: a tab that a list mark shares is kept whole. */
function content(code: string): string {
  return code.replace(/[ \t]+/g, ' ').replace(/\n$/, '')
}

function asCommonMark(text: string) {
  const blocks: string[] = []
  const spans: string[] = []
  const headings: string[] = []
  const walker = new Parser().parse(text).walker()
  for (let event = walker.next(); event; event = walker.next()) {
    if (!event.entering) continue
    const { type, info, literal, level } = event.node
    if (type === 'code_block') blocks.push(`${info ?? ''}\n${content(literal ?? '')}`)
    else if (type === 'code') spans.push(literal ?? '')
    else if (type === 'heading') headings.push(`h${level}`)
  }
  return { blocks, spans, headings }
}

function asRead(text: string, { fences, codeSpans, headings }: MarkdownFile) {
  const read = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  return {
    blocks: fences
      .filter(({ inHtml }) => !inHtml)
      .map(({ info, lines }) => `${info}\n${content(lines.map(read).join(''))}`),
    spans: codeSpans.map(({ content, span }) => {
      const inner = content.map(read).join(' ')
      const breaks = /^`+\n/.test(read(span)) || /\n`+$/.test(read(span))
      const padded = breaks ? ` ${inner} ` : inner
      return /^ .* $/.test(padded) && padded.trim() !== '' ? padded.slice(1, -1) : padded
    }),
    headings: headings.map(({ level }) => `h${level}`),
  }
}

for (const { number, section, markdown } of tests) {
  const text = markdown.replaceAll('→', '\t')
  test.skipIf(number in argued)(`${number} (${section})`, async () => {
    const { markdown: read } = await parse({ path: 'a.md', text })
    expect(read && asRead(text, read)).toEqual(asCommonMark(text))
  })
}
