import { describe, expect, it, test } from 'vitest'
import { commandAliases, valuedOptions } from '../../../src/model/programs/uv-options.ts'
import { uvOptionTable } from './uv-option-table.ts'

interface Row {
  readonly groups: readonly string[]
  readonly valued: readonly string[]
  readonly flags: readonly string[]
}

const rows = new Map(
  uvOptionTable
    .trim()
    .split('\n')
    .map((line): [string, Row] => {
      const [name = '', groups = [], valued = [], flags = []] = line
        .split('|')
        .map((cell, at) => (at === 0 ? cell.trim() : cell.split(' ').filter(Boolean))) as [
        string,
        ...string[][],
      ]
      return [name, { groups, valued, flags }]
    }),
)

/** All options of a row and of the groups it includes. */
function allOf(name: string, kind: 'valued' | 'flags'): string[] {
  const row = rows.get(name)
  if (!row) throw new Error(name)
  return [...row[kind], ...row.groups.flatMap((group) => allOf(group.replace('_', ' '), kind))]
}

const commands = [...rows.keys()].filter((name) => !/^[A-Z]/.test(name))

describe.each(commands.map((name) => [name]))('uv %s', (name) => {
  const read = valuedOptions(name === 'uvx' ? 'tool run' : name)
  const valued = new Set([...allOf(name, 'valued'), ...allOf('TOP', 'valued')])
  if (name.startsWith('pip ')) valued.add('--cert')

  it('takes a value after exactly the options that want one', () => {
    expect([...read].sort()).toEqual([...valued].sort())
  })

  it('takes no value after a flag', () => {
    expect(allOf(name, 'flags').filter((flag) => read.has(flag) && !valued.has(flag))).toEqual([])
  })
})

test.each([
  ['run', '-w -p -i -f -P -C', '-m -s -U -n -q -v -h'],
  ['tool run', '-w -c -b -p -i -f -P -C', '-U -n -q -v -h -V'],
  ['add', '-m -c --group --extra --script --package', '--workspace'],
  ['venv', '-p', '-c'],
  ['init', '-p', '--package --script'],
  ['tool install', '-c', '-e'],
  ['pip list', '-f', '-e'],
  ['pip install', '-e -r -c --no-binary --only-binary', ''],
  ['pip show', '-p', '-f'],
  ['python install', '-i', '-f -r'],
  ['sync', '-p --script', '--no-binary'],
  ['publish', '-p', ''],
  ['format', '--version', ''],
])('the letters of uv %s: %s take a value, %s do not', (command, valued, flags) => {
  const read = valuedOptions(command)
  for (const option of valued.split(' ')) expect([option, read.has(option)]).toEqual([option, true])
  for (const option of flags.split(' ')) expect([option, read.has(option)]).toEqual([option, false])
})

test.each([
  ['v', 'venv'],
  ['virtualenv', 'venv'],
  ['tool update', 'tool upgrade'],
  ['tool ls', 'tool list'],
  ['python ls', 'python list'],
  ['pip ls', 'pip list'],
  ['cache clear', 'cache clean'],
])('uv %s is uv %s', (alias, name) => {
  expect(commandAliases.get(alias)).toBe(name)
})
