import { Absent } from '../../model/absent.ts'
import { describeSessions } from '../../model/environments/describe-sessions.ts'
import { environmentWords } from '../environment-words.ts'
import { type Inspection, shownAs } from './inspection.ts'
import { modelOf } from './model.ts'

/** Every session: which commands share a Python environment, and which one each of them acts on. */
export async function inspectSessions({ discovery, format, within }: Inspection): Promise<string> {
  const model = await modelOf(discovery)
  const commands = model.fact('commands')
  const sessions = model.fact('sessions')
  if (commands instanceof Absent || sessions instanceof Absent) return ''
  return shownAs(format, describeSessions(sessions, commands, within), (session) => {
    const { path, origin, provides, apart } = session
    const uv = provides.uv === null ? 'uv is unknown' : provides.uv ? 'uv is there' : 'uv is not there'
    const project =
      provides.project === null ? 'no project is known' : `the project is \`${provides.project}\``
    return [
      `${path}: ${origin}`,
      `    ${uv}, ${project}${apart === undefined ? '' : `; it is apart: ${apart}`}`,
      ...session.commands.map(({ line, program, environment, installs }) => {
        const what = installs.length > 0 ? `, installs ${installs.join(' ')}` : ''
        return `    ${line}: ${program ?? '…'} acts on ${environmentWords[environment]}${what}`
      }),
    ].join('\n')
  })
}
