import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { check } from 'recheck'
import { expect, it } from 'vitest'
import { literalRegexes, madeRegexes, type Regex, withShortRounds } from './support/regexes.ts'
import { policyCheck } from './support/run-cli.ts'

/**
 * Expressions that take quadratic time, on text that the code bounds. Where a file or a folder is named, all in it are
 * matched against such text alone.
 */
const bounded: readonly {
  readonly in: string
  /** The expression as it is written; all of the file where there is none. */
  readonly regex?: string
  /** In UTF-16 units. */
  readonly bound: number
  readonly by: string
}[] = [
  { in: 'src/tables/cues/', bound: 1_000, by: '`longest` in model/pages/cues.ts' },
  { in: 'src/model/pages/cues.ts', bound: 1_000, by: '`longest` there' },
  { in: 'src/tables/command-files.ts', bound: 4_096, by: 'paths: `longestPath` in discover/discover.ts' },
  { in: 'src/tables/languages.ts', bound: 4_096, by: 'paths: `longestPath` in discover/discover.ts' },
  { in: 'src/parse/hosts/yaml/yaml-file.ts', bound: 4_096, by: 'paths, as above', regex: 'compose[^/]*$' },
  { in: 'src/tables/foreign-grounds.ts', bound: 4_096, by: 'paths, as above', regex: 'tests?\\/' },
  { in: 'src/tables/reference-pages.ts', bound: 4_096, by: 'paths, as above', regex: 'instructions)\\/' },
  { in: 'src/tables/environments.ts', bound: 200, by: '`longestLabel` in environments/terminals.ts' },
  {
    in: 'src/model/scripts/active-environment.ts',
    bound: 300,
    by: '`isSystemPython`',
    regex: 'pythonLocation',
  },
  { in: 'src/model/flake/hooks.ts', bound: 60, by: '`follows` there', regex: '\\$\\{\\s*$' },
  { in: 'src/parse/hosts/markdown/shown-files.ts', bound: 300, by: '`longest` there', regex: '^\\S+[ :]+' },
]

/** How long the worst text that is known may take at the bound, in milliseconds. */
const patience = 30

/** Hashes of expressions that were judged before, which costs up to seconds each; `JUDGE_REGEXES=1` writes it anew. */
const ledgerFile = fileURLToPath(new URL('support/judged-regexes.txt', import.meta.url))
const keyOf = ({ source, flags }: Regex) =>
  createHash('sha256').update(`/${source}/${flags}`).digest('base64url').slice(0, 10)

it('takes time in proportion to the text for every regular expression of the program', {
  timeout: 900_000,
}, async () => {
  const sample = fileURLToPath(new URL('../fixtures/repos/evio-evlib-drifted', import.meta.url))
  const all = [
    ...literalRegexes(),
    ...(await madeRegexes(() => policyCheck(sample, ['--no-cache', '--unsafe-fixes', '--diff']))),
  ]
  expect(all.length).toBeGreaterThan(1_000)
  expect(all.map(({ file }) => file)).toContain('src/model/targets/made-files.ts')
  const known = new Set(existsSync(ledgerFile) ? readFileSync(ledgerFile, 'utf8').split('\n') : [])
  const judged = new Map<string, string | null>()
  for (const regex of all) {
    const key = keyOf(regex)
    if (!judged.has(key)) judged.set(key, known.has(key) ? null : await flawOf(regex))
  }
  const flaws = all.flatMap((regex) => judged.get(keyOf(regex)) ?? [])
  if (process.env.JUDGE_REGEXES)
    writeFileSync(
      ledgerFile,
      [...judged]
        .flatMap(([key, flaw]) => (flaw ? [] : key))
        .sort()
        .join('\n'),
    )
  expect(flaws).toEqual([])
})

it('would see a slow one', async () => {
  for (const source of ['\\s+$', '(?:a+)+b', '^\\s*x']) {
    const flags = source.startsWith('^') ? 'm' : ''
    expect(await flawOf({ file: 'src/x.ts', source, flags })).toContain('takes')
  }
  expect(await flawOf({ file: 'src/x.ts', source: 'a{1,200}b', flags: '' })).toBe(null)
})

/** What is wrong with an expression, or null. */
async function flawOf({ file, source, flags }: Regex): Promise<string | null> {
  const name = `${file} /${source}/${flags}`
  const found = await check(withShortRounds(source), flags, { timeout: 60_000 })
  if (found.status === 'safe') return null
  if (found.status === 'unknown') return `${name} cannot be judged: ${found.error.kind}`
  const { type } = found.complexity
  const row = bounded.find((each) => file.startsWith(each.in) && source.includes(each.regex ?? ''))
  if (!row || type === 'exponential') return `${name} takes ${type} time on ${found.attack.pattern}`
  const { pumps, suffix } = found.attack
  const length = Math.max(1, Math.floor(row.bound / Math.max(1, pumps.length)))
  const text = pumps.map(({ prefix, pump }) => prefix + pump.repeat(length / pump.length)).join('') + suffix
  const took = timeOf(new RegExp(source, flags), text)
  return took < patience
    ? null
    : `${name} takes ${took} ms on ${row.bound} characters: ${found.attack.pattern}`
}

/** The least time of some runs, in milliseconds. */
function timeOf(regex: RegExp, text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now()
    text.replace(regex, '')
    return performance.now() - start
  })
  return Math.min(...times)
}
