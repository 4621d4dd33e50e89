import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Guest } from '../../src/parse/embed/guest.ts'
import { grammarOf } from '../../src/parse/grammar.ts'
import type { ShellStatement, ShellWord } from '../../src/parse/shell/ast.ts'
import { readShell } from '../../src/parse/shell/parse-shell.ts'
import { childrenOf } from '../../src/parse/shell/walk-commands.ts'

const bash = await grammarOf('bash')
const read = (text: string) => readShell(Guest.whole(text), bash)
const isValid = (text: string) => spawnSync('bash', ['-n'], { input: text }).status === 0

/** The structure of code: commands as their words, compounds by their kind. */
function outline(statements: readonly ShellStatement[]): string {
  return statements.map(outlineOf).join('; ')
}

function outlineOf(statement: ShellStatement): string {
  switch (statement.kind) {
    case 'command': {
      const assignments = statement.assignments.map(({ name, value }) => `${name}=${written(value)}`)
      const redirections = statement.redirections.map(
        ({ operator, target, heredoc }) => operator + (heredoc ? '…' : written(target)),
      )
      return [...assignments, ...statement.words.map(written), ...redirections].join(' ')
    }
    case 'and-or':
      return `(${outlineOf(statement.left)} ${statement.operator} ${outlineOf(statement.right)})`
    case 'pipeline':
      return `(${statement.commands.map(outlineOf).join(' | ')})`
    default:
      return `${statement.kind}{${outline(childrenOf(statement))}}`
  }
}

function written(word: ShellWord | undefined): string {
  const parts = word?.parts.map((part) => {
    if (part.kind === 'text') return part.text
    return part.kind === 'variable' ? `$${part.name}` : part.kind === 'substitution' ? '$()' : '?'
  })
  return `⟨${parts?.join('') ?? ''}⟩`
}

// What bash makes of it, written down by hand: the grammar alone reads each of these otherwise.
test.each([
  ['a pipe binds more tightly', 'cd a && make 2>&1 | tail', '(⟨cd⟩ ⟨a⟩ && (⟨make⟩ >&⟨1⟩ | ⟨tail⟩))'],
  ['in both directions', 'a | b 2>f || c', '((⟨a⟩ | ⟨b⟩ >⟨f⟩) || ⟨c⟩)'],
  ['chains bind from the left', 'a || b >f && c', '((⟨a⟩ || ⟨b⟩ >⟨f⟩) && ⟨c⟩)'],
  ['a path holds several variables', 'cp a/$b/$c/d $e', '⟨cp⟩ ⟨a/$b/$c/d⟩ ⟨$e⟩'],
  ['so does a value', 'A=$b/$c/$d/e f', 'A=⟨$b/$c/$d/e⟩ ⟨f⟩'],
  ['white space parts two variables', 'echo "$a $b"', '⟨echo⟩ ⟨$a $b⟩'],
  ['and precedes one', 'echo "  $a"', '⟨echo⟩ ⟨  $a⟩'],
  ['a name ends at what no name holds', 'echo "$a@b"', '⟨echo⟩ ⟨$a@b⟩'],
  ['a pattern and a string are one word', '[[ $a != *"/x"* ]]', '⟨[[⟩ ⟨$a⟩ ⟨!=⟩ ⟨*/x*⟩ ⟨]]⟩'],
  ['an escaped space begins a word', 'a \\ b', '⟨a⟩ ⟨ b⟩'],
  ['a program of a template', '@coreutils@/bin/cat a', '⟨@coreutils@/bin/cat⟩ ⟨a⟩'],
  ['a loop over the arguments', 'for a do b; done', 'loop{⟨b⟩}'],
  ['a subshell as a condition', 'until (a) do b; done', 'loop{group{⟨a⟩}; ⟨b⟩}'],
  ['a here-document and a pipe', 'cat <<E >f | n\n$x `\nE\na', '(⟨cat⟩ <<… >⟨f⟩ | ⟨n⟩); ⟨a⟩'],
  ['a here-document and a semicolon', 'if cat <<E; then\n"\nE\na; fi', 'if{⟨cat⟩ <<…; ⟨a⟩}'],
  ['two here-documents on one line', 'a <<-"A" <<B\nx\n\tA\n(\nB\nc', '⟨a⟩ <<-… <<…; ⟨c⟩'],
  ['a here-string behind redirections', 'a >f 2>&1 <<<"$s" || b', '(⟨a⟩ >⟨f⟩ >&⟨1⟩ <<<⟨$s⟩ || ⟨b⟩)'],
  ['a here-document before its command', '<<E cat >f\npip x\nE\na', '⟨cat⟩ <<… >⟨f⟩; ⟨a⟩'],
  ['a shift is no here-document', 'a=$((1 << 2))\nb', 'a=⟨?⟩; ⟨b⟩'],
  ['quotes in a replacement', 'a "${b// /\\"}"', '⟨a⟩ ⟨$b⟩'],
  ['assignments end with their line', 'A=1 B=2\nc && d', 'A=⟨1⟩; B=⟨2⟩; (⟨c⟩ && ⟨d⟩)'],
])('%s: %j', (_, text, expected) => {
  expect(isValid(text)).toBe(true)
  const { statements, broken, unclosed } = read(text)
  expect(outline(statements)).toBe(expected)
  expect([broken, unclosed]).toEqual([[], []])
})

const word = fc.constantFrom(
  ...['a', '-x', '--y=z', 'b/c.py', '*.py', '~/x', 'a\\ b', "'c d'", '"e f"', '""', "''", '$x', '"$x y"'],
  ...['"${x:-y}/z"', '${x%/*}', 'a/$x/$y', '$?', '"$@"', 'h"i"\'j\'', '"it\'s"', '$(pwd)', '"$(a | b)"'],
  ...['`a`', '$((1 + 2))', '{a,b}', '<(a)', "$'a\\n'"],
)
const redirection = fc.constantFrom(
  '>f',
  '>> "$x"',
  '2>&1',
  '2>/dev/null',
  '<f',
  '&>f',
  '>f 2>&1',
  '<<< "$x"',
)
const condition = fc.constantFrom('[ -f a ]', '[[ -n $x && a == b* ]]', '! test -f a', 'true', '(( a < 2 ))')
const simple = fc
  .tuple(fc.constantFrom('uv', './a.sh', '"$x"/b', 'A=1 env', 'A="$(b)" C=d e'), word, word)
  .map((words) => words.join(' '))
const { statement } = fc.letrec<{ statement: string; body: string }>((tie) => ({
  body: fc
    .tuple(fc.array(tie('statement'), { minLength: 1, maxLength: 2 }), fc.constantFrom('\n', " # it's\n"))
    .map(([statements, end]) => statements.join(end)),
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    simple,
    fc.constantFrom('A="b c"', 'A=', 'export A=b C', 'A=(b "$c")', "bash -c 'a && b'", 'eval "a $b"'),
    fc.tuple(simple, redirection).map(([command, target]) => `${command} ${target}`),
    fc
      .tuple(simple, fc.constantFrom(' && ', ' || ', ' | ', ' &&\n  '), simple)
      .map((parts) => parts.join('')),
    fc.tuple(simple, fc.constantFrom('E', "'E'")).map(([command, end]) => `${command} <<${end}\n$x it's\nE`),
    fc.tuple(condition, tie('body')).map(([test, body]) => `if ${test}; then\n${body}\nfi`),
    fc.tuple(word, tie('body')).map(([a, body]) => `for x in ${a}; do\n${body}\ndone`),
    fc.tuple(condition, tie('body')).map(([test, body]) => `while ${test}; do\n${body}\ndone`),
    fc.tuple(word, tie('body')).map(([a, body]) => `case ${a} in\na | b) ${body}\n;;\nesac`),
    tie('body').map((body) => `( ${body}\n)`),
    tie('body').map((body) => `{ ${body}\n} > f`),
    tie('body').map((body) => `f() {\n${body}\n}`),
  ),
}))

test('loses no line of code that bash takes', () => {
  const script = fc.array(statement, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('\n'))
  fc.assert(
    fc.property(script, (text) => {
      fc.pre(isValid(text))
      const { broken, unclosed } = read(text)
      expect([broken, unclosed]).toEqual([[], []])
    }),
    { numRuns: 150 },
  )
})

test('gives every command with every word of it, whatever stands around', () => {
  fc.assert(
    fc.property(fc.array(statement, { minLength: 1, maxLength: 3 }), (parts) => {
      const marked = `${parts.join('\n')}\nmark one "two"\n`
      fc.pre(isValid(marked))
      expect(outline(read(marked).statements)).toMatch(/⟨mark⟩ ⟨one⟩ ⟨two⟩$/)
    }),
    { numRuns: 100 },
  )
})

test.each([
  ["ash -c 'a b'", ['a b']],
  ['/bin/fish -c "a \\"b c\\""', ['a "b c"']],
  ["sudo env A=1 bash -euc 'a' arg", ['a']],
  ["eval 'a b' c", ['a b']],
  ["trap 'a' EXIT", ['a']],
  ['trap - EXIT', []],
  ["alias x='a b' y=c", ['a b', 'c']],
  ["nix-shell -p x --run 'a'", ['a']],
  ["sudo su -c 'a' user", ['a']],
  ['concurrently "a b" "c d" -k', ['a b', 'c d']],
  ["watch -n 2 'a b'", ['a b']],
  ['valueOf --run a', []],
])('the words of %j that are code themselves are read as such, where they stand', (text, expected) => {
  const [command] = read(text).statements
  const words = command?.kind === 'command' ? command.words : []
  const code = words.flatMap(({ code = [] }) => code.map(({ span }) => text.slice(span.start, span.end)))
  expect(code.map((own) => own.replaceAll('\\"', '"'))).toEqual(expected)
})

test.each([
  ['echo "Run: pip install x, then y"', ['pip install x']],
  ["printf 'uv sync\\n'", ['uv sync']],
  ['cat <<E\n  uv sync --all-packages\nE', ['uv sync --all-packages']],
  ['cat <<E >f\nuv sync\nE', []],
  ['echo "uv sync" >>f && a', []],
  ['echo "uv sync" >&2', ['uv sync']],
  ['echo "uv run --package <member> x"', ['uv run --package <member> x']],
])('commands in the text that %j shows', (text, expected) => {
  const shown = read(text).statements.flatMap((statement) =>
    statement.kind === 'command' ? (statement.shown ?? []) : [],
  )
  expect(shown.map(({ command: { span } }) => text.slice(span.start, span.end))).toEqual(expected)
})
