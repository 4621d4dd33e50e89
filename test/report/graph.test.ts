import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layOut } from '../../src/report/graph/layout.ts'
import { svgOf } from '../../src/report/graph/svg.ts'
import { dotOf, mermaidOf } from '../../src/report/graph/text-graphs.ts'
import type { GraphRoot, WorkspaceGraph } from '../../src/report/graph/workspace-graph.ts'
import { top } from '../support/clone.ts'
import { policyCheck } from '../support/run-cli.ts'
import { repository } from '../support/scratch.ts'
import { graphWith } from './hostile-graph.ts'
import { hostile } from './hostile-report.ts'

const member = (name: string) => ({ name, directory: `libs/${name}`, layer: null, findings: 0 })
const edge = (from: string, to: string, by = 'dependencies', wrong: string | null = null) => ({
  from,
  to,
  by,
  wrong,
})
const root: GraphRoot = {
  directory: '.',
  virtual: true,
  members: ['app', 'core', 'io', 'alone'].map(member),
  edges: [
    edge('app', 'core'),
    edge('app', 'core', 'extra fast'),
    edge('core', 'io', 'group test', 'Its source is a path.'),
  ],
}
const graph: WorkspaceGraph = { roots: [root], shells: [] }

it('draws those who depend above what they depend on, and no box over another', () => {
  const { boxes, width, height } = layOut(root)
  const at = (name: string) => boxes.find((box) => box.member.name === name)
  expect(at('app')?.y).toBeLessThan(at('core')?.y ?? 0)
  expect(at('core')?.y).toBeLessThan(at('io')?.y ?? 0)
  for (const a of boxes) {
    expect(a.x - a.width / 2 >= 0 && a.x + a.width / 2 <= width && a.y + a.height / 2 <= height).toBe(true)
    for (const b of boxes)
      if (a !== b)
        expect(
          Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2,
        ).toBe(true)
  }
})

it('draws circles and members that need themselves in a group', () => {
  const round = { ...root, edges: [edge('app', 'core'), edge('core', 'app'), edge('io', 'io', 'group test')] }
  expect(layOut(round).lines.every((points) => points.length > 1)).toBe(true)
})

it('writes Mermaid', () => {
  expect(mermaidOf(graph)).toBe(
    [
      'flowchart TB',
      '  subgraph r0["root"]',
      '    r0m0["app<br>libs/app"]',
      '    r0m1["core<br>libs/core"]',
      '    r0m2["io<br>libs/io"]',
      '    r0m3["alone<br>libs/alone"]',
      '  end',
      '  r0m0 --> r0m1',
      '  r0m0 -->|"extra fast"| r0m1',
      '  r0m1 -.->|"group test"| r0m2',
      '  linkStyle 2 stroke:#c62828,stroke-width:2px',
      '',
    ].join('\n'),
  )
})

it('writes DOT', () => {
  expect(dotOf(graph)).toContain('  r0m0 -> r0m1 [label="extra fast"]\n')
  expect(dotOf(graph)).toContain(
    '[label="group test", style=dashed, color="#c62828", tooltip="Its source is a path."]',
  )
})

it('keeps the text of strangers inside of its quotes', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const hostileGraph = graphWith(text)
      const unquoted = dotOf(hostileGraph).replace(/"(?:[^"\\]|\\[\s\S])*"/g, '""')
      expect(unquoted).toMatch(/^[\w\s{}[\]=,>"-]*$/)
      expect(mermaidOf(hostileGraph).replace(/"[^"\n]*"/g, '""')).toMatch(/^[\w\s[\]|>.,:#"-]*$/)
      expect(svgOf(hostileGraph)).not.toMatch(/<(?:script|img|b>)/)
    }),
    { numRuns: 200 },
  )
})

it('draws the sample: its members, the wrong sources and the tools of its shell', async () => {
  const { output } = await policyCheck(top, [
    'graph',
    '--format',
    'json',
    'fixtures/repos/evio-evlib-drifted',
  ])
  const { version, roots, shells } = JSON.parse(output)
  expect(version).toBe(1)
  expect(roots[0].members.map(({ name }: { name: string }) => name)).toContain('evio-core')
  const wrong = roots[0].edges.filter((each: { wrong: string | null }) => each.wrong !== null)
  expect(wrong).toContainEqual({
    ...{ from: 'event-filter', to: 'evio-core', by: 'dependencies' },
    wrong: '`evio-core` is a member of this workspace, but its source is the path `../evio-core`.',
  })
  expect(shells[0].tools).toContain('uv')
  expect(shells[0].wrong).toContain('numpy')
})

it('says what is missing where there is no uv project', async () => {
  const { code, errors } = await policyCheck(repository({ 'README.md': '# x\n' }), ['graph'])
  expect([code, errors]).toEqual([2, expect.stringContaining('There is no uv project to draw.')])
})
