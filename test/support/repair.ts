import { type CheckResult, check } from '../../src/check.ts'
import type { Config } from '../../src/config/config.ts'
import { fix } from '../../src/fix/fix.ts'
import type { AnyRule } from '../../src/rule/rule.ts'
import { discoveryOf, type Files } from './in-memory.ts'

/** Checks files that exist only in memory. */
export function checkFiles(files: Files, config: Config, rules: readonly AnyRule[]): Promise<CheckResult> {
  return check(discoveryOf(files), config, rules)
}

/** The files after every fix, safe and unsafe. Throws when a fix breaks a file or fixes undo each other. */
export async function repair(files: Files, config: Config, rules: readonly AnyRule[]): Promise<Files> {
  const fixed = await fix(discoveryOf(files), (discovery) => check(discovery, config, rules), 'unsafe')
  const [trouble] = fixed.troubles
  if (trouble) throw new Error(`${trouble.path}: ${trouble.message}`)
  return { ...files, ...Object.fromEntries(fixed.changes.map(({ path, after }) => [path, after])) }
}
