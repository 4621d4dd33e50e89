import type { FileTree } from '../discover/file-tree.ts'
import type { Command, Commands } from '../model/commands/command.ts'
import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import { asWritten } from '../model/programs/word.ts'
import type { Project } from '../model/projects/named-projects.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { meaningOf, type OptionMeaning } from '../tables/manager-options.ts'

/** What uv would call a use of another manager. */
export interface Translation {
  /** What to do, as a sentence. */
  readonly next: string
  /** The command in its place; absent when it would be a guess. */
  readonly words?: NewWords
  /** Absent when the meaning is certain. */
  readonly because?: string
}

/** Where a command that is translated stands. */
export interface TranslationContext {
  readonly command: Command
  /** All of the repository's, for what stands around it. */
  readonly commands: Commands
  readonly workspace: Workspace | null
  readonly tree: FileTree
  /** The text of the file, for words as they are written. */
  readonly source: string
}

/** Whether all options of a use mean nothing that uv would not do by itself, or one of the meanings given. */
export function onlyIdle({ manager, options }: ForeignUse, ...also: readonly OptionMeaning[]): boolean {
  return options.every(({ name }) => {
    const meaning = name === null ? undefined : meaningOf(manager, name)
    return meaning === 'nothing' || meaning === 'again' || (meaning !== undefined && also.includes(meaning))
  })
}

/** How uv is told to work for a project when it is called at the root; null when that project is not certain. */
export function projectOption(
  { directory, member, project }: Command,
  workspace: Workspace | null,
): readonly string[] | null {
  if (project && isStandalone(project, workspace))
    return directory === project.directory || project.directory === '.'
      ? []
      : ['--project', project.directory]
  if (!workspace || (!workspace.explicit && workspace.members.length <= 1)) return []
  if (workspace.members.length === 1 && !workspace.virtual) return []
  return member ? ['--package', member.name] : null
}

/** Whether a machine or the run of a notebook repeats the command, and nobody is there to commit what it changes. */
export function isRepeated({ host, script: { context } }: Command): boolean {
  const repeated = context.kind === 'config' && /^(?:notebook|gitlab-ci|compose)$/.test(context.format)
  return host === 'workflow' || host === 'dockerfile' || repeated
}

/** Whether a project belongs to no workspace that was read. */
export function isStandalone({ directory }: Project, workspace: Workspace | null): boolean {
  return !workspace?.members.some((member) => member.directory === directory)
}

/** The option, or a placeholder for it. */
export function optionOrMember(option: readonly string[] | null): readonly string[] {
  return option ?? ['--package', '<member>']
}

/** Words as code in a sentence, kept ones as they are written, unless the host escapes them. */
export function code(words: NewWords, source: string): string {
  const written = asWritten<string>(words).map((word) => {
    if (typeof word === 'string') return word
    const raw = source.slice(word.span.start, word.span.end)
    return raw.includes('\\') && word.text !== null ? quoted(word.text) : raw
  })
  return `\`${written.join(' ')}\``
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `"${text}"`
}

/** The first of a long list, as a sentence can hold them. */
export function few<Item>(items: readonly Item[]): readonly (Item | '…')[] {
  return items.length > 6 ? [...items.slice(0, 4), '…'] : items
}
