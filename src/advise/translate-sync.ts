import type { Command } from '../model/commands/command.ts'
import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import type { CommandWord } from '../model/programs/word.ts'
import type { Member } from '../model/projects/workspace.ts'
import { normalizeName } from '../model/python/names.ts'
import { nameOf, parentOf, resolvePath } from '../text/paths.ts'
import { unknownExtras } from './declared-installs.ts'
import { syncOptions } from './sync-options.ts'
import {
  code,
  isStandalone,
  optionOrMember,
  projectOption,
  type Translation,
  type TranslationPlace,
} from './translation.ts'

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
  const asked = syncOptions(use)
  extras.push(...asked.options)
  if (!asked.whole) plain = false
  if (use.files.some(({ text }) => text === null || /[{}*$<>]/.test(text))) plain = false
  if (!target && use.files.length > 0 && use.directories.length === 0) return declareListed(use, place)
  const { kept, unknown } = withKnownExtras(extras, target, place)
  if (unknown.length > 0) plain = false
  const words = ['uv', 'sync', ...optionOrMember(target), ...kept]
  const next = target
    ? `Use ${code(words, source)}${saidOf(unknown)}.`
    : `Use ${code(['uv', 'sync', ...extras], source)}${hasMembers(place) ? ', with `--package <member>` for one member' : ''}.`
  if (!target || !plain) return { next }
  return { next, words, because: 'it installs what `uv.lock` lists, and removes everything else' }
}

/** Options without the extras that the project does not have, and those. */
function withKnownExtras(
  options: readonly string[],
  target: readonly string[] | null,
  place: TranslationPlace,
): { readonly kept: readonly string[]; readonly unknown: readonly string[] } {
  const extras = options.filter((_, at) => options[at - 1] === '--extra')
  const member = target?.[0] === '--package' ? target[1] : undefined
  const unknown = target ? unknownExtras(extras, member, place) : []
  const dropped = (at: number) => options[at] === '--extra' && unknown.includes(options[at + 1] ?? '')
  return { kept: options.filter((_, at) => !dropped(at) && !dropped(at - 1)), unknown }
}

/** Says of extras that they are left out; uv stops at an extra that is not declared. */
export function saidOf(unknown: readonly string[]): string {
  if (unknown.length === 0) return ''
  return `; no extra is called ${unknown.map((extra) => `\`${extra}\``).join(' or ')}`
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
function declareListed(use: ForeignUse, place: TranslationPlace): Translation {
  const { command, workspace, source, commands } = place
  const option = projectOption(command, workspace)
  const files = use.files.map((file) => ({ ...file, path: listedAt(file.text, place) }))
  const own = command.project?.name ?? null
  const listsOwn = files.some(
    ({ path }) => path !== null && own !== null && lists(commands.source(path), own),
  )
  const atRoot = option?.[0] === '--project' || command.directory === '.' || command.moved !== undefined
  const listed = files.map(({ span, path }) => (path && atRoot ? path : source.slice(span.start, span.end)))
  const words = ['uv', 'add', ...optionOrMember(option), ...listed.flatMap((file) => ['-r', file])]
  const what = use.files.length === 1 ? 'it lists' : 'they list'
  const but = listsOwn ? `, without \`${own}\` itself` : ''
  return {
    next: `Declare what ${what} once with ${code(words, source)}${but}; then \`uv sync\` installs it.`,
  }
}

/** Where a requirements file lies, seen from the root: as the command sees it, or beside the document. */
function listedAt(text: string | null, { command, tree }: TranslationPlace): string | null {
  if (text === null) return null
  const found = [command.directory, parentOf(command.path)].map((directory) => resolvePath(directory, text))
  return found.find((path) => path !== null && tree.hasFile(path)) ?? null
}

/** Whether the lines of a requirements file name a package, or the repository that is called like it. */
function lists(text: string, name: string): boolean {
  return text.split(/\r?\n/).some((line) => {
    const [first = ''] = line.trim().split(/[\s#;@=<>!~[]/, 1)
    const last = first.startsWith('git+') ? nameOf(first).replace(/\.git$/, '') : first
    return normalizeName(last) === name
  })
}

/** How uv is told the project of the one directory that is installed; null when several or none fit. */
function syncTarget(use: ForeignUse, place: TranslationPlace): readonly string[] | null {
  const { command, workspace } = place
  const atRoot = command.directory === '.' || command.directory === workspace?.root
  const base = atRoot ? folderRoot(command) : command.directory
  const directoryAt = (path: string | null) =>
    path === '.' || path === './' ? base : path === null ? null : resolvePath(command.directory, path)
  const found = new Set<string | null>()
  for (const { text } of use.directories) found.add(directoryAt(text?.replace(/\[.*$/, '') ?? null))
  for (const { text } of use.files) {
    const beside = command.page === null ? null : resolvePath(parentOf(command.path), text ?? '')
    const listed = beside !== null && place.tree.hasFile(beside)
    found.add(listed ? parentOf(beside) : directoryAt(text?.includes('/') ? parentOf(text) : '.'))
  }
  if (found.size === 0) found.add(base)
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
