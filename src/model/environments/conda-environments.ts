import { managers } from '../../tables/managers.ts'
import { nameOf } from '../../text/paths.ts'
import type { Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'

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
