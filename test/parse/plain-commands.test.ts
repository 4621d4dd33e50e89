import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Guest } from '../../src/parse/embed/guest.ts'
import { loadGrammars, parserFor } from '../../src/parse/grammar.ts'
import { parseWithGrammar } from '../../src/parse/shell/parse-shell.ts'
import { readPlainCommands } from '../../src/parse/shell/plain-commands.ts'

await loadGrammars(['bash'])
const bash = parserFor('bash')

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
    '-a',
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
    'a@1',
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
const code = fc
  .tuple(fc.array(line, { maxLength: 4 }), fc.constantFrom('\n', '\r\n', '\n\n'))
  .map(([lines, end]) => lines.join(end))

test('reads plain commands as the grammar does', () => {
  fc.assert(
    fc.property(code, (text) => {
      const guest = Guest.whole(text)
      const plain = readPlainCommands(guest)
      fc.pre(plain !== null)
      expect(parseWithGrammar(guest, bash)).toEqual({
        statements: plain,
        comments: [],
        broken: [],
        unclosed: [],
        tooDeep: null,
      })
    }),
    { numRuns: 2000 },
  )
})

test.each(['uv sync', 'uv sync\nuv run --package a pytest libs/a', '  ./run-demo --x=y ', ''])(
  'takes %j without the grammar',
  (text) => expect(readPlainCommands(Guest.whole(text))).not.toBeNull(),
)

test.each([
  'A=b uv sync',
  'uv sync && uv run x',
  'export A',
  'echo "a"',
  'bash -c uv',
  'for x in y',
  'a | b',
  '# x',
  'cd ~',
  'ls *',
])('leaves %j to the grammar', (text) => expect(readPlainCommands(Guest.whole(text))).toBeNull())
