import { settingPath } from '../../parse/hosts/directory.ts'
import { pathBelow } from '../../parse/hosts/dockerfile/dockerfile.ts'
import {
  type Binding,
  boundName,
  type DirectorySetting,
  type Script,
  type ScriptContext,
  valueIn,
} from '../../parse/script.ts'
import { parentOf, resolvePath } from '../../text/paths.ts'
import type { Move } from './move.ts'
import type { Position } from './position.ts'

/** What a script's start is told from. */
export interface StartFacts {
  readonly path: string
  /** The root that counts for the file. */
  readonly base: string
  hasDirectory(path: string): boolean
  /** The moves by settings that scripts of this file were found under, by the setting's file and start: scripts may share one. */
  readonly moves: Map<string, Move>
  /** Where an expression of the host stands that is a whole command, by its start. */
  readonly reached: ReadonlyMap<number, Position>
}

/**
 * Where a script starts: where its host starts code by itself, and from there where the host's settings lead. A setting
 * that leads back to the start, as `dir: .` does, is no move. A value starts where the step stands that comes to run it.
 */
export function startingPosition(script: Script, facts: StartFacts, bound?: Binding): Position {
  const { context } = script
  const usedAt = context.kind === 'workflow' ? context.value?.usedAt : undefined
  const reached = usedAt && facts.reached.get(usedAt.start)
  if (reached) return reached
  const directory =
    script.fence === undefined ? hostDirectory(script, facts) : directoryOfShown(script, facts)
  const start: Position = { directory }
  const settings = (script.settings ?? []).map((setting) => (bound ? filledIn(setting, bound) : setting))
  return settings.reduce((position, setting) => enter(setting, position, start, facts), start)
}

/** A setting with the values that its host puts in; one that is nothing but a value stands where that is written. */
function filledIn(setting: DirectorySetting, bound: Binding): DirectorySetting {
  const { template } = setting
  if (template === undefined) return setting
  const whole = valueIn(bound, boundName(template.trim()))
  const text = template.replace(
    /\$\{\{[^}]{0,1000}\}\}/g,
    (hole) => valueIn(bound, boundName(hole))?.text ?? hole,
  )
  return {
    path: settingPath(text),
    span: whole?.span ?? setting.span,
    ...(whole?.path !== undefined && { file: whole.path }),
  }
}

function enter(setting: DirectorySetting, position: Position, start: Position, facts: StartFacts): Position {
  const { path, hasDirectory, moves } = facts
  const found = setting.path === null ? null : resolvePath(position.directory, setting.path)
  const directory = found !== null && hasDirectory(found) ? found : null
  if (directory !== null && directory === position.directory) return position
  if (directory !== null && directory === start.directory) return start
  const { span, removal, file = path } = setting
  const key = `${file}:${span.start}`
  const move: Move = moves.get(key) ?? {
    place: { path: file, span },
    by: 'setting',
    directory,
    from: position.directory,
    ...(removal && { removal }),
  }
  moves.set(key, move)
  return { directory, move }
}

/**
 * Makefiles and `package.json` run in their own directory (make and npm change to it), tasks in that of their file, Nix
 * shells in that of their flake, workflow steps in the checkout. Scripts and documents start at the repository root:
 * that is the policy, and what a reader of any document is told to keep to. In an image the root is where the whole build
 * context was copied to.
 */
function hostDirectory({ context }: Script, { path, base }: StartFacts): string | null {
  switch (context.kind) {
    case 'workflow':
      return '.'
    case 'dockerfile':
      return inImage(path, context)
    case 'make':
    case 'just':
    case 'config':
      return context.directory
    case 'nix':
      if (/(?:^|\/)(?:flake|devenv)\.nix$/.test(path)) return parentOf(path)
      return startsShell(context) ? base : null
    default:
      return base
  }
}

/**
 * Where a file runs that a document shows. Nobody says where the reader puts it, unless its path is given: at the root,
 * as the policy has it.
 */
function directoryOfShown({ context }: Script, { base, hasDirectory }: StartFacts): string | null {
  switch (context.kind) {
    case 'workflow':
      return '.'
    case 'make':
    case 'just':
    case 'config': {
      const directory = resolvePath(base, context.directory ?? '')
      return directory !== null && hasDirectory(directory) ? directory : null
    }
    case 'nix':
      return startsShell(context) ? base : null
    case 'dockerfile':
      return inImage('Dockerfile', context)
    default:
      return base
  }
}

/** Whether Nix code runs where its user stands: hooks of shells, programs. */
function startsShell({ writer, attributes }: ScriptContext & { kind: 'nix' }): boolean {
  return writer !== undefined || /^(?:shellHook|enterShell)$/.test(attributes.at(-1) ?? '')
}

/**
 * The root of an image that holds the repository: known where a Dockerfile at the root copies everything to a directory that
 * holds the one in force. A setting leads on to that.
 */
function inImage(
  path: string,
  { directory, buildContext }: ScriptContext & { kind: 'dockerfile' },
): string | null {
  if (path.includes('/') || directory === null || buildContext === null) return null
  return directory === buildContext || pathBelow(buildContext, directory) !== null ? '.' : null
}
