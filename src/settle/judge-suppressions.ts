import type { FileEdit, Finding, SafeFix } from '../advise/finding.ts'
import type { Config } from '../config/config.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { Language } from '../tables/languages.ts'
import { nearest } from '../text/nearest.ts'
import { linesOf } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import { standsAlone } from './covered-lines.ts'
import type { Directive } from './directives.ts'
import { isComplete, type Suppression } from './suppress.ts'

type Said = Pick<Finding, 'message' | 'next'> & { readonly rule: string; readonly fix?: SafeFix }

/**
 * Findings about the suppressions themselves: invalid ones, and ids that silenced nothing. An id of a rule that did not
 * run at that path is not judged.
 */
export function judgeSuppressions(
  suppressions: Iterable<Suppression>,
  config: Config,
  rules: readonly AnyRule[],
  notRun: ReadonlySet<string>,
): Finding[] {
  const known = new Map(rules.map((rule) => [rule.id, rule]))
  const findings: Finding[] = []
  for (const suppression of suppressions) {
    if (isSample(suppression)) continue
    const path = suppression.file.file.path
    const runs = (id: string) =>
      !notRun.has(id) && !aboutSuppressions.has(id) && config.settingsOf(id).severity(path) !== 'off'
    for (const said of judge(suppression, known, runs)) {
      const settings = config.settingsOf(said.rule)
      const severity = settings.enabled ? settings.severity(path) : 'off'
      if (severity === 'off') continue
      const why = known.get(said.rule)?.why ?? ''
      findings.push({ ...said, severity, why, path, span: suppression.directive.comment.span, related: [] })
    }
  }
  return findings
}

/** A comment in a fence of a document that silences nothing: the document may show how to write one. */
function isSample({ directive, file, used }: Suppression): boolean {
  return directive.comment.guest !== undefined && used.size === 0 && prose.has(file.document.language)
}

/** What these find is known only after this judgement. */
const aboutSuppressions: ReadonlySet<string> = new Set(['invalid-suppression', 'unused-suppression'])

const prose: ReadonlySet<Language> = new Set(['markdown', 'restructuredtext', 'asciidoc', 'notebook'])

function judge(
  suppression: Suppression,
  known: ReadonlyMap<string, AnyRule>,
  runs: (id: string) => boolean,
): Said[] {
  const { directive, end, used } = suppression
  const invalid = invalidity(suppression)
  if (invalid) return [{ rule: 'invalid-suppression', ...invalid }]
  const unknown = directive.ids.filter((id) => !known.has(id))
  const unused = directive.ids.filter((id) => known.has(id) && !used.has(id) && runs(id))
  const said: Said[] = []
  for (const id of unknown) {
    const meant = nearest(id, known.keys())
    said.push({
      rule: 'invalid-suppression',
      message: `There is no rule \`${id}\`.`,
      next: meant
        ? `Write \`${meant}\` if that is meant, else remove it.`
        : '`policy-check rules` lists the rules.',
      fix: without(suppression, unknown),
    })
  }
  if (unused.length > 0) {
    const names = unused.map((id) => `\`${id}\``).join(', ')
    const place = end ? 'between the comments' : directive.kind === 'ignore-file' ? 'in this file' : 'here'
    said.push({
      rule: 'unused-suppression',
      message: `${names} ${unused.length === 1 ? 'finds' : 'find'} nothing ${place}.`,
      next: unused.length === directive.ids.length ? 'Remove the comment.' : 'Remove it from the comment.',
      fix: without(suppression, [...unused, ...unknown]),
    })
  }
  return said
}

function invalidity(suppression: Suppression): Omit<Said, 'rule'> | null {
  const { directive, end } = suppression
  const { kind, word, ids, reason } = directive
  if (kind === 'unknown') {
    const meant = nearest(word, ['ignore', 'ignore-file', 'ignore-start', 'ignore-end'])
    return {
      message: word === '' ? 'The suppression says nothing.' : `\`policy-check: ${word}\` means nothing.`,
      next: meant ? `Write \`policy-check: ${meant}[rule] -- reason\`.` : 'Remove the comment.',
    }
  }
  if (kind === 'ignore-end') {
    return {
      message: '`ignore-end` closes no `ignore-start`.',
      next: 'Remove it, or open the part with `ignore-start[rule] -- reason`.',
      fix: remove(suppression, [directive]),
    }
  }
  if (ids.length === 0) {
    return {
      message: 'The suppression names no rule, so it has no effect.',
      next: `Name the rule: \`policy-check: ${kind}[rule] -- reason\`.`,
    }
  }
  if (reason === null) {
    return {
      message: 'The suppression gives no reason, so it has no effect.',
      next: 'Add ` -- ` and the reason after the bracket.',
    }
  }
  if (kind === 'ignore-start' && !end) {
    return {
      message: '`ignore-start` is never closed, so it has no effect.',
      next: 'Add `policy-check: ignore-end` where the part ends.',
      fix: remove(suppression, [directive]),
    }
  }
  return isComplete(directive)
    ? null
    : { message: 'The suppression is incomplete.', next: 'Remove the comment.' }
}

/** Takes ids out of a suppression, and the comments when no id remains. */
function without(suppression: Suppression, unwanted: readonly string[]): SafeFix {
  const { directive, end, file } = suppression
  const both = end ? [directive, end] : [directive]
  const kept = directive.ids.filter((id) => !unwanted.includes(id))
  if (kept.length === 0) return remove(suppression, both)
  const edits: FileEdit[] = []
  for (const { list } of both)
    if (list) edits.push({ path: file.file.path, span: list, text: kept.join(', ') })
  return { title: 'Take it out of the suppression', safety: 'safe', edits }
}

function remove({ file }: Suppression, directives: readonly Directive[]): SafeFix {
  const { path, text } = file.file
  const edits = directives.map(({ comment }) => ({
    path,
    span: removable(text, comment.span, file),
    text: '',
  }))
  return { title: 'Remove the suppression', safety: 'safe', edits }
}

/** The comment with its line when nothing else stands there, else with the space before it. */
function removable(text: string, comment: Span, { file }: Suppression['file']): Span {
  const lines = linesOf(file)
  const first = lines.position(comment.start).line
  const last = lines.position(comment.end).line
  const line = lines.lineSpan(first)
  if (standsAlone(text, line, comment) && text.slice(line.start, comment.start).trim() === '') {
    const mark = text.charCodeAt(line.start) === 0xfeff ? 1 : 0
    return {
      start: line.start + mark,
      end: last < lines.lines ? lines.lineSpan(last + 1).start : text.length,
    }
  }
  let start = comment.start
  while (start > line.start && /[ \t]/.test(text[start - 1] ?? '')) start--
  return { start, end: comment.end }
}
