import type { Command, Commands } from '../../model/commands/command.ts'
import { callsOf } from '../../model/environments/join-actions.ts'
import { roleOf } from '../../model/environments/roles.ts'
import { isDeclared } from '../../model/projects/declared-tools.ts'
import { startedPython } from '../../model/targets/directory-use.ts'
import { actionsInPython } from '../../tables/actions.ts'
import { actionName } from '../../text/action-name.ts'
import type { Draft } from './draft.ts'

/**
 * What else of a job works in the Python that its installs have filled, and is no command of the session: actions, and what
 * recipes start. Says what becomes of it; there is no fix then, since it stands elsewhere.
 */
export function restOfJob(draft: Draft): void {
  const { unit, facts } = draft
  const [line] = unit.lines
  const { context } = line?.item.command.script ?? {}
  if (!line || unit.session.kind !== 'job' || context?.kind !== 'workflow') return
  const { path, span } = line.item.command
  for (const { text, job, span: at } of facts.documents.get(path)?.document.actions ?? []) {
    const name = actionName(text)
    const instead = actionsInPython.get(name)
    if (job !== context.job || instead === undefined) continue
    draft.certain = false
    if (instead !== null) {
      const [tool = ''] = instead
      const isThere = facts.workspace !== null && isDeclared([tool], facts.workspace)
      const words = [...(isThere ? ['uv', 'run'] : ['uvx']), ...instead].join(' ')
      draft.say(`The action \`${name}\` works in the Python of the job: run \`${words}\` in its place.`)
    }
    if (instead === null && at.start > span.start)
      draft.say(`The action \`${name}\` looks at the Python of the job: point it at \`.venv\`.`)
  }
  if (context.job === null) {
    restOfCallers(draft, path)
    return
  }
  const runner = facts.commands.all.find(
    (command) =>
      isOfJob(command, path, context.job, span.start) &&
      startedPython(command, facts.commands).some((started) => started.uv === undefined),
  )
  if (!runner) return
  draft.certain = false
  draft.say(`What \`${runner.program}\` starts in this job needs \`uv run\` in its recipes as well.`)
}

/** The same for the jobs that use a composite action, as far as their commands are not of its session. */
function restOfCallers(draft: Draft, path: string): void {
  const { unit, facts } = draft
  const own = new Set(unit.session.commands.map(({ command }) => command))
  const calls = callsOf(path, facts.documents)
  const isHanded = unit.lines.some(({ item: { command }, place: { source } }) =>
    source.slice(command.span.start, command.span.end).includes('${{'),
  )
  if (isHanded) {
    draft.certain = false
    draft.say('Keep the expressions of this action in place of the values that its callers hand to it.')
  }
  const [first] = facts.commands.all.flatMap((command) => {
    const call = calls.find(({ parsed, action }) =>
      isOfJob(command, parsed.file.path, action.job, action.span.start),
    )
    return call && !own.has(command) && needsPython(command, facts.commands)
      ? [{ command, job: call.action.job }]
      : []
  })
  if (!first) return
  draft.certain = false
  const where = first.job === null ? `\`${first.command.path}\`` : `the job \`${first.job}\``
  draft.say(`\`${first.command.program}\` in ${where} behind this action needs \`uv run\` as well.`)
}

/** Whether a command, or what it starts, works bare in the Python of its job. */
function needsPython(command: Command, commands: Commands): boolean {
  const roled = roleOf(command, commands, new Set())
  const isBare = roled?.role === 'reads' && roled.use === null && command.uv === undefined
  return isBare || startedPython(command, commands).some(({ uv }) => uv === undefined)
}

function isOfJob({ path, span, script }: Command, of: string, job: string | null, offset: number): boolean {
  return (
    path === of && span.start > offset && script.context.kind === 'workflow' && script.context.job === job
  )
}
