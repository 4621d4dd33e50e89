import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { usageMessage } from '../../src/cli/usage-message.ts'
import type { LoadedConfig } from '../../src/config/config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { type AnyRule, rule } from '../../src/rule/rule.ts'
import { UsageError } from '../../src/text/usage-error.ts'

const common = { group: 'uv', says: 'x', why: 'y', needs: [], check() {}, examples: [] } as const
const allow = v.optional(v.array(v.string()), ['uv'])
const rules: readonly AnyRule[] = [
  rule({
    ...common,
    id: 'uv-only',
    severity: 'error',
    options: v.strictObject({
      allow,
      depth: v.optional(v.number(), 1),
      fine: v.optional(v.record(v.string(), v.string())),
    }),
  }),
  rule({ ...common, id: 'one-lock', severity: 'warning' }),
  rule({
    ...common,
    id: 'layers',
    severity: 'off',
    options: v.strictObject({ order: v.optional(v.array(v.string()), []) }),
  }),
]

function load(files: Readonly<Record<string, string>>): LoadedConfig | UsageError {
  return loadConfig((path) => (path in files ? { path, text: files[path] ?? '' } : null), rules)
}

function config(text: string): LoadedConfig {
  const loaded = load({ 'policy-check.toml': text })
  if (loaded instanceof UsageError) throw new Error(usageMessage(loaded, 80))
  return loaded
}

function refusal(text: string): string {
  const loaded = load({ 'policy-check.toml': text })
  return loaded instanceof UsageError ? usageMessage(loaded, 80) : 'accepted'
}

describe('where it stands', () => {
  it('needs no file', () => {
    const loaded = load({}) as LoadedConfig
    expect([loaded.path, loaded.preset, loaded.exclude]).toEqual([null, 'recommended', []])
    expect(rules.map(({ id }) => loaded.settingsOf(id).severity('a'))).toEqual(['error', 'warning', 'off'])
    expect(loaded.settingsOf('uv-only').options('a')).toEqual({ allow: ['uv'], depth: 1 })
  })

  it('may stand in the manifest', () => {
    const loaded = load({
      'pyproject.toml': '[project]\nname = "a"\n[tool.policy-check.rules]\nuv-only = "note"\n',
    })
    expect((loaded as LoadedConfig).settingsOf('uv-only').severity('a')).toBe('note')
  })

  it('may not stand in both', () => {
    const files = { 'policy-check.toml': '', 'pyproject.toml': '[tool.policy-check]\n' }
    expect(usageMessage(load(files) as UsageError, 80)).toBe(
      [
        'pyproject.toml:1:1: Two configurations: `policy-check.toml` and `[tool.policy-check]`.',
        '    1 │ [tool.policy-check]',
        '      │ ^^^^^^^^^^^^^^^^^^^',
        'Keep one of them.',
        '',
      ].join('\n'),
    )
  })
})

describe('what it decides', () => {
  it('merges options key by key, later overrides win', () => {
    const loaded = config(`
      [rules]
      uv-only = { depth = 3 }
      one-lock = "off"
      [[overrides]]
      files = ["docs"]
      rules = { uv-only = { severity = "note", allow = ["pip"] } }
      [[overrides]]
      files = ["docs/old/*.md"]
      rules = { uv-only = "off", one-lock = "error" }
    `)
    const uvOnly = loaded.settingsOf('uv-only')
    expect(['a.md', 'docs/a.md', 'docs/old/a.md'].map((path) => uvOnly.severity(path))).toEqual([
      'error',
      'note',
      'off',
    ])
    expect(uvOnly.options('a.md')).toEqual({ allow: ['uv'], depth: 3 })
    expect(uvOnly.options('docs/a.md')).toEqual({ allow: ['pip'], depth: 3 })
    const oneLock = loaded.settingsOf('one-lock')
    expect([oneLock.enabled, oneLock.severity('a'), oneLock.severity('docs/old/a.md')]).toEqual([
      true,
      'off',
      'error',
    ])
  })

  it('makes everything an error in strict', () => {
    const loaded = config('preset = "strict"\n[rules]\none-lock = "note"')
    expect(rules.map(({ id }) => loaded.settingsOf(id).severity('a'))).toEqual(['error', 'note', 'error'])
  })

  it('switches a rule on that is off by default when it gets options', () => {
    expect(config('[rules.layers]\norder = ["a"]').settingsOf('layers').severity('x')).toBe('warning')
    const off = config('[rules.layers]\nseverity = "off"\norder = ["a"]').settingsOf('layers')
    expect([off.severity('x'), off.enabled]).toEqual(['off', false])
  })

  it('disables a rule that is off everywhere', () => {
    expect(config('[rules]\nuv-only = "off"').settingsOf('uv-only').enabled).toBe(false)
  })

  it('says which block set what', () => {
    const text = '[rules]\nuv-only = "note"\n[[overrides]]\nfiles = ["a"]\nrules.uv-only = { depth = 2 }\n'
    const shown = config(text)
      .decisionsOf('uv-only', 'a')
      .map(({ source, span, severity, options }) => [
        source,
        span && text.slice(span.start, span.end),
        severity,
        options,
      ])
    expect(shown).toEqual([
      ['default', undefined, 'error', {}],
      ['rules', '"note"', 'note', {}],
      ['overrides 1', 'uv-only', undefined, { depth: 2 }],
    ])
  })
})

describe('what it refuses, with the place', () => {
  it.each([
    [
      'preset = "strickt"',
      '1:10',
      '`preset` must be `"recommended"` or `"strict"`, not `"strickt"`.',
      'Did you mean `"strict"`?',
    ],
    ['excludes = []', '1:1', 'There is no key `excludes`.', 'Did you mean `exclude`?'],
    ['exclude = "vendor"', '1:11', '`exclude` must be a list, not `"vendor"`.'],
    ['exclude = ["a", 3]', '1:17', '`exclude` must be a text, not `3`.'],
    ['[rules]\nuv_only = "off"', '2:1', 'There is no rule `uv_only`.', 'Did you mean `uv-only`?'],
    ['[rules]\none-lock = "warn"', '2:12', '`one-lock` must be', undefined],
    ['[rules]\none-lock = true', '2:12', '`one-lock` must be', undefined],
    ['[rules.one-lock]\nallow = []', '2:1', '`one-lock` has no option `allow`.', 'Known: `severity`.'],
    ['[rules.uv-only]\nallow = "pip"', '2:9', '`allow` must be a list, not `"pip"`.'],
    ['[rules.uv-only]\nalow = []', '2:1', '`uv-only` has no option `alow`.', 'Did you mean `allow`?'],
    ['[[overrides]]\nrules = {}', '1:1', '`files` is missing.', 'Add `files` to this table.'],
    [
      '[[overrides]]\nfiles = ["a"]\nrules = { one-lok = "off" }',
      '3:11',
      'There is no rule `one-lok`.',
      'Did you mean `one-lock`?',
    ],
    ['[[overrides]]\nfiles = ["a"]\nrule = {}', '3:1', 'There is no key `rule`.', 'Did you mean `rules`?'],
    ['rules = ["uv-only"]', '1:', '`rules` must be a table, not a list.'],
    ['rules = []', '1:', '`rules` must be a table, not a list.'],
    ['[rules]\nuv-only = ["off"]', '2:11', '`uv-only` must be'],
    ['[rules]\nuv-only = { fine = [] }', '2:', '`fine` must be a table, not a list.'],
    ['[rules\n', '1:', 'The TOML is broken', undefined],
  ])('%j', (text, place, message, next?: string) => {
    const refused = refusal(text)
    expect(refused).toContain(`policy-check.toml:${place}`)
    expect(refused).toContain(message)
    if (next !== undefined) expect(refused).toContain(`\n${next}\n`)
  })

  it('shows the line with the words underlined', () => {
    expect(refusal('[rules]\n"uv-onyl" = "off"\n')).toBe(
      [
        'policy-check.toml:2:1: There is no rule `uv-onyl`.',
        '    2 │ "uv-onyl" = "off"',
        '      │ ^^^^^^^^^',
        'Did you mean `uv-only`?',
        '',
      ].join('\n'),
    )
  })
})

describe('what changes nothing', () => {
  it('is found', () => {
    const text = [
      'exclude = ["vendor", "docs"]',
      '[rules]',
      'uv-only = { severity = "error", depth = 1, allow = ["pip"] }',
      'one-lock = "warning"',
      'layers = "error"',
      '[[overrides]]',
      'files = ["docs/*.md", "gone/**"]',
      'rules = { uv-only = "off" }',
    ].join('\n')
    const parts = config(text).unused(['docs/a.md', 'src/b.py'])
    expect(parts.map(({ span, message }) => [text.slice(span.start, span.end), message])).toEqual([
      ['"vendor"', '`vendor` excludes no file.'],
      ['"error"', '`uv-only` is `error` anyway.'],
      ['1', '`depth` has this value anyway.'],
      ['"warning"', '`one-lock` is `warning` anyway.'],
      ['"gone/**"', '`gone/**` matches no file.'],
    ])
  })
})
