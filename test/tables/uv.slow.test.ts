import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { uvCommandLineVersion } from '../../src/tables/uv-cli.ts'
import { uvPath } from '../support/uv/run-uv.ts'

const uv = uvPath()
const version = uv
  ? (spawnSync(uv, ['--version'], { encoding: 'utf8' }).stdout.split(' ')[1] ?? '').trim()
  : null

// A thousand questions to the parser of uv. Another version says other things, and `npm run tables -- uv` takes them over.
test.skipIf(version !== uvCommandLineVersion)(
  `the tables say what uv ${uvCommandLineVersion} says (here is ${version ?? 'none'})`,
  { timeout: 300_000 },
  () => {
    const script = fileURLToPath(new URL('../../scripts/tables/tables.mjs', import.meta.url))
    const made = spawnSync(process.execPath, [script, 'uv', uv ?? '', '--check'], { encoding: 'utf8' })
    expect(made.stdout + made.stderr).toBe('')
    expect(made.status).toBe(0)
  },
)
