import type { Command, Commands } from '../../model/commands/command.ts'
import { knownText } from '../../model/environments/requirements.ts'
import type { Session } from '../../model/environments/session.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import { isDocumented } from '../../parse/script.ts'
import { buildBackends, buildTools, packaging } from '../../tables/managers.ts'
import { startsUv } from '../translate-run.ts'
import { writerOf } from './written-requirements.ts'

/** Whether a command is as it should be, whatever its session does. */
export function isLeft(
  use: ForeignUse,
  command: Command,
  { commands }: { readonly commands: Commands },
): boolean {
  return (
    isUnknownToUv(use) ||
    isOfOthers(use) ||
    isOfReader(use, command) ||
    startsUv(use, { command, commands }) ||
    installsLock(use, command, commands) ||
    isOwnTask(use, command) ||
    isRunnerByUv(use, command)
  )
}

/** `uvx hatch run x`: uv brings a runner that makes an environment for each of its sections, as `uvx tox` and `uvx nox` do. */
function isRunnerByUv({ manager, does }: ForeignUse, { uv, runner }: Command): boolean {
  const byUv = (uv ?? runner?.uv)?.subcommand === 'tool run'
  return byUv && manager === 'hatch' && /^(?:run|test|format|environment)$/.test(does)
}

/** Whether uv itself installs the copy of the lock that `uv export` has written just before. */
function installsLock(use: ForeignUse, command: Command, commands: Commands): boolean {
  return (
    use.manager === 'uv pip' &&
    use.files.length > 0 &&
    use.operands.length + use.directories.length === 0 &&
    use.files.every(
      ({ text }) => text !== null && (text === '-' || writerOf(text, command, commands) === 'uv'),
    )
  )
}

/** Whether uv itself installs what only the run tells: a variable, what a program writes out. */
function isUnknownToUv({ manager, does, words, operands, directories, files, options }: ForeignUse): boolean {
  if (does !== 'install') return false
  // What pip is told stands in words that were not read.
  const isBare = operands.length + directories.length + files.length === 0
  if (manager === 'pip' && isBare) return options.length > 0 || words.some(({ text }) => text === null)
  if (manager !== 'uv pip') return false
  const named = [...new Set([...operands, ...directories])]
  return (
    files.length === 0 &&
    options.every(({ value }) => !value) &&
    named.every((word) => word.text === null && /^\*/.test(knownText(word)))
  )
}

/** `pip install -e path/to/your/plugin`: a project of the reader's, of which a page knows nothing. */
function isOfReader({ does, operands, directories, files }: ForeignUse, { script }: Command): boolean {
  return (
    does === 'install' &&
    isDocumented(script) &&
    directories.length > 0 &&
    files.length === 0 &&
    operands.every((word) => directories.includes(word)) &&
    directories.every((word) => word.text === null && word.fromRoot === undefined && knownText(word) === '*')
  )
}

/** Whether a manager's own table of tasks calls the manager: what calls the task is told what becomes of it. */
function isOwnTask({ manager }: ForeignUse, { script: { context } }: Command): boolean {
  return context.kind === 'config' && context.format === manager
}

/** `pip download x`, `pip wheel x`: archives of others' packages, which no command of uv fetches or builds. */
function isOfOthers({ manager, does, operands }: ForeignUse): boolean {
  const isOwn = (text: string | null) => /^\.{1,2}(?:\/|\[|$)/.test(text ?? '')
  return manager === 'pip' && does === 'build' && !operands.some(({ text }) => isOwn(text))
}

/** Whether packages are taken out for others that come behind: the install tells what becomes of both. */
export function makesRoom(
  { does, operands }: ForeignUse,
  { span }: Command,
  { commands, kind }: Session,
): boolean {
  if (does !== 'uninstall' || kind === 'terminal') return false
  const unread = operands.length > 0 && operands.every(({ text }) => text === null)
  return (
    unread || commands.some(({ command, use }) => use?.does === 'install' && command.span.start > span.end)
  )
}

/** Whether uv installs what the build of somebody else's sources needs, which is told behind it to take what is there. */
export function preparesBuild(
  { manager, names, operands }: ForeignUse,
  { span }: Command,
  session: Session,
): boolean {
  return (
    manager === 'uv pip' &&
    names.length > 0 &&
    names.length === operands.length &&
    names.every((name) => buildBackends.has(name) || buildTools.has(name) || packaging.has(name)) &&
    session.commands.some(
      ({ command, use }) =>
        command.span.start >= span.end &&
        use?.directories.some(({ text }) => text === null || text.startsWith('/')) &&
        [...(use?.options ?? []), ...(command.uv?.options ?? [])].some(({ name }) =>
          name?.startsWith('--no-build-isolation'),
        ),
    )
  )
}

/** Whether what installs packages is taken out itself, so that another one is found. */
export function isOfInstallers({ names, operands }: ForeignUse): boolean {
  return (
    names.length > 0 &&
    names.length === operands.length &&
    names.every((name) => packaging.has(name) || name === 'uv')
  )
}
