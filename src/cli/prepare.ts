import { type CheckResult, check } from '../check.ts'
import { withFile } from '../discover/discover.ts'
import type { Discovery } from '../discover/discovery.ts'
import { decode } from '../discover/read-file.ts'
import { readBaseline } from '../settle/baseline.ts'
import { Stopwatch } from '../text/stopwatch.ts'
import { UsageError } from '../text/usage-error.ts'
import { allRules } from './all-rules.ts'
import { baselinePath, sourceAt } from './baseline-file.ts'
import { type ChosenRoot, chooseRoot, pathInside } from './choose-root.ts'
import { DocumentCache } from './document-cache.ts'
import { type Destination, destinationsOf } from './formats.ts'
import { narrow, type Scope, scopeOf } from './narrow.ts'
import { asFile, type Opened, openRepository, readerOf } from './open-repository.ts'
import { Progress } from './progress.ts'
import type { Request, Values } from './read-arguments.ts'
import { type FailOn, failOnOf } from './severity.ts'
import { Since } from './since/since.ts'
import type { Terminal, Wishes } from './terminal.ts'
import { wishesOf } from './wishes.ts'

/** Everything one check needs, put together from the arguments. */
export interface Session extends Opened {
  /** The arguments as they were read, for those who have to report a bug. */
  readonly args: readonly string[]
  readonly values: Values
  readonly terminal: Terminal
  readonly place: ChosenRoot
  readonly scope: Scope
  readonly failOn: FailOn
  readonly destinations: readonly Destination[]
  readonly wishes: Wishes
  /** Measures, where that was asked for. */
  readonly stopwatch: Stopwatch | undefined
  /** Checks these files: the whole model, narrowed to the scope. */
  check(discovery: Discovery): Promise<CheckResult>
  /** Keeps what was parsed for the next run. */
  remember(): void
}

/** Puts a session together, or says which argument or setting is wrong. */
export function prepare({ operands, values }: Request, terminal: Terminal): Session | UsageError {
  const conflict = contradiction(values, operands)
  if (conflict) return conflict
  const failOn = failOnOf(values)
  if (failOn instanceof UsageError) return failOn
  const destinations = destinationsOf(values.format ?? [], values.statistics)
  if (destinations instanceof UsageError) return destinations
  const wishes = wishesOf(values)
  if (wishes instanceof UsageError) return wishes
  const place = chooseRoot(terminal.cwd, operands)
  if (place instanceof UsageError) return place
  const { root } = place
  const stopwatch = values.timing ? new Stopwatch() : undefined
  const stopReading = stopwatch?.start('list and read', '')
  const { staged = false, config } = values
  const opened = openRepository(root, allRules, { staged, config, cwd: terminal.cwd })
  if (opened instanceof UsageError) return opened
  stopReading?.()
  const given = withInput(opened.discovery, values, place, terminal)
  if (given instanceof UsageError) return given
  const within = values['stdin-filename'] === undefined ? place.within : given.changed
  const scope = scopeOf(values, within, opened.listing)
  if (scope instanceof UsageError) return scope
  const baseline = baselinePath(root, values.baseline, terminal.cwd, values['write-baseline'] ?? false)
  if (baseline instanceof UsageError) return baseline
  const discovery =
    baseline === null || values['write-baseline']
      ? given.discovery
      : withBaseline(given.discovery, baseline, opened, staged)
  if (discovery instanceof UsageError) return discovery
  const accepted =
    baseline === null || values['write-baseline'] ? undefined : sourceAt(discovery.sources, baseline)
  const readable = accepted && readBaseline(accepted)
  if (readable instanceof UsageError) return readable
  const since =
    values.since === undefined
      ? null
      : Since.from(values.since, opened, values['no-cache'] ? undefined : terminal.env)
  if (since instanceof UsageError) return since
  const cache = values['no-cache'] ? null : DocumentCache.open(root, terminal.env)
  const progress = new Progress(terminal, values.quiet !== true)
  return {
    ...opened,
    args: [...operands, ...Object.entries(values).map(([name, value]) => `--${name}=${String(value)}`)],
    ...{ discovery, values, terminal, place, scope, failOn, destinations, wishes, stopwatch },
    async check(files) {
      const file = accepted && sourceAt(files.sources, accepted.path)
      const known = file && readBaseline(file)
      const options = {
        baseline: known instanceof UsageError ? undefined : known,
        progress: progress.tell,
        parse: cache ? cache.parse : undefined,
        stopwatch,
      }
      const result = await check(files, opened.config, allRules, options)
      const told = since ? await since.newsIn(result, files, cache?.parse) : result
      progress.end()
      return narrow(told, scope, files)
    },
    remember: () => cache?.save(),
  }
}

/** Adds the baseline to the files, so that its stale entries can be shown and fixed whatever its name is. */
function withBaseline(
  discovery: Discovery,
  path: string,
  { listing }: Opened,
  staged: boolean,
): Discovery | UsageError {
  if (sourceAt(discovery.sources, path)) return discovery
  const file = readerOf(listing, staged)(path)
  if (file && 'reason' in file)
    return new UsageError(`The baseline \`${path}\` cannot be used. ${file.reason}`)
  return file ? withFile(discovery, file) : discovery
}

/** Puts what stands on standard input in the place of the file that `--stdin-filename` names. */
function withInput(
  discovery: Discovery,
  values: Values,
  { root }: ChosenRoot,
  terminal: Terminal,
): { discovery: Discovery; changed: readonly string[] } | UsageError {
  const name = values['stdin-filename']
  if (name === undefined) return { discovery, changed: [] }
  const path = pathInside(root, name, terminal.cwd)
  if (path === null) return new UsageError(`\`${name}\` lies outside the repository.`)
  const input = terminal.input()
  if (input instanceof UsageError) return input
  const file = asFile('Standard input', decode(path, input))
  if (file === null || file instanceof UsageError) return file ?? { discovery, changed: [path] }
  return { discovery: withFile(discovery, file), changed: [path] }
}

function contradiction(values: Values, operands: readonly string[]): UsageError | null {
  const fixing = values.fix || values['unsafe-fixes'] || values.diff
  const narrowed =
    values.staged || [values.changed, values['changed-lines'], values.since].some((one) => one !== undefined)
  if (values['stdin-filename'] !== undefined && (fixing || values.staged || values['write-baseline'])) {
    return new UsageError(
      '`--stdin-filename` only checks: it goes with no fix, `--staged` or `--write-baseline`.',
    )
  }
  if (values['write-baseline'] && (fixing || narrowed || operands.length > 1)) {
    return new UsageError(
      '`--write-baseline` accepts everything that is found, so nothing may narrow or fix it.',
    )
  }
  const [first, second] = (['changed', 'changed-lines', 'since'] as const).filter(
    (name) => values[name] !== undefined,
  )
  if (first && second) return new UsageError(`\`--${first}\` and \`--${second}\` exclude each other.`)
  return null
}
