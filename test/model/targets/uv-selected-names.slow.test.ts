import { afterAll, describe, expect, it } from 'vitest'
import knownExtras from '../../../rules/known-extras.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'
import { scratch } from '../../support/scratch.ts'
import { realUv } from '../../support/uv/run-uv.ts'

const uv = realUv()
afterAll(() => uv?.close())

const member = (name: string) =>
  `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.9"\n\n[project.optional-dependencies]\nx${name} = []\n\n[dependency-groups]\ng${name} = []\n`
const members = '[tool.uv.workspace]\nmembers = ["libs/*"]\n\n[dependency-groups]\ndocs = []\n'
const both = { 'libs/a/pyproject.toml': member('a'), 'libs/b/pyproject.toml': member('b') }
const roots: Readonly<Record<string, Files>> = {
  'a virtual root': { ...both, 'pyproject.toml': members },
  'a project as root, with the older table': {
    ...both,
    'pyproject.toml': `[project]\nname = "r"\nversion = "1"\nrequires-python = ">=3.9"\n\n[project.optional-dependencies]\nxr = []\n\n[tool.uv]\ndev-dependencies = []\n\n${members}`,
  },
}

const targets = ['', '--package a', '--all-packages', '--project libs/b', '--directory libs/b']
const names = {
  '--extra': ['xa', 'xr', 'ga', 'nope', 'XA', 'xa,nope'],
  '--group': ['ga', 'gr', 'docs', 'dev', 'xa', 'nope'],
}
const questions = [
  ...targets.flatMap((target) =>
    Object.entries(names).flatMap(([option, values]) =>
      values.map((value) => `uv sync --dry-run ${target} ${option} ${value}`.replace(/ +/g, ' ')),
    ),
  ),
  'uv sync --dry-run --no-group nope',
  'uv sync --dry-run --only-group nope',
  'uv sync --dry-run --no-extra nope',
  'uv sync --dry-run --package a --package b --extra xb',
  'uv run --extra nope python --version',
  'uv run --no-sync --extra nope python --version',
  'uv run --no-project --extra nope python --version',
  'uv run --isolated --group nope python --version',
  'uv export --quiet --extra nope',
  'uv tree --only-group nope',
]

describe.each(Object.entries(roots))('names that uv refuses, at %s', (_, files) => {
  it.skipIf(!uv)('are those that we say are not declared', { timeout: 120_000 }, async () => {
    if (!uv) return
    const top = scratch(files)
    expect(uv.run(top, 'lock').code).toBe(0)
    const config = everyRuleOn([knownExtras])
    const said: Record<string, [uv: boolean, here: boolean]> = {}
    for (const question of questions) {
      const { errors } = uv.run(top, ...question.split(' ').slice(1))
      const { findings } = await checkFiles({ ...files, 'ask.sh': `${question}\n` }, config, [knownExtras])
      said[question] = [/is not defined in/.test(errors), findings.length > 0]
    }
    expect(Object.entries(said).filter(([, [theirs, ours]]) => theirs !== ours)).toEqual([])
    expect(Object.values(said).filter(([theirs]) => theirs).length).toBeGreaterThan(25)
  })
})
