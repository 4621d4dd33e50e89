import { expect, test } from 'vitest'
import { commandAliases, valuedOptions } from '../../../src/model/programs/uv-options.ts'

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
