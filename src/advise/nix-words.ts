import type { PackageUse } from '../model/flake/flake.ts'
import { isDevelopmentTool } from '../tables/distributions.ts'
import { nixpkgsEnvironments, nixpkgsManagers, packaging, replacedByUv } from '../tables/managers.ts'
import { pypiName } from '../tables/pypi-names.ts'
import { listed } from '../text/words.ts'
import type { Related } from './finding.ts'

/** What a Python package in Nix is, and where it arrives, as a sentence. */
export function usePhrase(use: PackageUse): string {
  const through = use.via.length === 0 ? '' : ` through ${listed(use.via.map(({ name }) => name))}`
  return `${subjectOf(use)} ${sinkPhrase(use)}${through}.`
}

function subjectOf({ kind, names }: PackageUse): string {
  if (kind === 'foreign-manager') return `${listed(names)}, another Python package manager,`
  if (kind === 'python-environment') {
    return names.length === 0 ? 'A Python environment' : `A Python environment with ${listed(names)}`
  }
  if (names.length === 0) return 'A list of Python packages'
  return `Python package${names.length > 1 ? 's' : ''} ${listed(names)}`
}

function sinkPhrase({ kind, names, sink }: PackageUse): string {
  const verb = kind === 'python-package' && names.length > 1 ? 'reach' : 'reaches'
  return sink.attribute === '' ? `${verb} ${sink.owner}` : `${verb} \`${sink.attribute}\` of ${sink.owner}`
}

/** The bindings on the way, and the sink when it stands elsewhere. */
export function useRelated({ via, sink, source }: PackageUse): Related[] {
  const stations = via.map(({ name, place }) => ({ ...place, message: `It passes through \`${name}\`.` }))
  if (via.length === 0 && sink.place.path === source.path) return stations
  const arrival = sink.attribute === '' ? sink.owner : `\`${sink.attribute}\``
  return [...stations, { ...sink.place, message: `It reaches ${arrival} here.` }]
}

/** Whether uv itself does what a package of nixpkgs is for. */
function isDoneByUv(name: string): boolean {
  return (
    packaging.has(name) ||
    Object.hasOwn(replacedByUv, name) ||
    nixpkgsManagers.has(name) ||
    nixpkgsEnvironments.includes(name)
  )
}

/** The commands that bring these packages by uv, named as PyPI names them; empty when uv needs none of them. */
export function addCommands(names: readonly string[]): string[] {
  const packages = [...new Set(names.filter((name) => !isDoneByUv(name)).map(pypiName))]
  const [tools, libraries] = [
    packages.filter(isDevelopmentTool),
    packages.filter((name) => !isDevelopmentTool(name)),
  ]
  return [
    ...(libraries.length > 0 ? [`uv add --package <member> ${libraries.join(' ')}`] : []),
    ...(tools.length > 0 ? [`uv add --dev --package <member> ${tools.join(' ')}`] : []),
  ]
}

/** What to do about a use, with the exact commands. */
export function useNext(use: PackageUse): string {
  if (use.kind === 'foreign-manager') return 'Remove it; uv does its work.'
  if (use.names.length === 0 && use.kind === 'python-package') {
    return 'Remove the option and run `uv add --package <member> …` with what it lists.'
  }
  const commands = addCommands(use.names)
  const run = commands.map((command) => `\`${command}\``).join(' and ')
  if (use.kind === 'python-environment' && (use.replacement !== null || !use.elements)) {
    const bare = use.replacement === null ? 'the bare interpreter' : `\`${use.replacement}\``
    return run === '' ? `Use ${bare}.` : `Use ${bare} and run ${run}.`
  }
  if (use.replacement !== null) return `Use \`${use.replacement}\`, the application.`
  return run === '' ? 'Remove it; uv does its work.' : `Remove it and run ${run}.`
}

/** What a command takes from Nix, as a sentence. */
export function commandPhrase(kind: PackageUse['kind'], names: readonly string[]): string {
  if (kind === 'python-environment') return 'This command makes a Python environment with Nix.'
  if (kind === 'foreign-manager')
    return `This command brings ${listed(names)}, another Python package manager.`
  return `This command takes the Python package ${listed(names)} from Nix.`
}

/** What to run instead. */
export function commandNext(names: readonly string[]): string {
  const [command] = addCommands(names)
  if (command) return `Run \`${command}\` once, and then \`uv run --package <member> …\`.`
  return 'Run it with `uv run --package <member> …`.'
}
