import { pythonTools } from '../../tables/python-tools.ts'
import { joinPath } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { uvHas, uvOption } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import { isDeclared, membersThatDeclare, optionsForTool } from '../projects/declared-tools.ts'
import { defaultGroupsOf, withIncluded } from '../projects/dependency-groups.ts'
import { lockedNeeds, neededFor } from '../projects/lock/locked-needs.ts'
import type { Member, Workspace } from '../projects/workspace.ts'

/** A tool that `uv run --package M` starts, though neither `M` nor anything that it needs brings it. */
export interface LackingTool {
  readonly word: CommandWord
  /** The distribution that brings the tool. */
  readonly distribution: string
  readonly member: Member
  /** The group of the root that has it, where the command may name it; null where there is none. */
  readonly group: string | null
  /** Another member that has it. */
  readonly owner: Member | null
}

/** Options under which more than the member is installed, or nothing is. */
const widening = [
  ...[
    '--with',
    '-w',
    '--with-requirements',
    '--with-editable',
    '--all-packages',
    '--all-extras',
    '--all-groups',
  ],
  ...[
    '--extra',
    '--group',
    '--only-group',
    '--dev',
    '--only-dev',
    '--no-project',
    '--no-sync',
    '--isolated',
    '--help',
  ],
]

/**
 * The tool of a command that works only in an environment where more than its member was installed before: the root's
 * groups are not those of a member. Told only where a lock says all that the member needs, and another project declares it.
 */
export function lackingTool(
  command: Command,
  { workspace, documents }: { readonly workspace: Workspace; readonly documents: Documents },
): LackingTool | null {
  const { uv, target } = command
  const named = uv?.subcommand === 'run' ? uvOption(uv, '--package')?.text : null
  const member = named ? workspace.member(named) : undefined
  const name = target?.kind === 'tool' || target?.kind === 'module' ? target.text : null
  const tool = name !== null && Object.hasOwn(pythonTools, name) ? pythonTools[name] : undefined
  const lock = documents.get(joinPath(workspace.root, 'uv.lock'))?.file
  if (!uv || !target || !member || !name || !tool || !lock || uvHas(uv, ...widening)) return null
  if (member.hasHiddenRequirements || member.directory === workspace.root) return null
  const from = tool.from ?? [name]
  if (!isDeclared(from, workspace)) return null
  const groups = withIncluded(member.pyproject, defaultGroupsOf(member.pyproject))
  const ofGroups = member.requirements.flatMap(({ name: one, table }) =>
    table.kind === 'group' && groups.has(table.name ?? '') ? [one] : [],
  )
  const needs = lockedNeeds(lock)
  if (!needs.has(member.name)) return null
  const has = neededFor([member.name, ...ofGroups], needs)
  if (from.some((one) => has.has(one))) return null
  const options = optionsForTool(from, member, workspace) ?? []
  const group = options[options.indexOf('--group') + 1]
  const [owner = null] = membersThatDeclare(from, workspace).filter((one) => one !== member)
  const isGroupOfRoot = options.includes('--group') && options.includes(member.name)
  return {
    word: target.word,
    distribution: from[0] ?? name,
    member,
    group: isGroupOfRoot && group !== undefined ? group : null,
    owner: owner && owner.directory !== workspace.root ? owner : null,
  }
}
