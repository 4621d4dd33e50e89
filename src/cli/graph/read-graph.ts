import type { LoadedConfig } from '../../config/config.ts'
import { Absent } from '../../model/absent.ts'
import type { DevShell } from '../../model/flake/flake.ts'
import type { Requirement } from '../../model/manifest/requirement.ts'
import { type MemberEdge, memberEdges } from '../../model/projects/member-graph.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import type { Repository } from '../../model/repository.ts'
import type { GraphEdge, GraphRoot, GraphShell, WorkspaceGraph } from '../../report/graph/workspace-graph.ts'
import type { ReportedFinding } from '../../report/report.ts'
import { matcher } from '../../rule/path-matcher.ts'
import { byCodeUnits } from '../../text/order.ts'
import { contains, type Place } from '../../text/span.ts'

/** Rules whose findings are about one member's dependency on another. */
const onEdges: ReadonlySet<string> = new Set(['workspace-sources', 'layers'])

/** The picture of a repository, with what its findings say of it. */
export function readGraph(
  repository: Repository,
  findings: readonly ReportedFinding[],
  config: LoadedConfig,
): WorkspaceGraph {
  const projects = repository.fact('projects')
  const flake = repository.fact('flake')
  const roots = projects instanceof Absent ? [] : projects.roots
  const shells = flake instanceof Absent ? [] : flake.shells.filter(({ isRoot }) => isRoot)
  return {
    roots: roots.map((root) => rootOf(root, findings, config)),
    shells: shells.map((shell) => shellOf(shell, findings)),
  }
}

function rootOf(workspace: Workspace, findings: readonly ReportedFinding[], config: LoadedConfig): GraphRoot {
  const counts = new Map<string, number>()
  for (const { path } of findings) {
    const name = workspace.memberAt(path)?.name
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return {
    directory: workspace.root,
    virtual: workspace.virtual,
    members: workspace.members.map(({ name, directory, manifest }) => ({
      ...{ name, directory, layer: layerOf(directory, manifest, config) },
      findings: counts.get(name) ?? 0,
    })),
    edges: edgesOf(workspace, findings),
  }
}

function layerOf(directory: string, manifest: string, config: LoadedConfig): number | null {
  const { layers } = config.settingsOf('layers').options(manifest) as {
    readonly layers: readonly (readonly string[])[]
  }
  const layer = layers.findIndex((globs) => matcher(globs)(directory))
  return layer < 0 ? null : layer
}

/** One edge for each pair and kind of table. */
function edgesOf(workspace: Workspace, findings: readonly ReportedFinding[]): readonly GraphEdge[] {
  const about = findings.filter(({ rule }) => onEdges.has(rule))
  const edges = new Map<string, GraphEdge>()
  for (const edge of memberEdges(workspace, true)) {
    const by = tableWords(edge.requirement)
    const key = `${edge.from.name}\n${edge.to.name}\n${by}`
    const known = edges.get(key)
    const wrong = known?.wrong ?? about.find((finding) => isAbout(finding, edge))?.message ?? null
    edges.set(key, { from: edge.from.name, to: edge.to.name, by, wrong })
  }
  return [...edges.values()]
}

function tableWords({ table }: Requirement): string {
  return table.name === undefined ? table.kind : `${table.kind} ${table.name}`
}

/** Whether a finding stands at a requirement or its source, or says that it does. */
function isAbout(finding: ReportedFinding, { from, requirement }: MemberEdge): boolean {
  const source = from.sources.get(requirement.name)
  const places: Place[] = [requirement.place, ...(source ? [source.key, source.value] : [])]
  return [finding, ...finding.related].some(({ path, span }) =>
    places.some((place) => place.path === path && (contains(place.span, span) || contains(span, place.span))),
  )
}

function shellOf({ owner, packages, complete }: DevShell, findings: readonly ReportedFinding[]): GraphShell {
  const names = (list: typeof packages) => [...new Set(list.map(({ name }) => name))].sort(byCodeUnits)
  const about = findings.filter(({ rule }) => rule === 'no-python-packages-in-nix')
  const isWrong = ({ source }: (typeof packages)[number]) =>
    about.some(({ path, span }) => path === source.path && contains(span, source.span))
  return { name: owner, tools: names(packages), wrong: names(packages.filter(isWrong)), complete }
}
