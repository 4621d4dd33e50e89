import fc from 'fast-check'
import { parse, stringify } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parseToml } from '../../src/parse/toml/parse-toml.ts'
import { entryOf, itemAt, type TomlItem, type TomlTable } from '../../src/parse/toml/toml-file.ts'

function read(text: string): TomlTable {
  const { toml, troubles } = parseToml({ path: 'a.toml', text })
  expect(troubles).toEqual([])
  if (!toml) throw new Error('no tree')
  return toml.root
}

function plain(item: TomlItem): unknown {
  if (item.kind === 'array') return item.items.map(plain)
  if (item.kind !== 'table') return item.value
  return Object.fromEntries(Object.entries(item.entries).map(([key, entry]) => [key, plain(entry.item)]))
}

/** What each entry covers in the text, by its path of keys. */
function cuts(text: string, table: TomlTable, path = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [key, entry] of Object.entries(table.entries)) {
    const name = `${path}${key}`
    found[name] = text.slice(entry.key.start, entry.key.end)
    found[`${name} =`] = text.slice(entry.item.span.start, entry.item.span.end)
    if (entry.item.kind === 'table') Object.assign(found, cuts(text, entry.item, `${name}.`))
  }
  return found
}

describe('places', () => {
  test('keys, dotted keys and values', () => {
    const text = 'a.b."c d" = "x" # no\n[ t . u ]\nk = [1, {z = true,\n}, # c\n]\n'
    expect(cuts(text, read(text))).toEqual({
      a: 'a',
      'a =': 'a.b."c d" = "x"',
      'a.b': 'b',
      'a.b =': 'a.b."c d" = "x"',
      'a.b.c d': '"c d"',
      'a.b.c d =': '"x"',
      t: 't',
      't =': '[ t . u ]',
      't.u': 'u',
      't.u =': '[ t . u ]\nk = [1, {z = true,\n}, # c\n]',
      't.u.k': 'k',
      't.u.k =': '[1, {z = true,\n}, # c\n]',
    })
  })

  test('a table of a header ends with its last own entry', () => {
    const text = '[a]\nx = 1\n# rest\n\n[a.b]\ny = 2\n'
    const a = itemAt(read(text), 'a') as TomlTable
    expect(text.slice(a.span.start, a.span.end)).toBe('[a]\nx = 1')
    expect(a.form).toBe('header')
  })

  test('a header after a deeper header takes the table over', () => {
    const text = '[a.b]\nx = 1\n[a]\ny = 2\n'
    const entry = entryOf(read(text), 'a')
    expect(entry && text.slice(entry.statement.start, entry.statement.end)).toBe('[a]')
    expect(entry?.item.kind === 'table' && entry.item.form).toBe('header')
  })

  test('arrays of tables, with tables below their last element', () => {
    const text = '[[a]]\nx = 1\n[a.b]\nc = 2\n[[a]]\n[[a.d]]\n[[a.d]]\n'
    const list = itemAt(read(text), 'a')
    if (list?.kind !== 'array') throw new Error('no array')
    expect(list.items.map((item) => text.slice(item.span.start, item.span.end))).toEqual([
      '[[a]]\nx = 1',
      '[[a]]',
    ])
    expect(plain(list)).toEqual([{ x: 1, b: { c: 2 } }, { d: [{}, {}] }])
  })

  test('the inside of strings', () => {
    for (const [text, inside] of [
      ['a = "x\\"y"', 'x\\"y'],
      ["a = ''", ''],
      ["a = '''\nx''y'''''", "\nx''y''"],
      ['a = """"q" \\\n  r""""', '"q" \\\n  r"'],
    ] as const) {
      const item = itemAt(read(text), 'a')
      expect(item?.kind === 'string' && item.inner && text.slice(item.inner.start, item.inner.end)).toBe(
        inside,
      )
    }
  })

  test('a byte order mark and Windows line endings', () => {
    const text = '\ufeff[a]\r\nb = 1 # policy-check: x\r\n'
    const { directives } = parseToml({ path: 'a.toml', text })
    expect(directives.map(({ span }) => text.slice(span.start, span.end))).toEqual(['# policy-check: x'])
    expect(cuts(text, read(text))).toEqual({ a: 'a', 'a =': '[a]\r\nb = 1', 'a.b': 'b', 'a.b =': '1' })
  })

  test('what TOML 1.1 allows and uv reads: line breaks and a last comma in an inline table', () => {
    expect(plain(read('a = {\n  x = 1, # c\n  y = 2,\n}\n'))).toEqual({ a: { x: 1, y: 2 } })
  })

  test('keys that objects have by themselves', () => {
    expect(itemAt(read('a = 1'), 'constructor')).toBeUndefined()
    expect(itemAt(read('[__proto__]\na = 1'), '__proto__', 'a')).toMatchObject({ value: 1 })
  })
})

describe('broken files', () => {
  test.each([
    ['a = 1\na = 2\n', 'a = 2', 'The TOML is broken: trying to redefine an already defined table or value.'],
    ['[a\n', '[a', undefined],
    ['x = [\n', 'x = [', undefined],
    ['<<<<<<< HEAD\n', '<<<<<<< HEAD', undefined],
    ['\ufeffb = \n', '\ufeffb = ', undefined],
  ])('%j', (text, at, message) => {
    const { toml, troubles } = parseToml({ path: 'a.toml', text })
    expect(toml).toBeUndefined()
    expect(troubles).toMatchObject([{ id: 'syntax-error', path: 'a.toml' }])
    const [trouble] = troubles
    expect(text.slice(trouble?.span?.start, trouble?.span?.end)).toBe(at)
    if (message) expect(trouble?.message).toBe(message)
  })

  test('a key of very many parts is a trouble, not a crash', () => {
    const text = `[${Array.from({ length: 5000 }, () => 'a').join('.')}]\n`
    expect(parseToml({ path: 'a.toml', text }).troubles).toMatchObject([{ id: 'too-deep' }])
  })

  test('deep nesting is a trouble, not a crash', () => {
    const text = `a = ${'['.repeat(100_000)}`
    expect(parseToml({ path: 'a.toml', text }).troubles).toHaveLength(1)
  })
})

const key = fc.oneof(fc.constantFrom('a', 'b', 'a.b', 'é "x"', '\n', ''), fc.string())
const tree = fc.letrec<{ table: Record<string, unknown>; value: unknown }>((tie) => ({
  table: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'grapheme' }),
    fc.integer(),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('table'),
  ),
})).table

test('the located tree holds the values that smol-toml reads', () => {
  fc.assert(
    fc.property(tree, (values) => {
      const text = stringify(values)
      expect(plain(read(text))).toEqual(structuredClone(parse(text, { integersAsBigInt: 'asNeeded' })))
    }),
    { numRuns: 500 },
  )
}, 60_000)
