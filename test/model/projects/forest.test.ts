import { describe, expect, test } from 'vitest'
import { growForest } from '../../../src/model/projects/forest.ts'
import { factsOf, project } from '../../support/in-memory-workspace.ts'

const workspace = (members: string[], exclude: string[] = []) =>
  `[tool.uv.workspace]\nmembers = ${JSON.stringify(members)}\nexclude = ${JSON.stringify(exclude)}\n`

function forestOf(files: Record<string, string>) {
  const { documents, tree } = factsOf(files)
  return growForest(documents, tree)
}

const roots = (files: Record<string, string>) => forestOf(files).roots.map(({ root }) => root)

describe('the roots of a repository', () => {
  test('projects without a workspace, whatever lies above them', () => {
    const files = {
      'backend/pyproject.toml': project('backend'),
      'frontend/pyproject.toml': project('frontend'),
    }
    expect(roots(files)).toEqual(['backend', 'frontend'])
    expect(roots({ ...files, 'pyproject.toml': '[tool.ruff]\n' })).toEqual(['backend', 'frontend'])
    expect(roots({ ...files, 'pyproject.toml': workspace(['backend']) })).toEqual(['.', 'frontend'])
    expect(roots({ ...files, 'pyproject.toml': workspace(['*'], ['frontend']) })).toEqual(['.', 'frontend'])
  })

  test('a member that uv started in it would not find is no root, nor is a template', () => {
    expect(
      roots({
        'app/pyproject.toml': workspace(['../shared']),
        'shared/pyproject.toml': project('shared'),
        'new/pyproject.toml': project('{{ name }}'),
      }),
    ).toEqual(['app'])
  })

  test('nothing is known below a broken manifest, and it has no say elsewhere', () => {
    const files = {
      'a/pyproject.toml': '[project\n',
      'a/b/pyproject.toml': project('b'),
      'c/pyproject.toml': project('c'),
    }
    const forest = forestOf(files)
    expect([forest.roots.map(({ root }) => root), forest.broken]).toEqual([['c'], ['a/pyproject.toml']])
    expect(forest.rootFor('a/b/run.sh')).toBeNull()
    expect(forest.rootFor('run.sh')?.root).toBe('c')
  })

  test('why there is none', () => {
    const reason = (files: Record<string, string>) => forestOf(files).absence.reason
    expect(reason({ 'README.md': '' })).toBe('the repository has no `pyproject.toml` of a uv project')
    expect(reason({ 'pyproject.toml': '[tool.ruff]\n' })).toContain('no `pyproject.toml` has `[project]`')
    expect(reason({ 'pyproject.toml': '[project\n' })).toBe('`pyproject.toml` cannot be read')
  })
})

describe('what belongs to a root', () => {
  const files = {
    'pyproject.toml': workspace(['libs/*', 'inner/apps/*'], ['old']),
    'libs/core/pyproject.toml': project('core'),
    'old/pyproject.toml': project('old'),
    'docs/pyproject.toml': '[tool.ruff]\n',
    'inner/pyproject.toml': workspace(['apps/*']),
    'inner/apps/ui/pyproject.toml': project('ui'),
  }

  test.each([
    ['libs/core/src/core/a.py', '.'],
    ['docs/a.md', '.'],
    ['old/run.sh', 'old'],
    ['inner/README.md', 'inner'],
    ['inner/apps/ui/run.sh', 'inner'],
  ])('%s: the nearest root above it, %s', (path, root) => {
    expect(forestOf(files).at(path)?.root).toBe(root)
  })

  test('a reader starts at the outermost root, and a root that another excludes is known', () => {
    const forest = forestOf(files)
    expect(forest.outermost('inner/apps/ui/README.md')?.root).toBe('.')
    expect(forest.roots.filter(forest.isExcluded).map(({ root }) => root)).toEqual(['old'])
  })

  test('what lies outside of several roots belongs to the ground, outside of one to that one', () => {
    const one = forestOf({ 'python/pyproject.toml': project('a') })
    expect([one.ground, one.rootFor('README.md')?.root, one.at('README.md')]).toEqual([null, 'python', null])
    const two = forestOf({ 'a/pyproject.toml': project('a'), 'b/pyproject.toml': project('b') })
    expect(two.rootFor('README.md')).toBe(two.ground)
    expect(two.ground?.outsiders.map(({ directory }) => directory)).toEqual(['a', 'b'])
  })
})
