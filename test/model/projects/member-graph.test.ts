import { expect, test } from 'vitest'
import { membersReachedFrom } from '../../../src/model/projects/member-graph.ts'
import { project, workspaceOf } from '../../support/in-memory-workspace.ts'

const needs = (...names: string[]) => `dependencies = ${JSON.stringify(names)}\n`
const extras = (text: string) => `[project.optional-dependencies]\n${text}\n`
const groups = (text: string) => `[dependency-groups]\n${text}\n`

/** The members that plain `uv sync` at a root with these lines installs, beside the root. */
function reached(root: string, a = '', b = ''): string[] {
  const workspace = workspaceOf({
    'pyproject.toml': `${project('all', root)}\n[tool.uv.workspace]\nmembers = ["*"]\n`,
    'a/pyproject.toml': project('a', a),
    'b/pyproject.toml': project('b', b),
  })
  const start = workspace.member('all')
  if (!start) throw new Error('no root')
  return [...membersReachedFrom(workspace, start)].map(({ name }) => name).filter((name) => name !== 'all')
}

test.each([
  ['nothing', '', '', []],
  ['dependencies', needs('a'), '', ['a']],
  ['dependencies of dependencies', needs('a'), needs('b'), ['a', 'b']],
  ['the default group', groups('dev = ["a"]\nlint = ["b"]'), '', ['a']],
  [
    'a group that the default group includes',
    groups('dev = [{ include-group = "X.y" }]\nx_y = ["a"]'),
    '',
    ['a'],
  ],
  ['the legacy group', '[tool.uv]\ndev-dependencies = ["a"]\n', '', ['a']],
  [
    'groups that are said to be default',
    `${groups('x = ["a"]\ndev = ["b"]')}[tool.uv]\ndefault-groups = ["X"]\n`,
    '',
    ['a'],
  ],
  ['all groups', `${groups('x = ["a"]\ny = ["b"]')}[tool.uv]\ndefault-groups = "all"\n`, '', ['a', 'b']],
  ['no group', `${groups('dev = ["a"]')}[tool.uv]\ndefault-groups = []\n`, '', []],
  ['no extra of the root', extras('x = ["a"]'), '', []],
  ['no group of a dependency', needs('a'), groups('dev = ["b"]'), ['a']],
  ['no extra that is not asked for', needs('a'), extras('x = ["b"]'), ['a']],
  ['an extra that is asked for', needs('a[X]'), extras('x = ["b"]'), ['a', 'b']],
  ['an extra that names another', needs('a[x]'), extras('x = ["a[y]"]\ny = ["b"]'), ['a', 'b']],
  ['no build requirement', '[build-system]\nrequires = ["a"]\n', '', []],
])('%s', (_, root, a, expected) => {
  expect(reached(root, a).sort()).toEqual(expected)
})
