import { expect, test } from 'vitest'
import { uvCommandLineVersion, uvCommands, uvOptions } from '../../src/tables/uv-cli.ts'
import { uvSettingsVersion } from '../../src/tables/uv-settings.ts'

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
