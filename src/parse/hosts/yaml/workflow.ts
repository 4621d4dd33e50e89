import type { UsedAction } from '../../document.ts'
import type { Guest } from '../../embed/guest.ts'
import { withHoles, workflowExpression } from '../../embed/placeholders.ts'
import type { Region } from '../../embed/region.ts'
import type { ScriptContext } from '../../script.ts'
import { WorkflowValues } from './workflow-values.ts'
import type { YamlNode } from './yaml-tree.ts'

/** Shell code and actions of a workflow or a composite action. */
export interface Workflow {
  readonly regions: Region[]
  readonly actions: UsedAction[]
}

const shells = /^(?:bash|sh|zsh|dash)\b|^\/\S*sh\b/
const otherLanguages = /^(?:python|node|perl|ruby|nu|cmd)\b/

/**
 * Reads `jobs.*.steps` of a workflow and `runs.steps` of a composite action; of the pieces that documents show, jobs and
 * steps without what stands around them.
 */
export function readWorkflow(root: YamlNode): Workflow {
  const workflow: Workflow = { regions: [], actions: [] }
  const values = new WorkflowValues({ root })
  const alone = { job: null, defaults: [], windows: false, environment: null, values }
  readSteps(root.get('steps') ?? root, alone, workflow)
  for (const { key, value } of (root.get('jobs') ?? root).entries()) {
    if (key === 'runs') continue
    readSteps(
      value.get('steps'),
      {
        job: key,
        defaults: [value.at('defaults', 'run'), root.at('defaults', 'run')],
        windows: /windows/i.test(value.get('runs-on')?.text ?? ''),
        environment: projectEnvironment(value) ?? projectEnvironment(root),
        values: new WorkflowValues({ root, job: value }),
      },
      workflow,
    )
  }
  readSteps(root.at('runs', 'steps'), alone, workflow)
  return workflow
}

function projectEnvironment(holder: YamlNode): string | null {
  return holder.at('env', 'UV_PROJECT_ENVIRONMENT')?.text ?? null
}

/** What the steps of a job share. */
interface Job {
  readonly job: string | null
  readonly defaults: readonly (YamlNode | undefined)[]
  readonly windows: boolean
  /** `UV_PROJECT_ENVIRONMENT` of the job or the workflow. */
  readonly environment: string | null
  readonly values: WorkflowValues
}

function readSteps(steps: YamlNode | undefined, shared: Job, workflow: Workflow): void {
  const { job, defaults } = shared
  for (const step of steps?.items() ?? []) {
    const name = step.get('name')?.text ?? step.get('id')?.text ?? null
    const setting = (key: string) => [step, ...defaults].flatMap((node) => node?.get(key) ?? [])[0]
    const chosen = projectEnvironment(step) ?? shared.environment
    const environment = chosen === null ? {} : { projectEnvironment: chosen }
    const uses = step.get('uses')?.located()
    if (uses) {
      const inputs = step.get('with')?.entries() ?? []
      const given = inputs.flatMap(({ key, value }) => {
        const located = value.located()
        return located ? [{ name: key, ...located }] : []
      })
      workflow.actions.push({ ...uses, job, step: name, inputs: given, ...environment })
    }
    const code = step.get('run')?.guest()
    const shell = setting('shell')?.text ?? null
    if (!code || otherLanguages.test(shell ?? '')) continue
    const directory = setting('working-directory')?.located() ?? null
    const context = { kind: 'workflow', job, step: name, directory, shell, ...environment } as const
    workflow.regions.push(codeOf(step, code, context, shared))
  }
}

/** The code of a step, or of a value that it runs. */
function codeOf(
  step: YamlNode,
  code: Guest,
  context: ScriptContext & { readonly kind: 'workflow' },
  shared: Job,
): Region {
  const guest = withHoles(code, workflowExpression)
  const { shell } = context
  return {
    host: 'workflow',
    guest,
    context,
    lenient: guest.holes.length > 0 || (shell === null ? shared.windows : !shells.test(shell)),
    behind: ({ source, span: usedAt }) => {
      const value = shared.values.take(source, step)
      return (value?.nodes ?? []).flatMap((node) => {
        const inner = node.guest()
        if (!value || !inner || inner.text.trim() === '') return []
        return [codeOf(step, inner, { ...context, value: { name: value.name, usedAt } }, shared)]
      })
    },
  }
}
