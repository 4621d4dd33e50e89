import type { Session, SessionCommand } from '../../model/environments/session.ts'
import type { Documents } from '../../model/pages/documents.ts'
import type { UsedAction } from '../../parse/document.ts'
import { pythonAction } from '../../tables/actions.ts'
import { actionName } from '../../text/action-name.ts'
import type { Span } from '../../text/span.ts'
import type { FileEdit } from '../finding.ts'
import type { Draft } from './draft.ts'
import {
  environmentInPython,
  environmentOnPath,
  hasEnvironmentOnPath,
  isCopiedFromPython,
  usedUvImage,
} from './image.ts'
import { sayProvision } from './say.ts'
import { setupUvStep, usedSetupUv } from './setup-uv.ts'
import { wantsOf } from './unit.ts'

/** Sees to it that uv and the project are there: adds the step that brings uv where its place is certain, else says it. */
export function provide(draft: Draft, lines: readonly SessionCommand[]): void {
  const { session } = draft.unit
  if (session.project === undefined && wantsOf(draft.unit.lines) !== null) {
    if (session.kind === 'job') draft.say('The job has to check out the repository first.')
    draft.certain = false
    return
  }
  if (session.kind === 'stage') onPath(draft)
  if (!draft.needsUv || session.uv === true) return
  if (session.uv === null) {
    if (session.kind === 'job' || session.kind === 'stage') draft.certain = false
    const format = lines[0]?.command.script.context
    if (format?.kind === 'config' && format.format === 'gitlab-ci')
      draft.say('Use an image that has uv, such as `ghcr.io/astral-sh/uv`.')
    if (format?.kind === 'config' && format.format === 'devcontainer') {
      draft.certain = false
      draft.say(
        'uv has to come into the container first: add a feature that brings it, or use an image that has it.',
      )
    }
    return
  }
  if (!draft.said.some((sentence) => sentence.startsWith('Copy uv into the image')))
    draft.say(sayProvision(session, knownUv(session, draft.facts.documents)))
  const step = session.kind === 'job' ? setupStep(draft) : null
  if (step) draft.edits.push(...step)
  else draft.certain = false
}

/** What brings uv to such a session elsewhere in the repository, with its version: an image or an action. */
export function knownUv({ kind }: Session, documents: Documents): string | null {
  return kind === 'stage' ? usedUvImage(documents) : usedSetupUv(documents)
}

/** In an image the commands stay as they are, and find the environment on the `PATH`. */
function onPath(draft: Draft): void {
  const { unit, facts } = draft
  const [line] = unit.lines
  const parsed = line && facts.documents.get(line.item.command.path)
  const synced = [...draft.steps].find(([item, step]) => step.kind === 'write' && item.use !== null)?.[0]
  if (!line || !parsed || !synced || hasEnvironmentOnPath(line.item, parsed)) return
  if (isCopiedFromPython(line.item, parsed)) {
    const inPython = environmentInPython(synced, parsed.file.text)
    if (inPython) draft.edits.push(inPython)
    else draft.certain = false
    draft.say(
      'Fill the Python of the image, from which a later stage copies: `ENV UV_PROJECT_ENVIRONMENT=/usr/local` before it.',
    )
    return
  }
  if (unit.readers.every(({ command }) => command.uv)) return
  const edit = environmentOnPath(synced, parsed.file.text)
  if (edit) {
    draft.edits.push(edit)
    draft.say(`Put the environment on the path behind it: \`${edit.text.trim()}\`.`)
  } else {
    draft.certain = false
    draft.say('Put the environment on the path: `ENV PATH="<directory>/.venv/bin:$PATH"`.')
  }
}

/** The step that brings uv: in the place of the one that brings Python, when nothing else needs that, else before the first command. */
function setupStep(draft: Draft): readonly FileEdit[] | null {
  const { facts, steps } = draft
  const [first] = [...steps]
    .filter(([, step]) => step.kind !== 'keep')
    .map(([item]) => item)
    .sort((a, b) => a.command.span.start - b.command.span.start)
  if (!first) return null
  const python = pythonBefore(first, draft)
  const reference = usedSetupUv(facts.documents)
  if (python && reference && python.inputs.every(({ name }) => name === 'python-version' || name === 'cache'))
    return [{ path: first.command.path, span: withComment(python.span, first, draft), text: reference }]
  const step = setupUvStep(first, facts.documents)
  return step && [step]
}

/** The span of an action with the version that a comment behind it tells: that of another action says nothing of this one. */
function withComment({ start, end }: Span, { command }: SessionCommand, { facts }: Draft): Span {
  const source = facts.commands.source(command.path)
  const newline = source.indexOf('\n', end)
  const comment = /^\s+#.*$/.exec(source.slice(end, newline < 0 ? undefined : newline).trimEnd())
  return { start, end: end + (comment?.[0].length ?? 0) }
}

/** The step of the same job that brings Python before a command. */
export function pythonBefore({ command }: SessionCommand, { facts }: Draft): UsedAction | undefined {
  const { context } = command.script
  const job = context.kind === 'workflow' ? context.job : null
  return facts.documents
    .get(command.path)
    ?.document.actions?.find(
      (action) =>
        action.job === job &&
        action.span.start < command.span.start &&
        actionName(action.text) === pythonAction.name,
    )
}
