import { check } from '../../check.ts'
import { Absent } from '../../model/absent.ts'
import { graphPage } from '../../report/graph/graph-page.ts'
import { svgOf } from '../../report/graph/svg.ts'
import { dotOf, mermaidOf } from '../../report/graph/text-graphs.ts'
import type { WorkspaceGraph } from '../../report/graph/workspace-graph.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import { chooseRoot } from '../choose-root.ts'
import { singleFormat } from '../find-rule.ts'
import { openRepository } from '../open-repository.ts'
import type { Request } from '../read-arguments.ts'
import type { Terminal } from '../terminal.ts'
import { readGraph } from './read-graph.ts'

const formats = ['mermaid', 'dot', 'svg', 'html', 'json'] as const

const rendered: Readonly<Record<(typeof formats)[number], (graph: WorkspaceGraph) => string>> = {
  mermaid: mermaidOf,
  dot: dotOf,
  svg: svgOf,
  html: graphPage,
  json: (graph) => `${JSON.stringify({ version: 1, ...graph }, null, 2)}\n`,
}

/** Draws the workspace: `graph [path] [--format mermaid|dot|svg|html|json]`. Exits with 0 when there is one. */
export async function graphCommand(
  { operands, values }: Request,
  terminal: Terminal,
): Promise<number | UsageError> {
  const format = singleFormat(values.format, formats)
  if (format instanceof UsageError) return format
  const place = chooseRoot(terminal.cwd, operands)
  if (place instanceof UsageError) return place
  const opened = openRepository(place.root, allRules, { config: values.config, cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  const { repository, findings } = await check(opened.discovery, opened.config, allRules)
  const projects = repository.fact('projects')
  if (projects instanceof Absent || projects.roots.length === 0)
    return new UsageError('There is no uv project to draw.', {
      next: projects instanceof Absent ? projects.reason : projects.absence.reason,
    })
  terminal.output.write(rendered[format](readGraph(repository, findings, opened.config)))
  return 0
}
