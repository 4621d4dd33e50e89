import type { AnyRule } from '../../rule/rule.ts'

/**
 * The rules that look at what is said alone: what they find is wrong whatever the agent has done before and does next. All
 * others compare it with files and names, which a command in front may make, and a later write. They stop no write, and only
 * the first command of a line; they speak after the write, and when the agent wants to stop.
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
