import { describe, expect, it } from 'vitest'
import { addingOf } from '../../src/advise/nix-adding.ts'
import { appendLines, insertBefore, removeElements, replaceExpression } from '../../src/advise/nix-fix.ts'
import { applyEdits } from '../../src/text/edit.ts'
import type { Span } from '../../src/text/span.ts'

/** The text without its `⟦…⟧` marks, and what they mark. */
function marked(text: string): { plain: string; spans: Span[] } {
  const spans: Span[] = []
  let plain = ''
  for (const piece of text.split(/(⟦[^⟧]*⟧)/)) {
    const inner = piece.startsWith('⟦') ? piece.slice(1, -1) : piece
    if (inner !== piece) spans.push({ start: plain.length, end: plain.length + inner.length })
    plain += inner
  }
  return { plain, spans }
}

describe('taking elements out of a list', () => {
  it.each([
    ['alone', '[ ⟦a⟧ ]', '[ ]'],
    ['first', '[ ⟦a⟧ b ]', '[ b ]'],
    ['last', '[ a ⟦b⟧ ]', '[ a ]'],
    ['in between', '[ a ⟦b⟧ c ]', '[ a c ]'],
    ['without space', '[⟦a⟧ b]', '[ b]'],
    ['neighbours', '[ a ⟦b⟧ ⟦c⟧ d ]', '[ a d ]'],
    ['on a line of its own', '[\n  a\n  ⟦b⟧\n  c\n]', '[\n  a\n  c\n]'],
    ['on lines with CRLF', '[\r\n  a\r\n  ⟦b⟧\r\n  c\r\n]', '[\r\n  a\r\n  c\r\n]'],
    ['with a comment behind it', '[\n  ⟦a⟧ # why\n  b\n]', '[\n  b\n]'],
    ['below a comment', '[\n  # why\n  ⟦a⟧\n]', '[\n]'],
    ['below a comment that speaks of others as well', '[\n  # why\n  ⟦a⟧\n  b\n]', '[\n  # why\n  b\n]'],
    [
      'all below a comment',
      '[\n  x\n  # docs\n  ⟦a⟧\n  ⟦b⟧ # c\n  # tests\n  d\n]',
      '[\n  x\n  # tests\n  d\n]',
    ],
    ['below a comment of two lines, before an empty one', '[\n  # a\n  # b\n  ⟦a⟧\n\n  d\n]', '[\n  d\n]'],
    ['not below a comment that stands apart', '[\n  # a\n\n  ⟦a⟧\n]', '[\n  # a\n]'],
    ['first of a line', '[\n  ⟦a⟧ b\n  c\n]', '[\n  b\n  c\n]'],
    ['over several lines', '[\n  ⟦(f {\n    x = 1;\n  })⟧\n  b\n]', '[\n  b\n]'],
    ['at the end of the text', '⟦a⟧', ''],
  ])('%s', (_, before, after) => {
    const { plain, spans } = marked(before)
    expect(applyEdits(plain, removeElements(plain, spans))).toBe(after)
  })
})

describe('putting an expression in the place of another', () => {
  it.each([
    ['with its parentheses', '[ (⟦f x⟧) ]', 'python3', '[ python3 ]'],
    ['keeping parentheses that are needed', '[ (⟦f x⟧) ]', 'g y', '[ (g y) ]'],
    ['keeping a call’s', 'h(⟦f x⟧) y', 'python3', 'h(python3) y'],
    ['before a selection', '(⟦f x⟧).env', 'python3', 'python3.env'],
    ['without any', 'a = ⟦f x⟧;', 'python3', 'a = python3;'],
  ])('%s', (_, before, replacement, after) => {
    const { plain, spans } = marked(before)
    const [span = { start: 0, end: 0 }] = spans
    expect(applyEdits(plain, [replaceExpression(plain, span, replacement)])).toBe(after)
  })
})

describe('adding to a list and to a string', () => {
  it.each([
    ['[ ⟦a⟧ ]', '[ x y a ]'],
    ['[\n  ⟦a⟧ # c\n]', '[\n  x\n  y\n  a # c\n]'],
    ['[\r\n\t⟦a⟧\r\n]', '[\r\n\tx\r\n\ty\r\n\ta\r\n]'],
  ])('%j', (before, after) => {
    const { plain, spans } = marked(before)
    const [span = { start: 0, end: 0 }] = spans
    expect(applyEdits(plain, [insertBefore(plain, span, ['x', 'y'])])).toBe(after)
  })

  it.each([
    ["a = ⟦''\n    b\n  ''⟧;", "a = ''\n    b\n    uv sync\n  '';"],
    ["a = ⟦''\n  ''⟧;", "a = ''\n    uv sync\n  '';"],
    ["a = ⟦''b''⟧;", null],
    ['a = ⟦"b"⟧;', null],
  ])('%j', (before, after) => {
    const { plain, spans } = marked(before)
    const [span = { start: 0, end: 0 }] = spans
    const edit = appendLines(plain, span, ['uv sync'])
    expect(edit && applyEdits(plain, [edit])).toBe(after)
  })
})

describe('commands that bring packages by uv', () => {
  it.each([
    [['numpy', 'scipy'], ['uv add --package <member> numpy scipy']],
    [['torch-bin', 'pytorchWithCuda', 'opencv4'], ['uv add --package <member> torch opencv-python']],
    [
      ['pyyaml', 'pytest', 'django_5'],
      ['uv add --package <member> pyyaml django', 'uv add --dev --package <member> pytest'],
    ],
    [['pip', 'venvShellHook', 'uv', 'pip-tools', 'build', 'pipx', 'hatch', 'pyenv'], []],
    [
      ['pytest_7', 'numpy_1', 'numpy_2_1'],
      ['uv add --package <member> numpy', 'uv add --dev --package <member> pytest'],
    ],
    [
      ['autoflake', 'glances', 'bpython', 'jedi-language-server'],
      ['uv add --dev --package <member> autoflake glances bpython jedi-language-server'],
    ],
    [['hatchling', 'poetry-core'], []],
    [['evio', 'evio_core', 'numpy'], ['uv add --package <member> numpy']],
  ])('%j', (names, commands) => {
    const own = new Set(['evio', 'evio-core'])
    expect(addingOf(names, { option: ' --package <member>', own }).commands).toEqual(commands)
  })
})
