import type { Script, ScriptContext } from '../../parse/script.ts'
import type { Position } from './directory-changes.ts'
import { parentOf, resolvePath, rootMark } from './paths.ts'

/**
 * Where a script starts. Makefiles and `package.json` run in their own directory (make and npm change to it), pyproject
 * tasks in their manifest's, Nix shells in that of their flake, workflow steps in their `working-directory` or the checkout. Scripts and documents start
 * at the repository root: that is the policy, and what a reader of any document is told to keep to. In an image the root
 * is where the whole build context was copied to.
 */
export function startingPosition(
  path: string,
  script: Script,
  base: string,
  hasDirectory: (path: string) => boolean,
): Position {
  const { context } = script
  const own = parentOf(path)
  if (script.fence !== undefined) return inShownFile(context, base, hasDirectory, path)
  switch (context.kind) {
    case 'workflow':
      return context.directory ? configured(path, context.directory, hasDirectory) : { directory: '.' }
    case 'dockerfile':
      return { directory: inImage(path, context) }
    case 'make':
    case 'just':
    case 'config':
      return { directory: context.directory }
    case 'nix':
      if (/(?:^|\/)(?:flake|devenv)\.nix$/.test(path)) return { directory: own }
      return { directory: startsShell(context) ? base : null }
    default:
      return { directory: base }
  }
}

/**
 * Where a file runs that a document shows. Nobody says where the reader puts it, unless its path is given: at the root,
 * as the policy has it.
 */
function inShownFile(
  context: ScriptContext,
  base: string,
  hasDirectory: (path: string) => boolean,
  path: string,
): Position {
  switch (context.kind) {
    case 'workflow':
      return context.directory ? configured(path, context.directory, hasDirectory) : { directory: '.' }
    case 'make':
    case 'just':
    case 'config': {
      const directory = resolvePath(base, context.directory ?? '')
      return { directory: directory !== null && hasDirectory(directory) ? directory : null }
    }
    case 'nix':
      return { directory: startsShell(context) ? base : null }
    case 'dockerfile':
      return { directory: inImage('Dockerfile', context) }
    default:
      return { directory: base }
  }
}

/** Whether Nix code runs where its user stands: hooks of shells, programs. */
function startsShell({ writer, attributes }: ScriptContext & { kind: 'nix' }): boolean {
  return writer !== undefined || /^(?:shellHook|enterShell)$/.test(attributes.at(-1) ?? '')
}

function configured(
  path: string,
  setting: { text: string; span: { start: number; end: number } },
  hasDirectory: (path: string) => boolean,
): Position {
  const value = setting.text.replace(/^\$\{\{\s*github\.workspace\s*\}\}/, rootMark)
  const found = /\$\{|\$\(/.test(value) ? null : resolvePath('.', value)
  const directory = found !== null && hasDirectory(found) ? found : null
  if (directory === '.') return { directory }
  return {
    directory,
    move: { place: { path, span: setting.span }, by: 'setting', directory, from: '.', returns: [] },
  }
}

/** The directory of an image that holds the repository: known where a Dockerfile at the root copies everything. */
function inImage(
  path: string,
  { directory, buildContext }: ScriptContext & { kind: 'dockerfile' },
): string | null {
  if (path.includes('/') || directory === null || buildContext === null) return null
  if (directory === buildContext) return '.'
  const base = buildContext === '/' ? '/' : `${buildContext}/`
  return directory.startsWith(base) ? directory.slice(base.length) : null
}
