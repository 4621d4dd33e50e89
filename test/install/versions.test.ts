import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { disagreements } from '../../scripts/release/versions.mjs'
import { top } from '../support/clone.ts'
import { scratch } from '../support/scratch.ts'

const read = (path: string) => readFileSync(join(top, path), 'utf8')

it('has one version for every form of the program', () => {
  expect(disagreements(top)).toEqual([])
})

it('says which file names another version', () => {
  const root = scratch({
    'package.json': '{ "version": "2.0.0" }',
    'package-lock.json': '{ "version": "2.0.0" }',
    'packaging/python/pyproject.toml': '[project]\nversion = "1.0.0"\n',
  })
  expect(disagreements(root)).toEqual([
    'packaging/python/pyproject.toml says 1.0.0, package.json says 2.0.0.',
  ])
})

it('asks for the Node of package.json in every launcher', () => {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(JSON.parse(read('package.json')).engines.node) ?? []
  expect(read('packaging/python/src/policy_check/launcher.py')).toContain(`LEAST = (${major}, ${minor})`)
  expect(read('scripts/action/run-action.mjs')).toContain(
    `major < ${major} || (major === ${major} && minor < ${minor})`,
  )
})
