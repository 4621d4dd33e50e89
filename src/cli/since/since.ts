import { renameFix } from '../../advise/rename-fix.ts'
import { type CheckOptions, type CheckResult, check } from '../../check.ts'
import type { LoadedConfig } from '../../config/config.ts'
import { baseCommit } from '../../discover/base-commit.ts'
import { discover } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import { listCommit } from '../../discover/list-commit.ts'
import type { Listing } from '../../discover/listing.ts'
import { type MovedPaths, movedPaths } from '../../discover/renames.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import type { Opened } from '../open-repository.ts'
import { type Cause, causeOf, causesOf } from './causes.ts'
import { type Judged, newsOf } from './news.ts'

/** A change: what HEAD, the index or the disk has over the commit where it parted from a reference. */
export class Since {
  readonly #reference: string
  readonly #commit: string
  readonly #base: Discovery
  readonly #config: LoadedConfig
  readonly #moved: MovedPaths
  #before: Promise<CheckResult> | undefined

  private constructor(reference: string, commit: string, base: Listing, { listing, config }: Opened) {
    this.#reference = reference
    this.#commit = commit
    this.#base = discover(base, config.exclude)
    this.#config = config
    this.#moved = movedPaths(base, listing)
  }

  /** Finds the commit from which the change starts; a UsageError where git does not know it. */
  static from(reference: string, opened: Opened): Since | UsageError {
    const { listing, discovery } = opened
    const commit = baseCommit(listing, reference)
    if (commit instanceof UsageError) return commit
    const sources = new Map(discovery.sources.map((file) => [file.path, file]))
    const base = listCommit(listing, sources, commit)
    return base instanceof UsageError ? base : new Since(reference, commit, base, opened)
  }

  /** Leaves in a result what the change brought, each with what of the change is its cause, and a fix by a rename. */
  async newsIn(result: CheckResult, files: Discovery, parse: CheckOptions['parse']): Promise<CheckResult> {
    // Both are judged by the configuration of today: a change of rules breaks nothing in the files.
    this.#before ??= check(this.#base, this.#config, allRules, { parse })
    const before = await this.#before
    const renamed = new Map(this.#moved.renamed.map(({ from, to }) => [from, to]))
    const after = judged(result, files)
    const news = newsOf(judged(before, this.#base), after, renamed)
    const causes = news.findings.length > 0 ? causesOf(before.repository, result.repository, this.#moved) : []
    return {
      ...result,
      findings: news.findings.map((finding) => explained(finding, after, causes)),
      troubles: news.troubles,
      since: { reference: this.#reference, base: this.#commit, mended: news.mended },
    }
  }
}

function judged({ findings, troubles }: CheckResult, { sources }: Discovery): Judged {
  const byPath = new Map(sources.map((file) => [file.path, file]))
  return { findings, troubles, source: (path) => byPath.get(path) }
}

function explained(finding: ReportedFinding, { source }: Judged, causes: readonly Cause[]): ReportedFinding {
  const words = source(finding.path)?.text.slice(finding.span.start, finding.span.end) ?? ''
  const cause = causeOf(finding, words, causes)
  if (!cause) return finding
  const isTold = finding.related.some(
    ({ path, message }) => path === cause.place.path && message === cause.message,
  )
  const related = isTold ? finding.related : [...finding.related, { ...cause.place, message: cause.message }]
  const fix = cause.rename && finding.fix?.safety !== 'safe' ? renameFix(finding, words, cause.rename) : null
  return { ...finding, related, ...(fix && { fix, next: `${fix.title}.` }) }
}
