import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastGlob from 'fast-glob'
import { expect } from 'vitest'
import { cloneOfThisTree, top } from './clone.ts'
import { git, repository, scratch } from './scratch.ts'

/**
 * Has a hook manager (pre-commit or prek) install the hook from a git clone of this tree and run it on a small
 * repository: it must fail on a violation, and pass after `--fix`.
 */
export function expectHookToWork(manager: string): void {
  const home = scratch()
  const env = {
    ...process.env,
    PRE_COMMIT_HOME: home,
    PREK_HOME: home,
    GIT_CONFIG_GLOBAL: '/dev/null',
    XDG_CACHE_HOME: scratch(),
  }
  const run = (cwd: string, program: string, ...args: string[]) => {
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8' })
    return { status, output: `${stdout}${stderr}${error ?? ''}` }
  }
  const directory = consumer(cloneOfThisTree(scratch()))

  const failed = run(directory, manager, 'run', '--all-files')
  expect(failed.output).toContain('libs/app/pyproject.toml')
  expect(failed.output).toContain('workspace-sources')
  expect(failed.status).toBe(1)

  const [program = 'policy-check is not installed'] = fastGlob.sync('**/bin/policy-check', {
    cwd: home,
    absolute: true,
  })
  expect(run(directory, program, '--fix').output).not.toContain('error')
  expect(readFileSync(join(directory, 'libs/app/pyproject.toml'), 'utf8')).toContain(
    'core = { workspace = true }',
  )
  git(directory, 'add', '--all')

  const passed = run(directory, manager, 'run', '--all-files')
  expect(passed).toEqual({ status: 0, output: expect.stringMatching(/Passed/) })
}

/** A workspace in which a member reaches another one by its path, with the hook as the README configures it. */
function consumer(clone: string): string {
  const buildSystem = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
  const project = (name: string, more: string) =>
    `[project]\nname = "${name}"\nversion = "0.1.0"\nrequires-python = ">=3.11"\n${more}${buildSystem}`
  const files = {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/core/pyproject.toml': project('core', ''),
    'libs/app/pyproject.toml': project(
      'app',
      'dependencies = ["core"]\n\n[tool.uv.sources]\ncore = { path = "../core" }\n',
    ),
    'uv.lock': lock,
    '.pre-commit-config.yaml': hookConfiguration(clone),
  }
  return repository(files)
}

/** What `uv lock` writes once the source is mended. */
const lock = `version = 1
revision = 3
requires-python = ">=3.11"

[manifest]
members = [
    "app",
    "core",
]

[[package]]
name = "app"
version = "0.1.0"
source = { editable = "libs/app" }
dependencies = [
    { name = "core" },
]

[package.metadata]
requires-dist = [{ name = "core", editable = "libs/core" }]

[[package]]
name = "core"
version = "0.1.0"
source = { editable = "libs/core" }
`

/** What the README's commands write into `.pre-commit-config.yaml`, with the clone in place of the published repository. */
function hookConfiguration(clone: string): string {
  const readme = readFileSync(join(top, 'README.md'), 'utf8')
  const commands = /^cat >> \.pre-commit-config\.yaml [\s\S]*?^EOF$/m.exec(readme)?.[0] ?? ''
  const env = { ...process.env, POLICY_CHECK: `file://${clone}` }
  const printed = commands.replace('cat >> .pre-commit-config.yaml', 'cat')
  return execFileSync('bash', ['-c', printed], { env, encoding: 'utf8' })
}
