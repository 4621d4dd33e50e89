import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchesWhole, readPattern } from '../../../src/model/projects/member-glob.ts'
import { DirectoryIndex, walk } from '../../../src/model/projects/walk.ts'

function matches(pattern: string, path: string): boolean {
  const tokens = readPattern(pattern)
  if ('message' in tokens) throw new Error(tokens.message)
  return matchesWhole(tokens, path)
}

describe('patterns that uv refuses', () => {
  test.each([
    ['a***', 3, 'wildcards are either regular `*` or recursive `**`'],
    ['a**', 0, 'recursive wildcards must form a single path component'],
    ['**a', 2, 'recursive wildcards must form a single path component'],
    ['x/**y', 4, 'recursive wildcards must form a single path component'],
    ['libs/[a', 5, 'invalid range pattern'],
    ['[]', 0, 'invalid range pattern'],
    ['[!]', 0, 'invalid range pattern'],
  ])('%s', (pattern, position, message) => {
    expect(readPattern(pattern)).toEqual({ position, message })
  })
})

describe('whole paths, wildcards crossing `/`', () => {
  test.each([
    ['packages/*', 'packages/a', true],
    ['packages/*', 'packages/a/b', true],
    ['packages/*', 'packages', false],
    ['a*', 'a/b/c', true],
    ['packages', 'packages/a', false],
    ['a?c', 'a/c', true],
    ['a[!b]c', 'a/c', true],
    ['a[b-d]e', 'ace', true],
    ['a[b-d]e', 'aEe', false],
    ['a[^b]', 'ab', true],
    ['a[^b]', 'a^', true],
    ['a[^b]', 'ac', false],
    ['[]]', ']', true],
    ['[a-]', '-', true],
    ['{a,b}', 'a', false],
    ['{a,b}', '{a,b}', true],
    ['A', 'a', false],
    ['a\\*', 'a*', false],
    ['!a', 'a', false],
    ['x/**', 'x', false],
    ['x/**', 'x/', true],
    ['x/**', 'x/y/z', true],
    ['**/y', 'y', true],
    ['**/y', 'x/y', true],
    ['**/y', 'xy', false],
    ['x/**/y', 'x/y', true],
    ['x/**/y', 'x/a/b/y', true],
    ['x/**/y', 'x/ay', false],
    ['**', '', true],
    ['*', '', true],
  ])('%s %s', (pattern, path, expected) => {
    expect(matches(pattern, path)).toBe(expected)
  })

  test('a long pattern of wildcards on a long path ends soon', () => {
    expect(matches(`${'*a'.repeat(200)}b`, 'a'.repeat(2000))).toBe(false)
  })
})

const piece = fc.constantFrom('a', 'b', '*', '?', '[ab]', '[!a]', 'ab', 'a*', '*b')
const component = fc.oneof(piece, fc.constant('**'))
const pattern = fc.array(component, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
const path = fc
  .array(fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('/'))

/** The whole-path matcher as one regular expression: how the facts describe it. */
function asRegularExpression(pattern: string, star: string): RegExp {
  const body = pattern
    .replace(/(?:\*\*\/)+/g, '\u0001')
    .replace(/\*\*$/, '\u0002')
    .replaceAll('*', star)
    .replaceAll('?', star === '.*' ? '.' : '[^/]')
    .replace(/\[!/g, '[^')
    .replaceAll('\u0001', '(?:.*/)?')
    .replaceAll('\u0002', '.*')
  return new RegExp(`^${body}$`)
}

test('the whole-path matcher agrees with its regular expression', () => {
  fc.assert(
    fc.property(pattern, path, (pattern, path) => {
      const consecutive = pattern.replace(/(?:\*\*\/)+\*\*$/, '**')
      expect(matches(consecutive, path)).toBe(asRegularExpression(consecutive, '.*').test(path))
    }),
    { numRuns: 1500 },
  )
}, 60_000)

/** What a walk yields, said as a set: components matched one by one, `**` standing for any number of directories. */
function reaches(
  pattern: readonly string[],
  path: readonly string[],
  isDirectory: (path: string) => boolean,
): boolean {
  const whole = (parts: readonly string[]) => parts.join('/')
  const visit = (at: number, depth: number): boolean => {
    const part = pattern[at]
    if (part === undefined) return depth === path.length
    if (part !== '**') {
      const name = path[depth]
      return name !== undefined && asRegularExpression(part, '[^/]*').test(name) && visit(at + 1, depth + 1)
    }
    const isLast = pattern.slice(at).every((rest) => rest === '**')
    if (isLast) return depth < path.length && isDirectory(whole(path))
    for (let skipped = depth; skipped < path.length; skipped++) if (visit(at + 1, skipped)) return true
    return false
  }
  return visit(0, 0)
}

test('the walk agrees with matching component by component, and yields parents before children', () => {
  fc.assert(
    fc.property(pattern, fc.uniqueArray(path, { maxLength: 8 }), (pattern, candidates) => {
      const files = candidates.filter((one) => !candidates.some((other) => other.startsWith(`${one}/`)))
      const index = new DirectoryIndex(files)
      const everything = new Set(
        files.flatMap((file) => file.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'))),
      )
      const found = walk(index, '.', pattern)
      if ('message' in found) throw new Error(found.message)
      const expected = [...everything].filter((one) =>
        reaches(pattern.split('/'), one.split('/'), (path) => index.isDirectory(path)),
      )
      expect([...new Set(found)].sort()).toEqual(expected.sort())
    }),
    { numRuns: 1500 },
  )
}, 60_000)

test('a walk is alphabetical within one directory', () => {
  const index = new DirectoryIndex(['b/x/p', 'a/y/p', 'a/x/p'])
  expect(walk(index, '.', '*/*')).toEqual(['a/x', 'a/y', 'b/x'])
})
