import { nameOf, parentOf } from '../../text/paths.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { braceTemplate, withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'
import type { DirectorySetting } from '../script.ts'
import { commentAfter, removeEntry } from '../toml/edit-toml.ts'
import { entryOf, type TomlFile, type TomlItem, type TomlScalar, type TomlTable } from '../toml/toml-file.ts'
import { settingPath } from './directory.ts'

/** Keys under which the task runners write a command: poe `cmd` and `shell`, pdm `composite`, poe `sequence`. */
const commandKeys = ['cmd', 'shell', 'cmds', 'sequence', 'composite', 'commands']

/** Tables of tasks that stand at the top of a file of their own, with the keys of their commands. */
const ownFiles: Readonly<Record<string, string>> = {
  'pixi.toml': 'pixi',
  'mise.toml': 'mise',
  '.mise.toml': 'mise',
}

/** Whether a TOML file of this path may hold tasks. */
export function holdsTasks(path: string): boolean {
  const name = nameOf(path)
  return name === 'pyproject.toml' || Object.hasOwn(ownFiles, name)
}

/** The task tables of a `pyproject.toml` (poe, taskipy, hatch, pdm, rye, pixi), of a `pixi.toml` and of a `mise.toml`. */
export function readTomlTasks(path: string, text: string, { root }: TomlFile): Region[] {
  const regions: Region[] = []
  const reader = { path, text, regions }
  const tool = at(root, 'tool')
  for (const [format, ...keys] of [
    ['poe', 'tasks'],
    ['taskipy', 'tasks'],
    ['pdm', 'scripts'],
    ['rye', 'scripts'],
    ['pixi', 'tasks'],
  ] as const) {
    readTasks(at(tool, format, ...keys), `tool.${format}.${keys.join('.')}`, format, reader)
  }
  for (const [name, environment] of entries(at(tool, 'hatch', 'envs'))) {
    readTasks(at(environment, 'scripts'), `tool.hatch.envs.${name}.scripts`, 'hatch', reader)
  }
  const own = ownFiles[nameOf(path)]
  if (own) readTasks(at(root, 'tasks'), 'tasks', own, reader)
  if (own === 'pixi')
    for (const [name, feature] of entries(at(root, 'feature')))
      readTasks(at(feature, 'tasks'), `feature.${name}.tasks`, own, reader)
  return regions.sort((a, b) => a.guest.span(0, 0).start - b.guest.span(0, 0).start)
}

/** Runners that fill `{{ … }}` in before a shell reads the command. */
const templated: ReadonlySet<string> = new Set(['pixi', 'mise'])
const otherInterpreter = /^\s*#!(?!.*\b(?:ba|da|z|k|a)?sh\b)/

interface Reader {
  readonly path: string
  readonly text: string
  readonly regions: Region[]
}

function readTasks(tasks: TomlItem | undefined, prefix: string, format: string, reader: Reader): void {
  const directory = parentOf(reader.path)
  for (const [name, task] of entries(tasks)) {
    const add = (item: TomlItem | undefined, settings: readonly DirectorySetting[], depth: number) => {
      if (!item || depth > 4) return
      if (item.kind === 'string') {
        const code = tomlStringGuest(reader.text, item)
        const guest = templated.has(format) ? withHoles(code, braceTemplate) : code
        const context = { kind: 'config', format, key: `${prefix}.${name}`, directory } as const
        if (guest.text.trim() !== '' && !otherInterpreter.test(guest.text))
          reader.regions.push({ host: 'config', guest, context, settings, lenient: true })
      } else if (item.kind === 'array') for (const element of item.items) add(element, settings, depth + 1)
      else if (item.kind === 'table' && !isOtherLanguage(item, format)) {
        const own = taskDirectory(item, format, reader)
        for (const key of format === 'mise' ? ['run'] : commandKeys)
          add(at(item, key), own ? [own] : settings, depth + 1)
      }
    }
    add(task, [], 0)
  }
}

/** Whether another program than a shell reads the task: mise `shell`, poe `interpreter`. */
function isOtherLanguage(task: TomlTable, format: string): boolean {
  const item = at(task, format === 'mise' ? 'shell' : 'interpreter')
  const names = item?.kind === 'array' ? item.items : item ? [item] : []
  return (
    names.length > 0 &&
    !names.some(
      (name) =>
        name.kind === 'string' && /^(?:posix|(?:\S*\/)?(?:ba|da|z|k|a)?sh)\b/.test(String(name.value)),
    )
  )
}

/** What the task runners call the directory of a task, which is seen from the project's. */
const directoryKeys: Readonly<Record<string, string>> = {
  poe: 'cwd',
  taskipy: 'cwd',
  pdm: 'working_dir',
  pixi: 'cwd',
  mise: 'dir',
}

/** The directory of the file, as the runners' templates name it. */
const projectDirectory = /^(?:\$\{?POE_ROOT\}?|\{\{\s*config_root\s*\}\})\/?/

/** Keys of a task that do not depend on its directory, and the commands that are read. */
const apartFromDirectory =
  /^(?:cwd|working_dir|dir|cmd|shell|cmds|run|help|description|deps|depends|depends[-_]on)$/

function taskDirectory(task: TomlTable, format: string, { text }: Reader): DirectorySetting | undefined {
  const entry = entryOf(task, directoryKeys[format] ?? '')
  if (entry?.item.kind !== 'string') return undefined
  const { value, inner = entry.item.span } = entry.item
  const file = { text, root: task }
  const removable =
    Object.keys(task.entries).every((key) => apartFromDirectory.test(key)) && !commentAfter(file, task, entry)
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
