import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import type { LoadedConfig } from '../../config/config.ts'
import type { Discovery } from '../../discover/discovery.ts'
import type { Listing } from '../../discover/listing.ts'
import { readText } from '../../discover/open-file.ts'
import { isLink, targetOf } from '../../discover/symbolic-links.ts'
import { makeOwnDirectory, writeOwn } from '../../fix/write-file.ts'
import { cacheDirectory } from '../cache-directory.ts'
import { forgetOldest, isOwn } from '../kept-files.ts'
import { buildOf, version } from '../program-version.ts'
import type { Terminal } from '../terminal.ts'
import type { Told } from './compared-state.ts'

/** What a commit told an earlier run, and on which answers of today's ignore files that leans. */
interface BaseRecord {
  readonly identity: string
  readonly asked: readonly Asked[]
  readonly told: Told
}

type Asked = readonly [question: 'isIgnored' | 'isHidden', path: string, answer: boolean]

/** More than any record, in bytes. */
const recordLimit = 16 * 1024 * 1024

/** All records together, in bytes; the oldest go first. */
const totalLimit = 64 * 1024 * 1024

/**
 * What one commit of a repository told an earlier run, so that a change is compared with it without judging it again. A commit
 * never changes, and neither does what it tells, but by this program, the configuration of today, and what git ignores today.
 */
export class KnownBase {
  readonly #identity: string
  readonly #path: string
  readonly #asked = new Map<string, Asked>()

  private constructor(identity: string, path: string) {
    this.#identity = identity
    this.#path = path
  }

  /**
   * The place of a commit, or null where nothing can be kept: there is no cache, or what the disk says beside the commit's own
   * files counts, as with submodules.
   * @param now what the root holds today
   */
  static of(commit: string, base: Listing, now: Listing, config: LoadedConfig, env: Terminal['env']) {
    const directory = cacheDirectory(env)
    const build = buildOf()
    if (directory === null || build === null) return null
    const links = linksAround(base, now)
    if (links === null) return null
    const settings = [config.path, config.file?.text ?? null]
    const identity = JSON.stringify([version, build, process.version, base.root, commit, settings, links])
    const name = createHash('sha256').update(identity).digest('hex').slice(0, 32)
    return new KnownBase(identity, join(directory, 'bases', `${name}.json`))
  }

  /** The commit's files, with a note of what is asked of ignore files. */
  noting(base: Discovery): Discovery {
    const noted = (question: Asked[0]) => (path: string) => {
      const answer = base.tree[question](path)
      this.#asked.set(`${question} ${path}`, [question, path, answer])
      return answer
    }
    return { ...base, tree: { ...base.tree, isIgnored: noted('isIgnored'), isHidden: noted('isHidden') } }
  }

  /** What an earlier run kept, or null where there is nothing, or ignore files say something else now. */
  told({ tree }: Discovery): Told | null {
    const text = readText(this.#path, { limit: recordLimit })
    if (text === null || !isOwn(this.#path)) return null
    try {
      const { identity, asked, told } = JSON.parse(text) as Partial<BaseRecord>
      if (identity !== this.#identity || !Array.isArray(asked) || told === undefined) return null
      const isSame = ([question, path, answer]: Asked) => tree[question](path) === answer
      return (asked as readonly Asked[]).every(isSame) ? told : null
    } catch {
      return null
    }
  }

  /** Keeps what the commit tells. Whoever cannot write it goes without. */
  keep(told: Told): void {
    const record: BaseRecord = { identity: this.#identity, asked: [...this.#asked.values()], told }
    const folder = dirname(this.#path)
    try {
      makeOwnDirectory(folder)
      if (writeOwn(this.#path, JSON.stringify(record)) === null) forgetOldest(folder, totalLimit)
    } catch {
      // There is no place for it, or another run cleans up at the same time.
    }
  }
}

/** Where the links of both lead; null where more on the disk may count than these. */
function linksAround(base: Listing, now: Listing): readonly (readonly [string, string | null])[] | null {
  if ([base, now].some(({ submodules, repositories }) => submodules.length + repositories.length > 0))
    return null
  const today = new Set(now.paths)
  if (base.paths.some((path) => !today.has(path) && isLink(join(base.root, path)))) return null
  const links = [...new Set([...base.links, ...now.links])].sort()
  return links.map((path) => [path, targetOf(base.root, path)])
}
