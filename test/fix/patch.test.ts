import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { patchOf } from '../../src/fix/patch.ts'
import { git, repository } from '../support/scratch.ts'

/** Applies a patch with git and gives the files back. */
function applied(root: string, patch: string, paths: readonly string[]): string[] {
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: patch, stdio: 'pipe' })
  return paths.map((path) => readFileSync(join(root, path), 'utf8'))
}

it('is accepted by git apply, whatever the names and endings are', () => {
  const before = {
    'plain.md': 'one\ntwo\nthree\n',
    'with space.md': 'one\n',
    'ünï/日本.md': 'one\n',
    'tab\tand"quote.md': 'one\n',
    'no-newline.md': 'one\ntwo',
    'crlf.md': 'one\r\ntwo\r\n',
    'mark.md': '\ufeffone\n',
    'empty.md': '',
    'emptied.md': 'one\n',
  }
  const after: Record<string, string> = {
    'plain.md': 'one\n2\nthree\n',
    'with space.md': 'two\n',
    'ünï/日本.md': 'two\n',
    'tab\tand"quote.md': 'two\n',
    'no-newline.md': 'one\n2',
    'crlf.md': 'one\r\n2\r\n',
    'mark.md': '\ufefftwo\n',
    'empty.md': 'filled\n',
    'emptied.md': '',
  }
  const root = repository(before)
  const changes = Object.entries(before).map(([path, text]) => ({
    path,
    before: text,
    after: after[path] ?? '',
  }))
  const created = { path: 'new dir/new.md', before: null, after: '# New\n' }
  const patch = patchOf([...changes, created])
  expect(applied(root, patch, [...Object.keys(before), created.path])).toEqual([
    ...Object.values(after),
    '# New\n',
  ])
  expect(git(root, 'status', '--short', '-z').split('\0').length).toBe(changes.length + 2)
})

it('is accepted for any two texts', () => {
  const text = fc
    .array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd', '+x\n', '-- y\n'), { maxLength: 12 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, text, (before, after) => {
      fc.pre(before !== after)
      const root = repository({ 'a.md': before })
      expect(applied(root, patchOf([{ path: 'a.md', before, after }]), ['a.md'])).toEqual([after])
    }),
    { numRuns: 15 },
  )
})
