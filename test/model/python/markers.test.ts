import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Marker, readMarker } from '../../../src/model/python/marker.ts'
import type { ReleaseRange } from '../../../src/model/python/release-ranges.ts'
import { neverHolds, sameMarkers } from '../../../src/model/python/same-markers.ts'

const anyPython: readonly ReleaseRange[] = [{ lower: null, upper: null }]

function read(text: string): Marker {
  const marker = readMarker(text)
  if (!marker) throw new Error(text)
  return marker
}

function same(a: string, b: string, python = anyPython): boolean | null {
  return sameMarkers(read(a), read(b), python)
}

describe('the same to uv', () => {
  test.each([
    ["python_version < '3.10'", "python_full_version < '3.10'"],
    ["python_version <= '3.10'", "python_full_version < '3.11'"],
    ["python_version != '3.10'", "python_full_version < '3.10' or python_full_version >= '3.11'"],
    ["python_version >= '3.7.1'", "python_full_version >= '3.8'"],
    ["python_version ~= '3.8'", "python_full_version >= '3.8' and python_full_version < '4'"],
    ["python_version not in '3.8 3.9'", "python_full_version < '3.8' or python_full_version >= '3.10'"],
    ["platform_system == 'Linux'", "sys_platform == 'linux'"],
    ["platform_system != 'Darwin'", "sys_platform != 'darwin'"],
    ["not_a_variable == 'x' or os_name == 'nt'", null],
    [
      "sys_platform == 'win32' and os_name == 'nt'",
      "sys_platform == 'win32' and os_name != 'posix' and os_name == 'nt'",
    ],
    ["sys_platform == 'win32' and os_name != 'posix'", "sys_platform == 'win32'"],
    ["extra == 'A_b'", "extra == 'a-b'"],
    ['python_version>="3.9"', "'3.9' <= python_version"],
    ["(os_name == 'nt')", "os_name == 'nt'"],
  ])('%s', (a, b) => {
    if (b === null) expect(readMarker(a)).toBeNull()
    else expect(same(a, b)).toBe(true)
  })
})

describe('not the same', () => {
  test.each([
    ["python_version < '3.10'", "python_full_version < '3.10.1'"],
    ["platform_system == 'FreeBSD'", "sys_platform == 'freebsd'"],
    ["'linux' in sys_platform", "sys_platform == 'linux'"],
    ["os_name == 'nt' or sys_platform == 'linux'", "os_name == 'nt'"],
    ["extra == 'a'", "extra == 'b'"],
  ])('%s', (a, b) => {
    expect(same(a, b)).toBe(false)
  })
})

test('Python below the lock’s `requires-python` does not count', () => {
  const python = [{ lower: { release: [3, 9], inclusive: true }, upper: null }]
  expect(same("python_version >= '3.8'", "python_version >= '3.9'", python)).toBe(true)
  expect(same("python_version >= '3.8'", "python_version >= '3.10'", python)).toBe(false)
})

test('too many variables are left undecided, not computed for ever', () => {
  const many = (sign: string) =>
    ['os_name', 'sys_platform', 'platform_machine', 'implementation_name', 'platform_release']
      .map((name) => Array.from({ length: 12 }, (_, at) => `${name} == '${at}'`).join(' or '))
      .map((part) => `(${part})`)
      .join(` ${sign} `)
  expect(same(many('and'), many('or'))).toBeNull()
})

test('what never holds', () => {
  expect(neverHolds(read("os_name == 'nt' and os_name == 'posix'"))).toBe(true)
  expect(neverHolds(read("os_name == 'nt'"))).toBe(false)
  expect(neverHolds({ kind: 'not', part: { kind: 'and', parts: [] } })).toBe(true)
})

const atom = fc.constantFrom(
  "os_name == 'nt'",
  "os_name != 'posix'",
  "sys_platform == 'linux'",
  "python_version >= '3.10'",
  "python_full_version < '3.11.2'",
  "extra == 'a'",
  "'x' in platform_machine",
)
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc
      .tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree'))
      .map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
  ),
}))

test('laws of Boolean algebra hold', () => {
  fc.assert(
    fc.property(tree, tree, tree, (a, b, c) => {
      expect(same(`(${a}) and (${b})`, `(${b}) and (${a})`)).not.toBe(false)
      expect(same(`(${a}) or ((${a}) and (${b}))`, a)).not.toBe(false)
      expect(same(`(${a}) and ((${b}) or (${c}))`, `((${a}) and (${b})) or ((${a}) and (${c}))`)).not.toBe(
        false,
      )
      const never: Marker = { kind: 'and', parts: [read(a), { kind: 'not', part: read(a) }] }
      expect(neverHolds(never)).not.toBe(false)
    }),
    { numRuns: 300 },
  )
}, 60_000)
