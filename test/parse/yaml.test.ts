import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isScalar, parseDocument, type Scalar, stringify, visit } from 'yaml'
import { scalarGuest } from '../../src/parse/hosts/yaml/scalar-guest.ts'
import { readYaml } from '../../src/parse/hosts/yaml/yaml-tree.ts'
import { outline } from '../support/outline.ts'

function scalarsOf(text: string): Scalar[] {
  const scalars: Scalar[] = []
  visit(parseDocument(text, { keepSourceTokens: true }), {
    Scalar(key, node) {
      if (key !== 'key' && isScalar(node) && typeof node.value === 'string') scalars.push(node)
    },
  })
  return scalars
}

test('a scalar reads as the YAML library reads it, in every style', () => {
  const text = [
    'a: plain text',
    'b: folded',
    '  plain',
    '',
    '  text # comment',
    "c: 'it''s",
    "  folded'",
    'd: "tab\\there \\"q\\" \\u0041\\x42 \\',
    '   joined  ',
    '   folded"',
    'e: |',
    '  one',
    '    two',
    '',
    '  three',
    'f: >-',
    '  one',
    '  two',
    '',
    '',
    '  three',
    '    more',
    '    still',
    '  four',
    'g: |2-',
    '    indented',
    '  less',
    'h: >+',
    '  kept',
    '',
    'i:',
    '  - >',
    '    folded 😀',
    '    again',
    '',
  ].join('\n')
  for (const source of [text, text.replaceAll('\n', '\r\n')]) {
    for (const scalar of scalarsOf(source)) {
      const { text: read } = scalarGuest(source, scalar)
      expect(read.trimEnd()).toBe(String(scalar.value).trimEnd())
    }
  }
})

test('any text reads as the YAML library reads it', () => {
  const line = fc.string({
    unit: fc.constantFrom('a', 'b', ' ', '"', "'", '\\', '#', ':', '-', '😀', '\t', '$'),
    maxLength: 12,
  })
  const text = fc.array(line, { maxLength: 6 }).map((lines) => lines.join('\n'))
  const types = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const
  fc.assert(
    fc.property(
      text,
      fc.constantFrom(...types),
      fc.integer({ min: 20, max: 90 }),
      (value, type, lineWidth) => {
        const source = stringify({ jobs: [{ run: value }] }, { defaultStringType: type, lineWidth })
        for (const scalar of scalarsOf(source)) {
          expect(scalarGuest(source, scalar).text.trimEnd()).toBe(String(scalar.value).trimEnd())
        }
      },
    ),
    { numRuns: 500 },
  )
})

test('a workflow: each step a script of its own, with directory, shell and expressions as holes', async () => {
  const text = `defaults:
  run:
    working-directory: python # policy-check: ignore[x] -- y
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: conda-incubator/setup-miniconda@v3
        with: { python-version: "3.11" }
      - name: Sync
        run: |
          uv sync --package \${{ matrix.member }}
          # policy-check: ignore[z] -- guest
          cd evio && \\
            pytest
      - run: "uv pip install \\"x\\""
        working-directory: evio
        shell: bash
      - run: print("no shell")
        shell: python
      - run: &lint >-
          uv run
          ruff check
      - run: *lint
`
  const { scripts, document } = await outline('.github/workflows/ci.yml', text)
  expect(scripts.map(({ words }) => words)).toEqual([
    ['uv|sync|--package|‹${{ matrix.member }}›', 'cd|evio', 'pytest'],
    ['uv|pip|install|x'],
    ['uv|run|ruff|check'],
    ['uv|run|ruff|check'],
  ])
  const ofAll = { path: 'python', value: 'python' }
  expect(scripts.map(({ settings }) => settings)).toEqual([
    [ofAll],
    [{ path: 'evio', value: 'evio', removal: '        working-directory: evio\n' }],
    [ofAll],
    [ofAll],
  ])
  expect(scripts[1]?.sources).toEqual(['uv pip install \\"x\\"'])
  expect(scripts[2]?.sources).toEqual(['uv run\n          ruff check'])
  expect(document.actions).toMatchObject([
    { text: 'conda-incubator/setup-miniconda@v3', inputs: [{ name: 'python-version', text: '3.11' }] },
  ])
  expect(document.directives.map(({ span, guest }) => [text.slice(span.start, span.end), !!guest])).toEqual([
    ['# policy-check: ignore[x] -- y', false],
    ['# policy-check: ignore[z] -- guest', true],
  ])
})

test('a composite action', async () => {
  const text = 'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: uv sync\n'
  expect((await outline('.github/actions/setup/action.yml', text)).words).toEqual(['uv|sync'])
})

test('GitLab CI: `before_script` and `script` share a shell', async () => {
  const text =
    'default:\n  image: x\ntest:\n  before_script:\n    - cd evio\n  script:\n    - "uv sync"\n    - [uv lock]\n'
  const { scripts } = await outline('.gitlab-ci.yml', text)
  expect(scripts.map(({ words }) => words)).toEqual([['cd|evio', 'uv|sync', 'uv|lock']])
  expect(scripts[0]?.sources).toEqual(['cd evio', 'uv sync', 'uv lock'])
})

test('pre-commit entries, but no patterns', async () => {
  const text = `repos:
  - repo: local
    hooks:
      - { id: lint, entry: uv run ruff check, language: system }
      - { id: no-pip, entry: pip install, language: pygrep }
`
  expect((await outline('.pre-commit-config.yaml', text)).words).toEqual(['uv|run|ruff|check'])
})

test('a Taskfile: directory beside the file, templates as holes', async () => {
  const text = `tasks:
  build: uv build
  test:
    dir: sub
    cmds:
      - uv run {{.TOOL}}
      - cmd: pytest
      - task: build
`
  const { scripts } = await outline('tools/Taskfile.yml', text)
  expect(scripts.map(({ words }) => words)).toEqual([['uv|build'], ['uv|run|‹{{.TOOL}}›'], ['pytest']])
  const sub = { path: 'sub', value: 'sub', removal: '    dir: sub\n' }
  expect(scripts.map(({ settings }) => settings)).toEqual([[], [sub], [sub]])
  expect(scripts.every(({ context }) => 'directory' in context && context.directory === 'tools')).toBe(true)
})

test('broken YAML and hostile nesting are troubles', async () => {
  const broken = await outline('.gitlab-ci.yml', 'a: [\nb: "x\n')
  expect(broken.document.troubles.map(({ id }) => id)).toEqual(['syntax-error'])
  const deep = await outline('.gitlab-ci.yml', '['.repeat(100_000))
  expect(deep.document.troubles).toHaveLength(1)
})

test('Gitpod runs the steps of a task in one terminal', async () => {
  const text =
    'tasks:\n  - name: a\n    before: cd evio\n    init: |\n      pip install x\n    command: evio\nimage: y\n'
  const { scripts } = await outline('.gitpod.yml', text)
  expect(scripts.map(({ words }) => words)).toEqual([['cd|evio', 'pip|install|x', 'evio']])
})

test('merges of merges are taken once each, however often a mapping merges itself', () => {
  const merges = '  <<: *a\n'.repeat(400)
  const text = `a: &a\n${merges}  x: 1\nb: &b\n  <<: *a\n  y: 2\nc:\n  <<: [*a, *b]\n  z: 3\n`
  const [root] = readYaml({ path: 'a.yml', text }).roots
  const keys = (name: string) =>
    root
      ?.get(name)
      ?.entries()
      .map(({ key }) => key)
  expect([keys('a'), keys('b'), keys('c')]).toEqual([['x'], ['y', 'x'], ['z', 'x', 'y']])
})

test('an alias means the last node of its anchor before it', () => {
  const text = 'a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: *y\nf: &y 3\n'
  const [root] = readYaml({ path: 'a.yml', text }).roots
  expect(['b', 'd', 'e'].map((key) => root?.get(key)?.text)).toEqual(['1', '2', undefined])
})
