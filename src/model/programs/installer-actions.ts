import type { ParsedFile, UsedAction, UsedHook } from '../../parse/document.ts'
import {
  installerActions,
  managerHooks,
  ownersUsingPip,
  publishActions,
  pythonAction,
  uvAction,
  uvHooks,
} from '../../tables/actions.ts'
import { actionRepository } from '../../text/action-name.ts'
import type { Place } from '../../text/span.ts'

/** A step of a workflow or a composite action that brings another package manager. */
export interface InstallerStep extends Place {
  /** What is wrong with it, as a sentence. */
  readonly message: string
  readonly next: string
  readonly origin: string
}

const setUp = `Use \`${uvAction}\` and \`uv sync\`.`

const publish = `Use \`${uvAction}\`, \`uv build\` and \`uv publish\`.`

/** What may be used and what may not: managers, and actions as `owner/name`. */
interface Choice {
  readonly allow: readonly string[]
  readonly ban: readonly string[]
}

/** The steps of one file that bring or serve another package manager or a banned action, each place once. */
export function installerSteps(
  { file: { path }, document }: Pick<ParsedFile, 'file' | 'document'>,
  { allow, ban }: Choice,
): InstallerStep[] {
  const actions = document.actions ?? []
  const found = new Map<number, InstallerStep>()
  for (const action of actions) {
    const name = actionRepository(action.text)
    const at = { path, origin: originOf(action) }
    if (ban.some((banned) => banned.toLowerCase() === name)) {
      const message = `\`${withoutVersion(action)}\` is banned here.`
      found.set(action.span.start, { ...at, span: action.span, message, next: 'Use uv.' })
      continue
    }
    const manager = installerActions.get(name)
    if (manager && !allow.includes(manager)) {
      const message = `\`${withoutVersion(action)}\` brings \`${manager}\`, which works past uv and its lock.`
      const next = publishActions.test(action.text) ? publish : setUp
      found.set(action.span.start, { ...at, span: action.span, message, next })
    }
    if (name !== pythonAction.name) continue
    for (const input of action.inputs) {
      const step = setupInput(input, actions, action)
      if (!step || allow.includes(step.manager)) continue
      const { message, next } = step
      found.set(input.span.start, { ...at, span: input.span, message, next })
    }
  }
  return [...found.values(), ...managerHooksIn(path, document.hooks ?? [], allow)]
}

/** The hooks that run another manager whenever someone commits. */
function managerHooksIn(path: string, hooks: readonly UsedHook[], allow: readonly string[]): InstallerStep[] {
  return hooks.flatMap(({ repository, id, span }) => {
    const name = /(?<=^|[/:])([^/:]+\/[^/]+?)(?:\.git)?\/?$/.exec(repository)?.[1]?.toLowerCase() ?? ''
    const manager = managerHooks.get(name)
    if (!manager || allow.includes(manager)) return []
    const message = `The hook \`${id}\` runs \`${manager}\`, which works past uv and its lock.`
    const next = `Take it out; \`${uvHooks}\` has hooks for \`uv.lock\`.`
    return [{ path, span, message, next, origin: 'pre-commit hook' }]
  })
}

function withoutVersion({ text }: Pick<UsedAction, 'text'>): string {
  return text.replace(/@.*$/s, '')
}

/** actions/setup-python caches for pip, pipenv and poetry, and installs what `pip-install` names (its `action.yml`). */
function setupInput(
  { name, text }: UsedAction['inputs'][number],
  actions: readonly UsedAction[],
  { job }: UsedAction,
): { readonly manager: string; readonly message: string; readonly next: string } | null {
  if (name === 'pip-install' && text.trim() !== '' && !/^uv(?:[=<>~!].*)?$/.test(text.trim())) {
    return { manager: 'pip', message: '`pip-install` installs past uv and its lock.', next: setUp }
  }
  if (name !== 'cache' || !pythonAction.caches.some((manager) => manager === text)) return null
  // `pre-commit/action` installs pre-commit, and pre-commit its hooks, with pip.
  if (
    text === 'pip' &&
    actions.some(
      (other) => other.job === job && ownersUsingPip.has(actionRepository(other.text).split('/', 1)[0] ?? ''),
    )
  )
    return null
  return {
    manager: text,
    message: `\`cache: ${text}\` keeps what \`${text}\` downloads, which uv never reads.`,
    next: `Use \`${uvAction}\`, which keeps the cache of uv.`,
  }
}

function originOf({ job, step }: UsedAction): string {
  const named = step ? `step \`${step}\`` : 'a step'
  return job ? `${named} of job \`${job}\`` : named
}
