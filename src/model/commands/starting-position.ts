import type { Script } from '../../parse/script.ts'
import type { Position } from './directory-changes.ts'
import { parentOf, resolvePath, rootMark } from './paths.ts'

/**
 * Where a script starts. Makefiles and `package.json` run in their own directory (make and npm change to it), pyproject
 * tasks in their manifest's, Nix shells in that of their flake, workflow steps in their `working-directory` or the checkout. Scripts and documents start
 * at the repository root: that is the policy, and what a reader of any document is told to keep to. Absolute
 * directories of images are unknown.
 */
export function startingPosition(path: string, script: Script, base: string): Position {
  const { context } = script
  const own = parentOf(path)
  switch (context.kind) {
    case 'workflow':
      return context.directory ? configured(path, context.directory) : { directory: '.' }
    case 'dockerfile':
      return { directory: null }
    case 'make':
    case 'just':
    case 'config':
      return { directory: context.directory === null ? own : resolvePath(own, context.directory) }
    case 'nix':
      return { directory: /(?:^|\/)(?:flake|devenv|shell)\.nix$/.test(path) ? own : base }
    default:
      return { directory: base }
  }
}

function configured(path: string, setting: { text: string; span: { start: number; end: number } }): Position {
  const value = setting.text.replace(/^\$\{\{\s*github\.workspace\s*\}\}/, rootMark)
  const directory = /\$\{|\$\(/.test(value) ? null : resolvePath('.', value)
  if (directory === '.') return { directory }
  return {
    directory,
    move: { place: { path, span: setting.span }, by: 'setting', directory, from: '.', returns: [] },
  }
}
