import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnsOf } from '../../src/report/terminal/cells.ts'
import { type FrameLine, frame } from '../../src/report/terminal/code-frame.ts'
import { readMarks } from '../../src/rule/example.ts'

function draw(marked: string, width = 60): string {
  const { files, places } = readMarks({ 'a.txt': marked })
  const span = places[0]?.span ?? { start: 0, end: 0 }
  return picture(frame({ path: 'a.txt', text: files['a.txt'] ?? '' }, span, width))
}

function picture(lines: readonly FrameLine[]): string {
  return lines.map(({ number, text, marks }) => `${number ?? ' '}|${text}\n |${marks}`).join('\n')
}

it('underlines the exact words', () => {
  expect(draw('one\n  two ⟦three⟧ four\n')).toBe('2|  two three four\n |      ^^^^^')
})

it('marks an empty span, also at the end of a line and of the file', () => {
  expect(draw('ab⟦⟧c')).toBe('1|abc\n |  ^')
  expect(draw('abc⟦⟧\n')).toBe('1|abc\n |   ^')
  expect(draw('abc\n⟦⟧')).toBe('2|\n |^')
  expect(draw('⟦⟧')).toBe('1|\n |^')
})

it('counts columns as a terminal does: wide characters, emoji, combining marks, tabs', () => {
  expect(draw('日本 ⟦pip⟧')).toBe('1|日本 pip\n |     ^^^')
  expect(draw('❌ 👩‍🔬 ⟦pip⟧')).toBe('1|❌ 👩‍🔬 pip\n |      ^^^')
  expect(draw('e\u0301 ⟦pip⟧')).toBe('1|e\u0301 pip\n |  ^^^')
  expect(draw('⟦日本⟧')).toBe('1|日本\n |^^^^')
  expect(draw('\t⟦pip\tx⟧')).toBe('1|    pip x\n |    ^^^^^')
  expect(draw('\ufeff⟦pip⟧')).toBe('1|pip\n |^^^')
})

it('shows controls by name, so that a file cannot steer the terminal', () => {
  expect(draw('a\x1b[31m⟦b\u202e⟧')).toBe('1|a␛[31mb<U+202E>\n |      ^^^^^^^^^')
  expect(draw('a\0⟦b⟧\r\n')).toBe('1|a␀b\n |  ^')
})

it('shows the first lines and the last one of a long span, without marks under indentation', () => {
  expect(draw('a ⟦b\n  c\n\n  d⟧ e')).toBe('1|a b\n |  ^\n2|  c\n |  ^\n3|\n |\n4|  d e\n |  ^')
  expect(draw('⟦1\n2\n3\n4\n5\n6\n7⟧')).toBe('1|1\n |^\n2|2\n |^\n3|3\n |^\n |…\n |\n7|7\n |^')
  expect(draw('⟦one\n⟧two')).toBe('1|one\n |^^^')
})

it('cuts a long line around the span', () => {
  expect(draw(`⟦pip⟧ ${'x'.repeat(100)}`, 20)).toBe('1|pip xxxxxxxxxxxxxxx…\n |^^^')
  expect(draw(`${'x'.repeat(100)} ⟦pip⟧ ${'y'.repeat(100)}`, 20)).toBe(
    '1|…xxxxxxx pip yyyyyy…\n |         ^^^',
  )
  expect(draw(`${'x'.repeat(100)} ⟦pip⟧`, 20)).toBe('1|…xxxxxxx pip\n |         ^^^')
  expect(draw(`a ⟦${'z'.repeat(100)}⟧`, 20)).toBe(`1|a ${'z'.repeat(17)}…\n |  ${'^'.repeat(18)}`)
})

it('never exceeds the width and marks no more than the text, for any line', () => {
  const unit = fc.constantFrom('a', ' ', '日', '👩‍🔬', '\t', '\x1b', '\n', '\ud800', 'e\u0301')
  const line = fc.array(unit, { maxLength: 200 }).map((units) => units.join(''))
  fc.assert(
    fc.property(line, line, line, fc.integer({ min: 12, max: 80 }), (before, inside, after, width) => {
      const span = { start: before.length, end: before.length + inside.length }
      for (const { text, marks } of frame({ path: 'a', text: before + inside + after }, span, width)) {
        expect(columnsOf(text)).toBeLessThanOrEqual(width)
        expect(marks.length).toBeLessThanOrEqual(width + 1)
      }
    }),
  )
})

it('looks only at what can be shown of a line of megabytes', () => {
  const text = `${'a👩‍🔬'.repeat(400_000)} pip ${'b'.repeat(2_000_000)}`
  const start = text.indexOf('pip')
  const began = performance.now()
  const [line] = frame({ path: 'a', text }, { start, end: start + 3 }, 80)
  expect(line?.text).toContain('pip')
  expect(performance.now() - began).toBeLessThan(1000)
})
