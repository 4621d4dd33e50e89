import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { cloneOfThisTree, top } from '../support/clone.ts'
import { expectToInstall } from '../support/global-install.ts'
import { oracle, oracles } from '../support/oracles.ts'
import { commit, git, repository, scratch } from '../support/scratch.ts'
import { uvPath } from '../support/uv/run-uv.ts'

const out = join(top, 'node_modules/.cache/policy-check/release')
const { version } = packageJson
const wheel = join(out, `policy_check-${version}-py3-none-any.whl`)
const uv = uvPath()
const said = `policy-check ${version}\n`
/** The interpreter itself: a shim of a version manager wants that manager on PATH. */
const python = spawnSync(oracle('python3') ?? '', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
}).stdout.trim()

const run = (program: string, args: readonly string[], options: Parameters<typeof spawnSync>[2] = {}) => {
  const { status, stdout, stderr, error } = spawnSync(program, args, { ...options, encoding: 'utf8' })
  return { status, stdout, stderr: `${stderr}${error ?? ''}` }
}

describe.skipIf(!uv)('what `npm run release` packs', () => {
  beforeAll(() => {
    const script = join(top, 'scripts/release/release.mjs')
    execFileSync(process.execPath, [script, out], { stdio: ['ignore', 'ignore', 'inherit'] })
  }, 120_000)

  it('is every form, with a checksum of each', () => {
    const names = readdirSync(out).sort()
    expect(names).toEqual(
      [
        'SHA256SUMS',
        `policy-check-${version}.cdx.json`,
        `policy-check-${version}.tgz`,
        `policy_check-${version}-py3-none-any.whl`,
        `policy_check-${version}.tar.gz`,
        'tree',
      ].sort(),
    )
    const sums = readFileSync(join(out, 'SHA256SUMS'), 'utf8').trimEnd().split('\n')
    expect(sums.map((line) => line.slice(66)).sort()).toEqual(
      names.filter((name) => !['SHA256SUMS', 'tree'].includes(name)),
    )
    for (const line of sums)
      expect(
        createHash('sha256')
          .update(readFileSync(join(out, line.slice(66))))
          .digest('hex'),
      ).toBe(line.slice(0, 64))
  })

  it('names what is bundled in its bill of materials, and nothing else', () => {
    const bill = JSON.parse(readFileSync(join(out, `policy-check-${version}.cdx.json`), 'utf8'))
    const names = bill.components.map(({ name }: { name: string }) => name)
    expect(names).toContain('web-tree-sitter')
    expect(names).not.toContain('esbuild')
    const licenses = readFileSync(join(out, 'tree/dist/third-party-licenses.txt'), 'utf8')
    for (const { name, version: at } of bill.components) expect(licenses).toContain(`${name} ${at}\n`)
    expect(licenses.split(/^-{80}$/m)).toHaveLength(names.length)
  })

  it('is a tree that npm installs from git without a script and without another package', () => {
    const tree = releaseRepository()
    const manifest = JSON.parse(readFileSync(join(tree, 'package.json'), 'utf8'))
    expect([manifest.scripts, manifest.devDependencies]).toEqual([undefined, undefined])
    expectToInstall(['npm'], tree, ['--ignore-scripts', '--offline'])
  }, 120_000)

  it.each(oracles('pre-commit').slice(0, 1))(
    'is a hook that %s installs without a registry',
    (manager) => {
      const tree = releaseRepository()
      const directory = consumer({ repo: tree, rev: git(tree, 'rev-parse', 'HEAD').trim() })
      const env = { ...process.env, PRE_COMMIT_HOME: scratch(), npm_config_offline: 'true' }
      const { status, stdout } = run(manager, ['run', '--all-files'], { cwd: directory, env })
      expect(stdout).toContain('uv-only')
      expect(status).toBe(1)
    },
    300_000,
  )

  it('is a wheel that uvx runs where there is no Node', () => {
    const PATH = scratch()
    for (const name of ['realpath', 'dirname'])
      symlinkSync(
        execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(),
        join(PATH, name),
      )
    const env = { ...process.env, PATH, UV_TOOL_DIR: scratch() }
    const { status, stdout, stderr } = run(
      uv ?? '',
      ['tool', 'run', '--python', python, '--from', wheel, 'policy-check', '--version'],
      { env },
    )
    expect([status, stdout], stderr).toEqual([0, said])
  }, 300_000)

  it('is a wheel that takes the first Node that is new enough, and says what to do without one', () => {
    const venv = join(scratch(), 'venv')
    execFileSync(uv ?? '', ['venv', '-q', '--python', python, venv])
    const inside = join(venv, 'bin/python')
    execFileSync(uv ?? '', ['pip', 'install', '-q', '--no-deps', '--offline', '--python', inside, wheel])
    const program = join(venv, 'bin/policy-check')
    const nodes = scratch({ 'old/node': '#!/bin/sh\necho v18.20.0\n', 'empty/.keep': '' })
    execFileSync('chmod', ['+x', join(nodes, 'old/node')])
    mkdirSync(join(nodes, 'new'))
    symlinkSync(process.execPath, join(nodes, 'new/node'))
    const answer = (PATH: string, more = {}) =>
      run(program, ['--version'], { env: { PATH: join(nodes, PATH), ...more } })
    const node = { POLICY_CHECK_NODE: process.execPath }
    expect(answer('new')).toMatchObject({ status: 0, stdout: said })
    expect(answer('empty', node)).toMatchObject({ status: 0, stdout: said })
    expect(answer('old', node)).toMatchObject({ status: 0, stdout: said })
    expect(answer('new', { POLICY_CHECK_NODE: '/bin/false' })).toMatchObject({ status: 0, stdout: said })
    for (const PATH of ['old', 'empty']) {
      const { status, stderr } = answer(PATH)
      expect(status).toBe(2)
      expect(stderr).toMatch(/needs Node 20\.19 or newer[\s\S]*pkgs\.nodejs[\s\S]*POLICY_CHECK_NODE/)
    }
    const checked = run(program, ['--format', 'concise', consumer()], { env: { PATH: join(nodes, 'new') } })
    expect(checked).toMatchObject({ status: 1, stdout: expect.stringContaining('uv-only') })
  }, 120_000)

  it('is a wheel for hooks of Python', () => {
    const directory = consumer('local')
    const env = {
      ...process.env,
      PRE_COMMIT_HOME: scratch(),
      PREK_HOME: scratch(),
      PIP_NO_INDEX: '',
      PIP_FIND_LINKS: out,
    }
    const [manager = ''] = oracles('prek')
    const { status, stdout, stderr } = run(manager, ['run', '--all-files'], { cwd: directory, env })
    expect(stdout, stderr).toContain('uv-only')
    expect(status).toBe(1)
  }, 300_000)

  it('is built from the sdist alone, too', () => {
    const folder = scratch()
    execFileSync(uv ?? '', [
      'build',
      '-q',
      '--wheel',
      '--out-dir',
      folder,
      join(out, `policy_check-${version}.tar.gz`),
    ])
    const [again = ''] = readdirSync(folder).filter((name) => name.endsWith('.whl'))
    expect(readFileSync(join(folder, again)).equals(readFileSync(wheel))).toBe(true)
  }, 120_000)
})

it('runs by npx from a git clone, as the README says', () => {
  const env = { ...process.env, npm_config_cache: scratch() }
  const clone = cloneOfThisTree(scratch())
  const options = { cwd: scratch(), env }
  expect(run('npx', ['--yes', `git+file://${clone}`, '--version'], options)).toMatchObject({
    status: 0,
    stdout: said,
  })
}, 300_000)

it.skipIf(!oracle('nix-instantiate'))(
  'has the hashes of what the flake builds from',
  () => {
    const { status, stderr } = run(process.execPath, [
      join(top, 'scripts/release/nix-modules.mjs'),
      '--check',
    ])
    expect([status, stderr]).toEqual([0, ''])
  },
  300_000,
)

/** The release tree as the repository that a tag would give. */
function releaseRepository(): string {
  const folder = scratch()
  cpSync(join(out, 'tree'), folder, { recursive: true })
  git(folder, 'init', '-q', '-b', 'main')
  commit(folder)
  return folder
}

/** A repository with one violation, and with the hook of docs/install.md where asked. */
function consumer(hook?: 'local' | { readonly repo: string; readonly rev: string }): string {
  const files = {
    'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n',
    'setup.sh': 'pip install numpy\n',
  }
  const directory = repository(files)
  if (hook === undefined) return directory
  const shown =
    /```yaml\n(repos:\n {2}- repo: local[\s\S]*?)```/.exec(
      readFileSync(join(top, 'docs/install.md'), 'utf8'),
    )?.[1] ?? ''
  const text =
    hook === 'local'
      ? shown.replace('[policy-check]', `['${wheel}']`)
      : `repos:\n  - repo: ${hook.repo}\n    rev: ${hook.rev}\n    hooks:\n      - id: policy-check\n`
  writeFileSync(join(directory, '.pre-commit-config.yaml'), text)
  commit(directory)
  return directory
}
