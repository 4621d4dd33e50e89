import type { Config } from './config/config.ts'
import type { Discovery } from './discover/discovery.ts'
import { Absent } from './model/absent.ts'
import { buildRepository, groundsIn } from './model/build-repository.ts'
import { ownNames } from './model/commands/own-names.ts'
import { skippedParts } from './model/flake/gaps.ts'
import type { Repository } from './model/repository.ts'
import type { Document } from './parse/document.ts'
import { loadGrammars } from './parse/grammar.ts'
import { languageOf } from './parse/language.ts'
import { finishReading, leavesOut, parse } from './parse/parse.ts'
import type { SinceWords } from './report/report.ts'
import type { AnyRule } from './rule/rule.ts'
import { byPlaceAndRule, runRules } from './rule/run-rules.ts'
import type { Baseline } from './settle/baseline.ts'
import type { ReportedFinding } from './settle/identity.ts'
import { inScope } from './settle/out-of-scope.ts'
import { settle } from './settle/settle.ts'
import { skillInStep } from './settle/skill/skill-in-step.ts'
import { unusedConfig } from './settle/unused-config.ts'
import { byCodeUnits } from './text/order.ts'
import type { SourceFile } from './text/source-file.ts'
import type { Stopwatch } from './text/stopwatch.ts'
import type { Failure, Skipped, Trouble } from './text/trouble.ts'

/** What one check found out, before it is shown. */
export interface CheckResult {
  readonly findings: readonly ReportedFinding[]
  readonly troubles: readonly Trouble[]
  readonly skipped: readonly Skipped[]
  readonly suppressed: number
  readonly baselined: number
  readonly files: number
  /** Bugs of ours that this check met; what they happened to is left out of the rest. */
  readonly failures: readonly Failure[]
  /** The model that the rules asked. */
  readonly repository: Repository
  /** Set where only what a change brought is left in the result. */
  readonly since?: SinceWords
}

/** What a check may be given beside files, configuration and rules. */
export interface CheckOptions {
  readonly baseline?: Baseline | undefined
  /** Parses a file; a cache may stand in for it. */
  readonly parse?: typeof parse | undefined
  /** Told after each file how many of how many are parsed. */
  readonly progress?: (done: number, total: number) => void
  /** Told how long each stage takes, and in it each language, fact and rule. */
  readonly stopwatch?: Stopwatch | undefined
}

/** The pipeline after `discover`: parse → model → rules → settle. Reads no disk and prints nothing. */
export async function check(
  discovery: Discovery,
  config: Config,
  rules: readonly AnyRule[],
  { baseline, progress, stopwatch, parse: parseFile = parse }: CheckOptions = {},
): Promise<CheckResult> {
  const failures: Failure[] = []
  const read = (file: SourceFile, names: readonly string[]): Promise<Document> =>
    parseOnce(file, parseFile, names).catch((error: unknown) => {
      if (!failures.some(({ what }) => what === file.path)) failures.push({ what: file.path, error })
      return unreadDocument(file)
    })
  const files: { readonly file: SourceFile; document: Document }[] = []
  for (const file of discovery.sources) {
    const stop = stopwatch?.start('parse', languageOf(file))
    files.push({ file, document: await read(file, []) })
    stop?.()
    progress?.(files.length, discovery.sources.length)
  }
  const stopNames = stopwatch?.start('parse', 'what holds a name that the repository defines')
  const names = [...new Set([...(config.words ?? []), ...ownNames(files)])]
  for (const parsed of files) {
    // A Nix module that concerns no rule by itself is not read for a name alone: most would be, in a large configuration.
    const asked = parsed.document.unread ? (config.words ?? []) : names
    if (leavesOut(parsed.file, parsed.document, asked)) parsed.document = await read(parsed.file, names)
  }
  finishReading()
  // The evaluator may ask for any of them, and for the code in any of their strings.
  if (files.some(({ document }) => document.language === 'nix')) await loadGrammars(['nix', 'bash'])
  stopNames?.()
  const repository = buildRepository(files, discovery.tree, discovery.troubles)
  const ran = runRules(repository, rules, (id) => config.settingsOf(id), stopwatch)
  const stopSettling = stopwatch?.start('settle', '')
  const silenced = new Map<string, Skipped>()
  const grounds = groundsIn(repository)
  const found = inScope(ran.findings, config, grounds, silenced)
  const findings = [
    ...found,
    ...unusedConfig(config, discovery, rules),
    ...skillInStep(repository, config, rules),
  ]
  const notRun = new Set(ran.skipped.flatMap(({ rule }) => rule ?? []))
  const settled = settle(findings.sort(byPlaceAndRule), files, config, rules, { baseline, notRun })
  const troubles = [...discovery.troubles, ...files.flatMap(({ document }) => document.troubles)]
  const bugs = troubles.filter(({ id }) => id === 'internal-error')
  const others = troubles.filter(({ id }) => id !== 'internal-error')
  const judgedTroubles = [...bugs, ...inScope(others, config, grounds, silenced)]
  stopSettling?.()
  return {
    ...settled,
    findings: inScope(settled.findings, config, grounds, silenced),
    troubles: untold(judgedTroubles, settled.findings, rules).sort(troublesByPlace),
    skipped: [
      ...discovery.skipped,
      ...silenced.values(),
      ...ran.skipped,
      ...notUnderstood(repository, rules),
    ],
    files: files.length,
    failures: [...failures, ...ran.failures],
    repository,
  }
}

/** What is known of a file whose reading failed: that it is there. */
function unreadDocument({ path, text }: SourceFile): Document {
  const message = 'A bug in policy-check keeps this file from being read; the others were.'
  const troubles: Trouble[] = [{ id: 'internal-error', path, message }]
  return { path, language: languageOf({ path, text }), scripts: [], directives: [], troubles }
}

/** Parts of dev shells of which no rule says what they lack. */
function notUnderstood(repository: Repository, rules: readonly AnyRule[]): readonly Skipped[] {
  if (!rules.some(({ needs }) => needs.some((need) => need === 'flake'))) return []
  try {
    const flake = repository.fact('flake')
    const documents = repository.fact('documents')
    return flake instanceof Absent || documents instanceof Absent ? [] : skippedParts(flake, documents)
  } catch {
    // The rules that asked for it have failed with it, and say so.
    return []
  }
}

/** The troubles without those of files about which a finding says the same. */
function untold(
  troubles: readonly Trouble[],
  findings: readonly ReportedFinding[],
  rules: readonly AnyRule[],
): Trouble[] {
  const tellers = new Set(rules.flatMap(({ id, tellsTroubles }) => (tellsTroubles ? [id] : [])))
  const told = new Set(findings.filter(({ rule }) => tellers.has(rule)).map(({ path }) => path))
  return troubles.filter(({ path, isGuest }) => isGuest || !told.has(path))
}

function troublesByPlace(a: Trouble, b: Trouble): number {
  return byCodeUnits(a.path, b.path) || (a.span?.start ?? 0) - (b.span?.start ?? 0)
}

type Reading = { readonly names: string; readonly document: Promise<Document> }

const readings = new WeakMap<SourceFile, WeakMap<typeof parse, Reading[]>>()

/**
 * Reads what matters of a file once for the same names, however often it is checked: fixing checks the same files again
 * and again.
 */
function parseOnce(file: SourceFile, parseFile: typeof parse, names: readonly string[]): Promise<Document> {
  const byParser = readings.get(file) ?? new WeakMap<typeof parse, Reading[]>()
  const known = byParser.get(parseFile) ?? []
  readings.set(file, byParser.set(parseFile, known))
  const key = names.join('\0')
  const read = known.find((reading) => reading.names === key)
  if (read) return read.document
  const document = parseFile(file, { relevant: { names } })
  known.push({ names: key, document })
  return document
}
