import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ignoreTest } from '../../src/discover/ignore-rules.ts'
import { repository } from '../support/scratch.ts'

const names = ['a', 'b', 'ab', 'a b', '.a', 'a]', '!b', '#a', 'A', 'a\\']
const directories = ['a', 'ab', 'a/b', '.a', 'a/b/a', '!b']
const paths = [
  ...new Set([
    ...directories.map((directory) => `${directory}/`),
    ...['', ...directories.map((directory) => `${directory}/`)].flatMap((directory) =>
      names.map((name) => `${directory}${name}`),
    ),
  ]),
].filter((path) => !directories.includes(path))

const pieces = [
  'a',
  'b',
  '*',
  '?',
  '**',
  '/',
  '**/',
  '/**',
  '[ab]',
  '[!a]',
  '[^]a]',
  '[[:upper:]]',
  '[a',
  '\\',
  ' ',
  '!',
  '#',
  '.',
  ']',
  '\r',
  '\uFEFF',
]
// Git takes `a**/b` for `a/**/b` where nothing but `a` stands before the stars, and for `a*/b` elsewhere; what it makes of a
// slash behind a backslash or within a set depends on where it stands.
const line = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''))
  .filter((text) => !/[^/]\*\*|\*\*[^/]|\\\/|\[[^\]]*\//.test(text))
const file = fc.array(line, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n'))

it('reads ignore files as git does', { timeout: 60_000 }, () => {
  const root = repository()
  for (const directory of directories) mkdirSync(join(root, directory), { recursive: true })
  fc.assert(
    fc.property(file, (text) => {
      writeFileSync(join(root, '.gitignore'), text)
      expect([text, paths.filter(ignoreTest(root, root))]).toEqual([text, ignoredByGit(root)])
    }),
    { seed: 7, numRuns: 200, examples: [['a\\/a']] },
  )
})

function ignoredByGit(root: string): string[] {
  const asked = paths.map((path) => path.replace(/\/$/, ''))
  const options = ['-c', 'core.ignorecase=false', 'check-ignore', '--no-index', '-v', '-n', '-z', '--stdin']
  let output = ''
  try {
    output = execFileSync('git', options, { cwd: root, input: asked.join('\0'), encoding: 'utf8' })
  } catch (error) {
    // Exit code 1: none is ignored.
    output = String((error as { stdout: unknown }).stdout)
  }
  const fields = output.split('\0')
  return paths.filter((_, index) => {
    const pattern = fields[index * 4 + 2] ?? ''
    return pattern !== '' && !pattern.startsWith('!')
  })
}

it('ends soon, whatever stands in them', () => {
  const root = repository()
  writeFileSync(
    join(root, '.gitignore'),
    `${'*a'.repeat(24)}b\n${'**/a/'.repeat(60)}b\n${'[a'.repeat(5_000)}\n`,
  )
  const start = performance.now()
  expect(ignoreTest(root, root)('a'.repeat(255))).toBe(false)
  expect(ignoreTest(root, root)(`${'a/'.repeat(490)}a`)).toBe(false)
  expect(performance.now() - start).toBeLessThan(2_000)
})
