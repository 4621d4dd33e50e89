import { extrasOf, knownText } from '../../model/environments/requirements.ts'
import type { Session, SessionCommand } from '../../model/environments/session.ts'
import { manifestIn } from '../../model/manifest/read-manifest.ts'
import type { Documents } from '../../model/pages/documents.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Cure } from './cure.ts'

/** The most members that a sentence lists. */
const most = 6

/**
 * One cure for a session that installs several projects of the repository side by side which are members of no common
 * workspace: uv installs them together when they are. Null for any other session.
 * @param items the commands of the session that break the policy
 */
export function cureForSeveral(
  session: Session,
  items: readonly SessionCommand[],
  documents: Documents,
): Cure | null {
  if (session.apart !== null || session.alternative || session.kind === 'stage') return null
  const lines = items.filter(
    ({ use }) => use?.does === 'install' || use?.does === 'sync' || use?.does === 'environment',
  )
  const installed = lines.flatMap((item) => projectsOf(item, documents))
  const directories = [...new Set(installed.map(({ directory }) => directory))].filter((one) => one !== '.')
  const homes = new Set(installed.map(({ home }) => home))
  if (directories.length < 2 || homes.size < 2) return null
  const listed = directories.slice(0, most).map((directory) => `"${directory}"`)
  const members = `[${listed.join(', ')}${directories.length > most ? ', …' : ''}]`
  const extras = [...new Set(installed.flatMap((one) => one.extras))].flatMap((extra) => ['--extra', extra])
  const sync = ['uv sync', '--all-packages', ...extras].join(' ')
  const places = new Set(lines.map(({ command: { span } }) => span.start)).size
  const them = places === 1 ? 'this command' : `these ${places} commands`
  return {
    lines,
    beside: [],
    next: `Make them members of one workspace: \`members = ${members}\` under \`[tool.uv.workspace]\` in the root \`pyproject.toml\`; then one \`${sync}\` takes the place of ${them}, and \`uv run\` starts what needs them.`,
  }
}

interface Installed {
  readonly directory: string
  readonly extras: readonly string[]
  /** The root whose member it is, or the project itself where it is the member of none. */
  readonly home: string
}

/** The projects of the repository that a command installs by their directories. */
function projectsOf({ use, command }: SessionCommand, documents: Documents): readonly Installed[] {
  return (use?.directories ?? []).flatMap((word) => {
    const text = knownText(word)
    const directory =
      word.text === null ? null : resolvePath(command.directory, text.replace(/\[[^[\]]*\]$/, ''))
    const parsed = directory === null ? undefined : documents.get(joinPath(directory, 'pyproject.toml'))
    if (directory === null || !parsed || !manifestIn(parsed.document)?.project) return []
    const { root } = command
    const isMember = root?.explicit && root.members.some((member) => member.directory === directory)
    return [{ directory, extras: extrasOf(text), home: isMember ? root.root : `${directory} alone` }]
  })
}
