import type { PathReference } from '../../document.ts'
import type { YamlNode } from './yaml-tree.ts'

/**
 * The paths of the repository that a workflow or a composite action names outside of its code: where steps run, which files
 * start it, which actions and workflows of the repository it uses. Values with expressions are left out.
 */
export function workflowPaths(root: YamlNode): PathReference[] {
  const jobs = (root.get('jobs')?.entries() ?? []).map(({ value }) => value)
  const steps = [
    ...jobs.flatMap((job) => job.get('steps')?.items() ?? []),
    ...(root.at('runs', 'steps')?.items() ?? []),
  ]
  const directories = [
    ...[root, ...jobs].map((level) => level.at('defaults', 'run', 'working-directory')),
    ...steps.map((step) => step.get('working-directory')),
  ]
  const filters = ['push', 'pull_request', 'pull_request_target'].flatMap(
    (event) => root.at('on', event, 'paths')?.items() ?? [],
  )
  const used = [...jobs, ...steps].map((level) => level.get('uses'))
  return [
    ...directories.flatMap((node) => reference('directory', node)),
    ...filters.flatMap((node) => reference('filter', node)),
    ...used.flatMap((node) => reference('uses', node)).filter(({ text }) => text.startsWith('./')),
  ]
}

function reference(kind: PathReference['kind'], node: YamlNode | undefined): PathReference[] {
  const located = node?.located()
  return located && !located.text.includes('${{') ? [{ kind, ...located }] : []
}
