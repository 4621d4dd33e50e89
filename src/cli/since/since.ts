import { renameFix } from '../../advise/rename-fix.ts'
import { type CheckOptions, type CheckResult, check } from '../../check.ts'
import type { LoadedConfig } from '../../config/config.ts'
import { baseCommit } from '../../discover/base-commit.ts'
import { discover } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import { listCommit } from '../../discover/list-commit.ts'
import type { Listing } from '../../discover/listing.ts'
import { type MovedPaths, movedPaths } from '../../discover/renames.ts'
import type { Repository } from '../../model/repository.ts'
import type { ReportedFinding } from '../../settle/identity.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import type { Opened } from '../open-repository.ts'
import type { Terminal } from '../terminal.ts'
import { type Cause, causeOf, causesOf } from './causes.ts'
import { type Judged, type Told, tell } from './compared-state.ts'
import { KnownBase } from './known-base.ts'
import { newsOf } from './news.ts'

/** A change: what HEAD, the index or the disk has over the commit where it parted from a reference. */
export class Since {
  readonly #reference: string
  readonly #commit: string
  readonly #base: Discovery
  readonly #config: LoadedConfig
  readonly #moved: MovedPaths
  readonly #known: KnownBase | null
  #before: Promise<Told> | undefined
  #model: Promise<CheckResult> | undefined

  private constructor(
    { reference, commit, base, known }: Start,
    { listing, config }: Pick<Opened, 'listing' | 'config'>,
  ) {
    this.#reference = reference
    this.#commit = commit
    const files = discover(base, config.exclude)
    this.#base = known?.noting(files) ?? files
    this.#config = config
    this.#moved = movedPaths(base, listing)
    this.#known = known
  }

  /**
   * Finds the commit from which the change starts; a UsageError where git does not know it.
   * @param env where to keep what the commit tells; absent to keep nothing
   */
  static from(reference: string, opened: Opened, env?: Terminal['env']): Since | UsageError {
    const { listing, discovery, config } = opened
    const commit = baseCommit(listing, reference)
    if (commit instanceof UsageError) return commit
    const sources = new Map(discovery.sources.map((file) => [file.path, file]))
    const base = listCommit(listing, sources, commit)
    if (base instanceof UsageError) return base
    const known = env ? KnownBase.of(commit, base, listing, config, env) : null
    const since = new Since({ reference, commit, base, known }, opened)
    const [path] = base.lacking
    return path === undefined ? since : contentMissing(path, commit)
  }

  /** Leaves in a result what the change brought, each with what of the change is its cause, and a fix by a rename. */
  async newsIn(result: CheckResult, files: Discovery, parse: CheckOptions['parse']): Promise<CheckResult> {
    this.#before ??= this.#toldBefore(parse)
    const renamed = new Map(this.#moved.renamed.map(({ from, to }) => [from, to]))
    const after = judged(result, files)
    const news = newsOf(await this.#before, tell(after), renamed)
    const findings = result.findings.filter((_, at) => news.findings.has(at))
    const causes =
      findings.length > 0 ? causesOf(await this.#modelBefore(parse), result.repository, this.#moved) : []
    return {
      ...result,
      findings: findings.map((finding) => explained(finding, after, causes)),
      troubles: result.troubles.filter((_, at) => news.troubles.has(at)),
      since: { reference: this.#reference, base: this.#commit, mended: news.mended },
    }
  }

  /** Both states are judged by the configuration of today: a change of rules breaks nothing in the files. */
  async #toldBefore(parse: CheckOptions['parse']): Promise<Told> {
    const known = this.#known?.told(this.#base)
    if (known) return known
    this.#model = check(this.#base, this.#config, allRules, { parse })
    const before = await this.#model
    const told = tell(judged(before, this.#base))
    if (before.failures.length === 0) this.#known?.keep(told)
    return told
  }

  async #modelBefore(parse: CheckOptions['parse']): Promise<Repository> {
    this.#model ??= check(this.#base, this.#config, [], { parse })
    return (await this.#model).repository
  }
}

/** What is not known of the commit would pass for something that the change brought. */
function contentMissing(path: string, commit: string): UsageError {
  return new UsageError(
    `This clone does not hold the content of \`${path}\` at ${commit.slice(0, 10)}, so it cannot be compared.`,
    {
      next: 'A partial clone (`--filter`) holds only what was asked for, and policy-check fetches nothing: run `git fetch --refetch --no-filter`, or clone without `--filter`.',
    },
  )
}

interface Start {
  readonly reference: string
  readonly commit: string
  readonly base: Listing
  readonly known: KnownBase | null
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
