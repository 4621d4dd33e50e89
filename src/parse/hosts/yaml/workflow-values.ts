import type { YamlNode } from './yaml-tree.ts'

/** `${{ matrix.command }}`, `${{ env.COMMAND }}`, `${{ inputs.command }}`: an expression that only names a value. */
const reference = /^\$\{\{\s*((?:matrix|env|inputs)\.[\w-]+(?:\.[\w-]+)*)\s*\}\}$/

/** What the values of a file are taken from. */
interface ValueSource {
  readonly root: YamlNode
  /** Absent in a composite action. */
  readonly job?: YamlNode
}

/**
 * The values that a workflow or a composite action itself gives to names: `strategy.matrix` with its `include`, `env`,
 * and the defaults of `inputs` (GitHub, "Contexts reference"). What a caller hands in is not known.
 */
export class WorkflowValues {
  readonly #source: ValueSource
  #known: ReadonlyMap<string, readonly YamlNode[]> | undefined
  readonly #taken = new Set<string>()

  constructor(source: ValueSource) {
    this.#source = source
  }

  /**
   * The values that an expression of a step may stand for, and the name by which it asks for them; null when it is no
   * plain name, or when an earlier step has asked for the same values.
   */
  take(expression: string, step: YamlNode): { readonly name: string; readonly nodes: YamlNode[] } | null {
    const name = reference.exec(expression)?.[1]
    if (!name) return null
    const [context = '', key = '', ...path] = name.split('.')
    const own = context === 'env' ? step.at('env', key) : undefined
    if (!own && this.#taken.has(name)) return null
    if (!own) this.#taken.add(name)
    this.#known ??= index(this.#source)
    const values = own ? [own] : (this.#known.get(`${context}.${key}`) ?? [])
    return { name, nodes: values.flatMap((value) => value.at(...path) ?? []) }
  }
}

function index({ root, job }: ValueSource): ReadonlyMap<string, readonly YamlNode[]> {
  const known = new Map<string, YamlNode[]>()
  const add = (name: string, values: readonly YamlNode[]) => {
    const before = known.get(name)
    if (before) before.push(...values)
    else known.set(name, [...values])
  }
  const matrix = job?.at('strategy', 'matrix')
  for (const { key, value } of matrix?.entries() ?? []) {
    if (key !== 'include' && key !== 'exclude') add(`matrix.${key}`, value.items())
  }
  for (const combination of matrix?.get('include')?.items() ?? [])
    for (const { key, value } of combination.entries()) add(`matrix.${key}`, [value])
  for (const holder of [job, root]) {
    for (const { key, value } of holder?.get('env')?.entries() ?? [])
      if (!known.has(`env.${key}`)) add(`env.${key}`, [value])
  }
  const triggers = ['workflow_call', 'workflow_dispatch'].map((event) => root.at('on', event))
  for (const declaring of [root, ...triggers]) {
    for (const { key, value } of declaring?.get('inputs')?.entries() ?? []) {
      const fallback = value.get('default')
      if (fallback) add(`inputs.${key}`, [fallback])
    }
  }
  return known
}
