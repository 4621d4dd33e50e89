import type { Command, Commands } from '../../model/commands/command.ts'
import type { Session, SessionCommand } from '../../model/environments/session.ts'
import { meaningOf } from '../../tables/manager-options.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Severity } from '../finding.ts'
import { code } from '../translation.ts'

/** Advice that asks for no change, or for none that a fix could make. */
export interface Advice {
  readonly next: string
  readonly severity?: Severity
}

/** What to do with packages that are to fill a directory; null for any other install. */
export function adviseDirectory({ use }: SessionCommand): Advice | null {
  const target = use?.options.find(
    ({ name }) => name !== null && meaningOf(use.manager, name) === 'elsewhere',
  )
  if (!target) return null
  const directory = target.value?.text ?? '<directory>'
  return {
    severity: 'note',
    next: `Fill the directory from the lock: \`uv export --frozen --no-dev --no-emit-workspace -o requirements.txt\`, then \`uv pip install -r requirements.txt --target ${directory}\`.`,
  }
}

/**
 * What to do with what cibuildwheel installs before it builds or tests a wheel, in an environment that it makes for each
 * (cibuildwheel, "build-frontend"); null for any other install.
 */
export function adviseWheelBuild({ command, use }: SessionCommand, commands: Commands): Advice | null {
  if (use?.does !== 'install' || !(isOfWheelBuild(command) || wheelScripts(commands).has(command.path)))
    return null
  const source = commands.source(command.path)
  const words = ['uv', 'pip', 'install', ...use.operands]
  return {
    severity: 'note',
    next: `With \`build-frontend = "build[uv]"\`, cibuildwheel lets uv make the environment of each wheel, and ${code(words, source)} installs here.`,
  }
}

function isOfWheelBuild({ script: { context } }: Command): boolean {
  return context.kind === 'config' && context.format === 'cibuildwheel'
}

const scripts = new WeakMap<Commands, ReadonlySet<string>>()

/** The files that settings of cibuildwheel start, such as `sh tools/before_build.sh`. */
function wheelScripts(commands: Commands): ReadonlySet<string> {
  const known =
    scripts.get(commands) ??
    new Set(
      commands.all
        .filter(isOfWheelBuild)
        .flatMap(({ words, directory }) =>
          words.flatMap(({ text }) => resolvePath(directory, text ?? '') ?? []),
        ),
    )
  scripts.set(commands, known)
  return known
}

/** What to do with installs in the environments that tox makes for its sections (tox-uv, "uv.lock support"). */
export const adviseOwnEnvironment: Advice = {
  severity: 'note',
  next: 'tox makes an environment for it. With `tox-uv` in `requires` and `runner = uv-venv-lock-runner`, tox fills it from `uv.lock`: name `extras` and `dependency_groups` in place of these installs.',
}

/**
 * What to say of a way among others that a page shows: null where the page shows uv first, and nothing is to be done.
 * @param instead the command of uv that does the same
 */
export function adviseAlternative({ alternative }: Session, instead: string): Advice | null {
  if (!alternative || alternative.uvFirst) return null
  return {
    severity: 'note',
    next: alternative.others.some(showsUv)
      ? 'The page shows uv as another way: put that one first, or leave this one out.'
      : `The page offers several ways, and none installs from \`uv.lock\`: show \`${instead}\` first, or in their place.`,
  }
}

/** Whether ways are ways of one manager, so that nobody chooses between managers: `pip install x`, `sudo pip install x`. */
export function isOneManager(session: Session): boolean {
  const { alternative } = session
  if (!alternative || alternative.uvFirst || alternative.manager !== null) return false
  const used = new Set(usesIn(session).flatMap(({ use }) => use?.manager ?? []))
  return used.size === 1 && !alternative.others.some(showsUv)
}

/** Whether one of several ways is for users, and so all of them: `pip install acme`, or from its source. */
export function isChoiceOfUsers(session: Session): boolean {
  return usesIn(session).some(({ command }) => command.audience.value === 'consumer')
}

/** How all of several ways call other managers. */
function usesIn({ alternative, commands }: Session): readonly SessionCommand[] {
  return [commands, ...(alternative?.others ?? []).map((other) => other.commands)].flatMap((own) =>
    own.filter(({ use }) => use !== null),
  )
}

/** Whether a way among others runs commands of uv. */
export function showsUv({ commands }: Session): boolean {
  return commands.some(({ command, use }) => command.uv !== undefined && use === null)
}
