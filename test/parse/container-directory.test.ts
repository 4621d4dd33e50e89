import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'

async function directories(path: string, settings: object): Promise<unknown[]> {
  const text = JSON.stringify({ ...settings, postCreateCommand: 'ls', onCreateCommand: ['ls', '-l'] })
  const { scripts } = await parse({ path, text })
  return scripts.map(({ context, settings }) => [
    context.kind === 'config' && context.directory,
    ...(settings?.map(({ path }) => path) ?? []),
  ])
}

const below = 'python/app/.devcontainer/devcontainer.json'

test.each<[string, object, (string | null)[]]>([
  ['.devcontainer/devcontainer.json', {}, ['.']],
  ['.devcontainer/gpu/devcontainer.json', {}, ['.']],
  ['.devcontainer.json', {}, ['.']],
  [below, {}, ['python/app']],
  [below, { workspaceFolder: '/workspaces/repo/python' }, ['python/app', '../../python']],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/repo/python/' }, ['.', 'python/']],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/repo' }, ['.', '']],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspace' }, ['.', null]],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/a/../b' }, ['.', null]],
  ['.devcontainer/devcontainer.json', { workspaceFolder: '/workspaces/a', workspaceMount: 'x' }, ['.', null]],
])('the commands of %s with %j run in %j', async (path, settings, directory) => {
  expect(await directories(path, settings)).toEqual([directory, directory])
})

test('initializeCommand runs outside of the container', async () => {
  const text = JSON.stringify({ workspaceFolder: '/workspaces/a/b', initializeCommand: 'ls' })
  const { scripts } = await parse({ path: '.devcontainer.json', text })
  expect(scripts[0]?.settings).toBeUndefined()
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
