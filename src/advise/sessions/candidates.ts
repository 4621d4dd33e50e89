import { sharesFolder } from '../../model/environments/containers.ts'
import { distributionsIn } from '../../model/projects/declared-tools.ts'
import { parentOf } from '../../text/paths.ts'
import type { CommandContext } from './command-context.ts'

/** Members that a command may mean, the likeliest first: by its folder, by what they declare already. */
export function candidates(
  { command, workspace }: CommandContext,
  wanted: readonly string[],
): readonly string[] {
  const folder = parentOf(command.path)
  const rank = (member: NonNullable<typeof workspace>['members'][number]) =>
    (folder !== '.' && sharesFolder(member.directory, folder) ? 0 : 2) +
    (wanted.some((name) => distributionsIn(member).has(name)) ? 0 : 1)
  const members = [...(workspace?.members ?? [])].filter(({ directory }) => directory !== workspace?.root)
  return members
    .map((member, at) => ({ name: member.name, rank: rank(member), at }))
    .sort((a, b) => a.rank - b.rank || a.at - b.at)
    .map(({ name }) => name)
}
