import type { Requirement } from '../manifest/requirement.ts'
import { defaultGroupsOf, withIncluded } from './dependency-groups.ts'
import type { Member, Workspace } from './workspace.ts'

/** One member requiring another. */
export interface MemberEdge {
  readonly from: Member
  readonly to: Member
  readonly requirement: Requirement
}

/** Which member requires which, by dependencies, extras and build requirements; groups only when asked for. */
export function memberEdges(workspace: Workspace, withGroups: boolean): readonly MemberEdge[] {
  return workspace.members.flatMap((from) =>
    from.requirements.flatMap((requirement) => {
      const to = workspace.member(requirement.name)
      if (!to || to === from || (requirement.table.kind === 'group' && !withGroups)) return []
      return [{ from, to, requirement }]
    }),
  )
}

/**
 * One shortest cycle through each group of members that require each other, as the edges in order. The edge that closes
 * it comes last; the cycle starts at the member that comes first by name.
 */
export function memberCycles(edges: readonly MemberEdge[]): readonly (readonly MemberEdge[])[] {
  const from = new Map<Member, MemberEdge[]>()
  for (const edge of edges) from.set(edge.from, [...(from.get(edge.from) ?? []), edge])
  const done = new Set<Member>()
  const cycles: (readonly MemberEdge[])[] = []
  for (const start of [...from.keys()].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (done.has(start)) continue
    const cycle = shortestCycle(start, from)
    if (!cycle) continue
    for (const member of circleOf(start, edges)) done.add(member)
    cycles.push(cycle)
  }
  return cycles
}

/** The members that a member requires and that require it, however far away. */
function circleOf(start: Member, edges: readonly MemberEdge[]): ReadonlySet<Member> {
  const required = closure(start, (at) => edges.filter(({ from }) => from === at).map(({ to }) => to))
  return closure(start, (at) =>
    edges.filter(({ from, to }) => to === at && required.has(from)).map(({ from }) => from),
  )
}

function closure(start: Member, next: (at: Member) => readonly Member[]): ReadonlySet<Member> {
  const reached = new Set([start])
  for (const member of reached) for (const other of next(member)) reached.add(other)
  return reached
}

function shortestCycle(start: Member, from: ReadonlyMap<Member, readonly MemberEdge[]>): MemberEdge[] | null {
  const reachedBy = new Map<Member, MemberEdge>()
  const queue = [start]
  for (const at of queue) {
    for (const edge of from.get(at) ?? []) {
      if (edge.to === start) {
        const path = [edge]
        for (let back = edge.from; back !== start; ) {
          const before = reachedBy.get(back)
          if (!before) break
          path.unshift(before)
          back = before.from
        }
        return path
      }
      if (reachedBy.has(edge.to)) continue
      reachedBy.set(edge.to, edge)
      queue.push(edge.to)
    }
  }
  return null
}

/**
 * The members that `start` brings with it when plain `uv sync` installs it, itself included: by dependencies with the
 * extras that are asked for, and by its own default groups (`tool.uv.default-groups`, else `dev`) with what they include.
 */
export function membersReachedFrom(workspace: Workspace, start: Member): ReadonlySet<Member> {
  const groups = withIncluded(start.pyproject, defaultGroupsOf(start.pyproject))
  const reached = new Set([start])
  const queue: { readonly member: Member; readonly extra: string | null }[] = [{ member: start, extra: null }]
  const seen = new Set<string>()
  for (const { member, extra } of queue) {
    for (const { name, extras, table } of member.requirements) {
      const to = workspace.member(name)
      const isAsked = table.kind === 'extra' && table.name === extra
      const isPlain =
        table.kind === 'dependencies' ||
        (table.kind === 'group' && member === start && groups.has(table.name ?? ''))
      if (!to || !(extra === null ? isPlain : isAsked)) continue
      reached.add(to)
      for (const wanted of [null, ...extras]) {
        const key = `${to.name} ${wanted ?? ''}`
        if (!seen.has(key)) queue.push({ member: to, extra: wanted })
        seen.add(key)
      }
    }
  }
  return reached
}
