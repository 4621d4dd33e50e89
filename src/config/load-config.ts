import { parseToml } from '../parse/toml/parse-toml.ts'
import { type TomlTable, tableAt } from '../parse/toml/toml-file.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { SourceFile } from '../text/source-file.ts'
import { UsageError } from '../text/usage-error.ts'
import type { LoadedConfig } from './config.ts'
import { resolveConfig } from './resolve-config.ts'
import { validateConfig } from './validate.ts'

/** The file of its own that holds the configuration. */
export const configName = 'policy-check.toml'

/**
 * Reads the configuration of a repository: `policy-check.toml`, or `[tool.policy-check]` of the root's `pyproject.toml`,
 * not both; the defaults without either. `read` gives a file of the root or null.
 */
export function loadConfig(
  read: (path: string) => SourceFile | null,
  rules: readonly AnyRule[],
): LoadedConfig | UsageError {
  const own = read(configName)
  const manifest = read('pyproject.toml')
  const inManifest = manifest ? sectionOf(manifest) : undefined
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

/** Reads a configuration file: a `pyproject.toml` by its section, any other as a whole. */
export function parseConfig(file: SourceFile, rules: readonly AnyRule[]): LoadedConfig | UsageError {
  const { toml, troubles } = parseToml(file)
  if (!toml) {
    const [trouble] = troubles
    const span = trouble?.span ?? { start: 0, end: 0 }
    return new UsageError(trouble?.message ?? 'The configuration is broken.', { at: { file, span } })
  }
  if (file.path.split('/').at(-1) !== 'pyproject.toml') return readTable(file, toml.root, rules)
  return readTable(file, tableAt(toml.root, 'tool', 'policy-check') ?? toml.root, rules)
}

/** Whether a `pyproject.toml` has a section for policy-check. */
export function sectionOf(manifest: SourceFile): TomlTable | undefined {
  if (!manifest.text.includes('policy-check')) return undefined
  return tableAt(parseToml(manifest).toml?.root, 'tool', 'policy-check')
}

function readTable(file: SourceFile, table: TomlTable, rules: readonly AnyRule[]): LoadedConfig | UsageError {
  const raw = validateConfig(file, table, rules)
  return raw instanceof UsageError ? raw : resolveConfig(file, table, raw, rules)
}
