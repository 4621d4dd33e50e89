import { expect, test } from 'vitest'
import { syncOptions } from '../../src/advise/sync-options.ts'
import { readForeign } from '../../src/model/programs/foreign-managers.ts'
import { uvOptions } from '../../src/tables/uv-cli.ts'
import { readCommands } from '../support/read-commands.ts'

async function optionsOf(command: string) {
  const commands = await readCommands({ 'a.sh': `${command}\n` })
  const [first] = commands.all
  const use = first && readForeign(first.program, first.words)
  if (!use) throw new Error(command)
  return syncOptions(use)
}

test.each([
  ['poetry install --no-root --without dev,docs', '--no-install-project --no-group dev --no-group docs'],
  ['poetry install --with dev -E "a b" --sync', '--group dev --extra a --extra b'],
  ['poetry install --all-extras --all-groups', '--all-extras --all-groups'],
  ['pdm install --prod --no-self', '--no-dev --no-install-project'],
  ['pipenv install --dev', ''],
  ['pip install --group dev -q -e .', '--group dev'],
  ['uv pip install --extra a --reinstall -e .', '--extra a'],
])('%s: uv sync %s', async (command, said) => {
  const { options, whole } = await optionsOf(command)
  expect([options.join(' '), whole]).toEqual([said, true])
})

test.each([
  'poetry install --only docs',
  'pip install --target x -e .',
  'pip install --no-deps -e .',
  'pip install --zz -e .',
  'poetry install --with "$GROUPS"',
])('%s asks for what `uv sync` cannot say', async (command) => {
  expect((await optionsOf(command)).whole).toBe(false)
})

test('uv sync knows every option that is said', async () => {
  const { options } = await optionsOf(
    'poetry install --no-root --without a --with b -E c --all-extras --all-groups --no-dev',
  )
  const rows = uvOptions.filter(({ commands }) => commands === '' || commands.split(', ').includes('sync'))
  const known = rows.flatMap(({ valued, flags }) => [...valued.split(' '), ...flags.split(' ')])
  expect(options.filter((option) => option.startsWith('--') && !known.includes(option))).toEqual([])
})
