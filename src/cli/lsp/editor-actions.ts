import type {
  CodeAction,
  CodeActionContext,
  CreateFile,
  Diagnostic,
  TextDocumentEdit,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver'
import type { FileEdit } from '../../advise/finding.ts'
import { withFile } from '../../discover/discover.ts'
import { fix } from '../../fix/fix.ts'
import { Absent } from '../../model/absent.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import { suppressionEdit } from '../../settle/write-suppression.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { overlaps, type Span } from '../../text/span.ts'
import { sourceAt } from '../baseline-file.ts'
import { addressOf, rangeIn } from './editor-places.ts'
import type { Snapshot } from './live-repository.ts'

/** The command that shows the page of a rule. */
export const explainCommandName = 'policy-check.explain'

/** The command of an editor that asks for the reason of a suppression, with the edit and the words to replace by it. */
export const suppressCommandName = 'policy-check.suppress'

const placeholder = 'TODO: say why it is right here'

/** The kind of action that a person has run when a file is saved. */
export const fixAllKind = 'source.fixAll.policy-check'

/** What actions are made from. */
export interface ActionGround {
  readonly snapshot: Snapshot
  readonly root: string
  readonly file: SourceFile
  /** The version of an open document, by its path. */
  versionOf(path: string): number | null
  /** Whether the editor takes edits of several documents with versions, and new files. */
  readonly takesVersions: boolean
  /** Whether the editor asks a person for the reason of a suppression. */
  readonly asksForReason: boolean
}

/** What can be done about the findings that touch a span, and about all of the file. */
export async function actionsAt(
  span: Span,
  { only, diagnostics }: CodeActionContext,
  ground: ActionGround,
): Promise<CodeAction[]> {
  const wants = (kind: string) => !only || only.some((one) => kind === one || kind.startsWith(`${one}.`))
  const { snapshot, file } = ground
  const here = snapshot.result.findings.filter(
    (finding) => finding.path === file.path && (overlaps(finding.span, span) || touches(finding.span, span)),
  )
  const actions: CodeAction[] = []
  if (wants('quickfix'))
    for (const finding of here) {
      const known = diagnostics.filter(
        ({ data }) => (data as { identity?: string } | undefined)?.identity === finding.identity,
      )
      actions.push(
        ...fixOf(finding, known, ground),
        ...(here.length <= mostSuppressions ? await suppressionOf(finding, known, ground) : []),
        ...explanationOf(finding),
      )
    }
  if (wants(fixAllKind)) actions.push(...(await allFixes(ground)))
  return actions
}

function touches(found: Span, { start, end }: Span): boolean {
  return start === end && found.start <= start && start <= found.end
}

function fixOf(finding: ReportedFinding, diagnostics: Diagnostic[], ground: ActionGround): CodeAction[] {
  const { fix } = finding
  const edit = fix && workspaceEdit(fix.edits, ground)
  if (!fix || !edit) return []
  const isSafe = fix.safety === 'safe'
  const title = isSafe ? fix.title : `${fix.title} (look at it: ${fix.because})`
  return [{ title, kind: 'quickfix', diagnostics, isPreferred: isSafe, edit }]
}

/** Each is tried before it is offered, which takes a check. */
const mostSuppressions = 5

/**
 * A comment that silences the finding, where it does. The reason is for the person to write: the placeholder says so.
 */
async function suppressionOf(
  finding: ReportedFinding,
  diagnostics: Diagnostic[],
  ground: ActionGround,
): Promise<CodeAction[]> {
  const documents = ground.snapshot.result.repository.fact('documents')
  const parsed = documents instanceof Absent ? undefined : documents.get(finding.path)
  const edit = parsed && suppressionEdit(parsed, finding.span, finding.rule, placeholder)
  const change = edit && workspaceEdit([edit], ground)
  if (!change || !(await isSilencedBy(edit, finding, ground))) return []
  const title = `Suppress ${finding.rule} here, with a reason`
  const action = { title, kind: 'quickfix', diagnostics }
  if (!ground.asksForReason) return [{ ...action, edit: change }]
  const command = { title, command: suppressCommandName, arguments: [change, placeholder] }
  return [{ ...action, command }]
}

async function isSilencedBy(
  { span, text }: FileEdit,
  { identity }: ReportedFinding,
  { snapshot, file }: ActionGround,
): Promise<boolean> {
  const silenced = file.text.slice(0, span.start) + text + file.text.slice(span.end)
  const result = await snapshot.check(withFile(snapshot.discovery, { path: file.path, text: silenced }))
  return !result.findings.some((finding) => finding.identity === identity)
}

function explanationOf({ rule }: ReportedFinding): CodeAction[] {
  const title = `Explain ${rule}`
  return [{ title, kind: 'quickfix', command: { title, command: explainCommandName, arguments: [rule] } }]
}

/** All safe fixes of this file that touch no other one, applied until none is left. */
async function allFixes(ground: ActionGround): Promise<CodeAction[]> {
  const { snapshot, file } = ground
  const ofThisFile = ({ path, fix: found }: ReportedFinding) =>
    path === file.path && found?.edits.every((edit) => edit.path === file.path) === true
  const fixed = await fix(
    snapshot.discovery,
    async (files) => {
      const result = files === snapshot.discovery ? snapshot.result : await snapshot.check(files)
      return { findings: result.findings.filter(ofThisFile) }
    },
    'safe',
  )
  const change = fixed.changes.find(({ path }) => path === file.path)
  if (!change) return []
  const edit = workspaceEdit([difference(file, change.after)], ground)
  return edit ? [{ title: 'Apply all safe fixes of policy-check', kind: fixAllKind, edit }] : []
}

/** One edit that makes a text of another: what lies between their common start and end. */
function difference({ path, text }: SourceFile, after: string): FileEdit {
  const most = Math.min(text.length, after.length)
  let start = 0
  while (start < most && text[start] === after[start]) start++
  let end = 0
  while (end < most - start && text[text.length - 1 - end] === after[after.length - 1 - end]) end++
  return { path, span: { start, end: text.length - end }, text: after.slice(start, after.length - end) }
}

/** Edits in the form that the editor takes; null where it cannot take them. */
function workspaceEdit(edits: readonly FileEdit[], ground: ActionGround): WorkspaceEdit | null {
  const { snapshot, root, versionOf, takesVersions } = ground
  const byPath = new Map<string, TextEdit[]>()
  const created: CreateFile[] = []
  for (const { path, span, text } of edits) {
    const source = sourceAt(snapshot.discovery.sources, path)
    if (!source && !byPath.has(path)) created.push({ kind: 'create', uri: addressOf(root, path) })
    byPath.set(path, [...(byPath.get(path) ?? []), { range: rangeIn(source, span), newText: text }])
  }
  if (!takesVersions) {
    if (created.length > 0) return null
    return { changes: Object.fromEntries([...byPath].map(([path, list]) => [addressOf(root, path), list])) }
  }
  const documents = [...byPath].map(
    ([path, list]): TextDocumentEdit => ({
      textDocument: { uri: addressOf(root, path), version: versionOf(path) },
      edits: list,
    }),
  )
  return { documentChanges: [...created, ...documents] }
}
