import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { topLevelOnly } from '../../../src/tables/nixpkgs-attributes.ts'
import type { Files } from '../in-memory.ts'
import { scratch, write } from '../scratch.ts'

/** Repositories on a disk, with a stand-in for nixpkgs that has every name of their code. */
export interface Stage {
  /** The directories of the repositories, in order. */
  readonly directories: readonly string[]
  /** Evaluates an expression, in which `packages` is the directory of the stand-in and `support` that of these files. */
  run(code: string): SpawnSyncReturns<string>
}

/** @param nix the path of `nix-instantiate` */
export function stage(nix: string, repositories: readonly Files[]): Stage {
  const top = scratch()
  const packages = join(top, 'nixpkgs')
  mkdirSync(packages)
  const support = fileURLToPath(new URL('.', import.meta.url))
  copyFileSync(join(support, 'packages.nix'), join(packages, 'default.nix'))
  copyFileSync(join(support, 'lib.nix'), join(packages, 'lib.nix'))
  writeFileSync(join(packages, 'names.nix'), namesIn(repositories))
  const directories = repositories.map((files, at) => {
    const directory = join(top, String(at))
    mkdirSync(directory)
    write(directory, files)
    return directory
  })
  const env = { ...process.env, NIX_STATE_DIR: top, NIX_STORE_DIR: top, NIX_PATH: `nixpkgs=${packages}` }
  return {
    directories,
    run: (code) => {
      const whole = `let packages = ${packages}; support = ${support}.; in ${code}`
      return spawnSync(nix, ['--eval', '--strict', '--json', '-E', whole], {
        encoding: 'utf8',
        timeout: 60_000,
        env,
      })
    },
  }
}

/** What Nix said an error is, or all that it said. */
export function errorOf({ stderr }: SpawnSyncReturns<string>): string {
  return stderr.split('\n').findLast((line) => line.startsWith('error')) ?? stderr
}

/** Every name of the code may be a package; those of the top level alone are no Python packages. */
function namesIn(repositories: readonly Files[]): string {
  const code = repositories.flatMap((files) => Object.values(files))
  const words = new Set(code.flatMap((text) => text.match(/[A-Za-z_][\w'-]*/g) ?? []))
  const all = [...words].filter((name) => !/Packages$|^(?:nixpkgs|self|inputs)$/.test(name)).sort()
  const listed = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(' ')
  return `{ all = [ ${listed(all)} ]; top = [ ${listed(all.filter((name) => topLevelOnly.has(name)))} ]; }\n`
}
