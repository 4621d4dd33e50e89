import type { Span } from '../../text/span.ts'
import type { TomlEntry, TomlItem, TomlTable } from './toml-file.ts'

/** The same table with every span as `placed` tells it, such as the native one of TOML that a host carries. */
export function relocateTable(table: TomlTable, placed: (span: Span) => Span): TomlTable {
  const entries = Object.create(null) as Record<string, TomlEntry>
  for (const [name, { key, statement, item }] of Object.entries(table.entries)) {
    entries[name] = { key: placed(key), statement: placed(statement), item: relocate(item, placed) }
  }
  const { header, span } = table
  return { ...table, entries, span: placed(span), ...(header && { header: placed(header) }) }
}

function relocate(item: TomlItem, placed: (span: Span) => Span): TomlItem {
  if (item.kind === 'table') return relocateTable(item, placed)
  const span = placed(item.span)
  if (item.kind === 'array') return { ...item, span, items: item.items.map((one) => relocate(one, placed)) }
  return { ...item, span, ...(item.inner && { inner: placed(item.inner) }) }
}
