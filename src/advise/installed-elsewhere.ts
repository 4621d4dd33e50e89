import type { Command, Commands } from '../model/commands/command.ts'
import type { CommandWord } from '../model/programs/word.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { resolvePath } from '../text/paths.ts'

/** What commands install beside the environment of the workspace. */
interface Apart {
  /** Jobs and files that install a built package, or a member by its name, to try it. */
  readonly packages: ReadonlySet<string>
  /** `name job` and `name` of what `uv tool install` and pipx put on the search path. */
  readonly tools: ReadonlySet<string>
  /** Directories of projects whose programs people are told to install so, from a checkout. */
  readonly checkouts: ReadonlySet<string>
}

const known = new WeakMap<Commands, Apart>()

function apartOf(commands: Commands, workspace: Workspace): Apart {
  const before = known.get(commands)
  if (before) return before
  const packages = new Set<string>()
  const tools = new Set<string>()
  const checkouts = new Set<string>()
  for (const command of commands.all) {
    if (command.stance.value !== 'runs') continue
    if (installsPackage(command, workspace)) packages.add(jobOf(command))
    for (const name of toolsOf(command)) {
      tools.add(`${name} ${jobOf(command)}`)
      if (command.host !== 'workflow') tools.add(name)
    }
    for (const path of command.host === 'workflow' ? [] : toolWordsOf(command)) {
      const directory = /^\.|\//.test(path.text ?? '') ? resolvePath(command.directory, bare(path)) : null
      if (directory !== null) checkouts.add(directory)
    }
  }
  const found = { packages, tools, checkouts }
  known.set(commands, found)
  return found
}

/** Whether the job or file of a command installs a built package of the workspace, as its users do. */
export function triesPackage(command: Command, commands: Commands, workspace: Workspace): boolean {
  return apartOf(commands, workspace).packages.has(jobOf(command))
}

/** Whether a tool was put on the search path by `uv tool install`: in the same job, or anywhere for people. */
export function hasOwnTool(
  name: string,
  command: Command,
  commands: Commands,
  workspace: Workspace,
): boolean {
  const { tools } = apartOf(commands, workspace)
  return tools.has(`${name} ${jobOf(command)}`) || (command.host !== 'workflow' && tools.has(name))
}

/** Whether a page of the repository tells people to install the programs of a project as tools, from a checkout. */
export function isInstalledAsTool(directory: string, commands: Commands, workspace: Workspace): boolean {
  return apartOf(commands, workspace).checkouts.has(directory)
}

function installsPackage({ foreign: use }: Command, workspace: Workspace): boolean {
  return (
    use?.does === 'install' &&
    (use.operands.some((word) => workspace.member(distributionIn(word)) && !/@/.test(knownText(word))) ||
      use.options.some(({ name }) => name === '--find-links' || name === '-f') ||
      use.operands.some((word) => /\.whl$|\.tar\.gz$|(?:^|\/)dist\//.test(knownText(word))))
  )
}

function toolsOf(command: Command): readonly string[] {
  return toolWordsOf(command).map(distributionIn)
}

function toolWordsOf({ foreign: use, uv }: Command): readonly CommandWord[] {
  if (uv?.subcommand === 'tool install') return uv.operands
  return use?.does === 'tool-install' ? use.operands : []
}

/** A word without its extras. */
function bare({ text }: CommandWord): string {
  return (text ?? '').replace(/\[[^[\]]*\]$/, '')
}

function distributionIn(word: CommandWord): string {
  return (word.text ?? '').replace(/[[<>=!~;@ ].*/s, '')
}

/** What runs in one environment: a job of a workflow, or else a file. */
export function jobOf({ path, script: { context } }: Pick<Command, 'path' | 'script'>): string {
  return context.kind === 'workflow' ? `${path} ${context.job}` : path
}

/** The known parts of a word. */
function knownText({ text, parts }: CommandWord): string {
  return text ?? parts.map((part) => (part.kind === 'text' ? part.text : '*')).join('')
}
