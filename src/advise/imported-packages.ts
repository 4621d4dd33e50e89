import type { Command, Commands } from '../model/commands/command.ts'
import { knownText } from '../model/environments/requirements.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import type { PythonTarget } from '../model/programs/python.ts'
import { isDeclared } from '../model/projects/declared-tools.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { isDocumented } from '../parse/script.ts'
import { isDevelopmentTool } from '../tables/distributions.ts'
import { importNames } from '../tables/import-names.ts'
import { packaging } from '../tables/managers.ts'
import { parentOf, resolvePath } from '../text/paths.ts'

/** The module of a distribution, as far as that is known. */
export function moduleOf(name: string): string {
  return importNames[name] ?? name.replace(/-/g, '_')
}

/** Whether a script, or the code of a command, imports one of the packages: only then it is known to need it. */
export function importsOneOf(
  packages: readonly string[],
  command: Command,
  target: PythonTarget | null,
  commands: Commands,
): boolean {
  const text = target?.kind === 'code' ? (target.text ?? knownText(target.word)) : scriptOf(command, commands)
  if (text === null) return false
  return packages.some((name) => {
    const module = moduleOf(name)
    return new RegExp(`(?:^|;)[ \\t]*(?:import|from)\\s+${module.replace(/[.]/g, '\\.')}\\b`, 'm').test(text)
  })
}

/** The text of the script that a command starts; null when it is not of the repository. */
function scriptOf(command: Command, commands: Commands): string | null {
  const words = command.uv?.subcommand === 'run' ? command.uv.target : command.words
  const script = words.find(({ text, fromRoot }) => /\.py$/.test(text ?? fromRoot ?? ''))
  const folders = [command.directory, ...(isDocumented(command.script) ? [parentOf(command.path)] : [])]
  const paths = script
    ? [script.fromRoot ?? null, ...folders.map((folder) => resolvePath(folder, script.text ?? ''))]
    : []
  return paths.map((path) => (path === null ? '' : commands.source(path))).find(Boolean) ?? null
}

/**
 * What a script of a page imports that an earlier section of the page installs and no project declares, as options of
 * `uv run`; empty for anything else.
 */
export function besideFromPage(
  command: Command,
  target: PythonTarget,
  { commands, workspace }: { readonly commands: Commands; readonly workspace: Workspace },
): NewWords {
  if (!isDocumented(command.script) || target.kind !== 'script') return []
  const before = installsByPage(commands)
    .get(command.path)
    ?.filter(({ at }) => at < command.span.start)
  const names = new Set(before?.map(({ name }) => name))
  return [...names]
    .slice(0, mostInstalled)
    .filter((name) => !isDeclared([name], workspace) && importsOneOf([name], command, target, commands))
    .flatMap((name) => ['--with', name])
}

/** More packages than a page installs for its scripts. */
const mostInstalled = 12

interface InstallOnPage {
  readonly name: string
  /** Offset of the command. */
  readonly at: number
}

/** Every bare command of a page asks. */
const known = new WeakMap<Commands, ReadonlyMap<string, readonly InstallOnPage[]>>()

function installsByPage(commands: Commands): ReadonlyMap<string, readonly InstallOnPage[]> {
  const found = known.get(commands)
  if (found) return found
  const pages = new Map<string, InstallOnPage[]>()
  for (const { foreign, script, stance, audience, path, span } of commands.all) {
    if (foreign?.does !== 'install' || !foreign.manager.endsWith('pip') || !isDocumented(script)) continue
    if (stance.value !== 'runs' || audience.value !== 'contributor') continue
    const libraries = foreign.names.filter((name) => !packaging.has(name) && !isDevelopmentTool(name))
    const page = pages.get(path) ?? []
    page.push(...libraries.map((name) => ({ name, at: span.start })))
    pages.set(path, page)
  }
  known.set(commands, pages)
  return pages
}
