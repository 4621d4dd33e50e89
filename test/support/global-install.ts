import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { scratch } from './scratch.ts'

/**
 * Installs a git clone of this repository as pre-commit does since 4.6.1, and runs what was installed.
 * @param options more options of `npm install`
 */
export function expectToInstall(
  npm: readonly string[],
  clone: string,
  options: readonly string[] = [],
): void {
  const prefix = scratch()
  const install = ['install', '--install-links', '-g', '--prefix', prefix, ...options, `git+file://${clone}`]
  const [program = '', ...first] = npm
  const { status, stderr } = spawnSync(program, [...first, ...install], { cwd: prefix, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
  const { stdout } = spawnSync(join(prefix, 'bin/policy-check'), ['--version'], { encoding: 'utf8' })
  expect(stdout).toMatch(/^policy-check \d+\.\d+\.\d+\n$/)
  const installed = join(prefix, 'lib/node_modules/policy-check')
  const names = readdirSync(installed, { recursive: true, encoding: 'utf8' })
  expect(names).toContain('dist/grammars/bash.wasm')
  expect(names.filter((name) => name.endsWith('.cache') || name.includes('node_modules'))).toEqual([])
}
