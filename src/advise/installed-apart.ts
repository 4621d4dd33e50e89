import type { Command, Commands } from '../model/commands/command.ts'
import type { CommandWord } from '../model/programs/word.ts'
import type { Workspace } from '../model/projects/workspace.ts'

/** What commands install beside the environment of the workspace. */
interface Apart {
  /** Jobs and files that install a built package, or a member by its name, to try it. */
  readonly packages: ReadonlySet<string>
  /** `name job` and `name` of what `uv tool install` and pipx put on the search path. */
  readonly tools: ReadonlySet<string>
}

const known = new WeakMap<Commands, Apart>()

function apartOf(commands: Commands, workspace: Workspace): Apart {
  const before = known.get(commands)
  if (before) return before
  const packages = new Set<string>()
  const tools = new Set<string>()
  for (const command of commands.all) {
    if (command.stance.value !== 'runs') continue
    if (installsPackage(command, workspace)) packages.add(jobOf(command))
    for (const name of toolsOf(command)) {
      tools.add(`${name} ${jobOf(command)}`)
      if (command.host !== 'workflow') tools.add(name)
    }
  }
  const found = { packages, tools }
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

function installsPackage({ foreign: use }: Command, workspace: Workspace): boolean {
  return (
    use?.does === 'install' &&
    (use.operands.some((word) => workspace.member(distributionIn(word)) && !/@/.test(knownText(word))) ||
      use.options.some(({ name }) => name === '--find-links' || name === '-f') ||
      use.operands.some((word) => /\.whl$|\.tar\.gz$|(?:^|\/)dist\//.test(knownText(word))))
  )
}

function toolsOf({ foreign: use, uv }: Command): readonly string[] {
  if (uv?.subcommand === 'tool install') return uv.operands.map(distributionIn)
  return use?.does === 'tool-install' ? use.operands.map(distributionIn) : []
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
