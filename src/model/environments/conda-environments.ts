import type { ParsedFile } from '../../parse/document.ts'
import { installerActions } from '../../tables/actions.ts'
import { managers } from '../../tables/managers.ts'
import { actionRepository } from '../../text/action-name.ts'
import { nameOf } from '../../text/paths.ts'
import type { Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import type { SessionCommand } from './session.ts'

/** Names of the environments of conda that the repository makes: by a command, anywhere, or by an `environment.yml`. */
export function condaEnvironments(commands: Commands, documents: Documents): ReadonlySet<string> {
  const names = new Set<string>(['base'])
  for (const { foreign } of commands.all) {
    if (!foreign || !managers[foreign.manager]?.conda || foreign.does !== 'environment') continue
    for (const { name, value } of foreign.options)
      if ((name === '-n' || name === '--name') && value?.text) names.add(value.text)
  }
  for (const { file } of documents.all) {
    const path = nameOf(file.path)
    if (!path.includes('environment') || !/\.ya?ml$/.test(path)) continue
    const name = /^name:[ \t]*["']?([\w.-]+)/m.exec(file.text)
    if (name) names.add(name[1] ?? '')
  }
  return names
}

/**
 * Why the environments of conda that a script or a job enters are not that of the project, as a clause: it needs several, or
 * somebody else makes them. Null for any other, and where an action of the file makes one.
 * @param made names of those that the repository makes
 */
export function condaApart(
  commands: readonly SessionCommand[],
  { document: { actions = [] } }: ParsedFile,
  made: () => ReadonlySet<string>,
): string | null {
  const host = commands[0]?.command.host
  const isByAction = actions.some(
    ({ text }) => managers[installerActions.get(actionRepository(text)) ?? '']?.conda,
  )
  if (host !== 'script' && (host !== 'workflow' || isByAction)) return null
  const named = commands.flatMap(({ role, environment: { kind, name } }) =>
    kind === 'conda' && name !== null && (role === 'activates' || role === 'makes') ? [{ role, name }] : [],
  )
  if (new Set(named.map(({ name }) => name)).size > 1) return 'it fills several environments of conda'
  const foreign = named.find(({ role, name }) => role === 'activates' && !made().has(name))
  return foreign ? `this repository does not make the conda environment \`${foreign.name}\`` : null
}
