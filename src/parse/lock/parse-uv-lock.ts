import type { SourceFile } from '../../text/source-file.ts'
import type { Trouble } from '../../text/trouble.ts'
import { parseToml } from '../toml/parse-toml.ts'
import { itemAt, stringAt, type TomlTable, tableAt } from '../toml/toml-file.ts'
import { readConflicts, readManifest, readOptions, readPackage, readStrings } from './read-lock-tables.ts'
import type { LockPackage, LockSource, UvLock } from './uv-lock.ts'

/** What `uv.lock` says. Without `uvLock` the file is broken and `troubles` says where. */
export interface ParsedUvLock {
  readonly uvLock?: UvLock
  readonly troubles: readonly Trouble[]
}

const header = /^\[\[(?:package|distribution)\]\][^\S\n]*$/gm
const conflict = /^(?:<{7}|\|{7}|={7}|>{7})(?= |\r?$)/m
/** The first lines of a package as uv writes them. */
const opening =
  /\[\[(?:package|distribution)\]\]\r?\nname = "([^"\\\n]*)"\r?\n(?:version = "([^"\\\n]*)"\r?\n)?source = \{ (registry|git|url|path) = "([^"\\\n]*)"/y

/**
 * Reads `uv.lock` in one pass that parses only what is asked of it: the head and the packages that are source trees are
 * read as TOML, the others (nearly all of a long lock) by their first lines. Merge conflicts are found everywhere, other
 * broken TOML only in what is parsed.
 */
export function parseUvLock(file: SourceFile): ParsedUvLock {
  const { path, text } = file
  const marker = conflict.exec(text)
  if (marker) {
    const span = { start: marker.index, end: marker.index + marker[0].length }
    return {
      troubles: [{ id: 'syntax-error', path, span, message: 'A merge conflict is left in the lock.' }],
    }
  }
  const starts = [...text.matchAll(header)].map(({ index }) => index)
  const packages: LockPackage[] = []
  for (const [at, start] of starts.entries()) {
    const quick = readOpening(text, start)
    if (quick) {
      packages.push(quick)
      continue
    }
    const part = parsePart(file, start, starts[at + 1] ?? text.length)
    if ('id' in part) return { troubles: [part] }
    const list = itemAt(part, 'package') ?? itemAt(part, 'distribution')
    const table = list?.kind === 'array' ? list.items[0] : undefined
    if (table?.kind === 'table') packages.push(readPackage(table, text, start))
  }
  const head = parsePart(file, 0, starts[0] ?? text.length)
  if ('id' in head) return { troubles: [head] }
  return { uvLock: readHead(head, text, packages), troubles: [] }
}

function readOpening(text: string, start: number): LockPackage | null {
  opening.lastIndex = start
  const [found, name, version, kind, at = ''] = opening.exec(text) ?? []
  if (found === undefined || name === undefined) return null
  const end = text.indexOf(name, start) + name.length
  const source: LockSource = { kind: kind as LockSource['kind'], at }
  return {
    name,
    version: version ?? null,
    source,
    span: { start, end },
    metadata: null,
    hasDependencies: false,
    groupSettings: null,
  }
}

function parsePart({ path, text }: SourceFile, start: number, end: number): TomlTable | Trouble {
  const { toml, troubles } = parseToml({ path, text: text.slice(start, end) })
  if (toml) return toml.root
  const trouble = troubles[0] ?? ({ id: 'syntax-error', path, message: 'The lock is broken.' } as const)
  const { span } = trouble
  return span ? { ...trouble, span: { start: span.start + start, end: span.end + start } } : trouble
}

function readHead(root: TomlTable, text: string, packages: readonly LockPackage[]): UvLock {
  const number = (key: string) => {
    const item = itemAt(root, key)
    return item?.kind === 'integer' ? Number(item.value) : 0
  }
  const python = itemAt(root, 'requires-python')
  const requiresPython =
    python?.kind === 'string' ? { text: String(python.value), span: python.inner ?? python.span } : null
  return {
    version: number('version'),
    revision: number('revision'),
    requiresPython: stringAt(root, 'requires-python') === undefined ? null : requiresPython,
    supportedMarkers: readStrings(itemAt(root, 'supported-markers')),
    requiredMarkers: readStrings(itemAt(root, 'required-markers')),
    conflicts: readConflicts(itemAt(root, 'conflicts')),
    options: readOptions(tableAt(root, 'options')),
    manifest: readManifest(tableAt(root, 'manifest'), text),
    packages,
  }
}
