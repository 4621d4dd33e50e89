import { codeInputNames, codeInputs, codeVariables } from '../../../tables/actions.ts'
import { actionName } from '../../../text/action-name.ts'
import type { ActionInput, UsedAction } from '../../document.ts'
import type { Guest } from '../../embed/guest.ts'
import { withHoles, workflowExpression } from '../../embed/placeholders.ts'
import type { Region } from '../../embed/region.ts'
import {
  type Binding,
  boundName,
  type DirectorySetting,
  type HostValue,
  type ScriptContext,
  valueIn,
} from '../../script.ts'
import { startsOtherLanguage, startsShell } from '../../shell/shebang.ts'
import { settingPath } from '../directory.ts'
import { combinationsFor, matrixOf, WorkflowValues, wholeCommands } from './workflow-values.ts'
import type { YamlNode } from './yaml-tree.ts'

/** Shell code and actions of a workflow or a composite action. */
export interface Workflow {
  readonly regions: Region[]
  readonly actions: UsedAction[]
}

const checkout = /^\$\{\{\s*github\.workspace\s*\}\}\/?/

/** Where `shell` and `working-directory` are set: the step itself, or the defaults of the job or the workflow. */
interface Level {
  readonly node: YamlNode
  readonly keys: readonly string[]
  /** Whether all code that its settings reach is read. */
  readonly read: boolean
}

/**
 * Reads `jobs.*.steps` of a workflow and `runs.steps` of a composite action; of the pieces that documents show, jobs and
 * steps without what stands around them.
 */
export function readWorkflow(root: YamlNode): Workflow {
  const workflow: Workflow = { regions: [], actions: [] }
  const values = new WorkflowValues({ root })
  const alone = { ...nobody, values, variables: constantsOf(root) }
  readSteps((root.get('steps') ?? root).items(), alone, workflow)
  const jobs = (root.get('jobs') ?? root).entries().flatMap(({ key, value }) => {
    if (key === 'runs') return []
    const windows = /windows/i.test(value.get('runs-on')?.text ?? '')
    const steps = value.get('steps')?.items() ?? []
    const defaults = [defaultsOf(value, true), defaultsOf(root, true)]
    const read = steps.every((step) => isRead(step, defaults, windows))
    return [{ name: key, node: value, windows, steps, read }]
  })
  const allRead = jobs.every(({ read }) => read)
  for (const { name, node, windows, steps, read } of jobs) {
    const environment = projectEnvironment(node) ?? projectEnvironment(root)
    const values = new WorkflowValues({ root, job: node })
    const defaults = [defaultsOf(node, read), defaultsOf(root, allRead)]
    const variables = [...constantsOf(root), ...constantsOf(node)]
    const matrix = matrixOf(node)
    const uses = node.get('uses')?.located()
    if (uses) {
      const inputs = (node.get('with')?.entries() ?? []).flatMap(({ key, value }) => {
        const located = value.located()
        return located ? [{ name: key, ...located }] : []
      })
      workflow.actions.push({ ...uses, job: name, step: null, inputs })
      workflow.regions.push(...handedCode(uses.text, node, { job: name, step: null }))
    }
    readSteps(steps, { job: name, defaults, windows, environment, values, variables, matrix }, workflow)
  }
  readSteps(root.at('runs', 'steps')?.items() ?? [], alone, workflow)
  const holders = [root, ...jobs.flatMap(({ node, steps }) => [node, ...steps])]
  for (const holder of holders) workflow.regions.push(...environmentCode(holder))
  return workflow
}

const nobody = { job: null, defaults: [], windows: false, environment: null, matrix: [] }

/** What cibuildwheel runs by the names of its environment variables (cibuildwheel, "Options"). */
function environmentCode(holder: YamlNode): Region[] {
  return (holder.get('env')?.entries() ?? []).flatMap(({ key, value }) => {
    const guest = codeVariables.test(key) ? value.guest() : null
    if (!guest) return []
    const context = { kind: 'config', format: 'cibuildwheel', key, directory: '.' } as const
    return [{ host: 'config', guest: withHoles(guest, workflowExpression), context, lenient: true }]
  })
}

/** The environment that a step, a job or the workflow sets to constants. */
function constantsOf(holder: YamlNode): HostValue[] {
  return (holder.get('env')?.entries() ?? []).flatMap(({ key, value }) => {
    const located = value.located()
    return located && !located.text.includes('${{') ? [{ name: key, ...located }] : []
  })
}

function projectEnvironment(holder: YamlNode): string | null {
  return holder.at('env', 'UV_PROJECT_ENVIRONMENT')?.text ?? null
}

/** What the steps of a job share. */
interface Job {
  readonly job: string | null
  readonly defaults: readonly Level[]
  readonly windows: boolean
  /** `UV_PROJECT_ENVIRONMENT` of the job or the workflow. */
  readonly environment: string | null
  readonly values: WorkflowValues
  /** The constants of its environment. */
  readonly variables: readonly HostValue[]
  /** The combinations of values that it runs with. */
  readonly matrix: readonly Binding[]
}

function readSteps(steps: readonly YamlNode[], shared: Job, workflow: Workflow): void {
  const { job, defaults, windows } = shared
  for (const step of steps) {
    const name = step.get('name')?.text ?? step.get('id')?.text ?? null
    const chosen = projectEnvironment(step) ?? shared.environment
    const environment = chosen === null ? {} : { projectEnvironment: chosen }
    const uses = step.get('uses')?.located()
    if (uses) {
      const inputs = step.get('with')?.entries() ?? []
      const given = inputs.flatMap(({ key, value }) => {
        const located = value.located()
        return located ? [{ name: key, ...located, ...fromMatrix(located.text, shared.matrix) }] : []
      })
      workflow.actions.push({ ...uses, job, step: name, inputs: given, ...environment })
      workflow.regions.push(...handedCode(uses.text, step, { job, step: name }))
    }
    const code = step.get('run')?.guest()
    const shell = shellOf(step, defaults)
    if (!code || startsOtherLanguage(shell ?? '')) continue
    const context = { kind: 'workflow', job, step: name, shell, ...environment } as const
    const settings = workingDirectory([ofStep(step, isShell(shell, windows)), ...defaults])
    workflow.regions.push(codeOf(step, code, { context, settings }, shared))
  }
}

/**
 * Code that is handed to what `uses` names: to actions and workflows that are known to run it, and to those of the
 * repository, which say themselves whether they do.
 */
function handedCode(
  uses: string,
  holder: YamlNode,
  place: { readonly job: string | null; readonly step: string | null },
): Region[] {
  const own = uses.startsWith('./')
  const name = actionName(uses)
  const isWorkflow = /\/\.github\/workflows\/[^/]+$/.test(name)
  return (holder.get('with')?.entries() ?? []).flatMap(({ key, value }) => {
    const guest = value.guest()
    const runs = own || codeInputs.get(name)?.includes(key) || (isWorkflow && codeInputNames.test(key))
    if (!runs || !guest || !/\s/.test(guest.text.trim())) return []
    const input = own && { input: { of: uses, name: key } }
    const context = { kind: 'workflow', ...place, shell: null, ...input } as const
    return [{ host: 'workflow', guest: withHoles(guest, workflowExpression), context, lenient: true }]
  })
}

/** The values that an expression takes from a matrix, each once. */
function fromMatrix(text: string, matrix: readonly Binding[]): Pick<ActionInput, 'values'> {
  const name = boundName(text.trim())
  const found = matrix.flatMap((combination) => valueIn(combination, name) ?? [])
  const values = [...new Map(found.map((value) => [value.span.start, value])).values()]
  return values.length > 0 ? { values } : {}
}

function ofStep(node: YamlNode, read: boolean): Level {
  return { node, keys: [], read }
}

function defaultsOf(node: YamlNode, read: boolean): Level {
  return { node, keys: ['defaults', 'run'], read }
}

function shellOf(step: YamlNode, defaults: readonly Level[]): string | null {
  const levels = [ofStep(step, true), ...defaults]
  return levels.flatMap(({ node, keys }) => node.at(...keys, 'shell') ?? [])[0]?.text ?? null
}

function isShell(shell: string | null, windows: boolean): boolean {
  return shell === null ? !windows : startsShell(shell)
}

/** Whether what a step runs in the directory of its job is read. */
function isRead(step: YamlNode, defaults: readonly Level[], windows: boolean): boolean {
  const elsewhere = !step.get('run') || step.get('working-directory') !== undefined
  return elsewhere || isShell(shellOf(step, defaults), windows)
}

function workingDirectory(levels: readonly Level[]): readonly DirectorySetting[] {
  for (const { node, keys, read } of levels) {
    const found = node.entry(...keys, 'working-directory')
    const value = found?.value.located()
    if (!value) continue
    const { removal } = found ?? {}
    const path = settingPath(value.text, checkout)
    const template = value.text.includes('${{') ? { template: value.text.replace(checkout, './') } : {}
    return [{ path, span: value.span, ...template, ...(read && removal && { removal }) }]
  }
  return []
}

/** What the host says around the code of a step. */
interface StepPlace {
  readonly context: ScriptContext & { readonly kind: 'workflow' }
  readonly settings: readonly DirectorySetting[]
}

/** The code of a step, or of a value that it runs. */
function codeOf(step: YamlNode, code: Guest, { context, settings }: StepPlace, shared: Job): Region {
  const variables = [...shared.variables, ...constantsOf(step)]
  const constants = new Map(variables.map(({ name, text }) => [`env.${name}`, text]))
  for (const name of wholeCommands(code.text)) constants.delete(name)
  const guest = withHoles(code, workflowExpression, false, (hole) => constants.get(boundName(hole) ?? ''))
  const { shell } = context
  const asks = [code.text, ...settings.map(({ template = '' }) => template)].join(' ')
  return {
    host: 'workflow',
    guest,
    context,
    settings,
    variables,
    bindings: combinationsFor(asks, shared.matrix),
    lenient: guest.holes.length > 0 || !isShell(shell, shared.windows),
    behind: ({ source, span: usedAt }) => {
      const value = shared.values.take(source, step)
      return (value?.nodes ?? []).flatMap((node) => {
        const inner = node.guest()
        if (!value || !inner || inner.text.trim() === '') return []
        const named = { ...context, value: { name: value.name, usedAt } }
        return [codeOf(step, inner, { context: named, settings }, shared)]
      })
    },
  }
}
