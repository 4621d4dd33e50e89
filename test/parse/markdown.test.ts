import { describe, expect, test } from 'vitest'
import { parseMarkdown } from '../../src/parse/markdown/parse-markdown.ts'

function read(text: string, path = 'a.md') {
  const { fences, codeSpans, comments, headings, frontMatter } = parseMarkdown({ path, text })
  const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
  return {
    fences: fences.map(({ lines }) => lines.map(cut)),
    spans: codeSpans.map(({ content, block }) => [content.map(cut).join(' '), cut(block)]),
    comments: comments.map(cut),
    headings: headings.map(({ span }) => cut(span)),
    frontMatter: frontMatter && cut(frontMatter.content),
  }
}

describe('spans are native', () => {
  test('behind a byte order mark, front matter and CRLF', () => {
    const text =
      '\uFEFF---\r\nname: x\r\n---\r\n\r\n> 1. a\r\n>\r\n>    ```sh\r\n>    uv sync\r\n>    ```\r\n'
    const { fences, frontMatter } = read(text)
    expect(frontMatter).toBe('name: x\r\n')
    expect(fences).toEqual([['uv sync\r\n']])
  })

  test('in tabs that containers share', () => {
    expect(read('-\tx\n\n\t```\n\ta\n\t\tb\n\t```\n').fences).toEqual([['a\n', '\tb\n']])
  })

  test('of code spans that wrap in a quote', () => {
    expect(read('> run `pip\n> install x` now\n').spans).toEqual([
      ['pip install x', 'run `pip\n> install x` now'],
    ])
  })

  test('of table cells', () => {
    const text = 'Text\n| a | b |\n|---|:-:|\n| `x` | no `y \\| z` |\n'
    expect(read(text).spans).toEqual([
      ['x', '`x`'],
      ['y \\| z', 'no `y \\| z`'],
    ])
  })
})

test('a fence in a fence closes at the first bare one, as CommonMark has it', () => {
  const text = '```markdown\n# Title\n```bash\nuv sync\n```\n## Real\n```\nrest\n'
  expect(read(text)).toMatchObject({
    fences: [['# Title\n', '```bash\n', 'uv sync\n'], ['rest\n']],
    headings: ['## Real'],
  })
})

test('comments stand outside code', () => {
  expect(read('a <!-- b --> `<!-- c -->`\n\n<!--\nd\n-->\n').comments).toEqual(['<!-- b -->', '<!--\nd\n-->'])
})

test('MDX has no indented code, and code inside its elements', () => {
  const text = '<Tabs>\n      ```sh\n      uv sync\n      ```\n</Tabs>\n\n    text {/* note */}\n'
  expect(read(text, 'a.mdx')).toMatchObject({ fences: [['uv sync\n']], comments: ['{/* note */}'] })
})

test.each([
  ['quotes on one line', '> '.repeat(300_000)],
  ['lists on one line', '- '.repeat(300_000)],
  [
    'lists below each other',
    Array.from({ length: 1500 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n'),
  ],
  ['backticks of every length', Array.from({ length: 1400 }, (_, length) => '`'.repeat(length)).join(' ')],
  ['tags that never end', '<a '.repeat(300_000)],
  ['comments that never end', '<!-- '.repeat(300_000)],
])('hostile nesting is read in one pass: %s', (_, text) => {
  expect(parseMarkdown({ path: 'a.md', text }).fences).toEqual([])
})
