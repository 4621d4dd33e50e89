import type { Command } from '../../model/commands/command.ts'
import { knownText } from '../../model/environments/requirements.ts'
import type { SessionCommand } from '../../model/environments/session.ts'
import { lastOption } from '../../model/programs/arguments.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { isDevelopmentTool } from '../../tables/distributions.ts'
import { code, isStandalone, optionOrMember, projectOption } from '../translation.ts'
import { candidates } from './candidates.ts'
import type { CommandContext } from './command-context.ts'
import type { Draft } from './draft.ts'
import { hasProject } from './own-project.ts'
import { nameIn } from './packages.ts'
import { names } from './say.ts'
import { type DecidedLine, wantsOf } from './unit.ts'

/** `uv add` where a person declares what is missing; a machine has nobody to commit it. */
export function addLibraries(draft: Draft, { item, place, decision }: DecidedLine): void {
  const { libraries } = decision
  const { words, shown } = addWords(libraries, item, place)
  const wanted = libraries.map(
    (word) => nameIn(knownText(word)) ?? place.source.slice(word.span.start, word.span.end),
  )
  const list = shown.includes('<member>') ? candidates(place, wanted) : []
  const which = list.length > 0 ? `, with one of ${names(list)} for \`<member>\`` : ''
  if (isNotebook(place)) {
    const start = 'uv run --with jupyter jupyter lab'
    if (!place.command.project && !hasProject(place.workspace)) {
      const given = libraries.flatMap((word): NewWords => ['--with', word])
      const words = ['uv', 'run', '--with', 'jupyter', ...given, 'jupyter', 'lab']
      draft.say(`Start Jupyter with what the notebook imports: ${code(words, place.source)}.`)
      draft.certain = false
      return
    }
    draft.say(
      `Declare ${names(wanted)} once with ${code(shown, place.source)}${which}, and start Jupyter with \`${start}\`.`,
    )
    draft.certain = false
    return
  }
  const repeats =
    place.command.host === 'script' &&
    draft.unit.readers.length + draft.unit.syncs.length + draft.unit.lines.length > 1
  if (place.machine || (repeats && item.use?.does === 'install' && item.use.manager.endsWith('pip'))) {
    const what = libraries.length === 1 ? 'it' : 'them'
    draft.say(
      isBesideProject(draft, libraries)
        ? sayBeside(libraries, place)
        : `Declare ${names(wanted)} once with ${code(shown, place.source)}${which}; here \`uv sync\` installs ${what}.`,
    )
    draft.certain = false
    return
  }
  draft.say(`Use ${code(shown, place.source)}${which}.`)
  const plain = libraries.every(
    ({ text }) => text !== null && /^[\w.[\],<>=!~^*+-]+$/.test(text) && !/[@^]/.test(text),
  )
  if (!words || !plain) draft.certain = false
  else draft.write(item, { kind: 'write', words })
}

/**
 * Whether a session installs nothing of the project, and packages that are none of its tools: only what runs there needs
 * them, and a dependency of the project would be everyone's.
 */
function isBesideProject({ unit }: Draft, libraries: readonly CommandWord[]): boolean {
  return (
    unit.session.kind === 'job' &&
    unit.syncs.length === 0 &&
    wantsOf(unit.lines) === null &&
    !libraries.some(({ text }) => isDevelopmentTool(nameIn(text ?? '') ?? ''))
  )
}

/** Whether a cell of a notebook installs: what it imports comes from the environment that its kernel was started in. */
export function isNotebook({ command: { script } }: Pick<CommandContext, 'command'>): boolean {
  return script.context.kind === 'config' && script.context.format === 'notebook'
}

/** Words of `uv add`, and as a sentence shows them; null when its member is not certain. */
export function addWords(
  libraries: readonly CommandWord[],
  { use, command }: SessionCommand,
  place: CommandContext,
): { readonly words: NewWords | null; readonly shown: NewWords } {
  const { workspace } = place
  const option = place.machine ? fromRoot(command, workspace) : projectOption(command, workspace)
  const tools = libraries.every(({ text }) => isDevelopmentTool(nameIn(text ?? '') ?? ''))
  const given = groupOption(use)
  const released = command.host === 'workflow' && command.project?.published === true
  const forTests = /(?:^|\/)tests?\//.test(command.path)
  const group = given && given.length > 0 ? given : tools || released || forTests ? ['--dev'] : []
  const before = ['uv', 'add', ...optionOrMember(option ?? onlyMember(workspace)), ...group]
  const few = libraries.length > 6 ? [...libraries.slice(0, 4), '…'] : libraries
  return { words: option && given ? [...before, ...libraries] : null, shown: [...before, ...few] }
}

/** What a machine has nobody to commit for is added by a person at the root, to the project that is named. */
function fromRoot(command: Command, workspace: Workspace | null): readonly string[] | null {
  const { project } = command
  const option = projectOption(command, workspace)
  if (!project || !isStandalone(project, workspace))
    return option && workspace && workspace.root !== '.' ? ['--project', workspace.root, ...option] : option
  return project.directory === '.' ? [] : ['--project', project.directory]
}

/** The one member that can be meant, where the root is no project. */
function onlyMember(workspace: CommandContext['workspace']): readonly string[] | null {
  const [only] = workspace?.members ?? []
  return only && workspace?.members.length === 1 ? ['--package', only.name] : null
}

/** `--dev` or `--group x`; null when the old command's groups cannot be said in uv's words. */
function groupOption(use: SessionCommand['use']): readonly string[] | null {
  const options = use?.options ?? []
  if (lastOption(options, '-D', '--dev', '-d')) return ['--dev']
  const group = lastOption(options, '-G', '--group')
  if (!group) return []
  const text = group.value?.text
  return text ? (text === 'dev' ? ['--dev'] : ['--group', text]) : null
}

/** Packages that only one run needs, as a sentence. */
export function sayBeside(packages: readonly CommandWord[], { source }: CommandContext): string {
  const shown = packages.length > 6 ? [...packages.slice(0, 4), '…'] : packages
  const words = ['uv', 'run', ...shown.flatMap((word) => ['--with', word]), '…']
  return `Run what needs it with ${code(words, source)}, which leaves the lock alone.`
}
