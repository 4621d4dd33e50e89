import { type CheckResult, check } from '../src/check.ts'
import type { Config } from '../src/config/config.ts'
import type { FileEdit } from '../src/rule/finding.ts'
import type { AnyRule } from '../src/rule/rule.ts'
import { applyEdits } from '../src/text/edit.ts'
import { discoveryOf, type Files } from './in-memory.ts'

/** Checks files that exist only in memory. */
export function checkFiles(files: Files, config: Config, rules: readonly AnyRule[]): Promise<CheckResult> {
  return check(discoveryOf(files), config, rules)
}

/** The files after every fix, safe and unsafe, pass by pass until none is left. Throws when ten passes are not enough. */
export async function repair(files: Files, config: Config, rules: readonly AnyRule[]): Promise<Files> {
  let current = files
  for (let pass = 0; pass < 10; pass++) {
    const { findings } = await checkFiles(current, config, rules)
    const chosen = withoutOverlaps(findings.flatMap(({ fix }) => (fix ? [fix.edits] : [])))
    if (chosen.length === 0) return current
    current = rewrite(current, chosen)
  }
  throw new Error('the fixes do not settle')
}

/** A fix is applied whole or waits for the next pass; the same edit asked for twice is made once. */
function withoutOverlaps(fixes: readonly (readonly FileEdit[])[]): FileEdit[] {
  const chosen = new Map<string, FileEdit>()
  for (const edits of fixes) {
    const fresh = edits.filter((edit) => !chosen.has(JSON.stringify(edit)))
    if (fresh.some((edit) => [...chosen.values()].some((other) => collide(edit, other)))) continue
    for (const edit of fresh) chosen.set(JSON.stringify(edit), edit)
  }
  return [...chosen.values()]
}

function collide(a: FileEdit, b: FileEdit): boolean {
  if (a.path !== b.path) return false
  if (a.span.start === b.span.start) return true
  return a.span.start < b.span.end && b.span.start < a.span.end
}

function rewrite(files: Files, edits: readonly FileEdit[]): Files {
  const result: Record<string, string> = { ...files }
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const own = edits.filter((edit) => edit.path === path)
    result[path] = applyEdits(result[path] ?? '', own)
  }
  return result
}
