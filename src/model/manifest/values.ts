import { itemAt, type TomlItem, type TomlTable, tableAt } from '../../parse/toml/toml-file.ts'
import { normalizeName } from '../python/names.ts'
import type { Flag, NamedKey, OptionValue, TextList, Written } from './manifest.ts'

/** Text, or null for any other value. */
export function written(item: TomlItem | undefined): Written | null {
  if (item?.kind !== 'string') return null
  return { text: String(item.value), span: item.inner ?? item.span, value: item.span }
}

/** The texts of an array, or one text. */
export function texts(item: TomlItem | undefined): readonly Written[] {
  return itemsOf(item).flatMap((one) => written(one) ?? [])
}

export function textList(item: TomlItem): TextList {
  const found = texts(item)
  return { texts: found, isWhole: itemsOf(item).length === found.length, span: item.span }
}

/** The items of an array, or the one value that stands in its place. */
export function itemsOf(item: TomlItem | undefined): readonly TomlItem[] {
  return item?.kind === 'array' ? item.items : item ? [item] : []
}

/** The tables of an array. */
export function tablesIn(item: TomlItem | undefined): readonly TomlTable[] {
  return item?.kind === 'array' ? item.items.flatMap((one) => (one.kind === 'table' ? [one] : [])) : []
}

export function flag(item: TomlItem | undefined): Flag | null {
  return item?.kind === 'boolean' ? { value: item.value === true, span: item.span } : null
}

/** The value of an option: a text or a boolean. */
export function optionValue(item: TomlItem): OptionValue {
  const isKnown = item.kind === 'string' || item.kind === 'boolean'
  return { value: isKnown ? (item.value as string | boolean) : null, span: item.span }
}

/** The keys of the table below a chain of keys, with what else is read of their values. */
export function namedKeys<Rest extends object>(
  table: TomlTable | undefined,
  keys: readonly string[],
  rest: (item: TomlItem, name: string) => Rest,
): readonly (NamedKey & Rest)[] {
  return Object.entries(tableAt(table, ...keys)?.entries ?? {}).map(([key, entry]) => {
    const name = normalizeName(key)
    return { name, key, span: entry.key, ...rest(entry.item, name) }
  })
}

/** Whether anything stands below a chain of keys. */
export function has(table: TomlTable | undefined, ...keys: readonly string[]): boolean {
  return itemAt(table, ...keys) !== undefined
}
