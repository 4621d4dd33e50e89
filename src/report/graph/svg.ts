import { markup } from '../markup.ts'
import { type Box, characterWidth, type Layout, layOut, type Point } from './layout.ts'
import type { GraphEdge, GraphRoot, GraphShell, WorkspaceGraph } from './workspace-graph.ts'

/** A part of the picture, with the space that it takes. */
interface Part {
  readonly width: number
  readonly height: number
  readonly text: string
}

const margin = 16
const titleHeight = 34
const pageWidth = 980

/**
 * The picture as SVG, without a script. It takes its colours from the properties that `pictureStyle` sets.
 * @param linked whether members link to `#member-<root>-<member>`, both numbers, of the page around it
 */
export function pictureOf(graph: WorkspaceGraph, linked: boolean): string {
  const parts = [
    ...graph.roots.map((root, at) => rootPart(root, at, linked)),
    ...graph.shells.map((shell) => shellPart(shell)),
  ]
  const { width, height, drawn } = inRows(parts)
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${one(width)} ${one(height)}" width="${one(width)}" height="${one(height)}" role="img" aria-label="Members of the workspace and who depends on whom" class="picture">`,
    '<defs>',
    ...['plain', 'wrong'].map(
      (kind) =>
        `<marker id="arrow-${kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" class="head ${kind}"/></marker>`,
    ),
    '</defs>',
    ...drawn,
    '</svg>',
  ].join('\n')
}

/** Places the parts from left to right, in rows as wide as a page or as the widest part. */
function inRows(parts: readonly Part[]): { width: number; height: number; drawn: readonly string[] } {
  const widest = Math.max(...parts.map((part) => part.width), pageWidth)
  const drawn: string[] = []
  let [x, y, high, wide] = [margin, margin, 0, 0]
  for (const { text, width, height } of parts) {
    if (x > margin && x + width > widest + margin) {
      y += high + margin
      x = margin
      high = 0
    }
    drawn.push(`<g transform="translate(${one(x)} ${one(y)})">${text}</g>`)
    x += width + margin
    wide = Math.max(wide, x)
    high = Math.max(high, height)
  }
  return { width: Math.max(wide, 2 * margin), height: y + high + margin, drawn }
}

/** The picture as a file of its own, with its colours for light and dark. */
export function svgOf(graph: WorkspaceGraph): string {
  return pictureOf(graph, false).replace('<defs>', `<style>${pictureStyle}</style>\n<defs>`).concat('\n')
}

/** Colours and fonts of the picture. */
export const pictureStyle = [
  '.picture{--line:#5b6470;--box:#eef2f7;--text:#1b1f24;--wrong:#c62828;--frame:#b8c0cc;--dim:#5b6470;font:12px ui-monospace,Menlo,Consolas,monospace}',
  '@media (prefers-color-scheme:dark){.picture{--line:#98a2b0;--box:#222a35;--text:#e6e9ee;--wrong:#ff8a80;--frame:#465062;--dim:#98a2b0}}',
  '.picture .frame{fill:none;stroke:var(--frame);stroke-dasharray:4 3}',
  '.picture .box{fill:var(--box);stroke:var(--frame)}.picture .box.found{stroke:var(--wrong);stroke-width:2}',
  '.picture text{fill:var(--text)}.picture .dim{fill:var(--dim);font-size:10px}.picture .title{font-weight:bold}',
  '.picture .edge{fill:none;stroke:var(--line);stroke-width:1.4}.picture .edge.group,.picture .edge.build{stroke-dasharray:2 3}',
  '.picture .edge.wrong{stroke:var(--wrong);stroke-width:2}.picture .head{fill:var(--line)}.picture .head.wrong{fill:var(--wrong)}',
  '.picture .bad{fill:var(--wrong)}.picture a:focus-visible .box{stroke-width:3}',
].join('')

function rootPart(root: GraphRoot, at: number, linked: boolean): Part {
  const layout = layOut(root)
  const title = `${root.directory === '.' ? 'root' : root.directory}${root.virtual ? ' (no project of its own)' : ''}`
  const width = Math.max(layout.width, title.length * characterWidth + 24, 200)
  const height = layout.height + titleHeight
  const text = [
    frameOf(width, height, title),
    `<g transform="translate(0 ${titleHeight - 8})">`,
    ...root.edges.map((edge, index) => lineOf(edge, layout.lines[index] ?? [])),
    ...layout.boxes.map((box, index) => boxOf(box, linked ? `member-${at}-${index}` : null)),
    '</g>',
  ].join('\n')
  return { width, height, text }
}

function shellPart({ name, tools, wrong, complete }: GraphShell): Part {
  const title = `${name.replaceAll('`', '')}${complete ? '' : ' (and what could not be read)'}`
  const columns = Math.max(1, Math.min(4, tools.length))
  const widest = Math.max(...tools.map((tool) => tool.length), 8) * characterWidth + 20
  const width = Math.max(columns * widest + 12, title.length * characterWidth + 24, 200)
  const height = titleHeight + Math.max(1, Math.ceil(tools.length / columns)) * 20 + 4
  const entries = tools.map((tool, at) => {
    const x = 12 + (at % columns) * widest
    const y = titleHeight + 10 + Math.floor(at / columns) * 20
    return `<text x="${one(x)}" y="${one(y)}"${wrong.includes(tool) ? ' class="bad"' : ''}>${markup(tool)}</text>`
  })
  return { width, height, text: [frameOf(width, height, title), ...entries].join('\n') }
}

function frameOf(width: number, height: number, title: string): string {
  return [
    `<rect class="frame" width="${one(width)}" height="${one(height)}" rx="8"/>`,
    `<text class="title" x="12" y="20">${markup(title)}</text>`,
  ].join('')
}

function boxOf(
  { member, x, y, width, height }: Box & Layout['boxes'][number],
  anchor: string | null,
): string {
  const { name, directory, findings, layer } = member
  const told = [
    `${name} in ${directory}`,
    ...(layer === null ? [] : [`layer ${layer + 1}`]),
    findings === 1 ? '1 finding' : `${findings} findings`,
  ].join(', ')
  const drawn = [
    `<title>${markup(told)}</title>`,
    `<rect class="box${findings > 0 ? ' found' : ''}" x="${one(x - width / 2)}" y="${one(y - height / 2)}" width="${one(width)}" height="${one(height)}" rx="6"/>`,
    `<text x="${one(x)}" y="${one(y - 3)}" text-anchor="middle">${markup(name)}</text>`,
    `<text class="dim" x="${one(x)}" y="${one(y + 13)}" text-anchor="middle">${markup(directory)}</text>`,
    ...(findings > 0
      ? [
          `<text class="dim bad" x="${one(x + width / 2 - 4)}" y="${one(y - height / 2 + 11)}" text-anchor="end">${findings}</text>`,
        ]
      : []),
  ].join('')
  return anchor === null ? `<g>${drawn}</g>` : `<a href="#${anchor}">${drawn}</a>`
}

function lineOf({ from, to, by, wrong }: GraphEdge, points: readonly Point[]): string {
  const [kind = ''] = by.split(' ')
  const title = `${from} → ${to} (${by})${wrong === null ? '' : `: ${wrong}`}`
  const path = points.map(({ x, y }, at) => `${at === 0 ? 'M' : 'L'}${one(x)} ${one(y)}`).join('')
  const look = wrong === null ? 'plain' : 'wrong'
  return `<path class="edge ${kind}${wrong === null ? '' : ' wrong'}" d="${path}" marker-end="url(#arrow-${look})"><title>${markup(title)}</title></path>`
}

/** At most one decimal. */
function one(value: number): string {
  return String(Math.round(value * 10) / 10)
}
