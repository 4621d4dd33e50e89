import { join, relative } from 'node:path'
import type { WorkspaceDescription } from '../../../src/model/projects/describe-workspace.ts'
import { policyCheck } from '../run-cli.ts'
import type { Answer, Uv } from './run-uv.ts'

/** A question on which uv and this program give different answers. */
export interface Difference {
  readonly about: 'root' | 'members' | 'refusal' | 'python' | 'package' | 'fresh lock'
  readonly uv: unknown
  readonly ours: unknown
}

/** What was asked and how often both agree that uv refuses. */
export interface Verdict {
  readonly differences: readonly Difference[]
  readonly refused: boolean
}

/**
 * Asks uv and this program about the workspace as seen from a directory of a tree: root, members and the words of a refusal.
 * Where uv finds it in order, it locks it, and both are asked about that: Python, packages, whether the lock is fresh.
 */
export async function judgeWorkspace(uv: Uv, top: string, from: string): Promise<Verdict> {
  const directory = join(top, from)
  // Started elsewhere, uv writes every path whole.
  const ask = (...words: readonly string[]) => uv.run('/', '--project', directory, ...words)
  const listed = ask('workspace', 'list', '--paths', '-v')
  const ours = await describe(directory)
  const differences: Difference[] = []
  const compare = (about: Difference['about'], theirs: unknown, our: unknown) => {
    if (JSON.stringify(theirs) !== JSON.stringify(our)) differences.push({ about, uv: theirs, ours: our })
  }
  const errors = ours.errors.map((error) => ({ ...error, path: join(directory, error.path) }))
  const refused = (answer: Answer) => {
    const refusal = refusalOf(answer.errors).replaceAll(`${top}/`, '').replaceAll(top, '.')
    if (!isBeyondTree(refusal) && !errors.some((error) => isSaid(error, refusal)))
      compare('refusal', refusal, ours.errors)
    return { differences, refused: true }
  }
  if (listed.code !== 0) return refused(listed)
  const root = /Found (?:workspace|project) root: `?(.*?)`?$/m.exec(listed.errors)?.[1]
  if (root !== undefined) compare('root', relative(directory, root) || '.', ours.root)
  const base = join(directory, ours.root ?? '.')
  const members = listed.output.split('\n').filter(Boolean)
  compare(
    'members',
    members.map((path) => relative(base, path) || '.').sort(),
    ours.members.map(({ dir }) => dir).sort(),
  )
  if (differences.length > 0) return { differences, refused: false }
  const locked = ask('lock', '--no-index')
  if (locked.code !== 0) return isBeyond(locked) ? { differences, refused: true } : refused(locked)
  compare(
    'refusal',
    [],
    ours.errors.filter(({ code }) => code !== 'missing-default-group'),
  )
  const { lock } = await describe(directory)
  if (lock.inStep === false) compare('fresh lock', [], lock.reasons)
  return { differences, refused: false }
}

/**
 * Whether uv fails for what no manifest of the workspace says: nothing to install from, no such Python here, a backend that
 * does not run, or what lies where a source by path leads.
 */
function isBeyond({ errors }: Answer): boolean {
  return (
    /No solution found|Failed to resolve dependencies for|Failed to resolve requirements from/.test(errors) ||
    /build backend returned|requested interpreter|Distribution not found/.test(errors) ||
    /Failed to build .*\n {2}cause: (?:`.*` does not appear to be|Failed to parse: )/.test(errors)
  )
}

/** What `policy-check workspace` says in a directory. */
export async function describe(directory: string): Promise<WorkspaceDescription> {
  const { output, errors } = await policyCheck(directory, ['workspace', '--format', 'json'])
  if (output === '') throw new Error(errors)
  return JSON.parse(output) as WorkspaceDescription
}

/** A pattern such as `.*` or `..` that leaves the tree, about which only uv knows what is there. */
function isBeyondTree(refusal: string): boolean {
  return /(?:member|in:|parse:) `?\.\.(?:`|\/)/.test(refusal)
}

/** What uv says after `error:`, its causes in the same line. */
function refusalOf(errors: string): string {
  const [, refusal = errors] = /^error: ([\s\S]*)/m.exec(errors) ?? []
  return refusal.trim()
}

type OurError = WorkspaceDescription['errors'][number]

/** What a parser says about broken syntax is in its own words; that it is broken, and where, is not. */
const inOwnWords = new Set(['invalid-toml', 'invalid-requires-python', 'invalid-version', 'invalid-value'])

function isSaid({ code, message, path }: OurError, refusal: string): boolean {
  if (inOwnWords.has(code))
    return (
      /^Failed to parse: /.test(refusal) &&
      join('/', path).endsWith(join('/', /^Failed to parse: (.*)/.exec(refusal)?.[1] ?? ' '))
    )
  return refusal.includes(message)
}
