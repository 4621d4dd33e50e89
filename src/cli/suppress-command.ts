import type { FileEdit } from '../advise/finding.ts'
import type { CheckResult } from '../check.ts'
import { withFile } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { rewrite } from '../fix/apply-edits.ts'
import { patchOf } from '../fix/patch.ts'
import { writeChanges } from '../fix/write-changes.ts'
import { parse } from '../parse/parse.ts'
import { count } from '../report/counts.ts'
import { printable } from '../report/terminal/cells.ts'
import type { ReportedFinding } from '../settle/identity.ts'
import { fileSuppression, guestSuppressionEdit, suppressionEdit } from '../settle/write-suppression.ts'
import { linesOf } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import { UsageError } from '../text/usage-error.ts'
import { sourceAt } from './baseline-file.ts'
import { findRule } from './find-rule.ts'
import { prepare, type Session } from './prepare.ts'
import type { Request } from './read-arguments.ts'
import { tellOtherNames } from './tell-other-names.ts'
import type { Terminal } from './terminal.ts'

const usage = 'policy-check suppress RULE --reason "why it is right" [path …]'

/** Writes a comment at each finding of a rule that silences it. Exits with 1 when a finding could not be silenced. */
export async function suppressCommand(request: Request, terminal: Terminal): Promise<number | UsageError> {
  const [id, ...operands] = request.operands
  const rule = findRule(id, usage)
  if (rule instanceof UsageError) return rule
  const reason = request.values.reason?.trim() ?? ''
  if (reason === '') return new UsageError('A suppression needs a reason.', { next: `Usage: \`${usage}\`.` })
  if (/[\r\n]|-->|\*\//.test(reason)) return new UsageError('The reason must fit into a comment of one line.')
  const session = prepare({ ...request, operands }, terminal)
  if (session instanceof UsageError) return session
  const { discovery, place } = session
  const before = await session.check(discovery)
  const wanted = before.findings.filter((finding) => finding.rule === rule.id)
  const { silenced, files } = await silence(session, before, wanted, reason)
  const changes = files.sources.flatMap(({ path, text }) => {
    const old = sourceAt(discovery.sources, path)
    return old && old.text !== text ? [{ path, before: old.text, after: text }] : []
  })
  if (request.values.diff) {
    terminal.output.write(patchOf(changes))
    return silenced.length === wanted.length ? 0 : 1
  }
  const { failure, otherNames } = writeChanges(place.root, changes)
  if (failure) return new UsageError(`${failure.path}: ${failure.message}`)
  tellOtherNames(otherNames, terminal)
  terminal.output.write(
    `Suppressed ${count(silenced.length, 'finding')} in ${count(changes.length, 'file')}.\n`,
  )
  for (const finding of wanted)
    if (!silenced.includes(finding)) terminal.output.write(await leftOver(finding, discovery))
  return silenced.length === wanted.length ? 0 : 1
}

/** The forms of a comment, in the order in which they are tried at a finding. */
const forms = [suppressionEdit, guestSuppressionEdit] as const

/** A comment that is to silence a finding. */
interface Attempt {
  readonly finding: ReportedFinding
  readonly edit: FileEdit
}

/**
 * Writes all comments, checks again, and tries another form of those that had no effect or broke a file, until the rest
 * holds. One finding that cannot be silenced takes no other with it.
 */
async function silence(
  { discovery, check }: Session,
  before: CheckResult,
  wanted: readonly ReportedFinding[],
  reason: string,
): Promise<{ silenced: readonly ReportedFinding[]; files: Discovery }> {
  const known = new Set(before.findings.map(({ identity }) => identity))
  const tried = new Map(wanted.map((finding) => [finding, 0]))
  for (;;) {
    const { files, attempts } = await withComments(discovery, tried, reason)
    if (attempts.length === 0) return { silenced: [], files: discovery }
    const { findings, troubles } = await check(files)
    const left = new Set(findings.map(({ identity }) => identity))
    const blamed = blamedFor(
      [...findings.filter(({ identity }) => !known.has(identity)), ...troubles.slice(before.troubles.length)],
      attempts,
    )
    const bad = attempts.filter(({ finding, edit }) => left.has(finding.identity) || blamed.has(edit))
    if (bad.length === 0) return { silenced: attempts.map(({ finding }) => finding), files }
    for (const { finding } of bad) tried.set(finding, (tried.get(finding) ?? 0) + 1)
  }
}

/** The comments behind what was not there before: the one at its very place, or else all of its file. */
function blamedFor(
  news: readonly { readonly path: string; readonly span?: Span }[],
  attempts: readonly Attempt[],
): ReadonlySet<FileEdit> {
  return new Set(
    news.flatMap(({ path, span }) => {
      const edits = [...new Set(attempts.map(({ edit }) => edit).filter((edit) => edit.path === path))]
      const sorted = edits.sort((a, b) => a.span.start - b.span.start)
      let shift = 0
      const at = sorted.filter((edit) => {
        const start = edit.span.start + shift
        shift += edit.text.length
        return span !== undefined && start <= span.start && span.start < start + edit.text.length
      })
      return at.length > 0 ? at : sorted
    }),
  )
}

/** The files with a comment at each finding, in the form whose number it is given; findings without a further form are left out. */
async function withComments(
  discovery: Discovery,
  tried: ReadonlyMap<ReportedFinding, number>,
  reason: string,
): Promise<{ files: Discovery; attempts: readonly Attempt[] }> {
  const attempts: Attempt[] = []
  let files = discovery
  for (const path of new Set([...tried.keys()].map((finding) => finding.path))) {
    const file = sourceAt(discovery.sources, path)
    if (!file) continue
    const parsed = { file, document: await parse(file) }
    const edits: FileEdit[] = []
    for (const [finding, form] of tried) {
      if (finding.path !== path) continue
      const { span, rule } = finding
      const possible = forms.slice(form).map((write) => write(parsed, span, rule, reason))
      const edit = possible.find((one) => one !== null)
      if (!edit) continue
      const same = edits.find((one) => one.span.start === edit.span.start)
      attempts.push({ finding, edit: same ?? edit })
      if (!same) edits.push(edit)
    }
    const text = rewrite(file.text, edits)
    if (text !== null) files = withFile(files, { path, text })
  }
  return { files, attempts }
}

/** What a person can write where no comment stands at the finding itself. */
async function leftOver(
  { path, span, message, rule }: ReportedFinding,
  { sources }: Discovery,
): Promise<string> {
  const file = sourceAt(sources, path)
  const line = file ? linesOf(file).position(span.start).line : 1
  const comment = file && fileSuppression(await parse(file), rule)
  const override = `[[overrides]]\n  files = [${JSON.stringify(path)}]\n  rules.${rule} = "off"`
  return [
    printable(`${path}:${line}: ${message}`),
    comment
      ? `  No comment at this line takes effect. For the whole file, write in it:\n  ${comment}`
      : `  A comment is not possible here. For the whole file, write in policy-check.toml:\n  ${override}`,
    '',
  ].join('\n')
}
