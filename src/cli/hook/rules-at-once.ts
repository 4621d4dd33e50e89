import type { AnyRule } from '../../rule/rule.ts'

/**
 * The rules that stop a write: what they find in a file is wrong whatever the agent writes next. All others compare files
 * with each other, and halfway through a change of several files they have to find something; they speak after the write
 * and when the agent wants to stop.
 */
export const atOnce: ReadonlySet<string> = new Set([
  'uv-only',
  'run-from-root',
  'run-through-uv',
  'package-named',
  'no-python-packages-in-nix',
  'no-python-builds-in-nix',
  'one-lock',
  'one-flake',
  'known-uv-settings',
  'locked-installs',
])

/** Whether a rule looks at commands, so that it may have something to say of one that is about to run. */
export function judgesCommands({ needs }: AnyRule): boolean {
  return needs.some((need) => need === 'commands' || need === 'sessions')
}
