import type { FileEdit } from '../advise/finding.ts'
import type { CheckResult } from '../check.ts'
import { withFile } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { rewrite } from '../fix/apply-edits.ts'
import { patchOf } from '../fix/patch.ts'
import { writeChanges } from '../fix/write-changes.ts'
import { parse } from '../parse/parse.ts'
import { count } from '../report/counts.ts'
import type { ReportedFinding } from '../settle/identity.ts'
import { suppressionEdit } from '../settle/write-suppression.ts'
import { linesOf } from '../text/source-file.ts'
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
    if (!silenced.includes(finding)) terminal.output.write(leftOver(finding, discovery))
  return silenced.length === wanted.length ? 0 : 1
}

/** Writes all comments, checks again, and takes back those that had no effect or broke a file, until the rest holds. */
async function silence(
  { discovery, check }: Session,
  before: CheckResult,
  wanted: readonly ReportedFinding[],
  reason: string,
): Promise<{ silenced: readonly ReportedFinding[]; files: Discovery }> {
  const known = new Set(before.findings.map(({ identity }) => identity))
  let silenced = wanted
  while (silenced.length > 0) {
    const { files, written } = await withComments(discovery, silenced, reason)
    const { findings, troubles } = await check(files)
    const left = new Set(findings.map(({ identity }) => identity))
    const spoilt = new Set<string>()
    for (const { identity, path } of findings) if (!known.has(identity)) spoilt.add(path)
    for (const { path } of troubles.slice(before.troubles.length)) spoilt.add(path)
    const good = written.filter(({ identity, path }) => !left.has(identity) && !spoilt.has(path))
    if (good.length === silenced.length) return { silenced, files }
    silenced = good
  }
  return { silenced: [], files: discovery }
}

async function withComments(discovery: Discovery, findings: readonly ReportedFinding[], reason: string) {
  const written: ReportedFinding[] = []
  let files = discovery
  for (const path of new Set(findings.map((finding) => finding.path))) {
    const file = sourceAt(discovery.sources, path)
    if (!file) continue
    const parsed = { file, document: await parse(file) }
    const edits: FileEdit[] = []
    for (const finding of findings.filter((one) => one.path === path)) {
      const edit = suppressionEdit(parsed, finding.span, finding.rule, reason)
      if (!edit) continue
      written.push(finding)
      if (!edits.some(({ span }) => span.start === edit.span.start)) edits.push(edit)
    }
    const text = rewrite(file.text, edits)
    if (text !== null) files = withFile(files, { path, text })
  }
  return { files, written }
}

function leftOver({ path, span, message }: ReportedFinding, { sources }: Discovery): string {
  const file = sourceAt(sources, path)
  const line = file ? linesOf(file).position(span.start).line : 1
  return `${path}:${line}: ${message} A comment is not possible here; use \`[[overrides]]\` in the configuration.\n`
}
