import { sampleFolder } from '../../tables/readers.ts'
import { lazily } from '../../text/lazily.ts'
import { parentOf } from '../../text/paths.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { manifestIn } from '../manifest/read-manifest.ts'
import type { Requirement } from '../manifest/requirement.ts'
import type { Documents } from '../pages/documents.ts'
import { normalizeName } from '../python/names.ts'
import { findPublication, type Publication } from './publication.ts'

/** A Python project of the repository, a member of the workspace or not. */
export interface Project {
  /** Normalised name. */
  readonly name: string
  /** Relative to the repository root, `.` for the root. */
  readonly directory: string
  /** Whether others install it by name: something in the repository shows that it is published. */
  readonly published: boolean
  /** What it requires, in file order, groups and extras included. */
  readonly requirements: readonly Requirement[]
}

/** The Python projects of a repository. */
export interface Projects {
  /** In the order of their paths. */
  readonly all: readonly Project[]
  /** Whether a published project has the name, however it is spelled. */
  publishes(name: string): boolean
  /** The repositories that projects name as their own (`[project.urls]`), as `host/owner/name` in lower case. */
  readonly repositories: ReadonlySet<string>
  /**
   * Whether the address is that of a repository which a project names as its own (`[project.urls]`), or asks for a folder that
   * holds a project here (`#subdirectory=libs/core`).
   */
  ownsRepository(address: string): boolean
  /** The project that a directory belongs to: that of the nearest manifest with a name. */
  at(directory: string): Project | null
}

/** Finds the projects by their manifests. Samples are run where they lie, so they count as not published. */
export function findProjects(documents: Documents): Projects {
  const byDirectory = new Map<string, Project>()
  const publication = findPublication(documents)
  const repositories = new Set<string>()
  for (const { document } of documents.all) {
    const manifest = manifestIn(document)
    const project = manifest && projectOf(manifest, publication)
    if (project) byDirectory.set(project.directory, project)
    for (const address of manifest?.project?.urls ?? []) {
      const repository = repositoryIn(address)
      if (repository) repositories.add(repository)
    }
  }
  const names = lazily(() => {
    const published = [...byDirectory.values()].filter((project) => project.published)
    return new Set(published.map(({ name }) => name))
  })
  return {
    all: [...byDirectory.values()],
    publishes: (name) => names().has(normalizeName(name)),
    repositories,
    ownsRepository: (address) =>
      repositories.has(repositoryIn(address) ?? '') || byDirectory.has(subdirectoryIn(address) ?? ''),
    at: (directory) => {
      for (let at = directory; ; at = parentOf(at)) {
        const project = byDirectory.get(at)
        if (project || at === '.') return project ?? null
      }
    },
  }
}

/** `host/owner/name` of an address on a forge, in lower case. */
function repositoryIn(address: string): string | null {
  const found = /\b((?:github|gitlab|codeberg|bitbucket)\.\w+)[/:]([\w.-]+\/[\w.-]+)/.exec(address)
  return found ? `${found[1]}/${found[2]?.replace(/\.git$/, '')}`.toLowerCase() : null
}

/** The folder in a repository that an address asks for, where its name says more than `python` would. */
function subdirectoryIn(address: string): string | null {
  const found = /^git\+[^#]*#(?:.*&)?subdirectory=([^&]+)/.exec(address)?.[1]?.replace(/\/$/, '')
  return found?.includes('/') ? found : null
}

function projectOf(manifest: Manifest, publication: Publication): Project | null {
  const { project, poetry, path, hasBuildSystem, requirements } = manifest
  const name = project?.name?.text ?? poetry?.name
  if (name === undefined || name === null) return null
  const directory = parentOf(path)
  const known = normalizeName(name)
  const shared = !sampleFolder.test(directory) && project?.private !== true
  // Without a build system setuptools builds it all the same (PEP 517, "Source trees"), which only its own name shows.
  const published = lazily(
    () => shared && (hasBuildSystem ? publication.evidence(known) !== null : publication.names(known)),
  )
  return {
    name: known,
    directory,
    requirements,
    get published() {
      return published()
    },
  }
}
