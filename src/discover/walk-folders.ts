import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Trouble } from '../text/trouble.ts'
import { entryAt } from './open-file.ts'
import { sawStamp } from './witness.ts'

/**
 * Finds files without git: every file below the root that no ignore rule matches. Hidden files are found, `.git` and
 * what lies in it is not; links are not followed; a directory that holds a `.git` of its own is another repository.
 */
export function walk(
  root: string,
  isIgnored: (path: string) => boolean,
): { paths: string[]; links: Set<string>; repositories: string[]; troubles: Trouble[] } {
  const paths: string[] = []
  const links = new Set<string>()
  const repositories: string[] = []
  const troubles: Trouble[] = []
  const pending = ['']
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const entries = list(join(root, directory))
    if (entries === null) {
      troubles.push({ id: 'unreadable-file', path: directory, message: 'The directory cannot be listed.' })
      continue
    }
    if (directory !== '' && entries.some(({ name }) => name === '.git')) {
      repositories.push(directory)
      continue
    }
    for (const entry of entries) {
      const path = directory === '' ? entry.name : `${directory}/${entry.name}`
      if (entry.name === '.git' || unwanted.has(entry.name)) continue
      if (entry.isDirectory()) {
        if (!isIgnored(`${path}/`)) pending.push(path)
      } else if (!isIgnored(path)) {
        if (entry.isSymbolicLink()) links.add(path)
        paths.push(path)
      }
    }
  }
  return { paths: paths.sort(), links, repositories: repositories.sort(), troubles }
}

/** Directories that hold installed code; without git there may be no ignore file that names them. */
const unwanted = new Set(['node_modules', '.venv', '__pycache__', '.direnv', '.devenv'])

function list(directory: string) {
  try {
    sawStamp(directory, entryAt(directory, true), true)
    return readdirSync(directory, { withFileTypes: true })
  } catch {
    return null
  }
}
