import { existsSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { discover } from '../discover/discover.ts'
import { findWorkTree } from '../discover/git-directory.ts'
import { type Listing, listWorkTree } from '../discover/listing.ts'
import { Absent } from '../model/absent.ts'
import { documentsOf } from '../model/pages/documents.ts'
import { describeWorkspace } from '../model/projects/describe-workspace.ts'
import { workspaceFinder } from '../model/projects/discover-workspace.ts'
import { growForest } from '../model/projects/forest.ts'
import { type LockStatus, lockStatusOf } from '../model/projects/lock/lock-status.ts'
import { referenceRefusals } from '../model/projects/reference-refusals.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { parse } from '../parse/parse.ts'
import { printable } from '../report/terminal/cells.ts'
import { isInside } from '../text/paths.ts'
import { UsageError } from '../text/usage-error.ts'
import { singleFormat } from './find-rule.ts'
import type { Request } from './read-arguments.ts'
import type { Terminal } from './terminal.ts'

/** Prints the uv workspace as uv itself would discover it from a directory. Always exits with 0 when it could be read. */
export async function workspaceCommand(
  { operands, values }: Request,
  terminal: Terminal,
): Promise<number | UsageError> {
  const format = singleFormat(values.format, ['text', 'json'])
  if (format instanceof UsageError) return format
  const [operand, ...more] = operands
  if (more.length > 0 || (operand !== undefined && values.project !== undefined)) {
    return new UsageError('`workspace` takes one directory.')
  }
  const given = values.project ?? operand ?? '.'
  const project = resolve(terminal.cwd, given)
  if (!existsSync(project)) return new UsageError(`\`${given}\` does not exist.`)
  const root = topOf(project)
  const { documents, tree } = await manifestsBelow(root)
  const from = slashed(relative(root, project)) || '.'
  const workspace = workspaceFinder(documents, tree)(from)
  const lock = lockStatusOf(workspace, { documents, tree })
  if (format === 'json') {
    const described = describeWorkspace(workspace, lock, from)
    terminal.output.write(`${JSON.stringify(described, null, 2)}\n`)
    return 0
  }
  const name = (directory: string) => slashed(relative(project, join(root, directory))) || '.'
  const roots = workspace instanceof Absent ? growForest(documents, tree).roots : []
  const below = roots.filter(({ root }) => isInside(from, root))
  if (below.length === 0) {
    terminal.output.write(asText(workspace, lock, name))
    return 0
  }
  // uv finds nothing from here; what the check judges are the roots below.
  terminal.output.write('No uv project here, but below:\n')
  for (const root of below)
    terminal.output.write(`\n${asText(root, lockStatusOf(root, { documents, tree }), name)}`)
  return 0
}

/**
 * Where to look for files: the git work tree, else the highest directory above that has a `pyproject.toml`, because uv
 * searches upwards without an end.
 */
function topOf(project: string): string {
  const workTree = findWorkTree(project)
  if (workTree !== null) return workTree
  let top = project
  for (let at = project; ; at = dirname(at)) {
    if (existsSync(join(at, 'pyproject.toml'))) top = at
    if (dirname(at) === at) return top
  }
}

/** Reads manifests and locks only; nothing else matters to uv's workspace. */
async function manifestsBelow(root: string) {
  const listing = listWorkTree(root)
  const relevant = /(^|\/)(pyproject\.toml|uv\.toml|uv\.lock)$/
  const narrow: Listing = { ...listing, paths: listing.paths.filter((path) => relevant.test(path)) }
  const { sources } = discover(narrow, [])
  const { tree } = discover({ ...listing, read: () => [] }, [])
  const files = []
  for (const file of sources) files.push({ file, document: await parse(file) })
  return { documents: documentsOf(files), tree }
}

function asText(
  workspace: Workspace | Absent,
  lock: LockStatus | Absent,
  name: (directory: string) => string,
): string {
  if (workspace instanceof Absent) return `No workspace: ${workspace.reason}\n`
  const { root, virtual, members, requiresPython } = workspace
  const errors = [...workspace.errors, ...referenceRefusals(workspace)]
  const lines = [
    `${name(root)}: ${virtual ? 'a virtual root' : 'the root is a member'}, Python ${requiresPython ?? 'not stated'}`,
    ...members.map(
      (member) => `  ${member.name}  ${below(root, member.reached)}${member.package ? '' : '  (no package)'}`,
    ),
    ...errors.map(({ code, message }) => `  error ${code}: ${message}`),
    ...(lock instanceof Absent ? [] : lockLines(lock)),
  ]
  return `${lines.map(printable).join('\n')}\n`
}

function lockLines({ present, inStep, reasons, undecided }: LockStatus): string[] {
  const state = inStep === null ? 'cannot be judged' : inStep ? 'is in step' : 'is stale'
  return [
    present ? `uv.lock ${state}` : 'no uv.lock',
    ...reasons.map(({ code, message }) => `  ${code}: ${message}`),
    ...undecided.map((doubt) => `  undecided: ${doubt}`),
  ]
}

function below(root: string, directory: string): string {
  return slashed(relative(join('/', root), join('/', directory))) || '.'
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
