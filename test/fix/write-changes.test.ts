import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeChanges } from '../../src/fix/write-changes.ts'
import { scratch, write } from '../support/scratch.ts'

const change = (path: string, before: string | null, after: string) => ({ path, before, after })
const read = (root: string, path: string) => readFileSync(join(root, path), 'utf8')

describe('writing', () => {
  it('replaces files and creates others with their directories', () => {
    const root = scratch({ 'a.md': 'one' })
    expect(writeChanges(root, [change('a.md', 'one', 'two'), change('docs/new/b.md', null, 'new')])).toEqual({
      failure: null,
      otherNames: [],
    })
    expect([read(root, 'a.md'), read(root, 'docs/new/b.md')]).toEqual(['two', 'new'])
    expect(readdirSync(root)).toEqual(['a.md', 'docs'])
  })

  it('keeps the mode', () => {
    const root = scratch({ 'run.sh': 'one', 'private.sh': 'one' })
    chmodSync(join(root, 'run.sh'), 0o755)
    chmodSync(join(root, 'private.sh'), 0o600)
    writeChanges(root, [change('private.sh', 'one', 'two'), change('run.sh', 'one', 'two')])
    expect(['run.sh', 'private.sh'].map((path) => statSync(join(root, path)).mode & 0o777)).toEqual([
      0o755, 0o600,
    ])
  })
})

describe('refusing', () => {
  const refusals: [string, (root: string) => void, string][] = [
    ['a read-only file', (root) => chmodSync(join(root, 'b.md'), 0o444), 'the file is read-only'],
    [
      'a file that changed',
      (root) => write(root, { 'b.md': 'else' }),
      'the file has changed since it was read',
    ],
    ['a file that is gone', (root) => rmSync(join(root, 'b.md')), 'the file is gone'],
    [
      'a link',
      (root) => {
        rmSync(join(root, 'b.md'))
        symlinkSync('c.md', join(root, 'b.md'))
      },
      'it is a symbolic link',
    ],
  ]
  it.each(refusals)('%s, and then writing nothing at all', (_, prepare, reason) => {
    const root = scratch({ 'a.md': 'one', 'b.md': 'one', 'c.md': 'one' })
    prepare(root)
    const before = readdirSync(root)
    const changes = [
      change('a.md', 'one', 'two'),
      change('b.md', 'one', 'two'),
      change('new/d.md', null, 'x'),
    ]
    expect(writeChanges(root, changes).failure).toEqual({
      path: 'b.md',
      message: `The fixes were not written: ${reason}.`,
      reason,
    })
    expect([read(root, 'a.md'), read(root, 'c.md')]).toEqual(['one', 'one'])
    expect(readdirSync(root)).toEqual(before)
  })

  it('to leave the root', () => {
    const root = scratch({ 'a.md': 'one' })
    expect(writeChanges(root, [change('../evil.md', null, 'x')]).failure?.message).toContain(
      'the path leaves the repository',
    )
  })

  it('to go through a link, to read or to create', () => {
    const outside = scratch({ 'b.md': 'one' })
    const root = scratch()
    symlinkSync(outside, join(root, 'sub'))
    for (const one of [change('sub/b.md', 'one', 'two'), change('sub/c.md', null, 'two')]) {
      expect(writeChanges(root, [one]).failure?.message).toContain('a directory above it is a symbolic link')
    }
    expect(readdirSync(outside)).toEqual(['b.md'])
  })

  it('to create over a file', () => {
    const root = scratch({ 'a.md': 'mine' })
    expect(writeChanges(root, [change('a.md', null, 'x')]).failure?.message).toContain(
      'the file exists already',
    )
    expect(read(root, 'a.md')).toBe('mine')
  })

  it('restores what was written when a later file fails', () => {
    const root = scratch({ 'a.md': 'one', 'z/b.md': 'one' })
    // The second target is a directory by the time of the last step: renaming over it fails.
    const changes = [
      change('a.md', 'one', 'two'),
      change('n/c.md', null, 'new'),
      {
        path: 'z/b.md',
        before: 'one',
        get after() {
          return 'two'
        },
      },
    ]
    chmodSync(join(root, 'a.md'), 0o640)
    const failing = [...changes]
    mkdirSync(join(root, 'blocked'))
    write(root, { 'blocked/file': '' })
    failing.push(change('blocked', null, 'x'))
    expect(writeChanges(root, failing).failure?.path).toBe('blocked')
    expect([read(root, 'a.md'), read(root, 'z/b.md'), existsSync(join(root, 'n'))]).toEqual([
      'one',
      'one',
      false,
    ])
    expect(lstatSync(join(root, 'a.md')).mode & 0o777).toBe(0o640)
  })
})
