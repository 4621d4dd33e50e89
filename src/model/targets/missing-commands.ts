import type { FileTree } from '../../discover/file-tree.ts'
import { pathsBelow } from '../../discover/paths-below.ts'
import { programFamilies } from '../../tables/terminal-programs.ts'
import { nearest } from '../../text/nearest.ts'
import { joinPath, nameOf } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Definition } from '../commands/definition.ts'
import { uvOption } from '../programs/uv-invocation.ts'
import type { LostModule } from '../projects/lost-module.ts'
import { moduleOwner, moduleRoot } from '../projects/module-owner.ts'
import { reachable } from '../projects/needed-members.ts'
import type { Workspace } from '../projects/workspace.ts'

/** Something that a command calls and nothing defines. */
export interface Missing {
  readonly span: Span
  readonly message: string
  readonly next: string
  /** What to write at `span`, where only this can be meant. */
  readonly rename?: string
  /** The module that is missing, for which git's history can be asked. */
  readonly lost?: LostModule
}

interface Facts {
  readonly commands: Commands
  readonly workspace: Workspace
  readonly tree: FileTree
}

/** `python -m a.b` where `a` is a member's package without a module `b`, or without `__main__.py`. */
export function missingModule(command: Command, { workspace, tree }: Facts): Missing | null {
  const target = command.uv && command.uv.mode !== 'module' ? null : command.target
  const name = target?.kind === 'module' ? target.text : null
  if (!target || !name || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(name)) return null
  if (command.moved && command.directory === null) return null
  const member = moduleOwner(name, workspace, tree)
  const [top = '', ...rest] = name.split('.')
  const base = member ? moduleRoot(member, top, tree) : ownRoot(name, command, tree)
  if (base === null) return null
  const path = joinPath(base, [top, ...rest].join('/'))
  const { span } = target.word
  if (isModule(path, tree) || tree.isIgnored(`${path}.py`)) return null
  if (tree.hasFile(`${path}/__init__.py`) || tree.hasDirectory(path)) {
    if (tree.hasFile(`${path}/__main__.py`) || tree.isIgnored(`${path}/__main__.py`)) return null
    const message = `\`${name}\` is a package without \`__main__.py\`, so it cannot be run.`
    return { span, message, next: `Add \`${path}/__main__.py\`, or name a module inside.` }
  }
  return {
    span,
    message: `\`${top}\` has no module \`${rest.join('.')}\`.`,
    next: nearestModule(name, base, tree) ?? modulesOf(joinPath(base, top), tree),
    lost: { module: name, roots: [base], run: true },
  }
}

/**
 * The directory in which `python -m` runs, where the module's first part is a package there, which Python looks for before
 * any installed one. Null where a reader may stand elsewhere: another directory has the module.
 */
function ownRoot(name: string, { directory, page }: Command, tree: FileTree): string | null {
  const here = directory ?? '.'
  const [top = '', ...rest] = name.split('.')
  if (rest.length === 0 || !tree.hasFile(joinPath(here, `${top}/__init__.py`))) return null
  const tail = `/${name.replaceAll('.', '/')}`
  const isElsewhere = (path: string) => path.endsWith(`${tail}.py`) || path.endsWith(`${tail}/__init__.py`)
  return page !== null && pathsBelow(tree, '.').some(isElsewhere) ? null : here
}

/** What to write instead of a dotted module, where one of the same package has nearly that name. */
function nearestModule(name: string, base: string, tree: FileTree): string | null {
  const within = name.slice(0, name.lastIndexOf('.'))
  const directory = joinPath(base, within.replaceAll('.', '/'))
  const names = tree.filesIn(directory).flatMap((path) => {
    const file = nameOf(path)
    return file.endsWith('.py') && file !== '__init__.py' ? [`${within}.${file.slice(0, -3)}`] : []
  })
  const near = nearest(name, names, 3)
  return near === undefined ? null : `Write \`${near}\`.`
}

/** A module in any form, compiled ones and stubs included. */
function isModule(path: string, tree: FileTree): boolean {
  return ['py', 'pyi', 'pyx', 'so', 'pyd', 'c', 'cpp', 'rs'].some((extension) =>
    tree.hasFile(`${path}.${extension}`),
  )
}

function modulesOf(directory: string, tree: FileTree): string {
  const names = tree.filesIn(directory).flatMap((path) => {
    const inside = nameOf(path)
    return /^[a-z]\w*\.py$/i.test(inside) ? [`\`${inside.slice(0, -3)}\``] : []
  })
  return names.length > 0
    ? `Name one of its modules: ${names.slice(0, 5).join(', ')}.`
    : 'Name a module that exists.'
}

/** A name that looks like one of the repository's own and is not, or an alias called where aliases do not exist. */
export function missingName(command: Command, { commands, tree }: Facts): Missing | null {
  const { program, words, runner } = command
  const word = words[0]
  if (program === null || !word || word.text !== program || !/^[a-z]+(?:-[a-z0-9]+)+$/.test(program))
    return null
  const defined = commands.definitions(program)
  if (defined.length > 0) {
    const starter = runner?.program ?? ''
    if (!['nix', 'nix-shell', 'direnv'].includes(starter)) return null
    if (!defined.every((definition) => isInteractive(definition, starter))) return null
    const message = defined.some(({ kind }) => kind === 'alias')
      ? `\`${program}\` is an alias of the interactive shell, which \`${starter}\` does not start here.`
      : `\`${program}\` is a shell function, and \`${starter}\` starts only programs here.`
    return {
      span: word.span,
      message,
      next: 'Make it a program (`writeShellScriptBin`), or write out what it stands for.',
    }
  }
  if (runner?.uv || command.shown || isAskedFor(program, commands.source(command.path))) return null
  const family = program.slice(0, program.indexOf('-') + 1)
  if (programFamilies.has(family.slice(0, -1))) return null
  const own = commands.names.filter(
    (name) => name.startsWith(family) && commands.definitions(name).some(isShared),
  )
  if (own.length === 0 || tree.hasName(program)) return null
  const near = nearest(program, own) ?? own[0]
  return { span: word.span, message: `Nothing defines \`${program}\`.`, next: `Did you mean \`${near}\`?` }
}

/** Whether the file finds out first whether there is such a program. */
function isAskedFor(program: string, source: string): boolean {
  return ['command -v', 'which', 'type', 'hash'].some((asks) => source.includes(`${asks} ${program}`))
}

/**
 * Whether only the interactive shell can call it: `nix develop --command` and `direnv exec` execute a program, while
 * `nix-shell --run` runs code in a shell that knows functions.
 */
function isInteractive({ kind, place }: Definition, starter: string): boolean {
  return kind === 'alias' || (kind === 'function' && starter !== 'nix-shell' && place.path.endsWith('.nix'))
}

/** Whether readers of other files can call it. */
function isShared({ kind }: { kind: string }): boolean {
  return kind === 'alias' || kind === 'program'
}

/** `uv run --package A tool` where only a member that A does not depend on declares `tool`. */
export function strangeScript(command: Command, { commands, workspace }: Facts): Missing | null {
  const { uv } = command
  const named = uv?.subcommand === 'run' && uvOption(uv, '--package')?.text
  const word = uv?.target[0]
  if (!named || !word?.text || uv.mode !== 'command') return null
  const member = workspace.member(named)
  const owners = commands.definitions(word.text).filter(({ kind }) => kind === 'console-script')
  if (!member || owners.length === 0) return null
  const reach = reachable(member, workspace)
  const [owner] = owners
  if (owners.some((definition) => definition.member && reach.has(definition.member.name)) || !owner?.member)
    return null
  return {
    span: word.span,
    message: `\`${word.text}\` is a script of \`${owner.member.name}\`, which \`${member.name}\` does not depend on.`,
    next: `Write \`--package ${owner.member.name}\`.`,
  }
}

/**
 * `uv run tool` where only members declare `tool` that are no packages: uv installs the scripts of packages alone
 * (uv/src/commands/project/sync.rs), and the command fails to start.
 */
export function uninstalledScript(command: Command, { commands }: Facts): Missing | null {
  const { uv } = command
  const word = uv?.subcommand === 'run' && uv.mode === 'command' ? uv.target[0] : undefined
  if (!uv || !word?.text || ['--with', '-w', '--with-requirements'].some((name) => uvOption(uv, name)))
    return null
  const owners = commands.definitions(word.text)
  const [owner] = owners
  const isInstalled = owners.some(
    ({ kind, member }) => kind !== 'console-script' || !member || member.package,
  )
  if (!owner?.member || isInstalled) return null
  const { name, manifest } = owner.member
  return {
    span: word.span,
    message: `\`${word.text}\` is a script of \`${name}\`, which is not a package, so uv does not install it.`,
    next: `Add a \`[build-system]\` to \`${manifest}\`.`,
  }
}
