import { count } from '../counts.ts'
import { pageOf } from '../html-page.ts'
import { markup, prose } from '../markup.ts'
import { pictureOf, pictureStyle } from './svg.ts'
import type { GraphRoot, WorkspaceGraph } from './workspace-graph.ts'

/** One page with the picture and, below it, the same in tables: no script, no request. */
export function graphPage(graph: WorkspaceGraph): string {
  const members = graph.roots.reduce((sum, root) => sum + root.members.length, 0)
  const title = `${count(members, 'member')} in ${count(graph.roots.length, 'root')}`
  return pageOf({ title, style: pictureStyle, body: [`<h1>${markup(title)}</h1>`, ...graphParts(graph)] })
}

/** The picture and the tables, for a page. */
export function graphParts(graph: WorkspaceGraph): string[] {
  if (graph.roots.length === 0 && graph.shells.length === 0) return []
  return [
    '<section aria-label="The workspace as a picture">',
    `<div class="wide" tabindex="0" role="region" aria-label="Picture, scrolls sideways">${pictureOf(graph, true)}</div>`,
    '<details open><summary>Who depends on whom</summary>',
    ...graph.roots.flatMap((root, at) => tableOf(root, at)),
    '</details>',
    '</section>',
  ]
}

function tableOf(root: GraphRoot, at: number): string[] {
  return [
    `<h3>${markup(root.directory === '.' ? 'root' : root.directory)}</h3>`,
    '<div class="wide"><table>',
    '<thead><tr><th scope="col">member</th><th scope="col">directory</th><th scope="col">depends on</th><th scope="col">findings</th></tr></thead>',
    '<tbody>',
    ...root.members.map(({ name, directory, findings, layer }, index) => {
      const edges = root.edges.filter(({ from }) => from === name)
      const needs = edges.map(({ to, by, wrong }) => {
        const told = `${markup(to)}${by === 'dependencies' ? '' : ` <small>${markup(by)}</small>`}`
        return wrong === null ? told : `<strong class="bad">${told}: ${prose(wrong)}</strong>`
      })
      const named = `${markup(name)}${layer === null ? '' : ` <small>layer ${layer + 1}</small>`}`
      return `<tr id="member-${at}-${index}"><th scope="row">${named}</th><td>${markup(directory)}</td><td>${needs.join('<br>')}</td><td>${findings}</td></tr>`
    }),
    '</tbody></table></div>',
  ]
}
