import { bareInstallers, installerActions, pythonAction } from '../../tables/actions.ts'
import { actionRepository } from '../../text/action-name.ts'
import type { Place } from '../../text/span.ts'
import type { FileEdit } from '../finding.ts'
import type { Draft } from './draft.ts'
import { pythonBefore } from './provision.ts'
import { stepSpan } from './removals.ts'

/** A step of the job, or a setting of one, that serves nothing but the manager whose commands go. */
export interface ServingStep {
  readonly place: Place
  /** Takes it out; null where that is not certain. */
  readonly removal: FileEdit | null
}

/** The actions of a job that bring a manager which nothing calls any more. */
export function installersOf({ unit, facts, steps }: Draft): readonly ServingStep[] {
  const [line] = unit.lines
  if (!line || unit.session.kind !== 'job') return []
  const { command } = line.item
  const { source } = line.place
  const { path, script } = command
  const job = script.context.kind === 'workflow' ? script.context.job : undefined
  const actions = facts.documents.get(path)?.document.actions ?? []
  const found = actions.flatMap((action) => {
    const manager = installerActions.get(actionRepository(action.text))
    return action.job === job && manager && bareInstallers.has(manager) ? [{ action, manager }] : []
  })
  if (found.length === 0) return []
  const changed = new Set([...steps].filter(([, step]) => step.kind !== 'keep').map(([item]) => item.command))
  const left = facts.commands.all.filter(
    (other) =>
      other.path === path &&
      other.script.context.kind === 'workflow' &&
      other.script.context.job === job &&
      !changed.has(other),
  )
  return found.flatMap(({ action, manager }) => {
    if (left.some(({ program, foreign }) => program === manager || foreign?.manager === manager)) return []
    const step = stepSpan(action.span, source, 'uses')
    const text = step ? source.slice(step.start, step.end) : ''
    const isNamed = /^[ \t]*(?:-[ \t]+)?id[ \t]*:/m.test(text)
    const gap = step ? (/^\n*/.exec(source.slice(step.end))?.[0].length ?? 0) : 0
    const removal =
      step && !isNamed ? { path, span: { start: step.start, end: step.end + gap }, text: '' } : null
    return [{ place: { path, span: action.span }, removal }]
  })
}

/** The setting that keeps what pip downloads, of the step that brings Python: it goes with the last use of pip. */
export function cacheOf(draft: Draft): ServingStep | null {
  const [line] = draft.unit.lines
  if (!line || draft.unit.session.kind !== 'job') return null
  const input = pythonBefore(line.item, draft)?.inputs.find(
    ({ name, text }) => name === 'cache' && pythonAction.caches.includes(text as never),
  )
  if (!input) return null
  const { source } = line.place
  const start = source.lastIndexOf('\n', input.span.start - 1) + 1
  const newline = source.indexOf('\n', input.span.end)
  const end = newline < 0 ? source.length : newline + 1
  const alone =
    /^\s*cache:\s*["']?$/.test(source.slice(start, input.span.start)) &&
    /^["']?\s*(?:#.*)?$/s.test(source.slice(input.span.end, end))
  const { path } = line.item.command
  const place = { path, span: alone ? { start, end } : input.span }
  return { place, removal: alone ? { ...place, text: '' } : null }
}
