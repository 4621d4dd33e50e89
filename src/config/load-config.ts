import { parseToml } from '../parse/toml/parse-toml.ts'
import { type TomlTable, tableAt } from '../parse/toml/toml-file.ts'
import type { AnyRule } from '../rule/rule.ts'
import { mergeConflictIn } from '../text/merge-conflict.ts'
import type { SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'
import type { LoadedConfig } from './config.ts'
import { resolveConfig } from './resolve-config.ts'
import { validateConfig } from './validate.ts'

/** The file of its own that holds the configuration. */
export const configName = 'policy-check.toml'

/** A file that exists and is no text that could be read. */
export interface UnreadableConfig {
  /** A sentence for people. */
  readonly reason: string
  /** Whether its bytes hold these words of ASCII, in any encoding that keeps them in order. */
  mentions(words: string): boolean
}

/**
 * Reads the configuration of a repository: `policy-check.toml`, or `[tool.policy-check]` of the root's `pyproject.toml`,
 * not both; the defaults without either. `read` gives a file of the root, why it cannot be read, or null. A
 * configuration that is there and cannot be read is never taken for none.
 */
export function loadConfig(
  read: (path: string) => SourceFile | UnreadableConfig | null,
  rules: readonly AnyRule[],
): LoadedConfig | UsageError {
  const own = read(configName)
  const manifest = read('pyproject.toml')
  if (own && 'reason' in own) return unreadable(configName, own.reason)
  if (manifest && 'reason' in manifest) {
    if (!own && manifest.mentions(`[${sectionName}`)) return unreadable('pyproject.toml', manifest.reason)
    return own ? parseConfig(own, rules) : resolveConfig(null, undefined, {}, rules)
  }
  const inManifest = manifest ? sectionOf(manifest) : undefined
  if (inManifest instanceof UsageError) return own ? parseConfig(own, rules) : inManifest
  if (own && manifest && inManifest) {
    return new UsageError(`Two configurations: \`${configName}\` and \`[tool.policy-check]\`.`, {
      at: { file: manifest, span: inManifest.header ?? inManifest.span },
      next: 'Keep one of them.',
    })
  }
  if (own) return parseConfig(own, rules)
  if (manifest && inManifest) return readTable(manifest, inManifest, rules)
  return resolveConfig(null, undefined, {}, rules)
}

const sectionName = 'tool.policy-check'

function unreadable(path: string, reason: string): UsageError {
  return new UsageError(`The configuration in \`${path}\` cannot be read. ${reason}`)
}

/** Reads a configuration file: a `pyproject.toml` by its section, any other as a whole. */
export function parseConfig(file: SourceFile, rules: readonly AnyRule[]): LoadedConfig | UsageError {
  const { toml, troubles } = parseToml(file)
  if (!toml) {
    const [trouble] = troubles
    const conflict = mergeConflictIn(file.text)
    const span = conflict ?? trouble?.span ?? { start: 0, end: 0 }
    const message = conflict ? 'A merge conflict is left in the configuration.' : trouble?.message
    return new UsageError(message ?? 'The configuration is broken.', { at: { file, span } })
  }
  if (file.path.split('/').at(-1) !== 'pyproject.toml') return readTable(file, toml.root, rules)
  return readTable(file, tableAt(toml.root, 'tool', 'policy-check') ?? toml.root, rules)
}

/** The section of a `pyproject.toml` for policy-check; a UsageError when it has one that its broken TOML hides. */
export function sectionOf(manifest: SourceFile): TomlTable | undefined | UsageError {
  if (!manifest.text.includes('policy-check')) return undefined
  const { toml, troubles } = parseToml(manifest)
  if (toml) return tableAt(toml.root, 'tool', 'policy-check')
  if (
    !/^[ \t]*\[{1,2}[ \t]*tool[ \t]*\.[ \t]*"?policy-check"?[ \t]*[.\]]|^[ \t]*"?policy-check"?[ \t]*[.=]/m.test(
      manifest.text,
    )
  )
    return undefined
  const conflict = mergeConflictIn(manifest.text)
  const span = conflict ?? troubles[0]?.span ?? { start: 0, end: 0 }
  return new UsageError(
    `The configuration in \`${manifest.path}\` cannot be read. ${conflict ? 'A merge conflict is left in the file.' : (troubles[0]?.message ?? '')}`,
    {
      at: { file: manifest, span },
      next: 'Correct the file, or move the configuration to `policy-check.toml`.',
    },
  )
}

function readTable(file: SourceFile, table: TomlTable, rules: readonly AnyRule[]): LoadedConfig | UsageError {
  const raw = validateConfig(file, table, rules)
  return raw instanceof UsageError ? raw : resolveConfig(file, table, raw, rules)
}
