import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { uvCommandLineVersion, uvCommands, uvOptions } from '../../src/tables/uv-cli.ts'
import { uvSettingsVersion } from '../../src/tables/uv-settings.ts'

const program = process.env.UV ?? 'uv'
const { stdout, error } = spawnSync(program, ['--version'], { encoding: 'utf8' })
const version = error ? null : (/\d+\.\d+\.\d+/.exec(stdout)?.[0] ?? null)

test('both tables are made from the same uv', () => {
  expect(uvSettingsVersion).toBe(uvCommandLineVersion)
})

test('an option of a command takes a value or none', () => {
  for (const command of uvCommands) {
    const rows = uvOptions.filter(({ commands }) => commands === '' || commands.split(', ').includes(command))
    const valued = rows.flatMap((row) => row.valued.split(' ').filter(Boolean))
    const flags = rows.flatMap((row) => row.flags.split(' ').filter(Boolean))
    expect([command, valued.filter((option) => flags.includes(option))]).toEqual([command, []])
    expect([command, new Set([...valued, ...flags]).size]).toEqual([command, valued.length + flags.length])
  }
})

// A thousand questions to the parser of uv: half a minute. `UV` names the program; `npm run test:all` asks for it.
test.skipIf(version !== uvCommandLineVersion || !process.env.TABLES)(
  `the tables say what uv ${uvCommandLineVersion} says (here: ${version ?? 'no uv'})`,
  { timeout: 180_000 },
  () => {
    const script = fileURLToPath(new URL('../../scripts/tables/tables.mjs', import.meta.url))
    const made = spawnSync(process.execPath, [script, 'uv', program, '--check'], { encoding: 'utf8' })
    expect(made.stdout + made.stderr).toBe('')
    expect(made.status).toBe(0)
  },
)
