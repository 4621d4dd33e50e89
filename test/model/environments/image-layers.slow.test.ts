import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import imageLayers from '../../../rules/image-layers.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'
import { scratch, write } from '../../support/scratch.ts'
import { realUv } from '../../support/uv/run-uv.ts'

const uv = realUv()
afterAll(() => uv?.close())

const project = (name: string, rest = '') =>
  `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.9"\n${rest}`
const build = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const whole = {
  'pyproject.toml': project(
    'root',
    'dependencies = ["a"]\n\n[tool.uv.workspace]\nmembers = ["libs/*"]\n\n[tool.uv.sources]\na = { workspace = true }\n',
  ),
  'libs/a/pyproject.toml': project('a', build),
  'libs/b/pyproject.toml': project('b', build),
}
const layers = {
  'the root alone': ['pyproject.toml', 'uv.lock'],
  'one member': ['pyproject.toml', 'uv.lock', 'libs/a/pyproject.toml'],
  'every manifest': ['pyproject.toml', 'uv.lock', 'libs/a/pyproject.toml', 'libs/b/pyproject.toml'],
}
const options = [
  '--locked',
  '--frozen',
  '--frozen --package b',
  '--frozen --all-packages',
  '--locked --no-install-workspace',
  '--frozen --no-install-workspace',
  '--frozen --no-install-project',
  '--frozen --no-install-local',
]

it.skipIf(!uv)(
  'tells the layers of which uv says that something is not there',
  { timeout: 60_000 },
  async () => {
    if (!uv) return
    const top = scratch(whole)
    expect(uv.run(top, 'lock').code).toBe(0)
    const files: Files = { ...whole, 'uv.lock': readFileSync(join(top, 'uv.lock'), 'utf8') }
    const wrong: string[] = []
    for (const [layer, paths] of Object.entries(layers)) {
      for (const option of options) {
        const part = scratch()
        write(part, Object.fromEntries(paths.map((path) => [path, files[path] ?? ''])))
        const { code } = uv.run(part, 'sync', '--dry-run', ...option.split(' '))
        const copies = paths.map((path) => `COPY ${path} ${path}`)
        const dockerfile = [
          'FROM ghcr.io/astral-sh/uv:python3.12',
          'WORKDIR /app',
          ...copies,
          `RUN uv sync ${option}`,
          '',
        ].join('\n')
        const { findings } = await checkFiles(
          { ...files, Dockerfile: dockerfile },
          everyRuleOn([imageLayers]),
          [imageLayers],
        )
        if ((code !== 0) !== findings.length > 0)
          wrong.push(`${layer}: ${option}: uv ${code}, here ${findings.length}`)
      }
    }
    expect(wrong).toEqual([])
  },
)
