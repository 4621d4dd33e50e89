import fc from 'fast-check'
import { stringify, type TomlTable as TomlValues } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'
import { editInHeader } from '../../src/parse/python/edit-header.ts'
import { findHeader } from '../../src/parse/python/header-block.ts'
import { addEntry, removeEntry } from '../../src/parse/toml/edit-toml.ts'
import { parseToml } from '../../src/parse/toml/parse-toml.ts'
import { entryOf, type TomlItem, type TomlTable } from '../../src/parse/toml/toml-file.ts'
import { applyEdits, type Edit } from '../../src/text/edit.ts'

const read = (text: string) => parse({ path: 'tools/x.py', text })

function plain(item: TomlItem): unknown {
  if (item.kind === 'array') return item.items.map(plain)
  if (item.kind !== 'table') return item.value
  return Object.fromEntries(Object.entries(item.entries).map(([key, { item: value }]) => [key, plain(value)]))
}

/** TOML as the header of a script. */
function headed(toml: string): string {
  const lines = toml.replace(/\n$/, '').split('\n')
  const written = toml === '' ? [] : lines.map((line) => (line === '' ? '#' : `# ${line}`))
  return ['# /// script', ...written, '# ///', ''].join('\n')
}

describe('which block is the header, as uv decides', () => {
  test.each([
    ['at the start', headed('a = 1'), { a: 1 }],
    [
      'behind a shebang and a docstring',
      `#!/usr/bin/env python3\n"""It's '''#'''."""\n\n${headed('a = 1')}`,
      { a: 1 },
    ],
    ['with CR LF', headed('a = 1\n\nb = 2').replaceAll('\n', '\r\n'), { a: 1, b: 2 }],
    ['empty', headed(''), {}],
    ['up to the last closing line of the comment', '# /// script\n# a = 1\n# ///\n#\n# ///\n', null],
    ['not beyond the comment', `${headed('a = 1')}x = 1\n# ///\n`, { a: 1 }],
    ['beside blocks of other types', `${headed('a = 1')}\n# /// other\n# # /// script\n# ///\n`, { a: 1 }],
  ])('%s', async (_, text, values) => {
    const { header } = await read(text)
    expect(header?.toml ? plain(header.toml.root) : null).toEqual(values)
  })

  test.each([
    ['indented', ' # /// script\n # a = 1\n # ///\n'],
    ['with more on its line', '# /// script x\n# ///\n'],
    ['of another type', '# /// pyproject\n# ///\n'],
    ['in a string', 'text = """\n# /// script\n# a = 1\n# ///\n"""\n'],
    ['in a string with escapes', "text = '''\\'''\n# /// script\n# a = 1\n# ///\n'''\n"],
    ['behind a byte order mark', `\uFEFF${headed('a = 1')}`],
    ['behind another mention', `x = 1  # /// script\n${headed('a = 1')}`],
  ])('none: %s', async (_, text) => {
    expect(await read(text)).toMatchObject({ scripts: [], directives: [], troubles: [] })
    expect((await read(text)).header).toBeUndefined()
  })

  test('a template is none', async () => {
    expect((await parse({ path: '{{ name }}/x.py', text: headed('a = {{ b }}') })).troubles).toEqual([])
  })
})

describe('what uv refuses is a trouble at its place', () => {
  test.each([
    ['unclosed', 'x = 1\n⟦# /// script⟧\n# a = 1\n', 'Nothing closes the metadata'],
    ['a line without a space', '⟦# /// script⟧\n#a = 1\n# ///\n', 'Nothing closes the metadata'],
    ['a closing line that is none', '⟦# /// script⟧\n# a = 1\n# /// end\n', 'must be alone on its line'],
    ['two blocks', `${headed('a = 1')}\n⟦# /// script⟧\n# ///\n`, 'a second block'],
    ['broken TOML', '# /// script\n# a = 1\n# b = ⟦= 2⟧\n# ///\n', 'The TOML is broken'],
  ])('%s', async (_, marked, message) => {
    const text = marked.replace(/[⟦⟧]/g, '')
    const { header, troubles } = await read(text)
    expect(header?.toml).toBeUndefined()
    const [{ span = { start: 0, end: 0 }, ...trouble } = {}] = troubles
    expect([troubles.length, trouble]).toMatchObject([1, { path: 'tools/x.py', id: 'syntax-error' }])
    expect(troubles[0]?.message).toContain(message)
    const start = marked.indexOf('⟦')
    expect([span.start, text.slice(span.start, span.end)]).toEqual([
      start,
      marked.slice(start + 1, marked.indexOf('⟧')),
    ])
  })

  test('an opening line inside a block of another type is no second block', async () => {
    const text = `${headed('a = 1')}\n# /// other\n# /// script\n# ///\n`
    expect((await read(text)).troubles).toEqual([])
  })
})

test('comments of the code and of the TOML are directives, those in strings are not', async () => {
  const note = 'policy-check: ignore[a] -- b'
  const text = `# ${note}\n# /// script\n# # ${note}\n# a = 1 # ${note}\n# ///\nx = "# ${note}" # ${note}\n`
  const { directives } = await read(text)
  expect(
    directives.map(({ span, guest }) => [text.slice(span.start, span.end), guest !== undefined]),
  ).toEqual([
    [`# ${note}`, false],
    [`# ${note}`, true],
    [`# ${note}`, true],
    [`# ${note}`, false],
  ])
  expect(directives.map(({ span }) => text.lastIndexOf('\n', span.start) + 1)).toEqual(
    [0, 2, 3, 5].map((lines) => text.split('\n').slice(0, lines).join('\n').length + (lines > 0 ? 1 : 0)),
  )
  // Rules speak of code without a header as well, such as of what it imports.
  const plain = await read(`x = 1 # ${note}\n`)
  expect(plain.directives.map(({ span }) => span)).toEqual([{ start: 6, end: 8 + note.length }])
})

test('the command of a shebang is a script', async () => {
  const text = `#!/usr/bin/env -S uv run --script \n${headed('a = 1')}`
  const { scripts } = await read(text)
  expect(scripts.map(({ host, context, span }) => [host, context, text.slice(span.start, span.end)])).toEqual(
    [['script', { kind: 'shebang' }, '/usr/bin/env -S uv run --script']],
  )
})

const key = fc.stringMatching(/^[a-z]{1,4}$/)
const text = fc.string({ maxLength: 12 })
const scalar = fc.oneof(text, fc.string({ unit: 'binary', maxLength: 6 }), fc.boolean(), fc.integer())
const values = fc.dictionary(
  key,
  fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.dictionary(key, scalar, { maxKeys: 3 })),
  { maxKeys: 5 },
)
const layout = fc.record({
  before: fc.constantFrom('', '#!/usr/bin/env python3\n', '"""\nText # 😀\n"""\n\n', '# note\n\n'),
  after: fc.constantFrom('', 'import x\n', '\nx = """\n# ///\n"""\n'),
  lineEnd: fc.constantFrom('\n', '\r\n'),
})

/** What every value and key of a tree covers in a text. */
function cuts(text: string, table: TomlTable): string[] {
  return Object.values(table.entries).flatMap(({ key, item }) => [
    text.slice(key.start, key.end),
    text.slice(item.span.start, item.span.end),
    ...(item.kind === 'table' ? cuts(text, item) : []),
  ])
}

test('any TOML reads in a header as in a file, every place native', async () => {
  await fc.assert(
    fc.asyncProperty(values, layout, async (given, { before, after, lineEnd }) => {
      const toml = stringify(given as TomlValues)
      const file = (before + headed(toml) + after).replaceAll('\n', lineEnd)
      const { header, troubles } = await read(file)
      expect(troubles).toEqual([])
      const root = header?.toml?.root
      const alone = parseToml({ path: 'a.toml', text: toml }).toml?.root
      if (!root || !alone || !header) throw new Error('not read')
      expect(plain(root)).toEqual(plain(alone))
      const unprefixed = (cut: string) => cut.replaceAll(`${lineEnd}# `, '\n').replaceAll(`${lineEnd}#`, '\n')
      expect(cuts(file, root).map(unprefixed)).toEqual(cuts(toml, alone))
      const block = file.slice(header.span.start, header.span.end)
      expect([block.startsWith('# /// script'), block.endsWith('# ///')]).toEqual([true, true])
    }),
  )
})

test('an edit of the TOML and the same edit in the header come to the same', async () => {
  const source = { path: '"../x"', editable: 'true' }
  const plans: ((file: { text: string; root: TomlTable }) => Edit[])[] = [
    (file) => [addEntry(file, ['tool', 'uv', 'sources'], 'new', source)],
    (file) => [addEntry(file, [], 'new', '1')],
    (file) =>
      Object.entries(file.root.entries)
        .filter(([, { item }]) => item.kind !== 'table')
        .slice(0, 1)
        .map(([name]) =>
          removeEntry(file, file.root, entryOf(file.root, name) as TomlTable['entries'][string]),
        ),
  ]
  await fc.assert(
    fc.asyncProperty(values, layout, fc.constantFrom(...plans), async (given, { before, after }, plan) => {
      const toml = stringify(given as TomlValues)
      const file = before + headed(toml) + after
      const block = findHeader(file)
      if (!block || 'message' in block) throw new Error('no header')
      const inside = parseToml({ path: 'a.toml', text: block.guest.text }).toml
      if (!inside) throw new Error('broken')
      const edits = plan({ text: block.guest.text, root: inside.root })
      const edited = applyEdits(
        file,
        edits.map((edit) => editInHeader(block.guest, edit)),
      )
      const { header, troubles } = await read(edited)
      expect(troubles).toEqual([])
      const expected = parseToml({ path: 'a.toml', text: applyEdits(block.guest.text, edits) }).toml
      expect(header?.toml && plain(header.toml.root)).toEqual(expected && plain(expected.root))
      expect([edited.startsWith(before), edited.endsWith(after)]).toEqual([true, true])
    }),
  )
})

test('a line that goes takes its mark with it', () => {
  const file = headed('a = 1\nb = 2 # two\nc = 3')
  const block = findHeader(file)
  if (!block || 'message' in block) throw new Error('no header')
  const root = parseToml({ path: 'a.toml', text: block.guest.text }).toml?.root
  const entry = entryOf(root, 'b')
  if (!root || !entry) throw new Error('no entry')
  const edit = editInHeader(block.guest, removeEntry({ text: block.guest.text, root }, root, entry))
  expect(applyEdits(file, [edit])).toBe(headed('a = 1\nc = 3'))
})
