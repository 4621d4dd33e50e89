import type { NixAttribute, NixBind, NixBinding, NixExpression } from '../../nix/ast.ts'
import type { DirectorySetting } from '../../script.ts'
import { settingPath } from '../directory.ts'

/** The names of the setting beside `exec` or `command`: devenv, and process-compose in and outside of it. */
const names = ['cwd', 'working_dir', 'process-compose.working_dir']

/** What devenv's own option for its directory stands for. */
const projectDirectory = /^\$\{config\.devenv\.root\}\/?/
const belowProject = /^config\.devenv\.root\s*\+\s*"\/([^"$\\]*)"$/

/** Attributes of a process or a task that do not depend on its directory. */
const apartFromDirectory = /^(?:exec|command|cwd|working_dir|description|before|after)$/

/**
 * The directory in which devenv or process-compose runs the code of `binding`, when the process or task says so beside
 * it. `attributes` are the names around the bindings.
 */
export function processDirectory(
  host: string,
  attributes: readonly string[],
  binding: NixBind,
  siblings: readonly NixBinding[],
): readonly DirectorySetting[] {
  const own = pathOf(binding.path)
  if (!own || !/(?:^|\.)(?:processes|tasks)\./.test([...attributes, own].join('.'))) return []
  if (!/(?:^|\.)(?:exec|command)$/.test(own)) return []
  const prefix = own.replace(/(?:exec|command)$/, '')
  const wanted = names.map((name) => prefix + name)
  for (const sibling of siblings) {
    if (sibling.kind !== 'bind' || !wanted.includes(pathOf(sibling.path) ?? '')) continue
    const others = siblings.every(
      (other) => other.kind === 'bind' && apartFromDirectory.test(pathOf(other.path) ?? ''),
    )
    const removal = others && prefix === '' ? ownLine(host, sibling) : undefined
    return [{ ...pathAt(host, sibling.value), ...(removal && { removal }) }]
  }
  return []
}

function pathOf(path: readonly NixAttribute[]): string | null {
  const parts = path.map((attribute) => (attribute.kind === 'static' ? attribute.name : null))
  return parts.includes(null) ? null : parts.join('.')
}

function pathAt(host: string, value: NixExpression): Pick<DirectorySetting, 'path' | 'span'> {
  const { start, end } = value.span
  const source = host.slice(start, end)
  if (value.kind === 'string' && !value.indented)
    return {
      path: settingPath(source.slice(1, -1), projectDirectory),
      span: { start: start + 1, end: end - 1 },
    }
  const below = belowProject.exec(source)?.[1]
  return { path: below === undefined ? null : settingPath(below), span: value.span }
}

/** The line of a binding that stands alone on it. */
function ownLine(host: string, { span }: NixBind): { start: number; end: number } | undefined {
  const start = host.lastIndexOf('\n', span.start - 1) + 1
  const rest = /[ \t]*\r?\n/y
  rest.lastIndex = span.end
  const alone = host.slice(start, span.start).trim() === '' && !host.slice(start, span.end).includes('\n')
  return alone && rest.test(host) ? { start, end: rest.lastIndex } : undefined
}
