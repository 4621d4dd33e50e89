import type { FileTree } from '../../discover/file-tree.ts'
import { nearest } from '../../text/nearest.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import { isPlaceholderName } from '../pages/placeholder.ts'
import { type UvInvocation, uvHas, uvOption } from '../programs/uv-invocation.ts'
import { selectableGroups } from '../projects/dependency-groups.ts'
import { projectAt } from '../projects/enclosing-project.ts'
import type { Forest } from '../projects/forest.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import { isValidName, normalizeName } from '../python/names.ts'
import { runsByHeader } from './inline-metadata.ts'

/** An extra or a dependency group that a command of uv selects and that no project it works on declares. */
export interface UndeclaredName {
  readonly kind: 'extra' | 'group'
  /** As written. */
  readonly name: string
  /** The place of the name in the command. */
  readonly span: Span
  /** The option's own word, such as `--extra`. */
  readonly option: { readonly text: string; readonly span: Span }
  /** The projects that uv asks; several at a workspace root without a project, and with `--all-packages`. */
  readonly asked: readonly Member[]
  /** Names of this kind that uv would accept there. */
  readonly known: readonly string[]
  /** Whether it is declared there as the other kind. */
  readonly otherKind: boolean
  /** Other members of the workspace that declare it. */
  readonly owners: readonly Member[]
}

/** Options whose value must be declared, by the subcommands that check it (uv 0.13: `validate_target` of each). */
const selecting: Readonly<Record<string, 'extra' | 'group'>> = {
  '--extra': 'extra',
  '--no-extra': 'extra',
  '--group': 'group',
  '--no-group': 'group',
  '--only-group': 'group',
}
const checking: readonly string[] = ['sync', 'run', 'export', 'check']

/** With these, `uv run` asks no project, or does not look at what it declares. */
const unchecked = ['--no-project', '--no-sync', '--script', '-s', '--help', '-h']

/** The undeclared extras and groups that a command selects; empty where what is declared is not known. */
export function undeclaredNames(
  command: Command,
  facts: {
    readonly commands: Commands
    readonly workspace: Workspace
    readonly projects: Forest
    readonly tree: FileTree
  },
): readonly UndeclaredName[] {
  const { uv } = command
  if (!uv || !checking.includes(uv.subcommand) || uvHas(uv, ...unchecked)) return []
  if (!uv.options.some(({ name }) => name !== null && name in selecting)) return []
  if (runsByHeader(command, facts.commands)) return []
  const asked = askedBy(uv, command, facts)
  if (!asked || asked.some(isDynamic)) return []
  const { workspace } = facts
  const extras = asked.flatMap((member) => member.extras)
  const groups = [...asked.flatMap(groupsOf), ...selectableGroups(workspace.pyproject)]
  return uv.options.flatMap(({ name: option, word, value }): UndeclaredName[] => {
    const kind = option === null ? undefined : selecting[option]
    if (option === null || !kind || !value || value.text === null) return []
    const known = kind === 'extra' ? extras : groups
    const others = kind === 'extra' ? groups : extras
    const written = value.word?.written ?? value.span
    return partsOf(kind, value.text, written, facts.commands.source(command.path)).flatMap(
      ({ name, span }) => {
        const normal = normalizeName(name)
        if (!isValidName(name) || known.includes(normal)) return []
        if (homeOfFile(command, facts.projects)?.[kind === 'extra' ? 'extras' : 'groups'].includes(normal))
          return []
        if (isPlaceholderName(name) && !nearest(normal, [...known, ...others])) return []
        return {
          kind,
          name,
          span,
          option: { text: option, span: word.span },
          asked,
          known: [...new Set(known)],
          otherKind: others.includes(normal),
          owners: workspace.members.filter(
            (member) =>
              !asked.includes(member) &&
              (kind === 'extra' ? member.extras : groupsOf(member)).includes(normal),
          ),
        }
      },
    )
  })
}

/** The project of the file, from where it may be meant to be started, where its commands stay at another root. */
function homeOfFile({ path, moved, root, host }: Command, projects: Forest): Member | undefined {
  const home = moved || host === 'workflow' ? null : projects.rootFor(path)
  return home && home !== root ? home.memberAt(path) : undefined
}

function groupsOf({ pyproject }: Member): readonly string[] {
  return selectableGroups(pyproject)
}

/** Whether a build backend decides which extras there are. */
function isDynamic({ dynamic }: Member): boolean {
  return dynamic.includes('optional-dependencies')
}

/** The names of one value: uv parts those of `--extra` at commas, and no others. */
function partsOf(kind: 'extra' | 'group', text: string, written: Span, source: string) {
  const at = source.slice(written.start, written.end).indexOf(text)
  if (at < 0) return kind === 'extra' && text.includes(',') ? [] : [{ name: text, span: written }]
  const start = written.start + at
  if (kind === 'group' || !text.includes(','))
    return [{ name: text, span: { start, end: start + text.length } }]
  let from = start
  return text.split(',').map((name) => {
    const span = { start: from, end: from + name.length }
    from = span.end + 1
    return { name, span }
  })
}

/** The members that uv asks for the name; null where they are not known or a name of them is wrong. */
function askedBy(
  uv: UvInvocation,
  { directory, moved }: Command,
  { workspace, tree }: { readonly workspace: Workspace; readonly tree: FileTree },
): readonly Member[] | null {
  if (workspace.unread.length > 0 || (moved && directory === null)) return null
  if (uvHas(uv, '--all-packages')) return workspace.members
  const named = uv.options.filter(({ name }) => name === '--package')
  if (named.length > 0) {
    const members = named.map(({ value }) => (value?.text ? workspace.member(value.text) : undefined))
    return members.every((member) => member !== undefined) ? members : null
  }
  const project = uvOption(uv, '--project')
  const start = project ? (project.text === null ? null : resolvePath(directory, project.text)) : directory
  if (start === null || !tree.hasDirectory(start)) return null
  const found = projectAt(start, workspace, tree)
  if (found?.kind === 'member') return [found.member]
  return found?.kind === 'virtual-root' ? workspace.members : null
}
