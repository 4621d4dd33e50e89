import { isDeepStrictEqual } from 'node:util'
import type { TomlTable } from '../parse/toml/toml-file.ts'
import { matcher } from '../rule/path-matcher.ts'
import type { AnyRule } from '../rule/rule.ts'
import type { Block } from './block.ts'
import type { UnusedPart } from './config.ts'
import { optionsAfter } from './decisions.ts'
import type { RawConfig, RawSetting } from './schema.ts'
import { locate } from './validate.ts'

type Say = (path: readonly (string | number)[], message: string, next: string) => void

/** Parts of the configuration that change nothing in a repository of these paths, in the order of the file. */
export function unusedParts(
  raw: RawConfig,
  table: TomlTable,
  blocks: readonly Block[],
  rules: readonly AnyRule[],
  paths: readonly string[],
): UnusedPart[] {
  const parts: UnusedPart[] = []
  const say: Say = (path, message, next) => parts.push({ span: locate(table, path).span, message, next })
  idleGlobs(raw, paths, say)
  for (const { location, settings, source } of blocks) {
    if (!location || source !== 'rules') continue
    for (const [id, setting] of Object.entries(settings)) {
      const rule = rules.find((known) => known.id === id)
      if (rule) idleSettings([...location, id], setting, rule, raw.preset === 'strict', say)
    }
  }
  return parts.sort((a, b) => a.span.start - b.span.start)
}

/** Globs that match nothing. */
function idleGlobs({ exclude = [], overrides = [] }: RawConfig, paths: readonly string[], say: Say): void {
  for (const [index, glob] of exclude.entries())
    if (!paths.some(matcher([glob.replace(/^!/, '')])))
      say(['exclude', index], `\`${glob}\` excludes no file.`, 'Remove it.')
  for (const [index, { files }] of overrides.entries()) {
    for (const [at, glob] of files.entries()) {
      if (paths.some(matcher([glob]))) continue
      say(['overrides', index, 'files', at], `\`${glob}\` matches no file.`, 'Correct or remove it.')
    }
  }
}

/** A severity and options of a rule that are what they would be without the setting. */
function idleSettings(
  location: readonly (string | number)[],
  setting: RawSetting,
  rule: AnyRule,
  isStrict: boolean,
  say: Say,
): void {
  const isShort = typeof setting === 'string'
  const usual = isStrict ? 'error' : rule.severity
  if ((isShort ? setting : setting.severity) === usual)
    say(
      isShort ? location : [...location, 'severity'],
      `\`${rule.id}\` is \`${usual}\` anyway.`,
      'Remove the setting.',
    )
  if (isShort) return
  const defaults = optionsAfter(rule, [])
  for (const [option, value] of Object.entries(setting)) {
    if (option === 'severity' || !isDeepStrictEqual(value, defaults[option])) continue
    say([...location, option], `\`${option}\` has this value anyway.`, 'Remove the option.')
  }
}
