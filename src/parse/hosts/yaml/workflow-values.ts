import { type Binding, boundName, type HostValue } from '../../script.ts'
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

/** As many combinations of a matrix are told apart. */
const mostCombinations = 64

/**
 * The combinations of a job's matrix (GitHub, "Running variations of jobs"): the product of its lists without what
 * `exclude` names, and `include`, which completes the combinations that it agrees with and adds the others. Empty when
 * nothing in it is known, or when there are too many.
 */
export function matrixOf(job: YamlNode | undefined): Binding[] {
  const matrix = job?.at('strategy', 'matrix')
  const lists = (matrix?.entries() ?? []).filter(({ key }) => key !== 'include' && key !== 'exclude')
  let combinations: Map<string, HostValue>[] = lists.length > 0 ? [new Map()] : []
  for (const { key, value } of lists) {
    const items = value.items().map((item) => valuesIn(`matrix.${key}`, item))
    if (items.length * combinations.length > mostCombinations) return []
    if (items.length === 0) continue
    combinations = combinations.flatMap((one) => items.map((item) => new Map([...one, ...item])))
  }
  for (const node of matrix?.get('exclude')?.items() ?? []) {
    const excluded = valuesIn('matrix', node)
    combinations = combinations.filter((one) => !agrees(one, excluded, [...excluded.keys()]))
  }
  const original = combinations.map((one) => [...one.keys()])
  const made = combinations.length
  for (const node of matrix?.get('include')?.items() ?? []) {
    const included = valuesIn('matrix', node)
    let used = false
    for (const [at, one] of combinations.slice(0, made).entries()) {
      const keys = (original[at] ?? []).filter((key) => included.has(key))
      if (!agrees(one, included, keys)) continue
      used = true
      for (const [name, value] of included) one.set(name, value)
    }
    if (!used) combinations.push(new Map(included))
  }
  return combinations.slice(0, mostCombinations).map((one) => [...one.values()])
}

type Values = ReadonlyMap<string, HostValue>

function agrees(one: Values, other: Values, keys: readonly string[]): boolean {
  return keys.every((key) => one.get(key)?.text === other.get(key)?.text)
}

/**
 * The scalars of a node by the names that expressions ask for them by: `matrix.package`, `matrix.project.dir`. A value of
 * several words is code, which `take` finds.
 */
function valuesIn(name: string, node: YamlNode): Map<string, HostValue> {
  const located = node.located()
  if (located) return /\s/.test(located.text) ? new Map() : new Map([[name, { name, ...located }]])
  return new Map(node.entries().flatMap(({ key, value }) => [...valuesIn(`${name}.${key}`, value)]))
}

/** The combinations that differ in what some code asks for, one of each; none when it asks for nothing. */
export function combinationsFor(code: string, matrix: readonly Binding[]): Binding[] {
  const commands = wholeCommands(code)
  const expressions = [...code.matchAll(/\$\{\{[^}]{0,1000}\}\}/g)].flatMap(
    ([found]) => boundName(found) ?? [],
  )
  const asked = new Set(expressions.filter((name) => !commands.has(name)))
  const known = new Map<string, Binding>()
  for (const combination of matrix) {
    const values = combination.filter(({ name }) => asked.has(name))
    if (values.length === 0) continue
    const key = JSON.stringify(values.map(({ name, text }) => [name, text]))
    if (!known.has(key)) known.set(key, values)
  }
  return [...known.values()]
}

/** The names of expressions that are a whole command in some code: what they stand for is read where it is written. */
export function wholeCommands(code: string): ReadonlySet<string> {
  const found = code.matchAll(/(?<=^|[;&|(]|\n)[ \t]*(\$\{\{[^}]{0,1000}\}\})[ \t]*(?=$|[\n;&|)])/g)
  return new Set([...found].flatMap(([, expression = '']) => boundName(expression) ?? []))
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
