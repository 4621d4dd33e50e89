import { keysApartFromDirectory, type TomlTasks, tomlTasks } from '../../tables/task-runners.ts'
import { nameOf, parentOf } from '../../text/paths.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { braceTemplate, withHoles } from '../embed/placeholders.ts'
import { addQuoted } from '../embed/quoted-words.ts'
import type { Region } from '../embed/region.ts'
import type { DirectorySetting } from '../script.ts'
import { hasOtherShebang, startsShell } from '../shell/shebang.ts'
import { commentAfter, removeEntry } from '../toml/edit-toml.ts'
import {
  entryOf,
  type TomlArray,
  type TomlFile,
  type TomlItem,
  type TomlScalar,
  type TomlTable,
} from '../toml/toml-file.ts'
import { settingPath } from './directory.ts'
import { readTox, toxSubstitution } from './tox.ts'

/** Whether a TOML file of this path may hold tasks. */
export function holdsTasks(path: string): boolean {
  return rowsOf(path).length > 0
}

function rowsOf(path: string): readonly TomlTasks[] {
  const name = nameOf(path)
  return tomlTasks.filter(({ files = ['pyproject.toml'] }) => files.includes(name))
}

/** The tasks in a `pyproject.toml` and in the files that runners of tasks have for themselves. */
export function readTomlTasks(path: string, text: string, { root }: TomlFile): Region[] {
  const regions: Region[] = []
  for (const row of rowsOf(path)) {
    const reader = new TaskReader(row, { path, text, regions })
    for (const keys of row.tables)
      for (const { prefix, table } of tablesAt(root, keys)) {
        const shared =
          row.only && table.kind === 'table' ? taskDirectory(table, row.directory, text) : undefined
        for (const [name, task] of entries(table))
          if (row.only?.includes(name) ?? true) reader.read(`${prefix}.${name}`, task, shared && [shared])
      }
  }
  regions.push(...legacyTox(path, text, root))
  return regions.sort((a, b) => a.guest.span(0, 0).start - b.guest.span(0, 0).start)
}

interface FoundTable {
  /** The keys that lead to it, joined by dots. */
  readonly prefix: string
  readonly table: TomlItem
}

/** The `tox.ini` that a `pyproject.toml` may hold as a string (tox, "Configuration"). */
function legacyTox(path: string, text: string, root: TomlTable): Region[] {
  const item = nameOf(path) === 'pyproject.toml' ? at(root, 'tool', 'tox', 'legacy_tox_ini') : undefined
  if (item?.kind !== 'string') return []
  const code = tomlStringGuest(text, item)
  const { regions = [] } = readTox({ path, text: code.text })
  return regions.map((region) => ({
    ...region,
    guest: region.guest.within(code),
    settings:
      region.settings?.map(({ path, span }) => ({ path, span: code.span(span.start, span.end) })) ?? [],
  }))
}

/** The tables that keys lead to, of which `*` stands for any. */
function tablesAt(root: TomlTable, keys: readonly string[]): readonly FoundTable[] {
  let found: FoundTable[] = [{ prefix: '', table: root }]
  for (const key of keys)
    found = found.flatMap(({ prefix, table }) =>
      keyed(table).flatMap(([name, inner]) =>
        key === '*' || key === name
          ? [{ prefix: prefix === '' ? name : `${prefix}.${name}`, table: inner }]
          : [],
      ),
    )
  return found
}

interface Reading {
  readonly path: string
  readonly text: string
  readonly regions: Region[]
}

/** How deep tasks may lie in lists and tables. */
const deepest = 4

class TaskReader {
  readonly #row: TomlTasks
  readonly #reading: Reading

  constructor(row: TomlTasks, reading: Reading) {
    this.#row = row
    this.#reading = reading
  }

  read(key: string, item: TomlItem | undefined, settings: readonly DirectorySetting[] = [], depth = 0): void {
    if (!item || depth > deepest) return
    const words = this.#row.words && item.kind === 'array' ? wordsOf(item) : null
    if (item.kind === 'string') this.#code(key, item, settings)
    else if (words) this.#words(key, words, settings)
    else if (item.kind === 'array') for (const each of item.items) this.read(key, each, settings, depth + 1)
    else if (item.kind === 'table' && !this.#isOtherLanguage(item)) {
      const own = taskDirectory(item, this.#row.directory, this.#reading.text)
      for (const name of this.#row.commands) this.read(key, at(item, name), own ? [own] : settings, depth + 1)
    }
  }

  #code(key: string, item: TomlScalar, settings: readonly DirectorySetting[]): void {
    const { path, text, regions } = this.#reading
    const { runner: format, templated } = this.#row
    const code = tomlStringGuest(text, item)
    const guest = templated ? withHoles(code, braceTemplate) : code
    const context = { kind: 'config', format, key, directory: parentOf(path) } as const
    if (guest.text.trim() !== '' && !hasOtherShebang(guest.text))
      regions.push({ host: 'config', guest, context, settings, lenient: true })
  }

  #words(key: string, words: readonly TomlScalar[], settings: readonly DirectorySetting[]): void {
    const { path, text, regions } = this.#reading
    const plain = words.map((word) => ({
      content: tomlStringGuest(text, word),
      span: word.inner ?? word.span,
    }))
    const guest = withHoles(addQuoted(new GuestBuilder(text), plain).build(), toxSubstitution)
    const context = { kind: 'config', format: this.#row.runner, key, directory: parentOf(path) } as const
    regions.push({ host: 'config', guest, context, settings, lenient: true })
  }

  /** Whether another program than a shell reads the task. */
  #isOtherLanguage(task: TomlTable): boolean {
    const item = at(task, this.#row.interpreter)
    const names = item?.kind === 'array' ? item.items : item ? [item] : []
    const isShell = (name: TomlItem) =>
      name.kind === 'string' && (name.value === 'posix' || startsShell(String(name.value)))
    return names.length > 0 && !names.some(isShell)
  }
}

/** The words of a list that holds nothing but strings; null for any other. */
function wordsOf({ items }: TomlArray): readonly TomlScalar[] | null {
  const words = items.flatMap((item) => (item.kind === 'string' ? [item] : []))
  return words.length > 0 && words.length === items.length ? words : null
}

/** The directory of the file, as the runners' templates name it. */
const projectDirectory = /^(?:\{tox_root\}|\$\{?POE_ROOT\}?|\{\{\s*config_root\s*\}\})\/?/

function taskDirectory(task: TomlTable, key: string | null, text: string): DirectorySetting | undefined {
  const entry = key === null ? undefined : entryOf(task, key)
  if (entry?.item.kind !== 'string') return undefined
  const { value, inner = entry.item.span } = entry.item
  const file = { text, root: task }
  const removable =
    Object.keys(task.entries).every((key) => keysApartFromDirectory.has(key)) &&
    !commentAfter(file, task, entry)
  return {
    path: settingPath(String(value), projectDirectory),
    span: inner,
    ...(removable && { removal: removeEntry(file, task, entry).span }),
  }
}

function at(item: TomlItem | undefined, ...keys: readonly string[]): TomlItem | undefined {
  let found = item
  for (const key of keys) {
    const table: TomlItem | undefined = found
    found =
      table?.kind === 'table' && Object.hasOwn(table.entries, key) ? table.entries[key]?.item : undefined
  }
  return found
}

function entries(item: TomlItem | undefined): [string, TomlItem][] {
  if (item?.kind !== 'table') return []
  return Object.entries(item.entries).map(([name, entry]) => [name, entry.item])
}

/** The entries of a table, or the elements of a list by their number. */
function keyed(item: TomlItem): [string, TomlItem][] {
  return item.kind === 'array' ? item.items.map((each, index) => [String(index), each]) : entries(item)
}

const escapes: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', e: '\x1b' }
const escapePattern = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[ \t]*\r?\n\s*|.)/g

/** The code in a TOML string, escapes as what they stand for. */
export function tomlStringGuest(text: string, { span }: TomlScalar): Guest {
  const builder = new GuestBuilder(text)
  const quote = /^(?:"""|'''|"|')/.exec(text.slice(span.start, span.start + 3))?.[0] ?? '"'
  let start = span.start + quote.length
  const end = span.end - quote.length
  if (quote.length === 3) start += /^\r?\n/.exec(text.slice(start, start + 2))?.[0].length ?? 0
  let from = start
  if (quote.startsWith('"')) {
    for (const { index, 0: escaped } of text.slice(start, end).matchAll(escapePattern)) {
      builder.copy({ start: from, end: start + index })
      from = start + index + escaped.length
      builder.escape({ start: start + index, end: from }, decode(escaped))
    }
  }
  builder.copy({ start: from, end })
  return builder.build()
}

function decode(escaped: string): string {
  const letter = escaped[1] ?? ''
  if (/^\\[uUx]/.test(escaped)) {
    const code = Number.parseInt(escaped.slice(2), 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  }
  return /\s/.test(letter) ? '' : (escapes[letter] ?? letter)
}
