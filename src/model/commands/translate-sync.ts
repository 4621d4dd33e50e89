import type { Member } from '../workspace/workspace.ts'
import type { Command, CommandWord } from './commands.ts'
import type { ForeignUse } from './foreign-managers.ts'
import { parentOf, resolvePath } from './paths.ts'
import {
  code,
  isIdle,
  isStandalone,
  optionOrMember,
  projectOption,
  type Translation,
  type TranslationPlace,
} from './translation.ts'

const sources = new Set(['-e', '--editable', '-r', '--requirement', '--requirements'])

/** What uv does in place of installing a project or what a requirements file lists. */
export function translateSync(use: ForeignUse, place: TranslationPlace): Translation {
  const { source } = place
  const target = syncTarget(use, place)
  const extras: string[] = []
  let plain = use.operands.every((word) => use.directories.includes(word)) || use.manager === 'setup.py'
  for (const word of [...use.operands, ...use.directories.filter((path) => !use.operands.includes(path))]) {
    extras.push(...extrasOf(word))
    if (word.text === null) plain = false
  }
  for (const { name, value } of use.options) {
    if (name === '--with' || name === '-G' || name === '--group') {
      for (const group of value?.text?.split(',') ?? []) extras.push('--group', group.trim())
    } else if (name === '-E' || name === '--extras' || name === '--extra') {
      for (const extra of value?.text?.split(/[ ,]+/) ?? []) extras.push('--extra', extra)
    } else if (name === '--all-extras') extras.push(name)
    else if (name === '--no-dev' || name === '--prod') extras.push('--no-dev')
    else if (name === '--dev' && use.manager === 'pipenv') continue
    else if (name === null || !(isIdle(name) || sources.has(name))) plain = false
  }
  if (use.files.some(({ text }) => text === null || /[{}*$<>]/.test(text))) plain = false
  if (!target && use.files.length > 0 && use.directories.length === 0) return declareListed(use, place)
  const words = ['uv', 'sync', ...optionOrMember(target), ...extras]
  const next = target
    ? `Use ${code(words, source)}.`
    : `Use ${code(['uv', 'sync', ...extras], source)}${hasMembers(place) ? ', with `--package <member>` for one member' : ''}.`
  if (!target || !plain) return { next }
  return { next, words, because: 'it installs what `uv.lock` lists, and removes everything else' }
}

/** Whether a member can be named: the workspace holds more than one project. */
function hasMembers({ workspace }: TranslationPlace): boolean {
  return workspace !== null && (workspace.virtual || workspace.members.length > 1)
}

/** `.[dev]`, `./evio[dev]`, `evio[dev] @ .`. */
function extrasOf({ text }: CommandWord): string[] {
  const names = /^[^[\]]*\[([\w, -]+)\](?:\s*@.*)?$/.exec(text ?? '')?.[1]?.split(',') ?? []
  return names.flatMap((extra) => ['--extra', extra.trim()])
}

/** A requirements file that stands beside no manifest: uv reads it into one. */
function declareListed(use: ForeignUse, { command, workspace, source }: TranslationPlace): Translation {
  const option = optionOrMember(projectOption(command, workspace))
  const listed = use.files.map(({ span }) => source.slice(span.start, span.end))
  const words = ['uv', 'add', ...option, ...listed.flatMap((file) => ['-r', file])]
  const what = use.files.length === 1 ? 'it lists' : 'they list'
  return { next: `Declare what ${what} once with ${code(words, source)}; then \`uv sync\` installs it.` }
}

/** How uv is told the project of the one directory that is installed; null when several or none fit. */
function syncTarget(use: ForeignUse, place: TranslationPlace): readonly string[] | null {
  const { command, workspace } = place
  const paths = [
    ...use.directories.map(({ text }) => text?.replace(/\[.*$/, '') ?? null),
    ...use.files.map(({ text }) => (text?.includes('/') ? parentOf(text) : '.')),
  ]
  const atRoot = command.directory === '.' || command.directory === workspace?.root
  const base = atRoot ? folderRoot(command) : command.directory
  const found = new Set<string | null>()
  for (const path of paths.length > 0 ? paths : ['.']) {
    const own = path === '.' || path === './'
    found.add(own ? base : path === null ? null : resolvePath(command.directory, path))
  }
  const [directory] = found
  return found.size === 1 && typeof directory === 'string' ? optionFor(directory, place) : null
}

/** How uv is told the project of exactly this directory; null when there is none. */
function optionFor(directory: string, { command, workspace }: TranslationPlace): readonly string[] | null {
  const { project } = command
  if (project?.directory === directory && isStandalone(project, workspace))
    return projectOption(command, workspace)
  const member: Member | undefined = workspace?.members.find((known) => known.directory === directory)
  if (!member) return null
  return workspace?.members.length === 1 && !workspace.virtual ? [] : ['--package', member.name]
}

/** What `.` means in a file that stays at the root: its project, unless a sample or a tool has the folder for itself. */
function folderRoot({ path, directory, project }: Command): string | null {
  const folder = parentOf(path)
  const home = project?.directory ?? directory
  if (home === null || folder === home) return home
  const inside = home === '.' ? folder : folder.slice(home.length + 1)
  return /^(?:\.\w+|docs?|scripts?|tools?|bin|ci)(?:\/|$)/i.test(inside) ? home : null
}
