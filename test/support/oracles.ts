import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Programs that tests ask for a second opinion, and how one gets them. */
const sources = {
  bash: 'apt install bash',
  chromium: 'apt install chromium',
  fish: 'apt install fish',
  make: 'apt install make',
  nvim: 'apt install neovim',
  'nix-instantiate': 'apt install nix-bin, or nixos.org',
  'pre-commit': 'apt install pre-commit, or uv tool install pre-commit',
  prek: 'uv tool install prek',
  python3: 'apt install python3',
  script: 'apt install bsdutils',
  uv: 'docs.astral.sh/uv',
  zsh: 'apt install zsh',
} as const

export type Oracle = keyof typeof sources

/**
 * The path of a program that works, or undefined where it is missing: `it.skipIf(!oracle('uv'))(…)`. With
 * `POLICY_CHECK_ORACLES=required`, as in CI, a missing one is an error, so that no test is skipped unseen.
 */
export function oracle(name: Oracle): string | undefined {
  return oracles(name)[0]
}

/** Every program of that name on the PATH that works, first found first; else as `oracle`. */
export function oracles(name: Oracle): readonly string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => existsSync(folder))
  const found = [...new Set(folders.map((folder) => join(realpathSync(folder), name)))].filter(works)
  if (found.length > 0) return found
  const missing = `${name} is missing (${sources[name]})`
  if (process.env.POLICY_CHECK_ORACLES === 'required') throw new Error(missing)
  console.warn(`${missing}, so what needs it is skipped.`)
  return []
}

function works(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version']).status === 0
}
