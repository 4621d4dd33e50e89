import type { WorkspaceGraph } from '../../src/report/graph/workspace-graph.ts'

/** A graph in which every text is this one. */
export function graphWith(text: string): WorkspaceGraph {
  const member = (name: string) => ({ name, directory: text, layer: 1, findings: 2 })
  return {
    roots: [
      {
        directory: text,
        virtual: true,
        members: [member(`a${text}`), member(`b${text}`)],
        edges: [{ from: `a${text}`, to: `b${text}`, by: `group ${text}`, wrong: text }],
      },
    ],
    shells: [{ name: text, tools: [text], wrong: [text], complete: false }],
  }
}
