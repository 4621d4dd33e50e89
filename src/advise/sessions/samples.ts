import { isDocumented } from '../../parse/script.ts'
import { asideFolder } from '../../tables/readers.ts'
import { isInside, joinPath, nameOf, parentOf } from '../../text/paths.ts'
import { code } from '../translation.ts'
import type { CommandContext, Decision } from './command-context.ts'

/** Whether a command stands in a sample that is no project of its own, so that what it installs goes to what it runs. */
export function isSample(place: CommandContext): boolean {
  const { path } = place.command
  return isSampleFile(path, place) && !place.tree.hasFile(joinPath(parentOf(path), 'setup.py'))
}

/**
 * Whether a file belongs to a sample, whose requirements are none of the project around it: it lies in a folder for samples,
 * or beside the page of a folder that has a list of its own.
 */
export function isSampleFile(path: string, place: CommandContext): boolean {
  const folder = parentOf(path)
  const { project } = place.command
  if (project !== null && isInside(folder, project.directory)) return false
  return asideFolder.test(folder) || listsItsOwn(folder, place)
}

/** What to do about a sample with packages of its own, in whose session nothing runs that could be given them. */
export function adviseSample({ files, libraries, overrides }: Decision, place: CommandContext): string {
  const given = [
    ...[...libraries, ...overrides].flatMap((word) => ['--with', word]),
    ...[...new Set(files)].flatMap((file) => ['--with-requirements', file]),
  ]
  const apart = importsProject(place) ? [] : ['--no-project']
  const run = code(['uv', 'run', ...apart, ...given, '…'], place.source)
  return `The sample has packages of its own: run it with ${run}, or give it a \`pyproject.toml\` and a lock.`
}

/** Whether code beside a page imports a project of the repository, by a module that is called like it. */
function importsProject({ command, tree, commands, workspace }: CommandContext): boolean {
  const modules = (workspace?.members ?? []).map(({ name }) => name.replaceAll('-', '_'))
  const files = tree.filesIn(parentOf(command.path)).filter((path) => path.endsWith('.py'))
  return files.some((path) =>
    [...commands.source(path).matchAll(/^[ \t]*(?:from|import)[ \t]+(\w+)/gm)].some(([, module = '']) =>
      modules.includes(module),
    ),
  )
}

/**
 * Whether a page speaks of its folder, in which a list says what the code beside it needs. Where it names the folder from
 * outside its readers stand there, and a bare name is that of a file of theirs.
 */
function listsItsOwn(folder: string, { command, tree, source }: CommandContext): boolean {
  if (!isDocumented(command.script) || command.page === 'contributing') return false
  if (source.includes(`${folder}/requirements`)) return false
  if (folder === '.' || parentOf(command.path) !== folder) return false
  const lists = tree.filesIn(folder).filter((path) => /^requirements[\w.-]*\.txt$/i.test(nameOf(path)))
  return lists.length > 0 && lists.every((path) => groupFor(path) === null)
}

/** The group that a requirements file is for, by its name or its folder; null for the dependencies themselves. */
export function groupFor(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1)
  const said =
    /([a-z]{1,50})[-_.]?requirement|requirements?[-_.]([a-z]+)/i.exec(name) ??
    (/requirements$/i.test(parentOf(path)) ? /^([a-z]+)/i.exec(name) : null)
  const found = (said?.[1] ?? said?.[2])?.toLowerCase()
  const folder = /^(docs?|tests?|benchmarks?)\//.exec(path)?.[1]
  const word = found && !/^(?:txt|in|base|main|common|prod\w*|lock|all)$/.test(found) ? found : folder
  if (!word) return null
  return /^dev(?:el\w*)?$/.test(word) ? 'dev' : word === 'doc' ? 'docs' : word
}
