import type { TomlTable } from '../parse/toml/toml-file.ts'
import { matcher } from '../rule/path-matcher.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { RuleSettings } from '../rule/run-rules.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Block } from './block.ts'
import type { Decision, LoadedConfig, SeveritySetting } from './config.ts'
import { optionsAfter, severityAfter } from './decisions.ts'
import type { RawConfig, RawSetting } from './schema.ts'
import { unusedParts } from './unused-parts.ts'
import { locate } from './validate.ts'

/** Turns validated values into decisions. Later blocks win, option by option. */
export function resolveConfig(
  file: SourceFile | null,
  table: TomlTable | undefined,
  raw: RawConfig,
  rules: readonly AnyRule[],
): LoadedConfig {
  const preset = raw.preset ?? 'recommended'
  const blocks = blocksOf(raw, rules)
  const known = new Map(rules.map((rule) => [rule.id, rule]))
  const settings = new Map<string, RuleSettings>()
  const decisionsOf = (id: string, path: string | null) =>
    blocks.flatMap((block) => {
      const setting = Object.hasOwn(block.settings, id) ? block.settings[id] : undefined
      if (setting === undefined || (path !== null && !block.matches(path))) return []
      return [decision(block, setting, id, table)]
    })
  return {
    path: file?.path ?? null,
    file,
    preset,
    exclude: raw.exclude ?? [],
    foreign: raw.foreign ?? [],
    words: Array.from(file?.text.matchAll(/["']([^"'\n]+)["']/g) ?? [], ([, word = '']) => word),
    overrides: (raw.overrides ?? []).map(({ files, rules: set }) => ({
      files,
      off: Object.entries(set).flatMap(([id, setting]) => (isOff(setting) ? [id] : [])),
    })),
    settingsOf(id) {
      const existing = settings.get(id)
      if (existing) return existing
      const made = settingsFrom(known.get(id), (path) => decisionsOf(id, path))
      settings.set(id, made)
      return made
    },
    decisionsOf,
    unused: (paths) => (table ? unusedParts(raw, table, blocks, rules, paths) : []),
  }
}

function isOff(setting: RawSetting): boolean {
  return (typeof setting === 'string' ? setting : setting.severity) === 'off'
}

function settingsFrom(
  rule: AnyRule | undefined,
  decisionsAt: (path: string | null) => Decision[],
): RuleSettings {
  const everywhere = decisionsAt(null)
  const byOptions = new Map<string, Readonly<Record<string, unknown>>>()
  const overrides = everywhere.filter(({ source }) => source.startsWith('overrides'))
  const constant = overrides.length === 0
  const severity = severityAfter(everywhere.filter((decision) => !overrides.includes(decision)))
  const switchesOn = (decision: Decision) => severityAfter([decision]) !== 'off'
  return {
    enabled: severity !== 'off' || overrides.some(switchesOn),
    severity: (path) => (constant ? severity : severityAfter(decisionsAt(path))),
    options(path) {
      const decisions = constant ? everywhere : decisionsAt(path)
      const key = decisions.map(({ source }) => source).join('\n')
      const known = byOptions.get(key) ?? optionsAfter(rule, decisions)
      byOptions.set(key, known)
      return known
    },
  }
}

function blocksOf(raw: RawConfig, rules: readonly AnyRule[]): Block[] {
  const always = () => true
  const strict = raw.preset === 'strict'
  const presetSettings = Object.fromEntries(
    rules.map(({ id, severity }) => [id, strict ? 'error' : severity]),
  )
  const preset: Block = {
    source: strict ? 'preset strict' : 'default',
    location: null,
    settings: presetSettings,
    matches: always,
  }
  const base: Block = { source: 'rules', location: ['rules'], settings: raw.rules ?? {}, matches: always }
  const overrides = (raw.overrides ?? []).map((override, index): Block => {
    const location = ['overrides', index, 'rules']
    return {
      source: `overrides ${index + 1}`,
      location,
      settings: override.rules,
      matches: matcher(override.files),
    }
  })
  return [preset, base, ...overrides]
}

function decision(block: Block, setting: RawSetting, id: string, table: TomlTable | undefined): Decision {
  const { source, location } = block
  const span = location && table ? { span: locate(table, [...location, id]).span } : {}
  if (typeof setting === 'string')
    return { source, ...span, severity: setting as SeveritySetting, options: {} }
  const { severity, ...options } = setting
  if (severity === undefined) return { source, ...span, options }
  return { source, ...span, severity: severity as SeveritySetting, options }
}
