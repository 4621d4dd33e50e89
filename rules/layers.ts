import * as v from 'valibot'
import { type MemberEdge, memberCycles, memberEdges } from '../src/model/projects/member-graph.ts'
import { matcher } from '../src/rule/path-matcher.ts'
import { rule } from '../src/rule/rule.ts'

const member = (name: string, needs: string, group = '') =>
  `[project]\nname = "${name}"\nversion = "1"\ndependencies = [${needs}]\n${group}`

const given = { 'pyproject.toml': '[tool.uv.workspace]\nmembers = ["apps/*", "libs/*"]\n' }
const layers = [['apps/*'], ['libs/*']]

export default rule({
  id: 'layers',
  group: 'uv',
  says: 'Members depend only on members of lower layers, and never in a circle.',
  why: 'A library that needs an application cannot be used, tested or released without that application.',
  teaches: 'A member depends on lower layers only.',
  severity: 'off',
  needs: ['workspace'],
  options: v.strictObject({
    layers: v.optional(
      v.pipe(
        v.array(v.array(v.string())),
        v.description('Layers from the top to the bottom, each a list of globs of member directories.'),
      ),
      [],
    ),
    sideways: v.optional(
      v.pipe(v.boolean(), v.description('Whether members of one layer may depend on each other.')),
      false,
    ),
  }),

  check({ workspace }, report, optionsAt) {
    const edges = memberEdges(workspace, false)
    for (const { from, to, requirement } of edges) {
      const { layers, sideways } = optionsAt(from.manifest)
      const layerOf = (directory: string) => layers.findIndex((globs) => matcher(globs)(directory))
      const [above, below] = [layerOf(from.directory), layerOf(to.directory)]
      if (above < 0 || below < 0 || above < below || (above === below && sideways)) continue
      const way = above === below ? 'sideways, within one layer' : 'upwards'
      report(requirement.place, {
        message: `\`${from.name}\` depends on \`${to.name}\`: ${way}.`,
        next: 'Move what both need to a lower layer.',
        related: [{ path: to.manifest, span: to.nameSpan, message: `\`${to.name}\` is here.` }],
      })
    }
    for (const cycle of memberCycles(edges)) reportCycle(cycle)

    function reportCycle(cycle: readonly MemberEdge[]) {
      const [first] = cycle
      if (!first) return
      const path = [...cycle.map(({ from }) => from.name), first.from.name].join(' → ')
      report(first.requirement.place, {
        message: `These members need each other: ${path}.`,
        next: 'Break the circle: move what they share to a member of its own.',
        related: cycle.slice(1).map(({ to, requirement }) => {
          return { ...requirement.place, message: `Here \`${to.name}\` is required.` }
        }),
      })
    }
  },

  examples: [
    {
      title: 'upwards, sideways and in a circle',
      options: { layers },
      given,
      wrong: {
        'apps/ui/pyproject.toml': member('ui', '"core"'),
        'libs/core/pyproject.toml': member('core', '"⟦⟦ui⟧⟧", "⟦io⟧"'),
        'libs/io/pyproject.toml': member('io', ''),
      },
    },
    {
      title: 'downwards, sideways where that is allowed, and a test group that looks up',
      options: { layers, sideways: true },
      right: {
        ...given,
        'apps/ui/pyproject.toml': member('ui', '"core"'),
        'libs/core/pyproject.toml': member('core', '"io"'),
        'libs/io/pyproject.toml': member('io', '', '\n[dependency-groups]\ntest = ["ui"]\n'),
      },
    },
  ],
})
