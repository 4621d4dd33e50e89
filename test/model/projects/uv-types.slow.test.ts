import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { uvManifestTypes } from '../../../src/tables/uv-manifest-types.ts'
import { oracle } from '../../support/oracles.ts'
import { scratch, write } from '../../support/scratch.ts'
import { describe } from '../../support/uv/judge-workspace.ts'
import { realUv } from '../../support/uv/run-uv.ts'

/** Values of every kind, as TOML; dates are left out: uv's TOML reader shows them as tables. */
const values = [
  '"x"',
  '"1"',
  '1',
  'true',
  '1.5',
  '[]',
  '[1]',
  '["x"]',
  '{}',
  '{ a = [] }',
  '{ a = [1] }',
  '{ a = 1 }',
]

/** A manifest with the value below the key, and besides only what uv wants. */
function manifest(path: readonly string[], value: string): string {
  const key = path.join('.')
  const needed = path[0] === 'project' && path.length === 1 ? '' : 'project.name = "x"\n'
  const version = needed === '' || key === 'project.version' ? '' : 'project.version = "1"\n'
  return `${key === 'project.name' ? '' : needed}${version}${key} = ${value}\n`
}

test.skipIf(!oracle('uv'))(
  'uv refuses the same kinds of values below every key of the table',
  {
    timeout: 300_000,
  },
  async () => {
    const uv = realUv()
    if (!uv) return
    const differing: string[] = []
    const top = scratch()
    for (const [path] of uvManifestTypes) {
      for (const value of values) {
        const directory = join(top, 'x')
        mkdirSync(directory, { recursive: true })
        write(directory, { 'pyproject.toml': manifest(path, value) })
        const { code } = uv.run('/', '--project', directory, 'workspace', 'list')
        // A text that is no marker is not judged here, and a default group is missed only when it is installed.
        if (path.at(-1)?.endsWith('environments') && value.includes('"')) continue
        const found = await describe(directory)
        const errors = found.errors.filter((error) => error.code !== 'missing-default-group')
        if ((code === 0) !== (errors.length === 0)) differing.push(`${path.join('.')} = ${value}: uv ${code}`)
      }
    }
    uv.close()
    expect(differing).toEqual([])
  },
)
