import { printable } from '../terminal/cells.ts'
import type { GraphRoot, WorkspaceGraph } from './workspace-graph.ts'

/** The members and their dependencies for Mermaid, which GitHub draws in Markdown. */
export function mermaidOf({ roots }: WorkspaceGraph): string {
  const wrong: number[] = []
  let count = 0
  const lines = roots.flatMap((root, at) => [
    `  subgraph r${at}["${mermaidText(root.directory === '.' ? 'root' : root.directory)}"]`,
    ...root.members.map(
      ({ name, directory }, index) =>
        `    ${id(at, index)}["${mermaidText(name)}<br>${mermaidText(directory)}"]`,
    ),
    '  end',
    ...root.edges.map((edge) => {
      if (edge.wrong !== null) wrong.push(count)
      count++
      const arrow = edge.by.startsWith('group') || edge.by === 'build' ? '-.->' : '-->'
      const label = edge.by === 'dependencies' ? '' : `|"${mermaidText(edge.by)}"|`
      return `  ${idOf(root, at, edge.from)} ${arrow}${label} ${idOf(root, at, edge.to)}`
    }),
  ])
  const style = wrong.length > 0 ? [`  linkStyle ${wrong.join(',')} stroke:#c62828,stroke-width:2px`] : []
  return ['flowchart TB', ...lines, ...style, ''].join('\n')
}

/** The members and their dependencies for Graphviz. */
export function dotOf({ roots }: WorkspaceGraph): string {
  const lines = roots.flatMap((root, at) => [
    `  subgraph cluster_${at} {`,
    `    label=${dotText(root.directory === '.' ? 'root' : root.directory)}`,
    ...root.members.map(
      ({ name, directory }, index) => `    ${id(at, index)} [label=${dotText(`${name}\n${directory}`)}]`,
    ),
    '  }',
    ...root.edges.map(({ from, to, by, wrong }) => {
      const attributes = [
        ...(by === 'dependencies' ? [] : [`label=${dotText(by)}`]),
        ...(by.startsWith('group') || by === 'build' ? ['style=dashed'] : []),
        ...(wrong === null ? [] : ['color="#c62828"', `tooltip=${dotText(wrong)}`]),
      ]
      const tail = attributes.length > 0 ? ` [${attributes.join(', ')}]` : ''
      return `  ${idOf(root, at, from)} -> ${idOf(root, at, to)}${tail}`
    }),
  ])
  return ['digraph workspace {', '  node [shape=box]', ...lines, '}', ''].join('\n')
}

function id(root: number, member: number): string {
  return `r${root}m${member}`
}

function idOf(root: GraphRoot, at: number, name: string): string {
  return id(
    at,
    root.members.findIndex((member) => member.name === name),
  )
}

/** Mermaid reads entities of HTML in quoted text, and nothing else in it. */
function mermaidText(text: string): string {
  return text.replace(/[^\w ./@-]/gu, (character) => `#${character.codePointAt(0)};`)
}

function dotText(text: string): string {
  const lines = text.split('\n').map((line) => printable(line).replace(/[\\"]/g, '\\$&'))
  return `"${lines.join('\\n')}"`
}
