import { expect, it } from 'vitest'
import rule from '../../../rules/workspace-sources.ts'
import { everyRuleOn } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'

const source = '[tool.uv.sources]\ncore = { workspace = true }\n'
const built = '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'

/** The findings on an app, in a workspace with `core` of version 1, as severity and words. */
async function judge(app: string, core = '') {
  const files = {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["core", "app"]\n',
    'core/pyproject.toml': `[project]\nname = "core"\nversion = "1"\n${core}`,
    'app/pyproject.toml': `[project]\nname = "app"\nversion = "1"\n${app}`,
  }
  const { findings } = await checkFiles(files, everyRuleOn([rule]), [rule])
  return findings.map(({ severity, span, message, fix }) => {
    const words = files['app/pyproject.toml'].slice(span.start, span.end)
    return `${severity} ${words}: ${message}${fix ? ` (${fix.safety})` : ''}`
  })
}

it('names who reads the bound', async () => {
  expect(await judge(`dependencies = ["core>=1"]\n${built}${source}`)).toEqual([
    'note >=1: uv ignores the bound `>=1` inside this workspace; it counts only for those who install `app` from an index.',
  ])
  expect(await judge(`[dependency-groups]\ndev = ["core (==1.*)"]\n${source}`)).toEqual([
    'note (==1.*): uv ignores the bound `==1.*` inside this workspace, and a dependency group is part of no package.',
  ])
  expect(await judge(`[build-system]\nrequires = ["core>0"]\n${source}`)).toEqual([
    'note >0: uv ignores the bound `>0` inside this workspace; it counts only for those who build `app` elsewhere.',
  ])
  expect(await judge(`dependencies = ["core>=1"]\n${source}`)).toEqual([
    'note >=1: uv ignores the bound `>=1` inside this workspace, and `app` is not built as a package.',
  ])
})

it('drops the bound only where a classifier keeps the project or the member private', async () => {
  const told =
    'note >=1: uv ignores the bound `>=1` inside this workspace, and a `Private ::` classifier keeps the package off the indexes. (safe)'
  const mark = 'classifiers = ["Private :: Do Not Upload"]\n'
  expect(await judge(`dependencies = ["core>=1"]\n${mark}${built}${source}`)).toEqual([told])
  expect(await judge(`dependencies = ["core>=1"]\n${built}${source}`, mark)).toEqual([told])
})

it('says nothing twice, and nothing where the bound may count', async () => {
  expect(await judge(`dependencies = ["core>=2"]\n${built}${source}`)).toEqual([
    'error core>=2: `>=2` leaves out `1`, the version that `core` has here; uv ignores the bound.',
  ])
  const partly = source.replace('true', 'true, marker = "sys_platform == \'linux\'"')
  expect(await judge(`dependencies = ["core>=1"]\n${built}${partly}`)).toEqual([])
  expect(await judge(`dependencies = ["core"]\n${built}${source}`)).toEqual([])
})
