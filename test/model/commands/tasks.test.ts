import { expect, test } from 'vitest'
import { startedTasks } from '../../../src/model/commands/tasks.ts'
import { readCommands } from '../../support/read-commands.ts'

const files = {
  Makefile: 'all:\n\tpytest\n',
  'dev.mk': 'all:\n\tmypy\n',
  'ci/Makefile': 'all:\n\truff check\n',
  justfile: 'all:\n  pytest\n',
  'dev.just': 'all:\n  mypy\n',
}

test.each([
  ['make', 'pytest'],
  ['make all', 'pytest'],
  ['make -f dev.mk all', 'mypy'],
  ['make -fdev.mk', 'mypy'],
  ['make --makefile=ci/Makefile all', 'ruff'],
  ['make -f "$FILE" all', ''],
  ['just all', 'pytest'],
  ['just -f dev.just all', 'mypy'],
])('%s starts %s', async (command, program) => {
  const commands = await readCommands({ ...files, 'a.sh': `${command}\n` })
  const call = commands.all.find(({ path }) => path === 'a.sh')
  if (!call) throw new Error(command)
  expect(startedTasks(call, commands).map((started) => started.program)).toEqual(program ? [program] : [])
})
