import { realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { configName, sectionOf } from '../config/load-config.ts'
import { findWorkTree } from '../discover/git-directory.ts'
import { exists } from '../discover/open-file.ts'
import { readFile } from '../discover/read-file.ts'
import { parseToml } from '../parse/toml/parse-toml.ts'
import { tableAt } from '../parse/toml/toml-file.ts'
import { UsageError } from '../text/usage-error.ts'

/** Which repository is meant, and which part of it. */
export interface ChosenRoot {
  /** Absolute path of the root, links resolved. */
  readonly root: string
  /** The root as reports name it: the directory that was given, else `.`. */
  readonly name: string
  /** Paths that narrow the report, relative to the root; empty for everything. */
  readonly within: readonly string[]
}

/**
 * A single directory that is the root of something (a configuration, a flake or a uv workspace stands in it) is checked as
 * a repository of its own. Otherwise the root is the git work tree around the first path, and paths narrow the report;
 * outside git it is the directory given, or the current one.
 */
export function chooseRoot(cwd: string, paths: readonly string[]): ChosenRoot | UsageError {
  const places: string[] = []
  for (const path of paths) {
    const full = resolve(cwd, path)
    if (!exists(full))
      return new UsageError(`\`${path}\` does not exist.`, {
        next: 'Paths are relative to the current directory.',
      })
    places.push(realpathSync(full))
  }
  const [first = realpathSync(cwd)] = places
  const directory = statSync(first).isDirectory() ? first : dirname(first)
  const workTree = findWorkTree(directory)
  if (places.length === 1 && directory === first && (workTree === null || isRootOfItsOwn(first))) {
    return { root: first, name: slashed(relative(cwd, first)) || '.', within: [] }
  }
  const root = workTree ?? realpathSync(cwd)
  const within = places.map((place) => slashed(relative(root, place)))
  const outside = within.findIndex((path) => path === '..' || path.startsWith('../'))
  if (outside !== -1) return new UsageError(`\`${paths[outside]}\` lies outside the repository.`)
  return { root, name: '.', within: within.filter((path) => path !== '') }
}

/** Whether a path relative to the root lies within one of the given ones. */
export function isWithin(path: string, within: readonly string[]): boolean {
  return within.length === 0 || within.some((part) => path === part || path.startsWith(`${part}/`))
}

/** A path of the command line relative to the root, or null when it lies outside. */
export function pathInside(root: string, given: string, cwd: string): string | null {
  const path = slashed(relative(root, resolve(realpathSync(cwd), given)))
  return path === '..' || path.startsWith('../') ? null : path
}

function isRootOfItsOwn(directory: string): boolean {
  if (exists(join(directory, '.git')) || exists(join(directory, configName))) return true
  if (exists(join(directory, 'flake.nix'))) return true
  const manifest = readFile(directory, 'pyproject.toml')
  if (!manifest || !('file' in manifest)) return false
  return (
    sectionOf(manifest.file) !== undefined ||
    tableAt(parseToml(manifest.file).toml?.root, 'tool', 'uv', 'workspace') !== undefined
  )
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
