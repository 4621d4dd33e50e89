import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listWorkTree } from '../../src/discover/listing.ts'
import { departures } from '../../src/discover/path-history.ts'
import { git, repository, scratch, write } from '../support/scratch.ts'

const code = (name: string) => Array.from({ length: 20 }, (_, at) => `${name}_${at} = ${at}\n`).join('')

/** A history in which one file is renamed twice, one with other content, one removed, one made again. */
function changed(): string {
  const root = repository({
    'a.py': code('a'),
    'b.py': code('b'),
    'c.py': code('c'),
    'd.py': code('d'),
    'x.md': '',
  })
  const commit = () => {
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'A change')
  }
  renameSync(join(root, 'a.py'), join(root, 'a2.py'))
  write(root, { 'lib/b.py': `${code('b')}more = 1\nstill = 2\n` })
  rmSync(join(root, 'b.py'))
  rmSync(join(root, 'c.py'))
  rmSync(join(root, 'd.py'))
  commit()
  write(root, { 'lib/a3.py': code('a'), 'd.py': code('d') })
  rmSync(join(root, 'a2.py'))
  commit()
  return root
}

describe('where paths went', () => {
  it('follows renames, one after another, and tells removals', () => {
    const root = changed()
    const found = departures(root, root, ['a.py', 'b.py', 'c.py', 'never.py', 'x.md'])
    expect([...found.keys()]).toEqual(['a.py', 'b.py', 'c.py'])
    expect(found.get('a.py')).toMatchObject({ to: 'lib/a3.py', likeness: 1 })
    expect(found.get('b.py')).toMatchObject({ to: 'lib/b.py' })
    expect(found.get('b.py')?.likeness).toBeLessThan(1)
    expect(found.get('c.py')).toMatchObject({ to: null, likeness: 0 })
    expect(found.get('c.py')?.commit).toMatch(/^[0-9a-f]{8}$/)
    expect(found.get('c.py')?.date).toMatch(/^\d{4}-\d\d-\d\d$/)
  })

  it('is asked of packed references and a detached HEAD likewise', () => {
    const root = changed()
    const first = departures(root, root, ['c.py'])
    git(root, 'pack-refs', '--all')
    expect(departures(root, root, ['c.py'])).toEqual(first)
    git(root, 'checkout', '-q', '--detach')
    expect(departures(root, root, ['c.py'])).toEqual(first)
  })

  it('is seen from a root below the work tree', () => {
    const root = repository({ 'sub/pyproject.toml': '', 'sub/a.py': code('a') })
    renameSync(join(root, 'sub/a.py'), join(root, 'sub/b.py'))
    git(root, 'add', '-A')
    git(root, 'commit', '-qm', 'A change')
    expect(departures(join(root, 'sub'), root, ['a.py']).get('a.py')).toMatchObject({ to: 'b.py' })
  })

  it('is unknown outside git, before the first commit, and where nothing is asked', () => {
    const outside = scratch()
    write(outside, { 'a.md': '' })
    expect(listWorkTree(outside).departures(['b.md']).size).toBe(0)
    const root = changed()
    expect(departures(root, root, []).size).toBe(0)
  })
})
