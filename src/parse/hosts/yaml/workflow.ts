import type { UsedAction } from '../../document.ts'
import { withHoles, workflowExpression } from '../../embed/placeholders.ts'
import type { Region } from '../../embed/region.ts'
import type { YamlNode } from './yaml-tree.ts'

/** Shell code and actions of a workflow or a composite action. */
export interface Workflow {
  readonly regions: Region[]
  readonly actions: UsedAction[]
}

const shells = /^(?:bash|sh|zsh|dash)\b|^\/\S*sh\b/
const otherLanguages = /^(?:python|node|perl|ruby|nu|cmd)\b/

/** Reads `jobs.*.steps` of a workflow and `runs.steps` of a composite action. */
export function readWorkflow(root: YamlNode): Workflow {
  const workflow: Workflow = { regions: [], actions: [] }
  for (const { key, value } of root.get('jobs')?.entries() ?? []) {
    const defaults = [value.at('defaults', 'run'), root.at('defaults', 'run')]
    const windows = /windows/i.test(value.get('runs-on')?.text ?? '')
    readSteps(value.get('steps'), key, defaults, windows, workflow)
  }
  readSteps(root.at('runs', 'steps'), null, [], false, workflow)
  return workflow
}

function readSteps(
  steps: YamlNode | undefined,
  job: string | null,
  defaults: readonly (YamlNode | undefined)[],
  windows: boolean,
  workflow: Workflow,
): void {
  for (const step of steps?.items() ?? []) {
    const name = step.get('name')?.text ?? step.get('id')?.text ?? null
    const setting = (key: string) => [step, ...defaults].flatMap((node) => node?.get(key) ?? [])[0]
    const uses = step.get('uses')?.located()
    if (uses) {
      const inputs = step.get('with')?.entries() ?? []
      const given = inputs.flatMap(({ key, value }) => {
        const located = value.located()
        return located ? [{ name: key, ...located }] : []
      })
      workflow.actions.push({ ...uses, job, step: name, inputs: given })
    }
    const code = step.get('run')?.guest()
    const shell = setting('shell')?.text ?? null
    if (!code || otherLanguages.test(shell ?? '')) continue
    const guest = withHoles(code, workflowExpression)
    workflow.regions.push({
      host: 'workflow',
      guest,
      context: {
        kind: 'workflow',
        job,
        step: name,
        directory: setting('working-directory')?.located() ?? null,
        shell,
      },
      lenient: guest.holes.length > 0 || (shell === null ? windows : !shells.test(shell)),
    })
  }
}
