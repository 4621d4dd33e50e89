import type { ImageStage, ParsedFile, UsedAction } from '../../parse/document.ts'
import { offsetOfRun } from '../../parse/script.ts'
import { uvAction } from '../../tables/actions.ts'
import { actionName } from '../../text/action-name.ts'
import { joinPath, resolvePath } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import type { DevShell } from '../flake/flake.ts'
import type { Documents } from '../pages/documents.ts'
import type { Workspace } from '../projects/workspace.ts'
import { stageAt } from './containers.ts'

/** Images that bring uv: `ghcr.io/astral-sh/uv`, `astral/uv`. */
const uvImage = /(?:^|\/)(?:astral-sh|astral)\/uv(?:[:@]|$)/

/** Commands that install uv: `curl … astral.sh/uv/install.sh | sh`. */
const uvInstaller = /\bastral\.sh\/uv\b/

/** Whether the words of a command bring uv for those behind it, or show by being called that it is there. */
export function bringsUv({ words, uv, foreign: use }: Command): boolean {
  if (uv) return true
  if ((use?.does === 'install' || use?.does === 'tool-install') && use.names.includes('uv')) return true
  return words.some(({ text, parts }) =>
    uvInstaller.test(text ?? parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')),
  )
}

/** Whether an action brings uv: astral-sh/setup-uv, or a composite action of the repository with such a step. */
export function actionBringsUv({ text }: UsedAction, documents: Documents, depth = 0): boolean | null {
  const name = actionName(text)
  if (name === uvAction) return true
  const path = text.startsWith('./') ? resolvePath('.', text) : null
  if (path === null || depth > 3) return text.startsWith('./') ? null : false
  const action = documents.get(joinPath(path, 'action.yml')) ?? documents.get(joinPath(path, 'action.yaml'))
  if (!action) return null
  const inner = action.document.actions ?? []
  if (inner.some((one) => actionBringsUv(one, documents, depth + 1))) return true
  return /\buv (?:sync|run|pip|venv|tool)\b|astral\.sh\/uv/.test(action.file.text)
}

/** Whether uv is there before a step of a job, and whether the checkout of this repository is. */
export function stepsBefore(
  command: Command,
  { document, file }: ParsedFile,
  documents: Documents,
): { readonly uv: boolean | null; readonly checkout: boolean } {
  const { context } = command.script
  const job = context.kind === 'workflow' ? context.job : null
  const shown = shownSteps(command, file, document)
  if (shown !== null)
    return { uv: shown.includes(uvAction) || mentionsUv(shown), checkout: /\bactions\/checkout@/.test(shown) }
  const before = actionsBefore(document.actions ?? [], job, offsetOfRun(command.script, command.span.start))
  const { uv, checkout } = broughtBy(before, documents)
  return { uv: job === null && uv === false ? null : uv, checkout: checkout || job === null }
}

/** The actions of a job, or of a composite action, that its steps before an offset use. */
export function actionsBefore(
  actions: readonly UsedAction[],
  of: string | null,
  offset: number,
): readonly UsedAction[] {
  return actions.filter(({ job, span }) => job === of && span.start <= offset)
}

/** Whether actions bring uv, null where one of them cannot be read, and whether they check this repository out. */
export function broughtBy(
  actions: readonly UsedAction[],
  documents: Documents,
): { readonly uv: boolean | null; readonly checkout: boolean } {
  let uv: boolean | null = false
  let checkout = false
  for (const action of actions) {
    const brings = actionBringsUv(action, documents)
    uv = uv === true || brings === true ? true : uv === null || brings === null ? null : false
    const name = actionName(action.text)
    const elsewhere = action.inputs.some(
      ({ name: input, text }) => input === 'repository' && !/github\.repository/.test(text),
    )
    if (name === 'actions/checkout' && !elsewhere) checkout = true
  }
  return { uv, checkout }
}

/** The text before a step of a workflow that a document shows; null for a workflow itself. */
function shownSteps(
  { script, span }: Command,
  { text }: ParsedFile['file'],
  { markdown }: ParsedFile['document'],
): string | null {
  const fence = script.fence === undefined ? undefined : markdown?.fences[script.fence]
  return fence ? text.slice(fence.span.start, span.start) : null
}

/** Whether a stage, or one that it starts from, brings uv before an offset. */
export function stageHasUv(at: number, offset: number, stages: readonly ImageStage[]): boolean {
  const stage = stages[at]
  if (!stage) return false
  const base = stageNamed(stage.from, stages)
  if (uvImage.test(stage.from)) return true
  if (base >= 0 && base < at && stageHasUv(base, Number.POSITIVE_INFINITY, stages)) return true
  return stage.copies.some(
    ({ from, sources, span }) =>
      span.start < offset &&
      from !== null &&
      (uvImage.test(from) || sources.some((path) => /(?:^|\/)uvx?$/.test(path))),
  )
}

/** The stages that a stage starts from in turn, itself last, as indexes. */
export function stageChain(at: number, stages: readonly ImageStage[]): readonly number[] {
  const stage = stages[at]
  if (!stage) return []
  const base = stageNamed(stage.from, stages)
  return [...(base >= 0 && base < at ? stageChain(base, stages) : []), at]
}

const stagesByName = new WeakMap<readonly ImageStage[], ReadonlyMap<string, number>>()

/** The index of the first stage of a name, in any case; -1 without one. */
function stageNamed(name: string, stages: readonly ImageStage[]): number {
  const known = stagesByName.get(stages)
  if (known) return known.get(name.toLowerCase()) ?? -1
  const found = new Map<string, number>()
  for (const [index, { name: own }] of stages.entries())
    if (own !== null && !found.has(own.toLowerCase())) found.set(own.toLowerCase(), index)
  stagesByName.set(stages, found)
  return found.get(name.toLowerCase()) ?? -1
}

/** What a command of an image finds: the manifest of the project, by what was copied before it. */
export function manifestInImage(command: Command, stages: readonly ImageStage[]): boolean {
  const at = stageAt(command, stages)
  return stageChain(at, stages).some((index) =>
    (stages[index]?.copies ?? []).some(
      ({ from, sources, span }) =>
        (index !== at || span.start <= command.span.start) &&
        (from === null || stages.some(({ name }) => name === from)) &&
        sources.some((source) => /^\.?\/?$|pyproject\.toml$|\*/.test(source)),
    ),
  )
}

/** Whether a document, or any other of the repository that its readers know, tells them to have uv. */
export function readersHaveUv(command: Command, { file }: ParsedFile, signs: UvSigns): boolean | null {
  if (mentionsUv(file.text)) return true
  return signs.workedWith(command.root) || null
}

/** What tells that those who work on a part of the repository have uv. */
export interface UvSigns {
  /** Whether a uv root has a lock, a setting of uv or a workspace, or the repository a dev shell with uv. */
  workedWith(root: Workspace | null): boolean
  /** The development shells of the repository. */
  readonly shells: readonly DevShell[]
}

/**
 * Whether the shells whose hook is this string bring uv; null for a string that is the hook of none, and where something of
 * a shell is not known.
 */
export function shellHasUv(path: string, string: number, { shells }: UvSigns): boolean | null {
  const own = shells.filter(({ hooks }) =>
    hooks.some((hook) => hook.path === path && hook.string.start === string),
  )
  if (own.length === 0) return null
  const brings = ({ packages, syncs, syncsNot }: DevShell) =>
    syncs || syncsNot !== null || packages.some(({ name }) => name === 'uv')
  if (own.every(brings)) return true
  return own.some((shell) => !brings(shell) && shell.complete) ? false : null
}

export function mentionsUv(text: string): boolean {
  return /\buv (?:sync|run|pip|add|venv|tool|lock|build)\b|\buvx\b|docs\.astral\.sh\/uv|astral\.sh\/uv|\binstall uv\b/.test(
    text,
  )
}

/** Whether the checkout in which a job works is that of another repository. */
export function worksElsewhere(command: Command, { document }: ParsedFile): boolean {
  const { context } = command.script
  if (context.kind !== 'workflow' || context.job === null) return false
  return (document.actions ?? []).some(
    ({ text, inputs, job, span }) =>
      job === context.job &&
      span.start < command.span.start &&
      /^actions\/checkout@/i.test(text) &&
      inputs.some(({ name, text: value }) => name === 'repository' && !/github\.repository\b/.test(value)) &&
      !inputs.some(({ name }) => name === 'path'),
  )
}

/** Whether a job checks out another repository before a step. */
export function othersCheckout(command: Command, { document }: ParsedFile): boolean {
  const { context } = command.script
  const job = context.kind === 'workflow' ? context.job : null
  return (document.actions ?? []).some(
    ({ text, inputs, job: own, span }) =>
      own === job &&
      span.start < command.span.start &&
      /^actions\/checkout@/i.test(text) &&
      inputs.some(({ name }) => name === 'repository'),
  )
}
