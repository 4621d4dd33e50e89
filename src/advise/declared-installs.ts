import type { CommandWord } from '../model/programs/word.ts'
import { optionsWithin } from '../model/projects/declared-tools.ts'
import { rootMember } from '../model/projects/root-member.ts'
import type { Requirement } from '../model/projects/workspace.ts'
import { normalizeName } from '../model/python/names.ts'
import { type TomlTable, tableAt } from '../parse/toml/toml-file.ts'
import { manifestOf } from './run-options.ts'
import { isStandalone, type TranslationPlace } from './translation.ts'

/** What of a list of names is declared for the place of a command. */
export interface DeclaredInstalls {
  /** Options of `uv sync` that install those that are declared at one place. */
  readonly options: readonly string[]
  /** Names that several groups or extras list and nothing else does, with options of which each lists all of them. */
  readonly choice: { readonly names: readonly string[]; readonly options: readonly string[] }
  /** Names that are not declared. */
  readonly left: readonly string[]
}

/** Tells for each name by which option of `uv sync` it is installed. */
export function declaredInstalls(names: readonly string[], place: TranslationPlace): DeclaredInstalls {
  const requirements = requirementsFor(place).filter(({ table }) => table.kind !== 'build')
  const declarer = declarerOf(place)
  const options = new Set<string>()
  const left: string[] = []
  const several: { name: string; ways: readonly string[] }[] = []
  for (const name of names) {
    const tables = requirements.flatMap((known) => (known.name === name ? [known.table] : []))
    const groups = namesOf(tables, 'group').map((group) => `--group ${group}`)
    const ways = [...groups, ...namesOf(tables, 'extra').map((extra) => `--extra ${extra}`)]
    const [only] = groups.length === 1 ? groups : ways
    if (tables.length === 0) left.push(name)
    else if (tables.some(({ kind }) => kind === 'dependencies') || groups.includes('--group dev')) continue
    else if (declarer && optionsWithin(declarer, [name])?.length === 0) continue
    else if (only !== undefined && (groups.length === 1 || ways.length === 1)) options.add(only)
    else several.push({ name, ways })
  }
  const open = several.filter(({ ways }) => !ways.some((way) => options.has(way)))
  const first = open[0]?.ways ?? []
  const shared = first.filter((way) => open.every(({ ways }) => ways.includes(way)))
  return {
    options: [...options].flatMap((option) => option.split(' ')),
    choice: { names: open.map(({ name }) => name), options: shared.length > 0 ? shared : first },
    left,
  }
}

function namesOf(
  tables: readonly Requirement['table'][],
  kind: Requirement['table']['kind'],
): readonly string[] {
  return [...new Set(tables.flatMap((table) => (table.kind === kind && table.name ? [table.name] : [])))]
}

/** What is declared for the place: by its project, else anywhere in the workspace. */
function requirementsFor({ command, workspace }: TranslationPlace): readonly Requirement[] {
  if (command.project) return command.project.requirements()
  return workspace?.members.flatMap(({ requirements }) => requirements) ?? []
}

function declarerOf({ command: { project }, workspace }: TranslationPlace) {
  const toml = project && manifestOf(project.directory, workspace)
  return project && toml ? { name: project.name, toml, requirements: project.requirements() } : null
}

/** Whether an operand asks for what is declared, to the letter. */
export function isDeclaredExactly({ text }: CommandWord, place: TranslationPlace): boolean {
  const [, name, specifiers] = /^([\w.-]+)(?:\[[^\]]*\])?\s*([=<>!~][^;@]*)$/.exec(text ?? '') ?? []
  if (name === undefined || specifiers === undefined) return false
  const asked = specifiers.replace(/\s/g, '')
  return requirementsFor(place).some(
    (known) => known.name === normalizeName(name) && known.specifiers.replace(/\s/g, '') === asked,
  )
}

/** Extras that the project of a command, or a named member, does not have; none where its extras are not all known. */
export function unknownExtras(
  extras: readonly string[],
  member: string | undefined,
  { command: { project }, workspace }: TranslationPlace,
): readonly string[] {
  const named = member === undefined ? undefined : workspace?.member(member)
  const standalone = !named && project && isStandalone(project, workspace)
  const root = workspace && rootMember(workspace)
  const toml = standalone ? manifestOf(project.directory, workspace) : ((named ?? root)?.toml ?? null)
  const known = toml && knownExtras(toml)
  return known ? extras.filter((extra) => /^[\w.-]+$/.test(extra) && !known.has(normalizeName(extra))) : []
}

function knownExtras(toml: TomlTable): ReadonlySet<string> | null {
  const project = tableAt(toml, 'project')
  const dynamic = project?.entries.dynamic?.item
  if (
    !project ||
    (dynamic?.kind === 'array' &&
      dynamic.items.some((item) => item.kind === 'string' && item.value === 'optional-dependencies'))
  )
    return null
  return new Set(Object.keys(tableAt(project, 'optional-dependencies')?.entries ?? {}).map(normalizeName))
}
