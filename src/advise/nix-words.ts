import type { PackageUse } from '../model/flake/flake.ts'
import { versionManagers } from '../tables/managers.ts'
import { listed } from '../text/words.ts'
import type { Related } from './finding.ts'
import { type Adding, type AddTarget, addingOf } from './nix-adding.ts'

/** What a Python package in Nix is, and where it arrives, as a sentence. */
export function usePhrase(use: PackageUse): string {
  const names = [...new Set(use.via.map(({ name }) => name))]
  const through = names.length === 0 ? '' : ` through ${listed(names)}`
  return `${subjectOf(use)} ${sinkPhrase(use)}${through}.`
}

function subjectOf({ kind, names, open }: PackageUse): string {
  const others = open && names.length > 0 ? ', and others,' : ''
  if (kind === 'foreign-manager') return `${listed(names)}, ${managerPhrase(names)},`
  if (kind === 'python-environment') {
    return names.length === 0 ? 'A Python environment' : `A Python environment with ${listed(names)}${others}`
  }
  if (names.length === 0) return open ? 'A Python package by a computed name' : 'A list of Python packages'
  return `Python package${names.length > 1 ? 's' : ''} ${listed(names)}${others}`
}

function managerPhrase(names: readonly string[]): string {
  return names.every((name) => versionManagers.has(name))
    ? 'another manager of Python versions'
    : 'another Python package manager'
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

/** What to do about a use, with the exact commands. */
export function useNext(use: PackageUse, target: AddTarget): string {
  const { kind, names, open } = use
  const it = names.length > 1 ? 'them' : 'it'
  if (kind === 'foreign-manager') return `Remove ${it}; uv does its work.`
  if (kind === 'python-package' && names.length === 0) {
    const what = open ? 'the name that it has on PyPI' : 'what it lists'
    return `Remove it and run \`uv add${target.option} …\` with ${what}.`
  }
  const adding = addingOf(names, target)
  const others = open ? ` Do the same with what else it lists.` : ''
  if (kind === 'python-environment' && use.inText) {
    const first = adding.commands.length === 0 ? '' : ` Run ${listed(adding.commands)} first.`
    return `Run its programs by uv, as in \`uv run${target.option} python …\`.${first}${apartPhrase(adding)}${others}`
  }
  if (kind === 'python-environment') {
    const bare = use.replacement === null ? 'the bare interpreter' : `\`${use.replacement}\``
    const withUv = names.includes('uv') && !use.replacement?.endsWith('uv') ? ' and `uv` from nixpkgs' : ''
    const empty =
      open && names.length === 0 ? ` Run \`uv add${target.option} …\` with what it lists.` : others
    return `Use ${bare}${withUv}${runPhrase(adding)}.${apartPhrase(adding)}${empty}`
  }
  if (use.replacement !== null) return `Use \`${use.replacement}\`, the application.`
  const isDone = adding.commands.length + adding.backends.length + adding.own.length === 0
  if (isDone) return `Remove ${it}; uv does ${names.length > 1 ? 'their' : 'its'} work.${others}`
  return `Remove ${it}${runPhrase(adding)}.${apartPhrase(adding)}${others}`
}

function runPhrase({ commands }: Adding): string {
  return commands.length === 0 ? '' : ` and run ${listed(commands)}`
}

/** What `uv add` is not for. */
function apartPhrase({ backends, own }: Adding): string {
  const build =
    backends.length === 0
      ? ''
      : ` Name ${listed(backends)} under \`[build-system] requires\` of what it builds.`
  if (own.length === 0) return build
  const are = own.length > 1 ? 'are projects' : 'is a project'
  return `${build} ${listed(own)} ${are} of this repository, which \`uv sync\` installs.`
}

/** What a command takes from Nix, as a sentence. */
export function commandPhrase(kind: PackageUse['kind'], names: readonly string[]): string {
  if (kind === 'python-environment') return 'This command makes a Python environment with Nix.'
  if (kind === 'foreign-manager') return `This command brings ${listed(names)}, ${managerPhrase(names)}.`
  return `This command takes the Python package ${listed(names)} from Nix.`
}

/** What to run instead. */
export function commandNext(kind: PackageUse['kind'], names: readonly string[], target: AddTarget): string {
  const command = addingOf(names, target).commands.find((one) => one.startsWith('uv add'))
  const { option } = target
  if (command) return `Run \`${command}\` once, and then \`uv run${option} …\`.`
  if (kind === 'python-environment') return `Run it with \`uv run${option} …\`.`
  return `Leave ${names.length > 1 ? 'them' : 'it'} out; uv does ${names.length > 1 ? 'their' : 'its'} work.`
}
