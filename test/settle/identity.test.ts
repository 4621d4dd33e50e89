import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '../../src/advise/finding.ts'
import { applyBaseline, readBaseline, writeBaseline } from '../../src/settle/baseline.ts'
import { identify } from '../../src/settle/identity.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { everyRuleOn } from '../support/in-memory.ts'

/** A finding at each `bad` of a text; the words of each stand between brackets. */
function found(text: string, path = 'a.md', rule = 'no-bad'): Finding[] {
  return [...text.matchAll(/\[[^\]]*\]/g)].map((match) => {
    const span = { start: match.index, end: match.index + match[0].length }
    return { rule, severity: 'error', path, span, message: 'x', why: 'x', next: 'x', related: [] }
  })
}

const identities = (text: string, path?: string, rule?: string) =>
  identify(found(text, path, rule), (at) => ({ path: at, text })).map(({ identity }) => identity)

describe('the identity of a finding', () => {
  it('stays when lines move and white space changes', () => {
    const filler = fc
      .array(fc.constantFrom('text\n', '\n', 'more text ', '\r\n'), { maxLength: 6 })
      .map((parts) => parts.join(''))
    const gap = fc.constantFrom(' ', '  ', '\n', '\r\n    ')
    fc.assert(
      fc.property(filler, filler, filler, gap, (before, between, after, white) => {
        const moved = `${before}[pip${white}install x]${between}[b]${after}`
        expect(identities(moved)).toEqual(identities('[pip install x] [b]'))
      }),
    )
  })

  it('differs by rule, path, words and occurrence', () => {
    const all = [
      ...identities('[a] [a] [b]'),
      ...identities('[a]', 'b.md'),
      ...identities('[a]', 'a.md', 'no-worse'),
      ...identities('[a ]'),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('does not depend on findings of other words', () => {
    expect(identities('[new] [a] [a]').slice(1)).toEqual(identities('[a] [a]'))
  })
})

describe('a baseline', () => {
  it('is read as it was written, one line an entry, sorted', () => {
    const text = '[z "quoted"] [a {b}] [c ünï]'
    const reported = identify([...found(text, 'b.md'), ...found(text, 'a.md')], (path) => ({ path, text }))
    const written = writeBaseline(reported)
    const read = readBaseline({ path: 'baseline.json', text: written })
    if (read instanceof UsageError) throw new Error(read.message)
    expect(read.entries.map(({ identity }) => identity).sort()).toEqual(
      reported.map(({ identity }) => identity).sort(),
    )
    expect(read.entries.map(({ path }) => path)).toEqual(['a.md', 'a.md', 'a.md', 'b.md', 'b.md', 'b.md'])
    expect(written.split('\n')).toHaveLength(3 + reported.length + 3)
    expect(writeBaseline([...reported].reverse())).toBe(written)
  })

  it.each(['', '{', '[]', '{"version":1}', '{"version":1,"findings":[{}]}', 'null'])(
    'is refused when it is %j',
    (text) => {
      expect(readBaseline({ path: 'b.json', text })).toBeInstanceOf(UsageError)
    },
  )
})

describe('the baseline of a session', () => {
  const config = everyRuleOn([])
  const session = (text: string) => {
    const [first, ...others] = found(text)
    if (!first) return []
    const covers = others.map(({ path, span }) => ({ path, span }))
    return identify([{ ...first, message: `${covers.length} more`, covers }], (path) => ({ path, text }))
  }
  const fresh = (accepted: string, now: string) => {
    const baseline = readBaseline({ path: 'baseline.json', text: writeBaseline(session(accepted)) })
    if (baseline instanceof UsageError) throw new Error(baseline.message)
    return applyBaseline(session(now), baseline, config, [], new Set()).fresh.length
  }

  it.each([
    ['stays as it was', '[pip install a] [pip install b]', '[pip install a] text [pip install b]', 0],
    [
      'takes in one more',
      '[pip install a] [pip install b]',
      '[pip install a] [pip install c] [pip install b]',
      1,
    ],
    ['takes in a second', '[pip install a]', '[pip install a] [pip install b]', 1],
    [
      'takes in the same once more',
      '[pip install a] [pip install b]',
      '[pip install a] [pip install b] [pip install b]',
      1,
    ],
    ['loses its last', '[pip install a] [pip install b]', '[pip install a]', 0],
    ['loses its first', '[pip install a] [pip install b]', '[pip install b]', 0],
    ['changes its order', '[pip install a] [pip install b]', '[pip install b] [pip install a]', 0],
    ['changes one', '[pip install a] [pip install b]', '[pip install x] [pip install b]', 1],
  ])('%s', (_, accepted, now, news) => expect(fresh(accepted, now)).toBe(news))
})
