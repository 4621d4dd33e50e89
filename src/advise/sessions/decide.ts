import { knownText } from '../../model/environments/requirements.ts'
import { lastOption } from '../../model/programs/arguments.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { applications } from '../../tables/applications.ts'
import { condaPackages } from '../../tables/conda-packages.ts'
import { homeOf } from '../../tables/distributions.ts'
import { meaningOf, type OptionMeaning } from '../../tables/manager-options.ts'
import { addingManagers, managers } from '../../tables/managers.ts'
import { isPythonLibrary } from '../../tables/pypi-names.ts'
import { nameOf } from '../../text/paths.ts'
import { onlyIdle } from '../translation.ts'
import { type CommandContext, type Decision, undecided } from './command-context.ts'
import { declaredFor } from './declared.ts'
import { decideDirectories, decideSync, listed, ownDirectory, projectIn } from './own-project.ts'
import { decidePackages, nameIn } from './packages.ts'
import { both, decideFiles } from './requirements-file.ts'
import { nothing } from './selection.ts'

/** What takes the place of a command that installs into the environment of the session. */
export function decide(use: ForeignUse, place: CommandContext): Decision {
  if (managers[use.manager]?.conda) return decideConda(use, place)
  if (use.does === 'sync' && use.manager !== 'uv pip' && use.manager !== 'pip') return decideSync(use, place)
  if (use.manager === 'setup.py') return decideDirectories({ ...use, directories: [dot(use)] }, place)
  if (use.manager === 'ensurepip') return undecided
  if (use.manager === 'pipenv' && use.operands.length === 0) return decideSync(use, place)
  if (addingManagers.has(use.manager))
    return { ...undecided, libraries: use.operands, certain: onlyIdle(use, 'group', 'development') }
  const special = decideOptions(use, place)
  if (special) return special
  const found = [decideDirectories(use, place), decideFiles(use, place), decidePackages(use, place)].reduce(
    both,
  )
  const constraints = lastOption(use.options, '-c', '--constraint', '--constraints')
  const known = onlyIdle(use, 'source')
  const groups = use.options.flatMap(({ name, value }) =>
    name === '--group' && value?.text ? [value.text] : [],
  )
  const wants =
    groups.length > 0
      ? {
          ...(found.wants ?? nothing),
          groups: [...(found.wants?.groups ?? []), ...groups.filter((group) => group !== 'dev')],
        }
      : found.wants
  const notes = constraints
    ? [
        ...found.notes,
        'The lock pins what the constraints do; what is left of them belongs to `constraint-dependencies` under `[tool.uv]` of the root.',
      ]
    : found.notes
  return { ...found, wants, notes, certain: found.certain && (known || groups.length > 0) }
}

function dot({ words }: ForeignUse): ForeignUse['words'][number] {
  const [first] = words
  const span = first?.span ?? { start: 0, end: 0 }
  return { text: '.', span, parts: [{ kind: 'text', text: '.', quoted: false, span }] }
}

/** Options after which an install is no plain one: another index, no dependencies, no isolation, constraints. */
function decideOptions(use: ForeignUse, place: CommandContext): Decision | null {
  const has = (meaning: OptionMeaning) =>
    use.options.findLast(({ name }) => name !== null && meaningOf(use.manager, name) === meaning)
  const own = use.directories.length > 0
  if (has('no-dependencies') && own) {
    const other = use.directories.find((word) => isOtherProject(word, place))
    if (other) {
      const written = place.source.slice(other.span.start, other.span.end)
      if (use.manager === 'uv pip') return { ...undecided, stays: true }
      return {
        ...undecided,
        open: [
          `\`${written}\` is another project: keep \`uv pip install --no-deps ${written}\` behind the sync.`,
        ],
      }
    }
    const again = has('again')
    const name = place.command.project?.name
    return {
      ...undecided,
      open: [
        again && name
          ? `Use \`uv sync --reinstall-package ${name}\`.`
          : 'It is installed without dependencies on purpose: `uv sync --inexact --only-install-project` does the same and keeps what else is there.',
      ],
    }
  }
  if (lastOption(use.options, '--no-build-isolation')) {
    const name = nameOfFirst(use) ?? '<name>'
    return {
      ...undecided,
      open: [
        `Declare \`${name}\`, and what it needs to be built, once: by \`[tool.uv.extra-build-dependencies]\`, or \`no-build-isolation-package = ["${name}"]\` under \`[tool.uv]\`; then \`uv sync\` installs it.`,
      ],
    }
  }
  const index = has('index')?.value
  const configured = index?.text ? configuredFor(use, index.text, place) : undefined
  if (configured) return configured
  if (index) {
    const address = index.text ?? '…'
    return {
      ...undecided,
      open: [
        `Name the index once under \`[[tool.uv.index]]\` (\`url = "${address}"\`, \`explicit = true\`) and in \`[tool.uv.sources]\` of what comes from it; then \`uv sync\` installs it.`,
      ],
    }
  }
  return null
}

/** What the first thing that is installed is called: by its name, or as its folder is. */
function nameOfFirst({ names, operands, directories }: ForeignUse): string | null {
  const [name = null] = [
    ...names,
    ...operands.flatMap((word) => nameIn(knownText(word).replace(/(?<!\s)\s*@.*$/s, '')) ?? []),
  ]
  const folder = directories[0]?.text?.replace(/\[.*/s, '').replace(/(?<!\/)\/+$/, '')
  return name ?? (folder && !/^\.*$/.test(folder) ? nameOf(folder) : null)
}

/**
 * Packages from an index that the manifest names for them: the extra or group under which they come from there, or nothing
 * where they always do. Undefined when the manifest does not say so of each of them.
 */
function configuredFor(use: ForeignUse, address: string, place: CommandContext): Decision | undefined {
  const { workspace } = place
  const index = workspace?.pyproject.uv?.indexes.find(
    ({ url }) => url?.replace(/\/$/, '') === address.replace(/\/$/, ''),
  )
  const name = index?.name?.text
  if (!workspace || name === undefined || use.names.length === 0 || use.names.length !== use.operands.length)
    return undefined
  const extras = new Set<string>()
  const groups = new Set<string>()
  for (const wanted of use.names) {
    const from = workspace.sources.get(wanted)?.alternatives.find((source) => source.index === name)
    const declared = declaredFor(wanted, place)
    if (!from || !declared) return undefined
    const { extra, group } = from
    if (extra !== undefined) extras.add(extra)
    if (group !== undefined) groups.add(group)
  }
  const wants = { ...nothing, extras: [...extras], groups: [...groups] }
  return { ...undecided, wants, notes: [`The index is \`${name}\` in the manifest.`] }
}

/** Whether a directory of the repository holds another project than the one that uv syncs. */
function isOtherProject(word: CommandWord, place: CommandContext): boolean {
  const directory = word.text === null ? null : ownDirectory(word.text, place)
  return directory !== null && directory !== '.' && projectIn(directory, place) === null
}

/** Whether a package of conda is known to be one of Python. */
function isOnIndex(name: string, place: CommandContext): boolean {
  return (
    isPythonLibrary(name) ||
    homeOf(name) !== null ||
    Object.hasOwn(applications, name) ||
    declaredFor(name, place) !== null
  )
}

/** conda: what is no Python package comes from Nix; what is one is declared. */
function decideConda(use: ForeignUse, place: CommandContext): Decision {
  const names = use.operands.map(({ text }) =>
    (text ?? '')
      .replace(/[=<>!~ ].*/s, '')
      .replace(/^.*::/, '')
      .toLowerCase(),
  )
  const system = names.filter(
    (name) => Object.hasOwn(condaPackages, name) || /^(?:cuda|lib|gcc|gxx)/.test(name),
  )
  const others = names.filter(
    (name) => !system.includes(name) && nameIn(name) !== null && name !== 'python' && name !== 'pip',
  )
  const python = others.filter((name) => isOnIndex(name, place))
  const unsure = others.filter((name) => !python.includes(name))
  const hasFlake = place.tree.hasFile('flake.nix')
  const open: string[] = []
  if (system.length > 0) {
    const attributes = system.map((name) => `pkgs.${condaPackages[name] ?? name}`)
    open.push(
      hasFlake
        ? `Take ${listed(system)} from the flake (${listed(attributes)}).`
        : `Take ${listed(system)} from the system or from a flake.`,
    )
  }
  if (python.length > 0)
    open.push(
      `Declare ${listed(python)} with \`uv add\`; then \`uv sync\` installs ${python.length === 1 ? 'it' : 'them'}.`,
    )
  if (unsure.length > 0)
    open.push(
      `Take ${listed(unsure)} from ${hasFlake ? 'the flake' : 'the system'}, or declare ${unsure.length === 1 ? 'it' : 'them'} with \`uv add\` as far as ${unsure.length === 1 ? 'it is a Python package' : 'they are Python packages'}.`,
    )
  if (open.length === 0)
    open.push(
      `Declare Python packages with \`uv add\`; take other libraries from ${hasFlake ? 'the flake' : 'the system'}.`,
    )
  return { ...undecided, open }
}
