import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Guest } from '../../src/parse/embed/guest.ts'
import { loadGrammars, parserFor } from '../../src/parse/grammar.ts'
import { parseWithGrammar } from '../../src/parse/shell/parse-shell.ts'
import { readPlainShell } from '../../src/parse/shell/plain/read-plain-shell.ts'

await loadGrammars(['bash'])
const bash = parserFor('bash')

const read = (text: string) => readPlainShell(Guest.whole(text))

/** What the grammar makes of code; without what it reports of errors. */
function grammar(text: string) {
  const { statements, comments, broken } = parseWithGrammar(Guest.whole(text), bash)
  expect(broken).toEqual([])
  return { statements, comments }
}

const anyWord = fc.string({ unit: fc.constantFrom(...'aZ09_./:=@%+,-'), minLength: 1, maxLength: 6 })
const usualWord = fc.constantFrom(
  ...[
    'uv',
    'run',
    '-m',
    '--package',
    'a=b',
    '--x=y',
    '-f',
    '==',
    '=',
    '+=',
    '.',
    '..',
    '-',
    '--',
    '1',
    '8000',
  ],
  ...[
    'then',
    'in',
    'export',
    'test',
    'bash',
    '-c',
    'eval',
    'alias',
    'trap',
    'exec',
    'echo',
    '@scope/x',
    '%1',
  ],
)
const line = fc
  .tuple(
    fc.array(fc.oneof(usualWord, anyWord), { maxLength: 5 }),
    fc.constantFrom(' ', '  ', '\t'),
    fc.constantFrom('', ' ', '\t'),
  )
  .map(([words, gap, margin]) => margin + words.join(gap) + margin)
const lines = fc
  .tuple(fc.array(line, { maxLength: 4 }), fc.constantFrom('\n', '\r\n', '\n\n'))
  .map(([each, end]) => each.join(end))

test('reads plain commands as the grammar does', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const plain = read(text)
      if (plain) expect(plain).toEqual(grammar(text))
    }),
    { numRuns: 2000 },
  )
})

const word = fc.constantFrom(
  ...[
    'a',
    '-x',
    '--y=z',
    'b/c.py',
    '1',
    '*.py',
    '~/x',
    'a=b',
    'a\\ b',
    "'c d'",
    '"e f"',
    '""',
    "''",
    '"\\$g"',
  ],
  ...[
    '$x',
    '"$x"',
    '${x}',
    '"${x:-y}/z"',
    '${x%/*}',
    '${x:-$y/z}',
    '"$1"',
    '$?',
    '"$@"',
    'h"i"\'j\'',
    '"k\nl"',
    '"it\'s"',
  ],
  ...['$(pwd)', '"$(ls "$x" | head)"', '$(a; b)'],
)
const redirection = fc.constantFrom('>f', '>> "$x"', '2>&1', '2>/dev/null', '<f', '&>f', '>f 2>&1', '>&2')
const simple = fc
  .tuple(fc.constantFrom('uv', './a.sh', 'echo', '"$x"/b', 'A=1 env', 'A="$(b)" C=d e'), word, word)
  .map((words) => words.join(' '))
const condition = fc.constantFrom(
  ...['[ -f a ]', '[ ! -d "$x" ]', '[ "$a" = b ]', '[[ -n $x ]]', '[[ "$a" != b ]]', '! test -f a', 'true'],
)
const { statement } = fc.letrec<{ statement: string; body: string }>((tie) => ({
  body: fc
    .tuple(
      fc.array(tie('statement'), { minLength: 1, maxLength: 2 }),
      fc.constantFrom('\n', '; ', " # it's\n"),
    )
    .map(([statements, end]) => statements.join(end)),
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.constantFrom('A="b c"', 'A=', 'export A=b', 'export A'),
    fc.constantFrom("bash -c 'a && b'", 'eval "a \\"b\\" c"', "alias a='b c'", "trap 'rm -f a' EXIT"),
    fc.tuple(simple, redirection).map(([command, target]) => `${command} ${target}`),
    fc.tuple(simple, fc.constantFrom(' && ', ' || ', ' &&\n  '), simple).map((parts) => parts.join('')),
    fc.tuple(simple, fc.constantFrom(' | ', ' |\n'), simple).map((parts) => parts.join('')),
    fc.tuple(condition, tie('body')).map(([test, body]) => `if ${test}; then\n${body}\nfi`),
    fc
      .tuple(condition, tie('body'), condition, tie('body'), tie('body'))
      .map(([a, b, c, d, e]) => `if ${a}\nthen ${b}\nelif ${c}; then\n${d}\nelse\n${e}\nfi`),
    fc.tuple(word, word, tie('body')).map(([a, b, body]) => `for x in ${a} ${b}; do\n${body}\ndone`),
    fc.tuple(condition, tie('body')).map(([test, body]) => `while ${test}; do\n${body}\ndone`),
    tie('body').map((body) => `( ${body}\n)`),
    tie('body').map((body) => `{ ${body}\n} > f`),
    tie('body').map((body) => `f() {\n${body}\n}`),
    tie('body').map((body) => `# a comment\n${body}`),
  ),
}))
const script = fc
  .array(fc.tuple(statement, fc.constantFrom('\n', ' \n\n', ';\n', ' # end\n')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((statements) => statements.flat().join(''))

test('reads the usual forms as the grammar does, and needs it for none of them', () => {
  fc.assert(
    fc.property(script, (text) => {
      expect(read(text)).toEqual(grammar(text))
    }),
    { numRuns: 300 },
  )
})

test.each([
  'cat <<E >f && b\n$x\nE\nc',
  "cat <<-'A' | a\n\t`b`\n\tA\nc\n",
  'uv sync',
  'uv sync\nuv run --package a pytest libs/a',
  '  ./run-demo --x=y ',
  '',
  'a \\\n  b',
])('takes %j without the grammar', (text) => expect(read(text)).toEqual(grammar(text)))

// What the grammar gets wrong, and bash does not.
test.each([
  ['a name ends at what no name holds', 'echo "$a@b"', { kind: 'variable', name: 'a' }],
  ['white space parts two variables', 'echo "$a $b"', { kind: 'text', text: ' ' }],
  ['a path holds several variables', 'cp a/$b/$c/d', { kind: 'variable', name: 'c' }],
])('%s', (_, text, part) => {
  const [command] = read(text)?.statements ?? []
  const parts = command?.kind === 'command' ? command.words.at(-1)?.parts : []
  expect(parts).toContainEqual(expect.objectContaining(part))
})

test('a pipe binds more tightly than a conjunction, whatever is redirected', () => {
  expect(read('cd a && make 2>&1 | tail')?.statements).toMatchObject([
    { kind: 'and-or', left: { kind: 'command' }, right: { kind: 'pipeline' } },
  ])
})

test.each([
  ...[
    'A=b B=c',
    'A=(b)',
    'bash -c uv',
    'eval "$x"',
    'for x do a; done',
    'for ((;;)); do a; done',
    'bash <<E\nb\nE',
    'a <<E "b\nc\nE\n"',
  ],
  ...[
    'a <<< b',
    'a `b`',
    'a $((1))',
    'a {b,c}',
    'a[1]=b',
    'case a in b) c ;; esac',
    'a |& b',
    'a <(b)',
    'a ${b[0]}',
  ],
  ...[
    'if a; then fi',
    'if a; then b',
    '(',
    ')',
    'a &&',
    '| a',
    'a "b',
    "a 'b",
    '$(a',
    '$()',
    'f() { a; } )',
    'a;; b',
  ],
  ...[
    '[ a',
    '[ a -o b ]',
    '[[ a =~ b ]]',
    'a \\\n\n',
    'a ; ; b',
    '! a | b',
    'time a',
    'a > ',
    'a >f b',
    "a $'b'",
  ],
  `${'('.repeat(1000)}a${')'.repeat(1000)}`,
  `a${' && a'.repeat(1000)}`,
])('leaves %j to the grammar', (text) => expect(read(text)).toBeNull())
