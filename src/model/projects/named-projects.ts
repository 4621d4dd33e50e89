import type { ParsedFile } from '../../parse/document.ts'
import { stringAt, tableAt } from '../../parse/toml/toml-file.ts'
import { lazily } from '../../text/lazily.ts'
import { parentOf } from '../../text/paths.ts'
import type { Documents } from '../pages/documents.ts'
import { normalizeName } from '../python/names.ts'
import { isPrivate } from './member-references.ts'
import { findPublication, type Publication } from './publication.ts'
import { readProject } from './read-project.ts'
import type { Requirement } from './workspace.ts'

/** A Python project of the repository, a member of the workspace or not. */
export interface Project {
  /** Normalised name. */
  readonly name: string
  /** Relative to the repository root, `.` for the root. */
  readonly directory: string
  /** Whether others install it by name: it can be built, and something in the repository shows that it is published. */
  readonly published: boolean
  /** What it requires, in file order, groups and extras included; read when first asked for. */
  requirements(): readonly Requirement[]
}

/** The Python projects of a repository. */
export interface Projects {
  /** In the order of their paths. */
  readonly all: readonly Project[]
  /** Whether a published project has the name, however it is spelled. */
  publishes(name: string): boolean
  /** The repositories that projects name as their own (`[project.urls]`), as `host/owner/name` in lower case. */
  readonly repositories: ReadonlySet<string>
  /** Whether the address is that of a repository which a project names as its own (`[project.urls]`). */
  ownsRepository(address: string): boolean
  /** The project that a directory belongs to: that of the nearest manifest with a name. */
  at(directory: string): Project | null
}

const sampleFolder = /(?:^|\/)(?:examples?|samples?|demos?|tutorials?)(?:\/|$)/i

/** Finds the projects by their manifests. Samples are run where they lie, so they count as not published. */
export function findProjects(documents: Documents): Projects {
  const byDirectory = new Map<string, Project>()
  const publication = findPublication(documents)
  for (const parsed of documents.all) {
    const project = /(?:^|\/)pyproject\.toml$/.test(parsed.file.path) ? projectOf(parsed, publication) : null
    if (project) byDirectory.set(project.directory, project)
  }
  const repositories = new Set<string>()
  for (const { document } of documents.all) {
    const urls = tableAt(document.toml?.root, 'project', 'urls')
    for (const key of Object.keys(urls?.entries ?? {})) {
      const repository = repositoryIn(stringAt(urls, key) ?? '')
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
    ownsRepository: (address) => repositories.has(repositoryIn(address) ?? ''),
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

function projectOf(parsed: ParsedFile, publication: Publication): Project | null {
  const root = parsed.document.toml?.root
  const name = stringAt(tableAt(root, 'project'), 'name') ?? stringAt(tableAt(root, 'tool', 'poetry'), 'name')
  if (!root || name === undefined) return null
  const directory = parentOf(parsed.file.path)
  const known = normalizeName(name)
  const installable = root.entries['build-system'] !== undefined && !sampleFolder.test(directory)
  const published = lazily(() => installable && !isPrivate(root) && publication.evidence(known) !== null)
  let requirements: readonly Requirement[] | undefined
  return {
    name: known,
    directory,
    get published() {
      return published()
    },
    requirements: () => {
      if (!requirements) {
        const project = readProject(parsed)
        requirements = 'requirements' in project ? project.requirements : []
      }
      return requirements
    },
  }
}
