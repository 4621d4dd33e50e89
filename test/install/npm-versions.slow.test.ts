import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { cloneOfThisTree, top } from '../support/clone.ts'
import { expectToInstall } from '../support/global-install.ts'
import { scratch } from '../support/scratch.ts'

const folder = join(top, 'node_modules/.cache/policy-check/npm-versions')
/** npm 12 needs Node 22 or newer, and each npm starts the `node` of its own folder for the scripts of packages. */
const node24 = `node-${process.platform}-${process.arch}`

beforeAll(() => {
  mkdirSync(folder, { recursive: true })
  const names = ['npm10@npm:npm@10.9.9', 'npm11@npm:npm@11.19.1', 'npm12@npm:npm@12.2.2', `${node24}@24.22.3`]
  const options = ['--prefix', folder, '--no-save', '--ignore-scripts', '--loglevel=error']
  execFileSync('npm', ['install', ...options, ...names], { cwd: folder, stdio: 'inherit' })
}, 300_000)

it.each([
  ['npm10', process.execPath, []],
  ['npm11', process.execPath, []],
  ['npm12', join(folder, 'node_modules', node24, 'bin/node'), ['--allow-git=root']],
] as const)(
  'installs from git with %s',
  (npm, node, options) => {
    const program = [node, join(folder, 'node_modules', npm, 'bin/npm-cli.js')]
    const version = execFileSync(node, [program[1] ?? '', '--version'], { encoding: 'utf8' })
    expect(version).toMatch(new RegExp(`^${npm.slice(3)}\\.`))
    expectToInstall(program, cloneOfThisTree(scratch()), options)
  },
  300_000,
)
