import type { FileTree } from '../../discover/file-tree.ts'
import type { ParsedFile, PathReference } from '../../parse/document.ts'
import { isInside, nameOf, resolvePath } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'

/** A path that a workflow names and that leads nowhere. */
export interface MissingWorkflowPath extends Place {
  readonly kind: PathReference['kind']
  readonly text: string
  /** Where the workflow names it again. */
  readonly others: readonly Place[]
}

/** Files that GitHub runs, by the rest of their path behind `.github/`. */
const workflow = /^workflows\/[^/]+\.ya?ml$/
const action = /^actions\/.+\/action\.ya?ml$/

/** The paths of a workflow that lead nowhere, as far as nothing in it may make them; each once, with its other places. */
export function missingWorkflowPaths({ file, document }: ParsedFile, tree: FileTree): MissingWorkflowPath[] {
  const rest = file.path.startsWith('.github/') ? file.path.slice('.github/'.length) : ''
  if (!workflow.test(rest) && !action.test(rest)) return []
  const found = new Map<string, { first: PathReference; others: Place[] }>()
  for (const reference of document.paths ?? []) {
    const key = `${reference.kind} ${reference.text}`
    const known = found.get(key)
    if (known) known.others.push({ path: file.path, span: reference.span })
    else if (isMissing(reference, file.text, tree)) found.set(key, { first: reference, others: [] })
  }
  return [...found.values()].map(({ first: { kind, text, span }, others }) => ({
    ...{ kind, text, path: file.path, span, others },
  }))
}

/** Whether a file looks like a workflow, and lies where GitHub does not look: it looks at the root of a repository alone. */
export function isNestedWorkflow({ path }: { readonly path: string }): boolean {
  const at = path.lastIndexOf('/.github/')
  return at > 0 && workflow.test(path.slice(at + '/.github/'.length))
}

function isMissing({ kind, text }: PathReference, source: string, tree: FileTree): boolean {
  if (kind === 'filter') return isIdle(text, tree)
  const path = resolvePath('.', text) ?? ''
  if (path === '' || path === '.' || /^[/~]|^\.\.(?:\/|$)|[$*?<>]/.test(path) || isUnknown(path, tree))
    return false
  if (kind === 'uses')
    return (
      path.startsWith('.github/') &&
      !/checkout[\s\S]{0,300}?\brepository:/.test(source) &&
      ![path, `${path}/action.yml`, `${path}/action.yaml`, `${path}/Dockerfile`].some((one) =>
        tree.hasFile(one),
      )
    )
  return !tree.hasDirectory(path) && !tree.isIgnored(path) && !mayBeMade(path, source)
}

/** Whether the words of the workflow speak of the directory elsewhere, as a step does that makes or fetches it. */
function mayBeMade(path: string, source: string): boolean {
  const name = nameOf(path)
  const [first = ''] = path.split('/')
  return source
    .split('\n')
    .some(
      (line) =>
        !/^\s*(?:- *)?working-directory:/.test(line) && (line.includes(name) || line.includes(`${first}/`)),
    )
}

/**
 * Whether a pattern speaks of a directory or a file that is not there. Names of files at the root, and kinds of files below a
 * directory that exists, may be meant for files that somebody adds one day.
 */
function isIdle(text: string, tree: FileTree): boolean {
  if (/^!|[[\]+{}\\]/.test(text)) return false
  const pattern = text.replace(/^\//, '')
  const literal = pattern.replace(/(?:^|\/)[^/]*[*?].*$/s, '')
  if (literal === '' || !pattern.includes('/') || isUnknown(literal, tree)) return false
  return !tree.hasFile(literal) && !tree.hasDirectory(literal) && !tree.isIgnored(literal)
}

/** Whether it lies in a submodule that is not checked out. */
function isUnknown(path: string, tree: FileTree): boolean {
  return tree.missing.some((submodule) => isInside(submodule, path))
}
