import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const top = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'policy-check-package-'))
const project = join(folder, 'project')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the packed package, installed in an empty folder', () => {
  beforeAll(() => {
    npm(top, 'pack', '--ignore-scripts', '--pack-destination', folder)
    const [tarball = 'no tarball'] = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
    mkdirSync(project)
    writeFileSync(join(project, 'package.json'), '{ "private": true }')
    npm(project, 'install', '--offline', '--ignore-scripts', join(folder, tarball))
    cpSync(join(top, 'fixtures/repos/evio-evlib-drifted'), join(folder, 'sample'), { recursive: true })
  }, 120_000)

  test('brings no other package and nothing that only its makers need', () => {
    const installed = join(project, 'node_modules')
    expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['policy-check'])
    expect(readdirSync(join(installed, 'policy-check')).sort()).toEqual([
      'LICENSE',
      'README.md',
      'dist',
      'package.json',
      'policy-check.schema.json',
    ])
    expect(
      readdirSync(join(installed, 'policy-check/dist/grammars')).filter((name) => name.endsWith('.wasm')),
    ).toEqual(['bash.wasm', 'nix.wasm', 'web-tree-sitter.wasm'])
  })

  test('says its version and checks a repository', () => {
    expect(run(['--version']).stdout).toMatch(/^policy-check \d+\.\d+\.\d+\n$/)
    const { stdout, stderr, status } = run(['--format', 'concise'])
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^workspace\/.*: error/m)
    expect(status).toBe(1)
  })

  test('says the same where V8 refuses the compiled code, and without the launcher', () => {
    const said = run(['--format', 'json'])
    expect(run(['--format', 'json'], ['node', '--max-lazy', installed('.bin/policy-check')])).toEqual(said)
    expect(run(['--format', 'json'], ['node', installed('policy-check/dist/policy-check.cjs')])).toEqual(said)
  })
})

function npm(cwd: string, ...args: string[]): void {
  execFileSync('npm', [...args, '--loglevel=error'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] })
}

function run(args: string[], [command, ...first]: [string, ...string[]] = [installed('.bin/policy-check')]) {
  const options = { cwd: join(folder, 'sample'), encoding: 'utf8' } as const
  const { stdout, stderr, status } = spawnSync(command, [...first, ...args], options)
  return { stdout, stderr, status }
}

function installed(path: string): string {
  return join(project, 'node_modules', path)
}
