import { withFile } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { parse } from '../parse/parse.ts'
import type { ReportedFinding } from '../settle/identity.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Trouble } from '../text/trouble.ts'
import { rewrite } from './apply-edits.ts'
import { type Allowed, type ChosenFix, chooseFixes, editsByFile, keyOf } from './choose.ts'

/** A file before and after; `before` is null for a file that is created. */
export interface Change {
  readonly path: string
  readonly before: string | null
  readonly after: string
}

/** What fixing came to. Nothing is written yet. */
export interface Fixed<Result> {
  /** The check of the files as they would be. */
  readonly result: Result
  readonly discovery: Discovery
  /** Sorted by path. */
  readonly changes: readonly Change[]
  /** Findings whose fixes were applied, in order. */
  readonly applied: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
}

/** More passes than any honest chain of fixes needs. */
const passLimit = 25

/**
 * Applies fixes pass by pass until none is left. After each pass a file that parsed and no longer does is put back and
 * the fix that broke it is not tried again. Fixes that undo each other are stopped, and their rules are named.
 */
export async function fix<Result extends { readonly findings: readonly ReportedFinding[] }>(
  start: Discovery,
  check: (discovery: Discovery) => Promise<Result>,
  allowed: Allowed,
): Promise<Fixed<Result>> {
  let discovery = start
  let result = await check(start)
  const applied: ReportedFinding[] = []
  const troubles: Trouble[] = []
  const rejected = new Set<string>()
  const known: ErrorCounts = new Map()
  const passes: { readonly state: string; readonly chosen: readonly ChosenFix[] }[] = [
    { state: stateOf(start, start), chosen: [] },
  ]
  for (;;) {
    const chosen = chooseFixes(result.findings, allowed, rejected)
    if (chosen.length === 0) break
    const pass = await applyPass(discovery, chosen, known)
    for (const broken of pass.broken) {
      rejected.add(keyOf(broken.finding, broken.fix))
      const trouble = brokenTrouble(broken)
      if (!troubles.some(({ path, message }) => path === trouble.path && message === trouble.message))
        troubles.push(trouble)
    }
    if (pass.kept.length === 0) continue
    const state = stateOf(pass.discovery, start)
    const earlier = passes.findIndex((known) => known.state === state)
    if (earlier !== -1 || passes.length > passLimit) {
      const circle = [...passes.slice(earlier === -1 ? -2 : earlier + 1), { chosen: pass.kept }]
      troubles.push(circleTrouble(circle.flatMap(({ chosen }) => chosen)))
      break
    }
    passes.push({ state, chosen: pass.kept })
    discovery = pass.discovery
    applied.push(...pass.kept.map(({ finding }) => finding))
    result = await check(discovery)
  }
  return { result, discovery, changes: changesBetween(start, discovery), applied, troubles }
}

interface Broken extends ChosenFix {
  readonly failure: Failure
}

/** Why a file cannot take its edits. */
interface Failure {
  readonly path: string
  readonly reason: 'exists' | 'misfit' | 'syntax'
}

interface Pass {
  readonly discovery: Discovery
  readonly kept: readonly ChosenFix[]
  readonly broken: readonly Broken[]
}

/** Applies all fixes at once; when a file breaks, one after the other, so that only the guilty ones are left out. */
async function applyPass(before: Discovery, chosen: readonly ChosenFix[], known: ErrorCounts): Promise<Pass> {
  const together = await apply(before, chosen, known)
  if ('discovery' in together) return { discovery: together.discovery, kept: chosen, broken: [] }
  let discovery = before
  const kept: ChosenFix[] = []
  const broken: Broken[] = []
  for (const one of chosen) {
    const result = await apply(before, [...kept, one], known)
    if ('reason' in result) {
      broken.push({ ...one, failure: result })
      continue
    }
    kept.push(one)
    discovery = result.discovery
  }
  return { discovery, kept, broken }
}

async function apply(
  before: Discovery,
  chosen: readonly ChosenFix[],
  known: ErrorCounts,
): Promise<{ readonly discovery: Discovery } | Failure> {
  const sources = new Map(before.sources.map((file) => [file.path, file]))
  let discovery = before
  for (const [path, edits] of editsByFile(chosen)) {
    const old = sources.get(path)
    if (!old && before.tree.hasFile(path)) return { path, reason: 'exists' }
    const text = rewrite(old?.text ?? '', edits)
    if (text === null) return { path, reason: 'misfit' }
    const file: SourceFile = { path, text }
    if ((await parseErrors(file, known)) > (old ? await parseErrors(old, known) : 0))
      return { path, reason: 'syntax' }
    discovery = withFile(discovery, file)
  }
  return { discovery }
}

function brokenTrouble({ finding, failure: { path, reason } }: Broken): Trouble {
  const rule = `\`${finding.rule}\``
  const message = {
    exists: `${rule} would create a file that is there already.`,
    misfit: `The fix of ${rule} does not fit the file.`,
    syntax: `The fix of ${rule} would break the syntax, so the file was left as it was.`,
  }[reason]
  return { id: 'not-fixed', path, message }
}

/** By path, then by text: one pass asks for the same text again and again. */
type ErrorCounts = Map<string, Map<string, Promise<number>>>

function parseErrors({ path, text }: SourceFile, known: ErrorCounts): Promise<number> {
  const ofFile = known.get(path) ?? new Map<string, Promise<number>>()
  known.set(path, ofFile)
  const found = ofFile.get(text) ?? countErrors({ path, text })
  ofFile.set(text, found)
  return found
}

async function countErrors(file: SourceFile): Promise<number> {
  const { troubles } = await parse(file)
  return troubles.filter(({ id }) => id === 'syntax-error' || id === 'too-deep').length
}

function circleTrouble(chosen: readonly ChosenFix[]): Trouble {
  const rules = [...new Set(chosen.map(({ finding }) => finding.rule))].sort()
  const path = chosen[0]?.finding.path ?? '.'
  const names = rules.map((rule) => `\`${rule}\``).join(' and ')
  return { id: 'not-fixed', path, message: `The fixes of ${names} undo each other; they were stopped.` }
}

function changesBetween(start: Discovery, end: Discovery): Change[] {
  const before = new Map(start.sources.map((file) => [file.path, file]))
  return end.sources.flatMap((file) => {
    const old = before.get(file.path)
    return old?.text === file.text ? [] : [{ path: file.path, before: old?.text ?? null, after: file.text }]
  })
}

function stateOf(discovery: Discovery, start: Discovery): string {
  return JSON.stringify(changesBetween(start, discovery).map(({ path, after }) => [path, after]))
}
