import { truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readBlobs } from '../../src/discover/read-blobs.ts'
import { policyCheck } from '../support/run-cli.ts'
import { git, repository, write } from '../support/scratch.ts'

it('reads no blob beyond the size of any file, and all others', { timeout: 60_000 }, async () => {
  const root = repository({ 'README.md': '', 'other.md': '', 'a.sh': '' })
  write(root, { 'a.sh': 'pip install x\n' })
  truncateSync(join(root, 'README.md'), 140_000_000)
  truncateSync(join(root, 'other.md'), 1_000_000)
  git(root, '-c', 'core.compression=1', 'add', '-A')
  const names = ['README.md', 'other.md', 'a.sh'].map((path) => git(root, 'rev-parse', `:${path}`).trim())
  const blobs = names.map((name) => readBlobs(root, root, names).get(name))
  expect(blobs.map((blob) => [Buffer.isBuffer(blob), blob?.length])).toEqual([
    [false, 140_000_000],
    [true, 1_000_000],
    [true, 14],
  ])
  const { output } = await policyCheck(root, ['--staged', '--verbose', '--format', 'concise'])
  expect(output).toContain('a.sh:1:1: error: ')
})
