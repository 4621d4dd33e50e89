import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'

/** What is told about a script, as `line: words: message`, and the commands that are read from it. */
async function read(code: string, path = 'x.sh') {
  const text = path.endsWith('.sh') ? `#!/bin/bash\n${code}` : code
  const { troubles, scripts } = await parse({ path, text })
  const told = troubles.map(({ span, message }) => {
    const line = text.slice(0, span?.start).split('\n').length - (path.endsWith('.sh') ? 1 : 0)
    return `${line}: ${text.slice(span?.start, span?.end)}: ${message}`
  })
  return { told, text, scripts }
}

const closed = (word: string) => `\`${word}\` is never closed; all that follows was read.`

test.each([
  ['if', 'uv sync\nif [ -f x ]; then\n  pip install a\nuv lock\n', `2: if: ${closed('if')}`],
  ['if with else', 'if true; then\n  uv sync\nelse\n  pip install a\n', `1: if: ${closed('if')}`],
  ['for', 'uv sync\nfor x in a b; do\n  pip install $x\nuv lock\n', `2: for: ${closed('for')}`],
  ['while with `do` below', 'while true\ndo\n  uv sync\n', `1: while: ${closed('while')}`],
  ['until', 'until false; do uv sync\n', `1: until: ${closed('until')}`],
  ['a function', 'uv sync\nrun() {\n  pip install x\nrun\n', `2: {: ${closed('{')}`],
  ['a group', 'uv sync\n{ uv lock\nuv build\n', `2: {: ${closed('{')}`],
  ['a subshell', 'uv sync\n( uv lock\nuv build\n', `2: (: ${closed('(')}`],
  ['case', 'case $1 in\n  a) uv sync ;;\n  b) uv lock ;;\n', `1: case: ${closed('case')}`],
  [
    'the outer of two',
    'if true; then\n  if false; then\n    uv sync\n  fi\nuv lock\n',
    `1: if: ${closed('if')}`,
  ],
  ['a comment at the end', 'if true; then\n  uv sync # last', `1: if: ${closed('if')}`],
])('%s', async (_, code, expected) => {
  const { told, text, scripts } = await read(code)
  expect(told).toEqual([expected])
  const known = JSON.stringify(scripts.map(({ statements }) => statements))
  for (const word of text.match(/(?:uv|pip) \w+/g) ?? []) {
    const at = text.indexOf(word)
    expect([word, known.includes(`{"start":${at},"end":${at + (word.split(' ')[0]?.length ?? 0)}}`)]).toEqual(
      [word, true],
    )
  }
  // Nothing stands behind the end of the file.
  for (const [, end] of known.matchAll(/"end":(\d+)/g)) expect(Number(end)).toBeLessThanOrEqual(text.length)
})

test('a line that was not read is said apart', async () => {
  const { told } = await read('case $1 in\n  a) uv sync ;;\nuv lock\n')
  expect(told).toEqual([
    '3: uv lock: This line of shell code could not be read; the rest was read without it.',
    `1: case: ${closed('case')}`,
  ])
})

test.each([
  ['an array', 'uv sync\nlist=(a b\nuv lock\n', 2],
  ['an expansion', 'uv sync\necho ${x\nuv lock\n', 2],
  ['a quote', 'uv sync\necho "x\nuv lock\n', 2],
])('%s that is not closed costs its line', async (_, code, line) => {
  const { told, scripts } = await read(code)
  expect(told).toEqual([
    expect.stringMatching(new RegExp(`^${line}: .*: This line of shell code could not be read`)),
  ])
  expect(JSON.stringify(scripts)).toContain('"text":"lock"')
})

test('in a host, at the place in the host', async () => {
  const text = "{ pkgs }: pkgs.mkShell {\n  shellHook = ''\n    if true; then\n      uv sync\n  '';\n}\n"
  expect((await read(text, 'shell.nix')).told).toEqual([`3: if: ${closed('if')}`])
})

test('what is closed is no trouble', async () => {
  const code =
    'run() {\n  if true; then uv sync; fi\n}\nfor x in a; do (cd "$x" && uv lock); done\ncase $1 in a) uv build ;; esac\n'
  expect((await read(code)).told).toEqual([])
})
