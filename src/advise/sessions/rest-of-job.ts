import { isDeclared } from '../../model/projects/declared-tools.ts'
import { startedPython } from '../../model/targets/directory-use.ts'
import { actionsInPython } from '../../tables/actions.ts'
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
    const name = text.replace(/@.*/s, '').toLowerCase()
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
  const runner = facts.commands.all.find(
    (command) =>
      command.path === path &&
      command.span.start > span.start &&
      command.script.context.kind === 'workflow' &&
      command.script.context.job === context.job &&
      startedPython(command, facts.commands).some((started) => started.uv === undefined),
  )
  if (!runner) return
  draft.certain = false
  draft.say(`What \`${runner.program}\` starts in this job needs \`uv run\` in its recipes as well.`)
}
