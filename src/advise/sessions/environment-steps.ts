import type { SessionCommand } from '../../model/environments/session.ts'
import type { Draft } from './draft.ts'
import { isMoreThanPython } from './unit.ts'

/** What becomes of the commands that make and enter the environment: uv makes it, and `uv run` enters it. */
export function environmentSteps(draft: Draft): void {
  const { environments, lines } = draft.unit
  if (environments.length === 0) return
  for (const item of environments) {
    const version = item.use?.operands
      .map(({ text }) => /^python={1,2}(\d[\d.]*)/.exec(text ?? '')?.[1])
      .find(Boolean)
    if (version) draft.say(`Pin the version with \`uv python pin ${version}\`.`)
    if (isMoreThanPython(item)) {
      draft.certain = false
      const others = (item.use?.operands ?? []).flatMap(({ text }) =>
        text && !/^(?:python\b|pip$)/.test(text) ? [`\`${text}\``] : [],
      )
      draft.say(
        `${others.length > 0 ? others.join(', ') : 'What else conda brings'} has to come from Nix or from the system.`,
      )
    }
    const kept = isOfHook(item) && item.role === 'activates' && item.environment.kind === 'project'
    draft.steps.set(item, { kind: kept ? 'keep' : 'delete' })
  }
  if ([...draft.steps.values()].some(({ kind }) => kind === 'delete')) draft.safe = false
  if (lines.some(({ decision: { wants, files } }) => wants !== null || files.length > 0)) return
  draft.certain = false
  if (environments.some(({ use }) => use !== null))
    draft.say('Delete what makes and enters the environment: `uv sync` makes `.venv`, and `uv run` uses it.')
}

/** Whether what a command activates stays active in the shell of the user: the hook of a dev shell. */
function isOfHook({ command: { script } }: SessionCommand): boolean {
  return (
    script.context.kind === 'nix' && /^(?:shellHook|enterShell)$/.test(script.context.attributes.at(-1) ?? '')
  )
}
