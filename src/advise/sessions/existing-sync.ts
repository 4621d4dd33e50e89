import type { SessionCommand } from '../../model/environments/session.ts'
import { type NewWords, textOf } from '../../model/programs/new-words.ts'
import { uvHas } from '../../model/programs/uv-invocation.ts'
import { installedWith } from '../../model/projects/needed-members.ts'
import { rootMember } from '../../model/projects/root-member.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { optionsOf, type Selection } from './selection.ts'

/** The words of a `uv sync` that also installs a selection; `same` when it does already; null when that cannot be said. */
export function widened(
  { command }: SessionCommand,
  wants: Selection,
  workspace: Workspace | null,
): NewWords | 'same' | null {
  const { uv, words } = command
  if (uv?.subcommand !== 'sync' || wants.standalone !== null) return null
  if (uvHas(uv, '--only-group', '--only-dev', '--no-install-project', '--no-install-workspace', '--script'))
    return null
  const values = (name: string) =>
    uv.options.flatMap((option) => (option.name === name && option.value?.text ? [option.value.text] : []))
  const packages = values('--package')
  const root = workspace && rootMember(workspace)
  const all = uvHas(uv, '--all-packages') || (workspace?.virtual === true && packages.length === 0)
  const brought = [...packages.map((name) => workspace?.member(name)), packages.length === 0 ? root : null]
  const needed = (name: string) =>
    brought.some((one) => one && workspace && installedWith(one, workspace).has(name))
  const members = all ? [] : wants.members.filter((name) => !packages.includes(name) && !needed(name))
  const missing: Selection = {
    ...wants,
    members: members.length === 0 ? [] : [...packages, ...members],
    root: members.length > 0 && packages.length === 0 && root !== undefined && root !== null,
    rootGroups:
      packages.length === 0 && members.length === 0
        ? []
        : wants.rootGroups.filter((group) => !values('--group').includes(group)),
    extras: uvHas(uv, '--all-extras')
      ? []
      : wants.extras.filter((extra) => !values('--extra').includes(extra)),
    groups: uvHas(uv, '--all-groups')
      ? []
      : wants.groups.filter((group) => !values('--group').includes(group)),
    flags: wants.flags.filter((flag) => !uvHas(uv, flag)),
  }
  const asked =
    packages.length > 0 && members.length === 0
      ? [
          ...missing.rootGroups.flatMap((group) => ['--group', group]),
          ...optionsOf({ ...missing, members: [], rootGroups: [] }, workspace),
        ]
      : optionsOf(missing, workspace)
  const options = asked.filter(
    (option, at) =>
      !(option === '--package' && packages.includes(asked[at + 1] ?? '')) &&
      !(asked[at - 1] === '--package' && packages.includes(option)),
  )
  if (options.length === 0)
    return uvHas(uv, '--no-dev', '--no-default-groups') && wants.rootGroups.length > 0 ? null : 'same'
  if (uvHas(uv, '--no-dev', '--no-default-groups') && wants.rootGroups.length > 0) return null
  return inOrder(words, options)
}

/** The words of a `uv sync` with more options, in uv's order: how it locks, packages, extras, groups, others. */
function inOrder(words: NewWords, options: readonly string[]): NewWords {
  const rank = (option: string) =>
    /^--(?:locked|frozen|no-dev)$/.test(option)
      ? 1
      : /^--(?:all-)?packages?$/.test(option)
        ? 2
        : /^--(?:all-)?extras?$/.test(option)
          ? 3
          : /^--(?:all-)?groups?$/.test(option)
            ? 4
            : 5
  const result = [...words]
  for (let at = 0; at < options.length; at++) {
    const option = options[at] ?? ''
    const own = /^--(?:package|extra|group)$/.test(option) ? [option, options[++at] ?? ''] : [option]
    let place = 2
    for (let index = 2; index < result.length; index++) {
      const text = textOf(result[index] ?? '')
      if (text.startsWith('--') && rank(text) <= rank(option))
        place = index + (/^--(?:package|extra|group|only-group)$/.test(text) ? 2 : 1)
    }
    result.splice(Math.min(place, result.length), 0, ...own)
  }
  return result
}
