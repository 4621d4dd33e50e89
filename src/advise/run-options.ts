import { type NewWords, textOf } from '../model/programs/new-words.ts'
import { distributionsOf } from '../model/programs/python-tools.ts'
import { optionsForTool, optionsWithin } from '../model/projects/declared-tools.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { normalizeName } from '../model/python/names.ts'
import { itemAt, stringAt, type TomlTable } from '../parse/toml/toml-file.ts'
import { interpreterName } from '../tables/program-names.ts'
import { nameOf } from '../text/paths.ts'
import { isStandalone, optionOrMember, projectOption, type TranslationPlace } from './translation.ts'

/** What stands between `uv run` and a command. */
export interface RunOptions {
  readonly options: readonly string[]
  /** The distribution that brings the program and that nothing declares. */
  readonly undeclared?: string
}

/** Options of `uv run` for a command, the program first: its project, and the extra or the group that brings the program. */
export function runOptions(words: NewWords, { command, workspace }: TranslationPlace): RunOptions {
  const option = optionOrMember(projectOption(command, workspace))
  const distributions = distributionsIn(words)
  const [first] = distributions
  if (first === undefined) return { options: option }
  const { project } = command
  if (project && isStandalone(project, workspace)) {
    const toml = manifestOf(project.directory, workspace)
    const requirements = project.requirements()
    const own = toml && optionsWithin({ name: project.name, toml, requirements }, distributions)
    return own ? { options: [...option, ...own] } : { options: option, undeclared: first }
  }
  const options = workspace && optionsForTool(distributions, command.member, workspace)
  return options ? { options } : { options: option, undeclared: first }
}

function distributionsIn(words: NewWords): readonly string[] {
  const [program = '', option, module = ''] = words.map(textOf)
  const name = nameOf(program)
  return interpreterName.test(name) && option === '-m'
    ? distributionsOf(module, 'module')
    : distributionsOf(name, 'program')
}

/** The manifest of the project in exactly this directory. */
export function manifestOf(directory: string, workspace: Workspace | null): TomlTable | null {
  if (!workspace || workspace.root === directory) return workspace?.toml ?? null
  const projects = [...workspace.members, ...workspace.outsiders]
  return projects.find((project) => project.directory === directory)?.toml ?? null
}

/** What an environment of hatch adds to a project. */
export interface HatchEnvironment {
  /** `--python` with its version, or nothing. */
  readonly python: readonly string[]
  /** Normalised names. */
  readonly extras: readonly string[]
}

/** What an environment of hatch adds: its Python and its features, those of its templates included. */
export function hatchEnvironment(
  environment: string,
  directory: string,
  workspace: Workspace | null,
): HatchEnvironment {
  const toml = manifestOf(directory, workspace) ?? undefined
  const seen = new Set<string>()
  const extras = new Set<string>()
  let python: string | undefined
  for (let at: string | undefined = environment; at !== undefined && !seen.has(at); ) {
    seen.add(at)
    python ??= stringAt(itemTable(toml, at), 'python')
    const features = itemAt(itemTable(toml, at), 'features')
    for (const item of features?.kind === 'array' ? features.items : [])
      if (item.kind === 'string') extras.add(normalizeName(String(item.value)))
    at = stringAt(itemTable(toml, at), 'template')
  }
  return { python: python === undefined ? [] : ['--python', python], extras: [...extras] }
}

function itemTable(toml: TomlTable | undefined, environment: string): TomlTable | undefined {
  const item = itemAt(toml, 'tool', 'hatch', 'envs', environment)
  return item?.kind === 'table' ? item : undefined
}
