import { isDeepStrictEqual } from 'node:util'
import type { TomlTable } from '../parse/toml/toml-file.ts'
import { matcher } from '../rule/path-matcher.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { Block } from './block.ts'
import type { UnusedPart } from './config.ts'
import { optionsAfter } from './decisions.ts'
import type { RawConfig } from './schema.ts'
import { locate } from './validate.ts'

/** Parts of the configuration that change nothing in a repository of these paths. */
export function unusedParts(
  raw: RawConfig,
  table: TomlTable,
  blocks: readonly Block[],
  rules: readonly AnyRule[],
  paths: readonly string[],
): UnusedPart[] {
  const parts: UnusedPart[] = []
  const say = (path: readonly (string | number)[], message: string, next: string) =>
    parts.push({ span: locate(table, path).span, message, next })
  raw.exclude?.forEach((glob, index) => {
    if (!paths.some(matcher([glob]))) say(['exclude', index], `\`${glob}\` excludes no file.`, 'Remove it.')
  })
  raw.overrides?.forEach(({ files }, index) => {
    files.forEach((glob, at) => {
      if (paths.some(matcher([glob]))) return
      say(['overrides', index, 'files', at], `\`${glob}\` matches no file.`, 'Correct or remove it.')
    })
  })
  for (const { location, settings, source } of blocks) {
    if (!location || source !== 'rules') continue
    for (const [id, setting] of Object.entries(settings)) {
      const rule = rules.find((known) => known.id === id)
      if (!rule) continue
      const severity = typeof setting === 'string' ? setting : setting.severity
      const usual = raw.preset === 'strict' ? 'error' : rule.severity
      if (severity === usual) {
        const where = typeof setting === 'string' ? [...location, id] : [...location, id, 'severity']
        say(where, `\`${id}\` is \`${usual}\` anyway.`, 'Remove the setting.')
      }
      if (typeof setting === 'string') continue
      const defaults = optionsAfter(rule, [])
      for (const [option, value] of Object.entries(setting)) {
        if (option === 'severity' || !isDeepStrictEqual(value, defaults[option])) continue
        say([...location, id, option], `\`${option}\` has this value anyway.`, 'Remove the option.')
      }
    }
  }
  return parts.sort((a, b) => a.span.start - b.span.start)
}
