import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Fix } from '../../src/advise/finding.ts'
import { withFile } from '../../src/discover/discover.ts'
import type { Discovery } from '../../src/discover/discovery.ts'
import { fix } from '../../src/fix/fix.ts'
import type { ReportedFinding } from '../../src/settle/identity.ts'
import { discoveryOf, type Files } from '../support/in-memory.ts'

type Found = Pick<ReportedFinding, 'rule' | 'path' | 'span'> & { readonly fix?: Fix }

/** A check made of one function. */
function checker(find: (path: string, text: string) => readonly Found[]) {
  return async ({ sources }: Discovery) => ({
    findings: sources
      .flatMap(({ path, text }) => [...find(path, text)].sort((a, b) => a.span.start - b.span.start))
      .map((found, at): ReportedFinding => {
        const identity = `${found.rule} ${found.path} ${at}`
        return {
          ...{ severity: 'error', message: '', why: '', next: '', related: [], identity, words: [] },
          ...found,
        }
      }),
  })
}

/** A fix that replaces every match of a word. */
const replacing =
  (rule: string, from: RegExp, to: string, safety: 'safe' | 'unsafe' = 'safe') =>
  (path: string, text: string) =>
    [...text.matchAll(from)].map((match): Found => {
      const span = { start: match.index, end: match.index + match[0].length }
      const edits = [{ path, span, text: to }]
      return {
        rule,
        path,
        span,
        fix:
          safety === 'safe' ? { title: rule, safety, edits } : { title: rule, safety, because: 'x', edits },
      }
    })

async function fixed(files: Files, find: Parameters<typeof checker>[0], allowed: 'safe' | 'unsafe' = 'safe') {
  const { changes, troubles, applied } = await fix(discoveryOf(files), checker(find), allowed)
  return {
    after: Object.fromEntries(changes.map(({ path, after }) => [path, after])),
    troubles: troubles.map(({ path, message }) => `${path}: ${message}`),
    applied: applied.map(({ rule }) => rule),
  }
}

describe('what is applied', () => {
  it('is what is safe, or all', async () => {
    const find = (path: string, text: string) => [
      ...replacing('a', /A/g, 'a')(path, text),
      ...replacing('b', /B/g, 'b', 'unsafe')(path, text),
    ]
    expect((await fixed({ 'x.md': 'ABA' }, find)).after).toEqual({ 'x.md': 'aBa' })
    expect((await fixed({ 'x.md': 'ABA' }, find, 'unsafe')).after).toEqual({ 'x.md': 'aba' })
  })

  it('goes on until nothing is left', async () => {
    const chain = (path: string, text: string) => [
      ...replacing('one', /1/g, '2')(path, text),
      ...replacing('two', /2/g, '3')(path, text),
    ]
    expect(await fixed({ 'x.md': '1' }, chain)).toEqual({
      after: { 'x.md': '3' },
      troubles: [],
      applied: ['one', 'two'],
    })
  })

  it('is one of two that overlap, the other in the next pass', async () => {
    const find = (path: string, text: string) => [
      ...replacing('long', /abc/g, 'c')(path, text),
      ...replacing('short', /c/g, 'd')(path, text),
    ]
    expect(await fixed({ 'x.md': 'abc' }, find)).toMatchObject({
      after: { 'x.md': 'd' },
      applied: ['long', 'short'],
    })
  })

  it('is an edit once that two fixes ask for', async () => {
    const span = { start: 0, end: 0 }
    const add = (path: string, text: string): Found[] => {
      if (text.startsWith('#')) return []
      const edits = [{ path, span, text: '# head\n' }]
      return ['p', 'q'].map((rule) => ({ rule, path, span, fix: { title: rule, safety: 'safe', edits } }))
    }
    expect(await fixed({ 'x.md': 'text' }, add)).toMatchObject({
      after: { 'x.md': '# head\ntext' },
      applied: ['p', 'q'],
    })
  })

  it('is whole: an edit that does not fit holds back the others of its fix', async () => {
    const find = (path: string, text: string): Found[] => {
      if (path !== 'a.md' || text !== 'A') return []
      const span = { start: 0, end: 1 }
      const edits = [
        { path: 'a.md', span, text: 'B' },
        { path: 'b.md', span: { start: 5, end: 9 }, text: '' },
      ]
      return [{ rule: 'r', path, span, fix: { title: 't', safety: 'safe', edits } }]
    }
    expect(await fixed({ 'a.md': 'A', 'b.md': 'B' }, find)).toEqual({
      ...{ after: {}, applied: [] },
      troubles: ['b.md: The fix of `r` does not fit the file.'],
    })
  })

  it('creates a file, but not over one that was not read', async () => {
    const span = { start: 0, end: 0 }
    const create =
      (name: string) =>
      (path: string): Found[] => {
        if (path !== 'a.md') return []
        return [
          {
            rule: 'r',
            path,
            span,
            fix: { title: 't', safety: 'safe', edits: [{ path: name, span, text: '# New\n' }] },
          },
        ]
      }
    const once = (name: string) => async (discovery: Discovery) => {
      if (discovery.tree.hasFile(name) && discovery.sources.some(({ path }) => path === name))
        return { findings: [] }
      return checker(create(name))(discovery)
    }
    const start = discoveryOf({ 'a.md': '' })
    expect((await fix(start, once('b.md'), 'safe')).changes).toEqual([
      { path: 'b.md', before: null, after: '# New\n' },
    ])
    const unread = { ...withFile(start, { path: 'b.md', text: '' }), sources: start.sources }
    const refused = await fix(unread, once('b.md'), 'safe')
    expect(refused.changes).toEqual([])
    expect(refused.troubles).toMatchObject([
      { path: 'b.md', message: '`r` would create a file that is there already.' },
    ])
  })
})

describe('what is put back', () => {
  it('is a file that no longer parses, and only the guilty fix is left out', async () => {
    const find = (path: string, text: string) => [
      ...replacing('good', /1/g, '2')(path, text),
      ...replacing('bad', /"x"/g, '"')(path, text),
    ]
    expect(await fixed({ 'a.toml': 'a = 1\nb = "x"\n' }, find)).toEqual({
      after: { 'a.toml': 'a = 2\nb = "x"\n' },
      troubles: ['a.toml: The fix of `bad` would break the syntax, so the file was left as it was.'],
      applied: ['good'],
    })
  })

  it('is nothing in a file that was broken before', async () => {
    expect(await fixed({ 'a.toml': 'a = \nb = BAD\n' }, replacing('r', /BAD/g, 'GOOD'))).toMatchObject({
      after: { 'a.toml': 'a = \nb = GOOD\n' },
    })
  })
})

describe('what never ends', () => {
  it('is stopped when fixes undo each other, and both rules are named', async () => {
    const find = (path: string, text: string) => [
      ...replacing('up', /down/g, 'UP')(path, text),
      ...replacing('down', /UP/g, 'down')(path, text),
    ]
    expect((await fixed({ 'x.md': 'down' }, find)).troubles).toEqual([
      'x.md: The fixes of `down` and `up` undo each other; they were stopped.',
    ])
  })

  it('is stopped when a fix grows its own finding', async () => {
    const { troubles } = await fixed({ 'x.md': 'a' }, replacing('grow', /a$/g, 'aa'))
    expect(troubles).toEqual(['x.md: The fixes of `grow` undo each other; they were stopped.'])
  })
})

describe('the rest of the file', () => {
  it('keeps its byte order mark and line endings', async () => {
    const find = (path: string, text: string): Found[] => {
      if (text.includes('two')) return []
      const edits = [{ path, span: { start: 0, end: 0 }, text: 'two\nlines\n' }]
      return [{ rule: 'r', path, span: { start: 0, end: 0 }, fix: { title: 't', safety: 'safe', edits } }]
    }
    expect((await fixed({ 'x.md': '\ufeffone\r\n' }, find)).after).toEqual({
      'x.md': '\ufefftwo\r\nlines\r\none\r\n',
    })
  })

  it('stays as it was, whatever the edits are', async () => {
    const word = fc.constantFrom('A', 'B', 'C', 'x', ' ', '\n', '\r\n', '😀', '`', '#')
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { maxLength: 40 }),
        fc.constantFrom('', 'a', 'aa😀'),
        async (words, to) => {
          const text = words.join('')
          const find = (path: string, now: string) => [
            ...replacing('a', /A/g, to)(path, now),
            ...replacing('b', /BA?/g, 'b')(path, now),
          ]
          const { after } = await fixed({ 'x.md': text }, find)
          // `BA` is one finding of `b` or one of `a` first: what comes first in the file wins, the other follows.
          expect(after['x.md'] ?? text).toBe(
            text.replace(/BA?|A/g, (found) => (found[0] === 'B' ? 'b' : to)).replace(/A/g, to),
          )
        },
      ),
      { numRuns: 100 },
    )
  })
})
