import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'

async function directories(path: string, settings: object): Promise<unknown[]> {
  const text = JSON.stringify({ ...settings, postCreateCommand: 'ls', onCreateCommand: ['ls', '-l'] })
  const { scripts } = await parse({ path, text })
  return scripts.map(({ context }) => (context.kind === 'config' ? context.directory : 'none'))
}

test.each<[string, object, string | null]>([
  ['.devcontainer/devcontainer.json', {}, '.'],
  ['.devcontainer/gpu/devcontainer.json', {}, '.'],
  ['.devcontainer.json', {}, '.'],
  ['python/app/.devcontainer/devcontainer.json', {}, 'python/app'],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/repo/python/' }, 'python'],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/repo' }, '.'],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspace' }, null],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/a/../b' }, null],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/a', workspaceMount: 'x' }, null],
])('the commands of %s with %j run in %s', async (path, settings, directory) => {
  expect(await directories(path, settings)).toEqual([directory, directory])
})

test('a here-document of a Dockerfile that names its shell is code', async () => {
  const text = (start: string) => `FROM x\nRUN ${start}\npip install x\nEOF\n`
  for (const start of ['<<EOF', '<<EOF bash', '<<-EOF /bin/bash -e']) {
    const { scripts } = await parse({ path: 'Dockerfile', text: text(start) })
    expect(scripts.map(({ span }) => text(start).slice(span.start, span.end).trim())).toEqual([
      'pip install x',
    ])
  }
  const python = text('<<EOF python')
  const { scripts } = await parse({ path: 'Dockerfile', text: python })
  expect(scripts.some(({ span }) => python.slice(span.start, span.end).startsWith('pip'))).toBe(false)
})
