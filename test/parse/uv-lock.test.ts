import fc from 'fast-check'
import { parse } from 'smol-toml'
import { describe, expect, test } from 'vitest'
import { parseUvLock } from '../../src/parse/lock/parse-uv-lock.ts'

const head = `version = 1
revision = 3
requires-python = ">=3.11"
supported-markers = [
    "sys_platform == 'linux'",
]

[options]
resolution-mode = "lowest"

[manifest]
members = [
    "app",
    "core",
]
constraints = [{ name = "a", specifier = "<2" }]
excludes = ["x"]

[manifest.dependency-groups]
dev = [{ name = "pytest" }]
`

const registry = `
[[package]]
name = "numpy"
version = "2.0"
source = { registry = "https://pypi.org/simple" }
dependencies = [
    { name = "x", marker = "sys_platform == 'linux'" },
]
wheels = [
    { url = "https://files/numpy.whl", hash = "sha256:0", size = 1 },
]
`

const member = `
[[package]]
name = "core"
source = { editable = "libs/core" }

[package.optional-dependencies]
fast = [
    { name = "numpy" },
]

[package.metadata]
requires-dist = [
    { name = "numpy", extras = ["a", "b"], marker = "extra == 'fast'", specifier = ">=2" },
    { name = "x", git = "https://example.com/x?rev=main" },
]
provides-extras = ["fast"]

[package.metadata.requires-dev]
dev = []
`

function read(text: string) {
  const { uvLock, troubles } = parseUvLock({ path: 'uv.lock', text })
  expect(troubles).toEqual([])
  if (!uvLock) throw new Error('no lock')
  return uvLock
}

test('what a lock says', () => {
  const text = head + registry + member
  const lock = read(text)
  expect(lock).toMatchObject({
    version: 1,
    revision: 3,
    requiresPython: { text: '>=3.11' },
    supportedMarkers: ["sys_platform == 'linux'"],
    manifest: {
      members: [{ text: 'app' }, { text: 'core' }],
      constraints: [{ name: 'a', specifier: '<2' }],
      excludes: ['x'],
      groups: { dev: [{ name: 'pytest' }] },
    },
    packages: [
      {
        name: 'numpy',
        version: '2.0',
        source: { kind: 'registry', at: 'https://pypi.org/simple' },
        metadata: null,
      },
      {
        name: 'core',
        version: null,
        source: { kind: 'editable', at: 'libs/core' },
        metadata: { providesExtras: ['fast'], requiresDev: { dev: [] } },
      },
    ],
  })
  const [first, second] = lock.packages[1]?.metadata?.requiresDist ?? []
  expect(first).toMatchObject({ extras: ['a', 'b'], marker: "extra == 'fast'", specifier: '>=2' })
  expect(second).toMatchObject({ source: { kind: 'git', at: 'https://example.com/x?rev=main' } })
  expect(first && text.slice(first.span.start, first.span.end)).toBe(first?.text)
  expect(lock.packages.map(({ span }) => text.slice(span.start, span.end))).toEqual([
    '[[package]]\nname = "numpy',
    '[[package]]\nname = "core',
  ])
})

describe('broken locks', () => {
  test.each([
    ['a merge conflict', `${head}<<<<<<< HEAD\n`, '<<<<<<< HEAD'],
    ['a conflict inside a package', registry.replace('wheels', '=======\nwheels'), '======='],
    ['a broken head', 'version = \n', 'version = '],
    [
      'a broken member',
      head + member.replace('editable = ', 'editable '),
      'source = { editable "libs/core" }',
    ],
  ])('%s', (_, text, at) => {
    const { uvLock, troubles } = parseUvLock({ path: 'uv.lock', text })
    expect(uvLock).toBeUndefined()
    const [trouble] = troubles
    const line = text.slice(text.lastIndexOf('\n', trouble?.span?.start) + 1).split('\n', 1)[0]
    expect(line).toBe(at)
  })
})

const packages = fc.array(
  fc.record({
    name: fc.constantFrom('a', 'b-c', 'd'),
    version: fc.option(fc.constantFrom('1', '2.0+local'), { nil: undefined }),
    source: fc.constantFrom('registry', 'git', 'url', 'editable', 'virtual', 'directory', 'path'),
    line: fc.constantFrom('\n', '\r\n'),
    tight: fc.boolean(),
  }),
  { maxLength: 6 },
)

test('packages are read as smol-toml reads them, however they are written', () => {
  fc.assert(
    fc.property(packages, (packages) => {
      const text = packages
        .map(({ name, version, source, line, tight }) => {
          const written = tight ? `{${source}="x"}` : `{ ${source} = "x" }`
          const lines = [
            '[[package]]',
            `name = "${name}"`,
            version && `version = "${version}"`,
            `source = ${written}`,
          ]
          return lines.filter(Boolean).join(line) + line
        })
        .join('\n')
      const { package: expected = [] } = parse(text) as { package?: { source: Record<string, string> }[] }
      const found = read(text).packages.map(({ name, version, source }) => {
        return { name, ...(version !== null && { version }), source: { [source.kind]: source.at } }
      })
      expect(found).toEqual(expected)
    }),
  )
}, 60_000)
