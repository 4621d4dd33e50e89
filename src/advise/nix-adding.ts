import type { PackageUse } from '../model/flake/flake.ts'
import type { Forest } from '../model/projects/forest.ts'
import { normalizeName } from '../model/python/names.ts'
import { isDevelopmentTool } from '../tables/distributions.ts'
import {
  buildBackends,
  nixpkgsEnvironments,
  nixpkgsManagers,
  packaging,
  replacedByUv,
} from '../tables/managers.ts'
import { pypiName } from '../tables/pypi-names.ts'

/** Where `uv add` puts what Nix brought so far. */
export interface AddTarget {
  /** What follows `uv add`, with a space before it: nothing where there is only one project, and it is the root. */
  readonly option: string
  /** Normalised names of the repository's own projects, which nobody adds. */
  readonly own: ReadonlySet<string>
  /** Set where there is no project to add to. */
  readonly isMissing?: true
}

/** Where packages go that stood in a Nix file or a command at this path. */
export function addTargetAt(path: string, projects: Forest): AddTarget {
  const own = new Set(projects.roots.flatMap(({ members }) => members.map(({ name }) => normalizeName(name))))
  if (projects.roots.length + projects.broken.length === 0) return { option: '', own, isMissing: true }
  const root = projects.rootFor(path)
  const [only, another] = root?.members ?? []
  if (!root || !only) return { option: ' --project <directory>', own }
  const project = root.root === '.' ? '' : ` --project ${root.root}`
  return { option: another ? `${project} --package <member>` : project, own }
}

/** Whether an output of the flake is nothing but a project of the repository: who builds it is told where it is built. */
export function isOwnOutput({ kind, names, sink }: PackageUse, { own }: AddTarget): boolean {
  const isOutput = kind === 'python-package' && sink.attribute === '' && names.length > 0
  return isOutput && names.every((name) => own.has(normalizeName(name)))
}

/** How packages of nixpkgs come into the project without Nix. */
export interface Adding {
  /** Commands that bring those that uv installs. */
  readonly commands: readonly string[]
  /** Build systems, which stand under `[build-system] requires`. */
  readonly backends: readonly string[]
  /** Projects of the repository itself, which `uv sync` installs. */
  readonly own: readonly string[]
}

/** Sorts packages by how they come into the project; of those whose work uv does itself none is left. */
export function addingOf(names: readonly string[], target: AddTarget): Adding {
  const wanted = [...new Set(names.filter((name) => !isDoneByUv(name)).map(pypiName))]
  const own = wanted.filter((name) => target.own.has(name))
  const backends = wanted.filter((name) => buildBackends.has(name))
  const packages = wanted.filter(
    (name) => !own.includes(name) && !backends.includes(name) && !isDoneByUv(name),
  )
  const libraries = packages.filter((name) => !isDevelopmentTool(name))
  const tools = packages.filter(isDevelopmentTool)
  const start = target.isMissing && packages.length > 0 ? ['uv init --bare'] : []
  return {
    commands: [
      ...start,
      ...(libraries.length > 0 ? [`uv add${target.option} ${libraries.join(' ')}`] : []),
      ...(tools.length > 0 ? [`uv add --dev${target.option} ${tools.join(' ')}`] : []),
    ],
    backends,
    own,
  }
}

/** Whether uv itself does what a package of nixpkgs is for, or is that package. */
export function isDoneByUv(name: string): boolean {
  return (
    name === 'uv' ||
    packaging.has(name) ||
    Object.hasOwn(replacedByUv, name) ||
    nixpkgsManagers.has(name) ||
    nixpkgsEnvironments.includes(name)
  )
}
