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

  test('of code in HTML', () => {
    const text =
      '- <table><tr><td>\n  <pre class="a"><code class="language-sh">uv sync\n  uv run x</code></pre>\n  <pre><code>a &amp; b</code></pre>\n'
    expect(read(text).fences).toEqual([['uv sync\n', 'uv run x']])
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

describe('directives of MyST', () => {
  /** The code of a document as `info: lines`, and its headings. */
  function code(text: string, path = 'a.md') {
    const { fences, headings } = parseMarkdown({ path, text })
    const cut = ({ start, end }: { start: number; end: number }) => text.slice(start, end)
    return {
      code: fences.map(({ info, lines }) => `${info}: ${lines.map(cut).join('')}`),
      headings: headings.map(({ text: title }) => title),
    }
  }

  test('code without its options', () => {
    const text =
      '```{code-block} bash\n:caption: pip install x\n:linenos:\n\nuv sync\n:x: y\n```\n\n```{code-block} console\n---\ncaption: a\n---\n$ uv sync\n```\n'
    expect(code(text).code).toEqual(['bash: uv sync\n:x: y\n', 'console: $ uv sync\n'])
  })

  test('every name for code', () => {
    const text =
      '```{code} sh\na\n```\n~~~{sourcecode} sh\nb\n~~~\n```{code-cell} bash\n:tags: [x]\nc\n```\n```{prompt} bash $\nd\n```\n:::{code-block} bash\n# e\n:::\n```{code-block}\nuv f\n```\n'
    expect(code(text)).toEqual({
      code: ['sh: a\n', 'sh: b\n', 'bash: c\n', 'bash: d\n', 'bash: # e\n', ': uv f\n'],
      headings: [],
    })
  })

  test('blocks that hold Markdown, in lists and quotes', () => {
    const text =
      '> 1. ````{tab-set}\n>    ```{tab-item} pip\n>    :sync: pip\n>\n>    Run `pip x`:\n>    ~~~bash\n>    pip install x\n>    ~~~\n>    ```\n>    ````\n'
    expect(read(text)).toMatchObject({
      fences: [['pip install x\n']],
      spans: [['pip x', 'Run `pip x`:']],
    })
  })

  test('colon fences', () => {
    const text =
      '::::{tab-set}\n:::{tab-item} uv\n---\nsync: uv\n---\n\n```bash\nuv sync\n```\n:::\n::::\n\n## Next\n\n::: note\n```sh\na\n```\n:::\n'
    expect(code(text)).toEqual({ code: ['bash: uv sync\n', 'sh: a\n'], headings: ['Next'] })
  })

  test('what holds no Markdown stays as it is, and so does R Markdown', () => {
    const text = '```{mermaid}\nA --> B\n```\n```{bash, eval=FALSE}\nuv sync\n```\n```{bash}\nuv lock\n```\n'
    expect(code(text).code).toEqual([
      '{mermaid}: A --> B\n',
      '{bash, eval=FALSE}: uv sync\n',
      '{bash}: uv lock\n',
    ])
  })

  test('nested as deep as a page is, and no deeper', () => {
    const level = (depth: number): string =>
      depth === 0
        ? 'uv sync'
        : `${':'.repeat(depth + 2)}{note}\n${level(depth - 1)}\n${':'.repeat(depth + 2)}`
    const shallow = level(8).replace('uv sync', '```sh\nuv sync\n```')
    expect(code(shallow).code).toEqual(['sh: uv sync\n'])
    expect(code(level(300)).code).toHaveLength(1)
  })
})

test('Docusaurus reads `.md` as MDX', () => {
  const text =
    'import Tabs from \'@theme/Tabs\'\n\n<Tabs>\n  <TabItem value="x">\n    ```sh\n    uv sync\n    ```\n  </TabItem>\n</Tabs>\n'
  expect(read(text).fences).toEqual([['uv sync\n']])
})

test('tabs and admonitions of MkDocs hold blocks', () => {
  const text =
    '=== "pip"\n\n    ```bash\n    pip install x\n    ```\n\n    ??? note "More"\n\n        ```bash\n        uv sync\n        ```\n\n/// tab | uv\n```sh\nuv lock\n```\n///\n'
  expect(read(text).fences).toEqual([['pip install x\n'], ['uv sync\n'], ['uv lock\n']])
})
