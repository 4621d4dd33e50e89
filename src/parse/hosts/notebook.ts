import { managers } from '../../tables/managers.ts'
import { parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'
import type { HostReading } from './host-reading.ts'
import { copyJsonString, type JsonNode, jsonAt, readJson } from './json/json-tree.ts'

const shellMagic = /^\s*%%(?:bash|sh|!)[^\n]*\n/
/** Cell magics that run the rest of the cell as it is. */
const runsBody = /^\s*%%(?:capture|time|timeit|prun)\b/
/** Managers, uv and `cd` as line magics ("Built-in magic commands": `%pip`, `%conda`, `%mamba` …). */
const magics = [...Object.entries(managers).flatMap(([name, { magic }]) => (magic ? [name] : [])), 'uv', 'cd']
const lineMagic = new RegExp(
  `^[ \\t]*(?:[A-Za-z_]\\w*[ \\t]*=[ \\t]*)?(?:!{1,2}|%(?=(?:${magics.join('|')})\\b))[ \\t]*`,
)
const pythonValue = /(?<!\$)\{[A-Za-z_][^{}\n]{0,200}\}/g

/**
 * Reads what a notebook's cells hand to the shell (IPython, "System shell access" and "Built-in magic commands"): lines
 * `!command`, `%pip …`, `%conda …`, `%uv …`, `%cd …` and cells `%%bash`. `{name}` is a Python value, a hole.
 */
export function readNotebook({ path, text }: SourceFile): HostReading {
  if (!/[!%]/.test(text)) return {}
  const root = readJson(text)
  if (root.kind === 'error') {
    const span = { start: root.offset, end: Math.min(text.length, root.offset + 1) }
    return { troubles: [{ id: 'syntax-error', path, span, message: 'This is not valid JSON.' }] }
  }
  const cells = jsonAt(root, 'cells')
  const regions: Region[] = []
  for (const [index, cell] of (cells?.kind === 'array' ? cells.items : []).entries()) {
    const type = jsonAt(cell, 'cell_type')
    if (type?.kind !== 'string' || type.text !== 'code') continue
    const context = {
      kind: 'config',
      format: 'notebook',
      key: `cell ${index + 1}`,
      directory: parentOf(path),
    } as const
    for (const guest of shellCode(cellGuest(text, jsonAt(cell, 'source')))) {
      regions.push({ host: 'config', guest: withPythonValues(guest), context, lenient: true })
    }
  }
  return { regions }
}

/** The code with the Python values in it as holes. */
export function withPythonValues(guest: Guest): Guest {
  return withHoles(guest, pythonValue)
}

/** A cell's source: one string, or a list of lines. */
function cellGuest(text: string, source: JsonNode | undefined): Guest {
  const builder = new GuestBuilder(text)
  const lines = source?.kind === 'array' ? source.items : source ? [source] : []
  for (const line of lines) if (line.kind === 'string') copyJsonString(builder, text, line.span)
  return builder.build()
}

/** What a cell hands to the shell. */
export function shellCode(cell: Guest): Guest[] {
  const magic = shellMagic.exec(cell.text)
  if (magic) return [part(cell, magic[0].length, cell.text.length)]
  if (/^\s*%%/.test(cell.text) && !runsBody.test(cell.text)) return []
  const found: Guest[] = []
  let continued: { start: number } | undefined
  for (const { index, 0: line } of cell.text.matchAll(/[^\n]+\n?/g)) {
    const opening = continued ? undefined : lineMagic.exec(line)
    const start = continued?.start ?? (opening ? index + opening[0].length : undefined)
    if (start === undefined) continue
    continued = /\\\n$/.test(line) ? { start } : undefined
    if (!continued) found.push(part(cell, start, index + line.length))
  }
  return found
}

function part(cell: Guest, start: number, end: number): Guest {
  const builder = cell.builder()
  cell.copyInto(builder, start, end)
  return builder.build()
}
