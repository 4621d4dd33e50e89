import fc from 'fast-check'
import { parse, stringify } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { addEntry, addItem, type NewValue, removeEntry, removeItem } from '../../src/parse/toml/edit-toml.ts'
import { parseToml } from '../../src/parse/toml/parse-toml.ts'
import { entryOf, itemAt, tableAt } from '../../src/parse/toml/toml-file.ts'
import { applyEdits } from '../../src/text/edit.ts'

function fileOf(text: string) {
  const { toml } = parseToml({ path: 'a.toml', text })
  if (!toml) throw new Error('broken')
  return { text, root: toml.root }
}

function added(text: string, path: readonly string[], key: string, value: NewValue): string {
  return applyEdits(text, [addEntry(fileOf(text), path, key, value)])
}

describe('adding a source', () => {
  const path = ['tool', 'uv', 'sources']
  test.each([
    [
      'after the last one',
      '[tool.uv.sources]\na.path = "x" # why\n\n[b]\n',
      '[tool.uv.sources]\na.path = "x" # why\nnew = { workspace = true }\n\n[b]\n',
    ],
    [
      'into an empty table',
      '[tool.uv.sources]\n[b]\n',
      '[tool.uv.sources]\nnew = { workspace = true }\n[b]\n',
    ],
    [
      'with the neighbours’ indentation',
      '[tool.uv.sources]\n  a.path = "x"',
      '[tool.uv.sources]\n  a.path = "x"\n  new = { workspace = true }',
    ],
    [
      'into an inline table',
      '[tool.uv]\nsources = { a = { path = "x" } }\n',
      '[tool.uv]\nsources = { a = { path = "x" }, new = { workspace = true } }\n',
    ],
    [
      'into an empty inline table',
      '[tool.uv]\nsources = {}\n',
      '[tool.uv]\nsources = { new = { workspace = true } }\n',
    ],
    [
      'beside dotted keys',
      '[tool.uv]\nsources.a.path = "x"\npackage = true\n',
      '[tool.uv]\nsources.a.path = "x"\nsources.new = { workspace = true }\npackage = true\n',
    ],
    [
      'beside a table of its own',
      '[tool.uv.sources.a]\npath = "x"\n\n[b]\n',
      '[tool.uv.sources.a]\npath = "x"\n\n[tool.uv.sources.new]\nworkspace = true\n\n[b]\n',
    ],
    [
      'after the family',
      '[tool.uv]\npackage = true\n\n[tool.ruff]\n',
      '[tool.uv]\npackage = true\n\n[tool.uv.sources]\nnew = { workspace = true }\n\n[tool.ruff]\n',
    ],
    [
      'at the end',
      '[project]\nname = "a"\n',
      '[project]\nname = "a"\n\n[tool.uv.sources]\nnew = { workspace = true }\n',
    ],
    [
      'at the end without a line break',
      '[project]\nname = "a"',
      '[project]\nname = "a"\n\n[tool.uv.sources]\nnew = { workspace = true }',
    ],
    ['in an empty file', '', '[tool.uv.sources]\nnew = { workspace = true }\n'],
    [
      'with Windows line endings',
      '[project]\r\nname = "a"\r\n',
      '[project]\r\nname = "a"\r\n\r\n[tool.uv.sources]\r\nnew = { workspace = true }\r\n',
    ],
    [
      'in an inline parent',
      '[tool]\nuv = { package = true }\n',
      '[tool]\nuv = { package = true, sources = { new = { workspace = true } } }\n',
    ],
  ])('%s', (_, before, after) => {
    expect(added(before, path, 'new', { workspace: 'true' })).toBe(after)
    parse(after)
  })
})

describe('arrays', () => {
  const change = (text: string, edit: 'add' | 'remove', at = 0) => {
    const file = fileOf(text)
    const array = itemAt(file.root, 'a')
    if (array?.kind !== 'array') throw new Error('no array')
    const item = array.items[at]
    if (edit === 'add') return applyEdits(text, [addItem(file, array, '"z"')])
    if (!item) throw new Error('no item')
    return applyEdits(text, [removeItem(file, array, item)])
  }

  test.each([
    ['a = []', 'a = ["z"]'],
    ['a = ["x"]', 'a = ["x", "z"]'],
    ['a = [\n  "x"\n]', 'a = [\n  "x",\n  "z"\n]'],
    ['a = [\n  "x", # c\n]', 'a = [\n  "x", # c\n  "z",\n]'],
    ['a = [\r\n\t"x",\r\n]', 'a = [\r\n\t"x",\r\n\t"z",\r\n]'],
  ])('an item is added to %j', (before, after) => {
    expect(change(before, 'add')).toBe(after)
  })

  test.each([
    ['a = ["x"]', 0, 'a = []'],
    ['a = ["x", "y"]', 0, 'a = ["y"]'],
    ['a = ["x", "y"]', 1, 'a = ["x"]'],
    ['a = [\n  "x", # c\n  "y",\n]', 0, 'a = [\n  "y",\n]'],
    ['a = [\n  "x",\n  "y" # c\n]', 1, 'a = [\n  "x",\n]'],
    ['a = [\n  "x", "y",\n]', 1, 'a = [\n  "x",\n]'],
  ])('an item is removed from %j', (before, at, after) => {
    expect(change(before, 'remove', at)).toBe(after)
  })
})

test.each([
  ['[a]\nx = 1 # c\ny = 2\n', 'x', '[a]\ny = 2\n'],
  ['[a]\nx = [\n  1,\n]\ny = 2', 'y', '[a]\nx = [\n  1,\n]'],
  ['a = { x = 1, y = 2 }\n', 'x', 'a = { y = 2 }\n'],
  ['a = { x = 1, y = 2 }\n', 'y', 'a = { x = 1 }\n'],
  ['[a]\r\nx = 1\r\ny = 2\r\n', 'x', '[a]\r\ny = 2\r\n'],
])('removing from %j', (before, key, after) => {
  const file = fileOf(before)
  const table = tableAt(file.root, 'a')
  const entry = entryOf(table, key)
  if (!table || !entry) throw new Error('no entry')
  expect(applyEdits(before, [removeEntry(file, table, entry)])).toBe(after)
})

const name = fc.constantFrom('a', 'b', 'c d', 'é')
const document = fc.letrec<{ table: Record<string, unknown> }>((tie) => ({
  table: fc.dictionary(
    name,
    fc.oneof(
      { depthSize: 'small' },
      fc.integer(),
      fc.string(),
      fc.array(fc.integer(), { maxLength: 2 }),
      tie('table'),
    ),
    { maxKeys: 3, noNullPrototype: true },
  ),
})).table

/** Comments and spaces at the ends of lines that no edit may touch. */
const decorated = fc
  .tuple(document, fc.constantFrom('', ' # note', '\t'), fc.constantFrom('\n', '\r\n'))
  .map(([values, ending, line]) => {
    const text = stringify(values)
    const lines = text.split('\n').map((one) => (one === '' ? one : one + ending))
    return lines.join(line)
  })

test('an added entry changes nothing else', () => {
  fc.assert(
    fc.property(decorated, fc.array(name, { maxLength: 2 }), (text, path) => {
      const file = fileOf(text)
      const blocked = path.some((_, at) => {
        const item = itemAt(file.root, ...path.slice(0, at + 1))
        return item !== undefined && item.kind !== 'table'
      })
      if (blocked) return
      const after = applyEdits(text, [addEntry(file, path, 'new-key', '"value"')])
      const expected = structuredClone(parse(text)) as Record<string, unknown>
      let table = expected
      for (const key of path) {
        table[key] ??= {}
        table = table[key] as Record<string, unknown>
      }
      table['new-key'] = 'value'
      expect(parse(after)).toEqual(expected)
      let rest = 0
      for (const character of after) if (rest < text.length && text[rest] === character) rest++
      expect(rest).toBe(text.length)
    }),
    { numRuns: 800 },
  )
}, 60_000)

test('removing every entry in turn leaves what the others say', () => {
  fc.assert(
    fc.property(decorated, (text) => {
      const file = fileOf(text)
      for (const [key, entry] of Object.entries(file.root.entries)) {
        if (text[entry.statement.start] === '[') continue
        const after = applyEdits(text, [removeEntry(file, file.root, entry)])
        const expected = structuredClone(parse(text)) as Record<string, unknown>
        delete expected[key]
        expect(parse(after)).toEqual(expected)
      }
    }),
    { numRuns: 500 },
  )
}, 60_000)
