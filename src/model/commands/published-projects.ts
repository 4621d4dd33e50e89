import { stringAt, tableAt } from '../../parse/toml/toml-file.ts'
import type { Documents } from '../documents/documents.ts'
import { normalizeName } from '../python/names.ts'
import { parentOf } from './paths.ts'

/** A project of the repository that has a build system, so that others can install it by name. */
export interface PublishedProject {
  /** Normalised name. */
  readonly name: string
  /** Relative to the repository root, `.` for the root. */
  readonly directory: string
}

/** The published projects of a repository, members of a workspace or not. */
export interface PublishedProjects {
  /** Whether a published project has the name, however it is spelled. */
  hasName(name: string): boolean
  /** The published project that a path belongs to; null where the nearest project is not published. */
  holding(path: string): PublishedProject | null
}

const sampleFolder = /(?:^|\/)(?:examples?|samples?|demos?|tutorials?)(?:\/|$)/i

/** Finds the published projects by their manifests. Samples are run where they lie, though they have a build system. */
export function findPublishedProjects(documents: Documents): PublishedProjects {
  const byDirectory = new Map<string, PublishedProject | null>()
  for (const { file, document } of documents.all) {
    const root = document.toml?.root
    if (!root || !/(?:^|\/)pyproject\.toml$/.test(file.path)) continue
    const name =
      stringAt(tableAt(root, 'project'), 'name') ?? stringAt(tableAt(root, 'tool', 'poetry'), 'name')
    if (name === undefined) continue
    const directory = parentOf(file.path)
    const published = root.entries['build-system'] !== undefined && !sampleFolder.test(directory)
    byDirectory.set(directory, published ? { name: normalizeName(name), directory } : null)
  }
  const names = new Set([...byDirectory.values()].flatMap((project) => (project ? [project.name] : [])))
  return {
    hasName: (name) => names.has(normalizeName(name)),
    holding: (path) => {
      for (let at = parentOf(path); ; at = parentOf(at)) {
        const project = byDirectory.get(at)
        if (project !== undefined || at === '.') return project ?? null
      }
    },
  }
}
