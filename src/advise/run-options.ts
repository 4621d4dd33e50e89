import type { HatchTable, Manifest } from '../model/manifest/manifest.ts'
import { type NewWords, textOf } from '../model/programs/new-words.ts'
import { distributionsOf } from '../model/programs/python-tools.ts'
import { optionsForTool, optionsWithin } from '../model/projects/declared-tools.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { normalizeName } from '../model/python/names.ts'
import { interpreterName } from '../tables/program-names.ts'
import { nameOf } from '../text/paths.ts'
import { isStandalone, optionOrMember, projectOption, type TranslationContext } from './translation.ts'

/** What stands between `uv run` and a command. */
export interface RunOptions {
  readonly options: readonly string[]
  /** The distribution that brings the program and that nothing declares. */
  readonly undeclared?: string
}

/** Options of `uv run` for a command, the program first: its project, and the extra or the group that brings the program. */
export function runOptions(words: NewWords, { command, workspace }: TranslationContext): RunOptions {
  const option = optionOrMember(projectOption(command, workspace))
  const distributions = distributionsIn(words)
  const [first] = distributions
  if (first === undefined) return { options: option }
  const { project } = command
  if (project && isStandalone(project, workspace)) {
    const pyproject = manifestOf(project.directory, workspace)
    const { name, requirements } = project
    const own = pyproject && optionsWithin({ name, requirements, pyproject }, distributions)
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
export function manifestOf(directory: string, workspace: Workspace | null): Manifest | null {
  if (!workspace || workspace.root === directory) return workspace?.pyproject ?? null
  const projects = [...workspace.members, ...workspace.outsiders]
  return projects.find((project) => project.directory === directory)?.pyproject ?? null
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
  const environments = manifestOf(directory, workspace)?.hatchEnvironments
  const seen = new Set<string>()
  const extras = new Set<string>()
  let python: string | null = null
  for (let at: string | null = environment; at !== null && !seen.has(at); ) {
    seen.add(at)
    const table: HatchTable | undefined = environments?.get(at)
    python ??= table?.python ?? null
    for (const feature of table?.features ?? []) extras.add(normalizeName(feature))
    at = table?.template ?? null
  }
  return { python: python === null ? [] : ['--python', python], extras: [...extras] }
}
