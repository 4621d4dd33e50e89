import * as v from 'valibot'
import type { CompletionItem } from 'vscode-languageserver'
import { configSchema, eitherForm, severitySchema } from '../../config/schema.ts'
import type { AnyRule } from '../../rule/rule.ts'

/** A word that may stand at a place of the configuration. */
interface Word {
  readonly name: string
  readonly says: string
  /** What is written behind a key. */
  readonly rest?: string
}

/**
 * The words that may stand at the end of `before`, the text of a configuration up to the cursor: keys of the table, rules,
 * options, severities and other values with a fixed set.
 * @param isManifest whether the configuration is a section of a `pyproject.toml`
 */
export function completionsAfter(
  before: string,
  rules: readonly AnyRule[],
  isManifest: boolean,
): CompletionItem[] {
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const table = tableAround(before.slice(0, before.length - line.length), isManifest)
  if (table === null) return []
  const header = /^\s*\[\[?\s*([\w.-]*)$/.exec(line)
  if (header) return isManifest ? [] : headersAfter(header[1] ?? '', rules).map(asItem('module'))
  const value = /^\s*([\w-]+)\s*=\s*(?:\[(?:.*,)?\s*)?("?)[\w-]*$/.exec(line)
  if (value) return valuesOf([...table, value[1] ?? ''], rules).map(asValue(value[2] !== ''))
  const inline = /^\s*([\w-]+)\s*=\s*\{(.*)$/.exec(line)
  if (inline) return insideInline([...table, inline[1] ?? ''], inline[2] ?? '', rules)
  return /^\s*[\w-]*$/.test(line) ? keysOf(table, rules).map(asItem('property')) : []
}

/** The table in which a line stands that follows this text; null outside of the configuration. */
function tableAround(text: string, isManifest: boolean): readonly string[] | null {
  const [, found = ''] = [...text.matchAll(/^[ \t]*\[\[?[ \t]*([\w."-]+)[ \t]*\]/gm)].at(-1) ?? []
  const names = found
    .split('.')
    .map((name) => name.replaceAll('"', ''))
    .filter(Boolean)
  if (!isManifest) return names
  return names[0] === 'tool' && names[1] === 'policy-check' ? names.slice(2) : null
}

function insideInline(table: readonly string[], text: string, rules: readonly AnyRule[]): CompletionItem[] {
  const last = text.slice(text.lastIndexOf(',') + 1)
  const value = /^\s*([\w-]+)\s*=\s*("?)[\w-]*$/.exec(last)
  if (value) return valuesOf([...table, value[1] ?? ''], rules).map(asValue(value[2] !== ''))
  return /^\s*[\w-]*$/.test(last) ? keysOf(table, rules).map(asItem('property')) : []
}

function headersAfter(written: string, rules: readonly AnyRule[]): Word[] {
  const tables = [
    { name: 'rules', says: 'A severity, or a table of a severity and options, for each rule.' },
    { name: 'overrides', says: 'Settings for some files, in double brackets; later ones win.' },
    ...rules.filter(({ options }) => options).map(({ id, says }) => ({ name: `rules.${id}`, says })),
  ]
  return tables.filter(({ name }) => name.startsWith(written))
}

/** The keys of a table. */
function keysOf(table: readonly string[], rules: readonly AnyRule[]): Word[] {
  const [first, second, third] = table
  if (first === undefined) return entriesOf(configSchema(rules, eitherForm)).map(withEquals)
  if (first === 'overrides' && second === undefined)
    return [
      { name: 'files', says: 'Globs of the files it is for.', rest: ' = [' },
      { name: 'rules', says: 'A severity, or a table, for each rule.', rest: ' = { ' },
    ]
  const inRules = first === 'rules' ? table.slice(1) : second === 'rules' ? table.slice(2) : null
  if (inRules === null) return []
  const [id] = inRules
  if (id === undefined) return rules.map((rule) => ({ name: rule.id, says: rule.says, rest: ' = ' }))
  const rule = rules.find((one) => one.id === id)
  if (!rule || third === 'severity') return []
  const severity = { name: 'severity', says: v.getDescription(severitySchema) ?? '' }
  return [severity, ...(rule.options ? entriesOf(rule.options) : [])].map(withEquals)
}

/** The values that a key takes, where there is a fixed set of them. */
function valuesOf(path: readonly string[], rules: readonly AnyRule[]): Word[] {
  const key = path.at(-1) ?? ''
  const parent = path.at(-2)
  if (path.length === 1) return choicesOf(configSchema(rules, eitherForm).entries, key)
  if (key === 'severity' || parent === 'rules') return choicesOf({ severity: severitySchema }, 'severity')
  const rule = rules.find(({ id }) => id === parent)
  return rule?.options ? choicesOf(rule.options.entries, key) : []
}

function entriesOf({ entries }: { readonly entries: Readonly<Record<string, unknown>> }): Word[] {
  return Object.entries(entries).map(([name, schema]) => ({ name, says: describedBy(schema) }))
}

function choicesOf(entries: Readonly<Record<string, unknown>>, key: string): Word[] {
  const schema = entries[key]
  return schema === undefined ? [] : optionsIn(schema).map((name) => ({ name, says: describedBy(schema) }))
}

/** What of a schema is asked here. */
type Inner = v.GenericSchema & {
  readonly wrapped?: Inner
  readonly item?: Inner
  readonly options?: readonly unknown[]
  readonly pipe?: readonly Inner[]
}

function describedBy(schema: unknown): string {
  const { wrapped } = schema as Inner
  return v.getDescription(schema as Inner) ?? (wrapped ? describedBy(wrapped) : '')
}

function optionsIn(schema: unknown): string[] {
  const { type, wrapped, item, options, pipe } = schema as Inner
  if (type === 'boolean') return ['true', 'false']
  if (type === 'picklist') return (options ?? []).filter((option) => typeof option === 'string')
  const inner = wrapped ?? item ?? pipe?.[0]
  return inner && inner !== schema ? optionsIn(inner) : []
}

function withEquals(word: Word): Word {
  return { ...word, rest: ' = ' }
}

const kinds = { property: 10, module: 9, value: 12 } as const

function asItem(kind: keyof typeof kinds) {
  return ({ name, says, rest = '' }: Word): CompletionItem => ({
    label: name,
    kind: kinds[kind],
    documentation: says,
    insertText: `${name}${rest}`,
  })
}

function asValue(isQuoted: boolean) {
  return ({ name, says }: Word): CompletionItem => ({
    label: name,
    kind: kinds.value,
    documentation: says,
    insertText: isQuoted || /^(?:true|false)$/.test(name) ? name : `"${name}"`,
  })
}
