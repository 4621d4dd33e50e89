import { lstatSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { exists, readText } from './open-file.ts'

/**
 * The directory that holds `.git`, at `start` (absolute) or above it, or null. Read from the disk alone, so that
 * variables such as GIT_DIR, which git sets for its hooks, cannot lead elsewhere. Only this name counts: a folder of the
 * tree that looks like a bare repository is a folder.
 */
export function findWorkTree(start: string): string | null {
  for (let at = start; ; at = dirname(at)) {
    if (exists(join(at, '.git'))) return at
    if (dirname(at) === at) return null
  }
}

/**
 * The git directory of a work tree: `.git`, or where a file of this name leads, as in linked work trees and submodules
 * (gitrepository-layout(5)). Null where `.git` is neither.
 */
export function gitDirectoryOf(workTree: string): string | null {
  const own = join(workTree, '.git')
  if (isDirectory(own)) return own
  const [, linked] = /^gitdir: (.*)/.exec(readText(own, pointer) ?? '') ?? []
  return linked === undefined ? null : resolve(workTree, linked)
}

/** The git directory that all work trees of a repository share; it holds `info/exclude`. */
export function commonDirectoryOf(workTree: string): string | null {
  const directory = gitDirectoryOf(workTree)
  if (directory === null) return null
  return resolve(directory, readText(join(directory, 'commondir'), pointer)?.trim() ?? '.')
}

/** Whether the repository belongs to the user who runs the program; where the system has no owners it does. */
export function isOurs(workTree: string, gitDirectory: string): boolean {
  const user = process.geteuid?.()
  return (
    user === undefined ||
    [workTree, join(workTree, '.git'), gitDirectory].every((path) => ownerOf(path) === user)
  )
}

/** A file that holds one path. */
const pointer = { limit: 64 * 1024 }

function ownerOf(path: string): number | undefined {
  return lstatSync(path, { throwIfNoEntry: false })?.uid
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}
