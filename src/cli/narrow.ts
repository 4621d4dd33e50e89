import type { CheckResult } from '../check.ts'
import { type Changes, changesSince, changesSinceHead } from '../discover/changes.ts'
import type { Discovery } from '../discover/discovery.ts'
import type { Listing } from '../discover/listing.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Span } from '../text/span.ts'
import { UsageError } from '../text/usage-error.ts'
import { isWithin } from './choose-root.ts'
import { findRule } from './find-rule.ts'
import type { Values } from './read-arguments.ts'

/** Which part of what was found is reported. The model is always whole. */
export interface Scope {
  /** Whether a rule is among those that `--only` names, and none that `--skip` does. */
  asksFor(rule: string): boolean
  /** Whether a path is among the named ones. */
  names(path: string): boolean
  /** Whether a place is new or differs from the commit that was named. */
  touches(file: SourceFile | undefined, span: Span | undefined): boolean
}

/** The scope that the arguments ask for. */
export function scopeOf(values: Values, within: readonly string[], listing: Listing): Scope | UsageError {
  const changes = changesOf(values, listing)
  if (changes instanceof UsageError) return changes
  const byLines = values['changed-lines'] !== undefined
  const asksFor = ruleFilter(values)
  if (asksFor instanceof UsageError) return asksFor
  return {
    asksFor,
    names: (path) => isWithin(path, within),
    touches(file, span) {
      if (!changes || !file) return true
      return byLines && span ? changes.hasLines(file, span) : changes.hasFile(file)
    },
  }
}

/** Leaves in a result what stands in a named path and touches the changes, by its own place or by a related one. */
export function narrow(result: CheckResult, scope: Scope, { sources }: Discovery): CheckResult {
  const byPath = new Map(sources.map((file) => [file.path, file]))
  const touched = ({ path, span }: { readonly path: string; readonly span?: Span }) =>
    scope.touches(byPath.get(path), span)
  return {
    ...result,
    findings: result.findings.filter(
      (finding) =>
        scope.asksFor(finding.rule) &&
        scope.names(finding.path) &&
        (touched(finding) || finding.related.some(touched)),
    ),
    troubles: result.troubles.filter((trouble) => scope.names(trouble.path) && touched(trouble)),
  }
}

/** Which rules `--only` and `--skip` leave; a UsageError for a rule that does not exist. */
function ruleFilter({ only = [], skip = [] }: Values): UsageError | ((rule: string) => boolean) {
  for (const id of [...only, ...skip]) {
    const found = findRule(id, 'policy-check --only RULE')
    if (found instanceof UsageError) return found
  }
  return (rule) => (only.length === 0 || only.includes(rule)) && !skip.includes(rule)
}

function changesOf(values: Values, listing: Listing): Changes | UsageError | null {
  // What a change broke is told wherever it stands.
  if (values.since !== undefined) return null
  const reference = values['changed-lines'] ?? values.changed
  if (reference !== undefined) return changesSince(listing, reference)
  return values.staged ? changesSinceHead(listing) : null
}
