import type { CommandFile } from '../../tables/command-files.ts'
import { lineShells } from '../../tables/shells.ts'
import { joinPath, parentOf } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Guest } from '../embed/guest.ts'
import { withHoles } from '../embed/placeholders.ts'
import { addQuoted } from '../embed/quoted-words.ts'
import type { Region } from '../embed/region.ts'
import type { DirectorySetting } from '../script.ts'
import { settingPath } from './directory.ts'

/** A value of a configuration file, whatever its syntax. */
export interface ConfigNode {
  /** Keys and values of a mapping. */
  entries(): readonly { readonly key: string; readonly value: ConfigNode }[]
  /** The elements of a list. */
  items(): readonly ConfigNode[]
  /** The text of a string as guest code. */
  guest(): Guest | null
  /** The text of a scalar with its place, without quotes. */
  located(): { readonly text: string; readonly span: Span } | null
}

const deepest = 30
const budget = 20_000

/** Reads the command lines of a configuration file by the keys of its row. */
export function readCommandFile(root: ConfigNode, row: CommandFile, path: string): Region[] {
  return new CommandFileReader(row, path).read(root)
}

class CommandFileReader {
  readonly #row: CommandFile
  readonly #base: string
  readonly #folder: string
  readonly #regions: Region[] = []
  #steps = 0

  constructor(row: CommandFile, path: string) {
    this.#row = row
    this.#folder = parentOf(path)
    this.#base = row.beside ? parentOf(path.replace(/(?:^|\/)\.[\w-]+\/.*/s, '/x').replace(/^\//, '')) : '.'
  }

  read(root: ConfigNode): Region[] {
    this.#visit(root, [])
    return this.#regions
  }

  #visit(node: ConfigNode, names: readonly string[]): void {
    if (names.length > deepest || ++this.#steps > budget) return
    const entries = node.entries()
    const values = new Map(entries.map(({ key, value }) => [key, value]))
    if (entries.length > 0) this.#mapping(values, names)
    for (const { key, value } of entries)
      if (!this.#row.except?.includes(key)) this.#visit(value, [...names, key])
    for (const item of node.items()) this.#visit(item, names)
  }

  #mapping(values: ReadonlyMap<string, ConfigNode>, names: readonly string[]): void {
    const { code, words, allowed } = this.#row
    const settings = this.#settings(values)
    for (const group of code) {
      const found = group.filter((key) => values.has(key))
      const lines = found.flatMap((key) => linesOf(values.get(key)))
      if (lines.length > 0) this.#add(joined(lines), [...names, found[0] ?? ''], settings)
    }
    for (const key of allowed?.keys ?? [])
      for (const entry of values.get(key)?.items() ?? []) {
        const guest = entry.guest()
        const [whole = '', command = ''] = allowed?.entry.exec(guest?.text ?? '') ?? []
        const start = whole.indexOf(command)
        if (guest && command !== '')
          this.#add(pieceOf(guest, start, start + command.length), [...names, key], [])
      }
    const [program, list] = words ?? []
    const command = program ? values.get(program)?.guest() : null
    if (!command || !program) return
    const rest = (list && values.get(list)?.items()) || []
    const isCode = rest.length === 0 && /\s/.test(command.text.trim())
    this.#add(
      isCode ? command : quoted([command, ...rest.flatMap((item) => item.guest() ?? [])]),
      [...names, program],
      settings,
    )
  }

  #add(guest: Guest, names: readonly string[], settings: readonly DirectorySetting[]): void {
    if (guest.text.trim() === '') return
    const { format, template } = this.#row
    const context = { kind: 'config', format, key: names.join('.'), directory: this.#base } as const
    const filled = template ? withHoles(guest, template) : guest
    this.#regions.push({ host: 'config', guest: filled, context, settings, lenient: true })
  }

  #settings(values: ReadonlyMap<string, ConfigNode>): readonly DirectorySetting[] {
    const { directory, root, own } = this.#row
    if (!directory) return []
    const options = values
      .get('options')
      ?.entries()
      .find(({ key }) => key === directory)?.value
    const found = (values.get(directory) ?? options)?.located()
    if (!found) return []
    const { text, span } = found
    const written = own?.test(text) ? joinPath(this.#folder, text.replace(own, '')) : text
    return [{ path: settingPath(written, root), span }]
  }
}

/** A string, or the strings of a list; one that names its shell is that shell's. */
function linesOf(node: ConfigNode | undefined): Guest[] {
  const own = node?.guest()
  if (own) return [own]
  return (node?.items() ?? []).flatMap((item) => {
    const line = item.guest()
    if (line) return [line]
    return item.entries().flatMap(({ key, value }) => (lineShells.has(key) ? (value.guest() ?? []) : []))
  })
}

/** Lines of one shell. */
export function joined(lines: readonly Guest[]): Guest {
  const [first, ...others] = lines
  if (!first) throw new Error('there is no line to join')
  if (others.length === 0) return first
  const builder = first.builder()
  for (const line of lines) {
    line.copyInto(builder, 0, line.text.length)
    const { end } = line.span(0, line.text.length)
    builder.escape({ start: end, end }, '\n')
  }
  return builder.build()
}

/** A part of some code. */
function pieceOf(guest: Guest, start: number, end: number): Guest {
  const builder = guest.builder()
  guest.copyInto(builder, start, end)
  return builder.build()
}

/** Words that no shell reads, as one would have to quote them. */
function quoted(words: readonly Guest[]): Guest {
  const [first] = words
  if (!first) throw new Error('there is no word to quote')
  const plain = words.map((content) => ({ content, span: content.span(0, content.text.length) }))
  return addQuoted(first.builder(), plain).build()
}
