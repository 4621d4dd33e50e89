import { type CheckResult, check } from '../../check.ts'
import type { LoadedConfig } from '../../config/config.ts'
import { loadConfig } from '../../config/load-config.ts'
import { resolveConfig } from '../../config/resolve-config.ts'
import { discover, excluder, withFile } from '../../discover/discover.ts'
import type { Discovery } from '../../discover/discovery.ts'
import { type Listing, listWorkTree } from '../../discover/listing.ts'
import { bytesHold } from '../../discover/marks.ts'
import { isReadable } from '../../discover/readable.ts'
import { parse } from '../../parse/parse.ts'
import { baselineName, readBaseline } from '../../settle/baseline.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import { sourceAt } from '../baseline-file.ts'
import { DocumentCache } from '../document-cache.ts'
import { readerOf } from '../open-repository.ts'
import type { Terminal } from '../terminal.ts'

/** What one state of the files came to. */
export interface Snapshot {
  readonly discovery: Discovery
  readonly result: CheckResult
  /** What is wrong with the configuration; the one before it, or none, is in force then. */
  readonly misconfigured: UsageError | null
  /** Checks other texts under the same configuration. */
  check(discovery: Discovery): Promise<CheckResult>
}

/** Told how far a check is. */
export type Progress = (done: number, total: number) => void

/**
 * A repository while people edit it: the files of the disk, and over them the texts that an editor holds. What was read and
 * parsed is kept as long as the texts are equal, so that a check after an edit reads one file.
 */
export class LiveRepository {
  /** Absolute, links resolved. */
  readonly root: string
  /** What earlier runs have parsed, for the first reading. */
  #cache: DocumentCache | null
  /** Texts of the editor by path. */
  readonly #held = new Map<string, SourceFile>()
  #listing: Listing | null = null
  #config: LoadedConfig | null = null
  #misconfigured: UsageError | null = null
  /** The latest configuration that could be read. */
  #valid: LoadedConfig | null = null
  #disk: Discovery | null = null
  /** The patterns that were in force when the disk was read. */
  #excluded = ''
  /** The files of the disk as they were last read. */
  #sources: ReadonlyMap<string, SourceFile> = new Map()
  #snapshot: Snapshot | null = null
  #running: Promise<void> | null = null

  constructor(root: string, env: Terminal['env']) {
    this.root = root
    this.#cache = DocumentCache.open(root, env)
  }

  /** Takes the text that an editor holds for a file; null when it holds it no more. */
  hold(path: string, text: string | null): void {
    if (text === null) {
      this.#held.delete(path)
      // What was saved meanwhile stands on the disk.
      this.#disk = null
    } else this.#held.set(path, { path, text })
    if (isSettings(path)) this.#config = null
    this.#snapshot = null
  }

  /** Reads the disk again when it is next asked for. */
  forgetDisk(): void {
    this.#listing = null
    this.#disk = null
    this.#config = null
    this.#snapshot = null
  }

  /** What the files come to as they are now. */
  async current(progress?: Progress): Promise<Snapshot> {
    for (;;) {
      if (this.#snapshot) return this.#snapshot
      this.#running ??= this.#run(progress).finally(() => {
        this.#running = null
      })
      await this.#running
    }
  }

  /** The text of a file as the editor or the disk has it. */
  textOf(path: string): SourceFile | undefined {
    return this.#held.get(path) ?? (this.#disk ? sourceAt(this.#disk.sources, path) : undefined)
  }

  async #run(progress?: Progress): Promise<void> {
    const config = this.#readConfig()
    const discovery = this.#withHeld(this.#readDisk(config), config)
    const held = new Map(this.#held)
    const checkFiles = (files: Discovery) =>
      check(files, config, allRules, {
        baseline: acceptedIn(files),
        parse: this.#parse,
        ...(progress && { progress }),
      })
    const result = await checkFiles(discovery)
    this.#cache?.save()
    this.#cache = null
    // An edit came in between: what was found is old already.
    const isOld =
      held.size !== this.#held.size || [...held].some(([path, file]) => this.#held.get(path) !== file)
    if (isOld || this.#disk === null || this.#config === null) return
    const misconfigured = this.#misconfigured
    this.#snapshot = { discovery, result, misconfigured, check: checkFiles }
  }

  /** Earlier runs are asked on the first reading; an edited file was never seen by any. */
  readonly #parse: typeof parse = (file, options) =>
    this.#held.get(file.path) === file || !this.#cache
      ? parse(file, options)
      : this.#cache.parse(file, options)

  #readConfig(): LoadedConfig {
    this.#listing ??= listWorkTree(this.root)
    if (this.#config) return this.#config
    const read = readerOf(this.#listing, false)
    const loaded = loadConfig((path) => this.#held.get(path) ?? read(path), allRules)
    const isWrong = loaded instanceof UsageError
    this.#misconfigured = isWrong ? loaded : null
    const config = isWrong ? (this.#valid ?? withoutConfig()) : loaded
    this.#valid = config
    if (config.exclude.join('\0') !== this.#excluded) this.#disk = null
    this.#excluded = config.exclude.join('\0')
    this.#config = config
    return config
  }

  #readDisk(config: LoadedConfig): Discovery {
    if (this.#disk) return this.#disk
    const listing = this.#listing ?? listWorkTree(this.root)
    this.#listing = listing
    const found = discover(listing, config.exclude)
    const sources = found.sources.map((file) => {
      const known = this.#sources.get(file.path)
      return known?.text === file.text ? known : file
    })
    this.#sources = new Map(sources.map((file) => [file.path, file]))
    this.#disk = { ...found, sources }
    return this.#disk
  }

  #withHeld(disk: Discovery, config: LoadedConfig): Discovery {
    const excludedBy = excluder(config.exclude)
    let discovery = disk
    for (const [path, file] of this.#held) {
      const readable = isReadable(path)
      const isRead = readable === true || (readable !== false && bytesHold(Buffer.from(file.text), readable))
      if (!isRead || excludedBy(path) !== null || this.#listing?.isIgnored(path)) continue
      const known = sourceAt(discovery.sources, path)
      if (known?.text !== file.text) discovery = withFile(discovery, file)
    }
    return discovery
  }
}

/** Whether a file may hold the configuration. */
export function isSettings(path: string): boolean {
  return path === 'policy-check.toml' || path === 'pyproject.toml'
}

function withoutConfig(): LoadedConfig {
  const config = resolveConfig(null, undefined, {}, allRules)
  if (config instanceof UsageError) throw new Error(config.message)
  return config
}

function acceptedIn({ sources }: Discovery) {
  const file = sourceAt(sources, baselineName)
  const baseline = file && readBaseline(file)
  return baseline instanceof UsageError ? undefined : baseline
}
