import type { ParsedFile, UsedAction } from '../../parse/document.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Documents } from '../pages/documents.ts'
import type { Session, SessionCommand } from './session.ts'
import { actionsBefore, bringsUv, broughtBy } from './uv-there.ts'

/** A step of a job that uses a composite action of the repository. */
export interface ActionCall {
  readonly parsed: ParsedFile
  readonly action: UsedAction
}

/** The steps that use the composite action of a file; one of another action has no job. */
export function callsOf(path: string, documents: Documents): readonly ActionCall[] {
  return documents.all.flatMap((parsed) =>
    (parsed.document.actions ?? []).flatMap((action) => {
      const folder = action.text.startsWith('./') ? resolvePath('.', action.text) : null
      if (folder === null) return []
      const isIt = path === joinPath(folder, 'action.yml') || path === joinPath(folder, 'action.yaml')
      return isIt ? [{ parsed, action }] : []
    }),
  )
}

/**
 * Brings what the composite actions of the repository install into the jobs that use them: an action and the commands behind
 * its steps are one session, which stands at the action. Only where those jobs install nothing themselves, since one cure could
 * not say what each of them needs.
 */
export function joinActions(sessions: readonly Session[], documents: Documents): readonly Session[] {
  const ofActions = sessions.filter(isOfAction)
  if (ofActions.length === 0) return sessions
  const result = new Map(sessions.map((session) => [session, session]))
  for (const session of ofActions) {
    const calls = callsOf(session.path, documents)
    const jobs = calls.map((call) => ({ call, job: sessions.find((one) => isJobOf(one, call)) }))
    const uv = session.uv ?? uvBeforeCalls(jobs, documents)
    result.set(session, { ...session, uv })
    if (!session.commands.some(isInstall) || calls.some(({ action }) => action.job === null)) continue
    if (jobs.some(({ job }) => job && (result.get(job) !== job || job.apart !== null || installs(job))))
      continue
    const commands = [...session.commands]
    for (const { call, job } of jobs) {
      if (!job) continue
      const behind = job.commands.filter(({ command }) => command.span.start > call.action.span.start)
      commands.push(...behind.filter((item) => !commands.includes(item)))
      const before = job.commands.filter((item) => !behind.includes(item))
      result.set(job, { ...job, commands: before })
    }
    result.set(session, { ...session, uv, commands })
  }
  return [...result.values()].filter(({ commands }) => commands.length > 0)
}

/** Whether a command runs behind another one of its session: what a job does comes behind the action that it uses. */
export function runsBehind(
  item: SessionCommand,
  other: SessionCommand,
  runsAt: (item: SessionCommand) => number = ({ command }) => command.span.start,
): boolean {
  if (item.command.path === other.command.path) return runsAt(item) > runsAt(other)
  return item.command.script.context.kind === 'workflow' && item.command.script.context.job !== null
}

function isOfAction({ commands: [first] }: Session): boolean {
  const context = first?.command.script.context
  return context?.kind === 'workflow' && context.job === null && first?.command.script.fence === undefined
}

function isJobOf({ path, commands: [first] }: Session, { parsed, action }: ActionCall): boolean {
  const context = first?.command.script.context
  return path === parsed.file.path && context?.kind === 'workflow' && context.job === action.job
}

function isInstall({ role, use }: SessionCommand): boolean {
  return role === 'writes' && use !== null
}

function installs({ commands }: Session): boolean {
  return commands.some(
    ({ role, environment, use }) =>
      use !== null && (role === 'writes' || role === 'makes') && environment.kind !== 'tool',
  )
}

/** Whether uv is there before every step that uses an action; null where it is not before all of them, or nobody uses it. */
function uvBeforeCalls(
  jobs: readonly { readonly call: ActionCall; readonly job: Session | undefined }[],
  documents: Documents,
): true | null {
  const isBefore = ({ call: { parsed, action }, job }: (typeof jobs)[number]) =>
    broughtBy(actionsBefore(parsed.document.actions ?? [], action.job, action.span.start - 1), documents)
      .uv === true ||
    (job?.commands ?? []).some(({ command }) => command.span.start < action.span.start && bringsUv(command))
  return jobs.length > 0 && jobs.every(isBefore) ? true : null
}
