import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastGlob from 'fast-glob'
import { afterAll, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'

/**
 * The real pre-commit installs the hook from a git clone of this tree and runs it on a scratch repository. Building the
 * hook takes a minute. It is skipped only where pre-commit is missing on a developer's machine; in CI that is a failure.
 */
const found = spawnSync('pre-commit', ['--version']).status === 0
const top = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'policy-check-hook-'))
const environment = {
  ...process.env,
  PRE_COMMIT_HOME: join(folder, 'home'),
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

afterAll(() => rmSync(folder, { recursive: true, force: true }))

it.skipIf(!found && !process.env.CI)(
  'installs from the git clone, fails on a violation, passes after --fix',
  () => {
    const clone = cloneOfThisTree()
    const scratch = scratchRepository(clone)

    const failed = run(scratch, 'pre-commit', ['run', '--all-files'])
    expect(failed.output).toContain('libs/app/pyproject.toml')
    expect(failed.output).toContain('workspace-sources')
    expect(failed.status).toBe(1)

    const [program] = fastGlob.sync('repo*/node_env-*/bin/policy-check', {
      cwd: environment.PRE_COMMIT_HOME,
      absolute: true,
    })
    const fixed = run(scratch, program ?? 'policy-check is not installed', ['--fix'])
    expect(fixed.output).not.toContain('error')
    expect(readFileSync(join(scratch, 'libs/app/pyproject.toml'), 'utf8')).toContain(
      'core = { workspace = true }',
    )
    run(scratch, 'git', ['add', '--all'])

    const passed = run(scratch, 'pre-commit', ['run', '--all-files'])
    expect(passed).toEqual({ status: 0, output: expect.stringMatching(/Passed/) })
  },
  600_000,
)

/** A git repository with the files of this one as they are now, committed or not. */
function cloneOfThisTree(): string {
  const clone = join(folder, 'policy-check')
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: top,
  })
  for (const path of listed.toString().split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    cpSync(join(top, path), join(clone, path))
  }
  commit(clone)
  return clone
}

/** A workspace in which a member reaches another one by its path, with the hook as the README configures it. */
function scratchRepository(clone: string): string {
  const scratch = join(folder, 'scratch')
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
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(scratch, path)), { recursive: true })
    writeFileSync(join(scratch, path), text)
  }
  commit(scratch)
  return scratch
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

/** The README's configuration, with the clone in place of the published repository. */
function hookConfiguration(clone: string): string {
  const readme = readFileSync(join(top, 'README.md'), 'utf8')
  const block = [...readme.matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map(([, yaml]) => parse(yaml ?? ''))
    .find((one) => one.repos)
  const [repository] = block.repos
  const rev = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: clone }).toString().trim()
  return stringify({ repos: [{ ...repository, repo: clone, rev }] })
}

function commit(directory: string) {
  for (const command of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'all'],
  ]) {
    execFileSync('git', command, { cwd: directory, env: environment })
  }
}

function run(directory: string, program: string, options: string[]) {
  const { status, stdout, stderr, error } = spawnSync(program, options, {
    cwd: directory,
    env: environment,
    encoding: 'utf8',
  })
  return { status, output: `${stdout}${stderr}${error ?? ''}` }
}
