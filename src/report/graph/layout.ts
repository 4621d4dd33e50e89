import dagre from '@dagrejs/dagre'
import type { GraphMember, GraphRoot } from './workspace-graph.ts'

/** Where things stand in a picture, in units of the SVG; boxes are named by their centre. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: readonly (Box & { readonly member: GraphMember })[]
  /** As `edges` of the root: the points of each line. */
  readonly lines: readonly (readonly Point[])[]
}

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Units that a character of the picture's monospaced font takes. */
export const characterWidth = 7.3

const boxHeight = 44

/** Lays a root out from those that depend to those that are depended on. */
export function layOut({ members, edges }: GraphRoot): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true })
  graph.setGraph({ rankdir: 'TB', nodesep: 18, ranksep: 46, marginx: 12, marginy: 12 })
  for (const { name, directory } of members) {
    const width = Math.max(name.length, directory.length * 0.85, 6) * characterWidth + 28
    graph.setNode(name, { width, height: boxHeight })
  }
  edges.forEach(({ from, to }, at) => {
    graph.setEdge({ v: from, w: to, name: String(at) }, {})
  })
  dagre.layout(graph)
  const { width = 0, height = 0 } = graph.graph()
  return {
    width: finite(width),
    height: finite(height),
    boxes: members.map((member) => {
      const { x, y, width: wide, height: high } = graph.node(member.name)
      return { member, x: finite(x), y: finite(y), width: wide, height: high }
    }),
    lines: edges.map(({ from, to }, at) => {
      const { points } = graph.edge({ v: from, w: to, name: String(at) })
      return (points as readonly Point[]).map(({ x, y }) => ({ x: finite(x), y: finite(y) }))
    }),
  }
}

/** A number with one decimal, so that equal input gives equal bytes everywhere; an empty graph has none. */
function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? Math.round(value * 10) / 10 : 0
}
