import { withFile } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { parse } from '../parse/parse.ts'
import type { ReportedFinding } from '../settle/identity.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Trouble } from '../text/trouble.ts'
import { type Allowed, type ChosenFix, chooseFixes, editsByFile, keyOf } from './choose.ts'
import { rewrite } from './rewrite.ts'

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
  const passes: { readonly state: string; readonly chosen: readonly ChosenFix[] }[] = [
    { state: stateOf(start, start), chosen: [] },
  ]
  for (;;) {
    const chosen = chooseFixes(result.findings, allowed, rejected)
    if (chosen.length === 0) break
    const pass = await applyPass(discovery, chosen)
    for (const { finding, fix, path, message } of pass.broken) {
      rejected.add(keyOf(finding, fix))
      troubles.push({ id: 'not-fixed', path, message })
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
  readonly path: string
  readonly message: string
}

interface Pass {
  readonly discovery: Discovery
  readonly kept: readonly ChosenFix[]
  readonly broken: readonly Broken[]
}

/** Applies all fixes at once; when a file breaks, one after the other, so that only the guilty ones are left out. */
async function applyPass(before: Discovery, chosen: readonly ChosenFix[]): Promise<Pass> {
  const together = await apply(before, chosen)
  if ('discovery' in together) return { discovery: together.discovery, kept: chosen, broken: [] }
  if (chosen.length === 1 && chosen[0]) {
    return { discovery: before, kept: [], broken: [{ ...chosen[0], ...together }] }
  }
  const kept: ChosenFix[] = []
  const broken: Broken[] = []
  for (const one of chosen) {
    const alone = await apply(before, [...kept, one])
    if ('discovery' in alone) kept.push(one)
    else broken.push({ ...one, ...alone })
  }
  const rest = await apply(before, kept)
  return { discovery: 'discovery' in rest ? rest.discovery : before, kept, broken }
}

async function apply(
  before: Discovery,
  chosen: readonly ChosenFix[],
): Promise<{ discovery: Discovery } | { path: string; message: string }> {
  const sources = new Map(before.sources.map((file) => [file.path, file]))
  let discovery = before
  for (const [path, edits] of editsByFile(chosen)) {
    const rules = [
      ...new Set(
        chosen
          .filter(({ fix }) => fix.edits.some((edit) => edit.path === path))
          .map(({ finding }) => finding.rule),
      ),
    ]
    const names = rules.map((rule) => `\`${rule}\``).join(' and ')
    const old = sources.get(path)
    if (!old && before.tree.hasFile(path))
      return { path, message: `${names} would create a file that is there already.` }
    const text = rewrite(old?.text ?? '', edits)
    if (text === null) return { path, message: `The fix of ${names} does not fit the file.` }
    const file: SourceFile = { path, text }
    if ((await parseErrors(file)) > (old ? await parseErrors(old) : 0)) {
      return { path, message: `The fix of ${names} would break the syntax, so the file was left as it was.` }
    }
    discovery = withFile(discovery, file)
  }
  return { discovery }
}

async function parseErrors(file: SourceFile): Promise<number> {
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
