import { createHash } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../discover/open-file.ts'
import { appendOwn, makeOwnDirectory, writeOwn } from '../fix/write-file.ts'
import type { Document } from '../parse/document.ts'
import { type ParseOptions, parse } from '../parse/parse.ts'
import type { SourceFile } from '../text/source-file.ts'
import { cacheDirectory } from './cache-directory.ts'
import { buildOf, version } from './program-version.ts'
import type { Terminal } from './terminal.ts'

/** Beyond this, reading the file back costs more than it saves. */
const sizeLimit = 64 * 1024 * 1024

/**
 * Parsed documents of earlier runs, by the content and path of their files, so that a run parses only what has changed.
 * It is never wrong about other files: only parsing is remembered, rules always run. One file for each root, outside the
 * repository; whoever cannot write it goes without.
 */
export class DocumentCache {
  readonly #path: string
  readonly #header: string
  readonly #text: string
  /** Where the document of a key stands in `#text`. */
  readonly #known = new Map<string, readonly [start: number, end: number]>()
  readonly #used = new Map<string, string>()
  /** Those of `#used` that the file does not hold. */
  readonly #added = new Map<string, string>()

  private constructor(path: string, header: string) {
    this.#path = path
    this.#header = header
    this.#text = readText(path, { limit: 2 * sizeLimit }) ?? ''
    let at = this.#text.indexOf('\n') + 1
    if (at === 0 || this.#text.slice(0, at - 1) !== header) return
    for (let end = this.#text.indexOf('\n', at); end !== -1; end = this.#text.indexOf('\n', at)) {
      if (end - at > keyLength)
        this.#known.set(this.#text.slice(at, at + keyLength), [at + keyLength + 1, end])
      at = end + 1
    }
  }

  /** The cache of a root, or null where there is no place for one. */
  static open(root: string, env: Terminal['env']): DocumentCache | null {
    const directory = cacheDirectory(env)
    const build = buildOf()
    if (directory === null || build === null) return null
    const name = createHash('sha1').update(root).digest('hex').slice(0, 16)
    return new DocumentCache(
      join(directory, `${name}.documents`),
      `policy-check ${version} ${build} ${process.version}`,
    )
  }

  /** What a file says, remembered or parsed now. */
  readonly parse = async (file: SourceFile, options: ParseOptions = {}): Promise<Document> => {
    const asked = JSON.stringify([file.path, options])
    const key = createHash('sha1').update(asked).update(file.text).digest('base64url')
    const place = this.#known.get(key)
    if (place) {
      const written = this.#text.slice(...place)
      const remembered = read(written)
      if (remembered) {
        this.#used.set(key, written)
        return remembered
      }
    }
    const document = await parse(file, options)
    const written = unkept.has(document.language) ? null : write(document)
    if (written !== null) {
      this.#added.set(key, written)
      this.#used.set(key, written)
    }
    return document
  }

  /** Keeps what this run used, when it had to parse something: added to what is there, or written anew (`isTidy`). */
  save(): void {
    const used = sizeOf(this.#used)
    const unused = this.#text.length - (used - sizeOf(this.#added))
    this.#keep(this.#used, unused < used)
  }

  /** Keeps what this run parsed beside all that is there; for a run that did not ask for every file. */
  add(): void {
    this.#keep(this.#added, this.#known.size > 0)
  }

  /** @param isTidy whether what the file holds is of use, so that it is enough to add to it */
  #keep(all: ReadonlyMap<string, string>, isTidy: boolean): void {
    if (this.#added.size === 0 || sizeOf(all) > sizeLimit || (isTidy && this.#text.length > 2 * sizeLimit))
      return
    const folder = join(this.#path, '..')
    const isExtended = isTidy && this.#known.size > 0 && this.#text.endsWith('\n')
    try {
      const isAdded = isExtended && appendOwn(this.#path, `${this.#header}\n`, linesOf(this.#added)) === null
      if (!isAdded) {
        makeOwnDirectory(folder)
        if (writeOwn(this.#path, `${this.#header}\n${linesOf(all)}`) !== null) return
      }
      forgetOld(folder)
    } catch {
      // There is no place for it, or another run cleans up at the same time.
    }
  }
}

/** In UTF-16 units. */
function sizeOf(entries: ReadonlyMap<string, string>): number {
  let size = 0
  for (const written of entries.values()) size += keyLength + written.length + 2
  return size
}

function linesOf(entries: ReadonlyMap<string, string>): string {
  return Array.from(entries, ([key, written]) => `${key} ${written}\n`).join('')
}

/** Removes what no run has written for a month, such as that of directories that are gone. */
function forgetOld(directory: string): void {
  const oldest = Date.now() - 30 * 24 * 60 * 60 * 1000
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    const stat = statSync(path)
    if (stat.isFile() && stat.mtimeMs < oldest) rmSync(path, { force: true })
  }
}

/** Length of a SHA-1 in base64url. */
const keyLength = 27

/** Formats whose documents JSON does not give back as they were (TOML has dates and large integers); all are read quickly. */
export const unkept: ReadonlySet<string> = new Set(['toml', 'json', 'python'])

/** A document behind its check sum. Null for what is nested deeper than JSON can be written. */
function write(document: Document): string | null {
  try {
    const json = JSON.stringify(document)
    return `${sumOf(json)} ${json}`
  } catch {
    return null
  }
}

/** Null for what is not as it was written. */
function read(written: string): Document | null {
  const json = written.slice(keyLength + 1)
  return written.startsWith(`${sumOf(json)} `) ? (JSON.parse(json) as Document) : null
}

function sumOf(text: string): string {
  return createHash('sha1').update(text).digest('base64url')
}
