import fc from 'fast-check'
import picomatch from 'picomatch'
import { describe, expect, it } from 'vitest'
import { globTest } from '../../src/text/glob.ts'

const component = fc
  .array(fc.constantFrom('a', 'b', 'ab', '*', '?', '[ab]', '[^a]', '.b', '{a,b}', '{a,*b}'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('').replace(/\*{2,}/g, '*'))
const glob = fc
  .array(fc.oneof(component, component, fc.constant('**')), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'))
const path = fc
  .array(
    fc.array(fc.constantFrom('a', 'b', '.'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .filter((parts) => !parts.some((part) => /^\.+$/.test(part)))
  .map((parts) => parts.join('/'))

describe('a glob', () => {
  it('matches what picomatch says of globs of everyday', () => {
    fc.assert(
      fc.property(glob, fc.array(path, { minLength: 8, maxLength: 8 }), (pattern, paths) => {
        const [own, theirs] = [globTest(pattern), picomatch(pattern, { dot: true })]
        const folder = pattern.endsWith('/**') ? picomatch(pattern.slice(0, -3), { dot: true }) : () => false
        const asked = paths.filter((each) => !folder(each))
        expect(asked.filter(own)).toEqual(asked.filter((each) => theirs(each)))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['docs/**', 'docs/a/b.md', true],
    ['!docs/**', 'docs/a/b.md', false],
    ['*.@(md|rst)', 'a.rst', true],
    ['{a,{b,c}d}/x', 'cd/x', true],
    ['a\\*b', 'a*b', true],
    ['a\\*b', 'axb', false],
    ['[z', '[z', false],
  ])('%s: %s %s', (pattern, text, is) => {
    expect(globTest(pattern)(text)).toBe(is)
  })

  it('ends soon, whatever stands in it', () => {
    const start = performance.now()
    expect(globTest(`${'*a'.repeat(60)}b`)('a'.repeat(4_000))).toBe(false)
    expect(globTest(`${'**/a/'.repeat(60)}b`)('a/'.repeat(2_000))).toBe(false)
    expect(globTest('{a,b}'.repeat(60))('a'.repeat(60))).toBe(false)
    expect(performance.now() - start).toBeLessThan(2_000)
  })
})
