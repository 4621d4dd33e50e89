import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { check } from '../../src/check.ts'
import { allRules } from '../../src/cli/all-rules.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { Discovery } from '../../src/discover/discovery.ts'
import { fix } from '../../src/fix/fix.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { readFiles } from '../support/cases.ts'
import { discoveryOf } from '../support/in-memory.ts'

const sample = Object.entries(readFiles(new URL('../../fixtures/repos/evio-evlib-drifted/', import.meta.url)))
const config = loadConfig(() => null, allRules)
if (config instanceof UsageError) throw new Error(config.message)
const run = (discovery: Discovery) => check(discovery, config, allRules)

/** What breaks code, quotes, markup and comments of every format in the sample. */
const pieces = [
  ...[
    '{',
    '}',
    "''",
    '"',
    '`',
    '```',
    '[[',
    ']',
    '\\',
    '${',
    '(',
    '$(',
    ';',
    ',',
    '=',
    ' # ',
    '<<EOF\n',
    'EOF',
  ],
  ...['\n', '\r\n', '\t', '😀', '\ufeff', ' && ', 'with ', 'let ', 'in ', 'pip install x'],
  ...['# policy-check: ignore[uv-only] -- x', '<!-- policy-check: ignore-file[uv-only] -- x -->'],
  ...['# policy-check: ignore-start[uv-only] -- x\n', '# policy-check: ignore-end\n'],
]

/** One change somewhere in the sample. */
const damage = fc.record({
  file: fc.nat(sample.length - 1),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(60),
  inserted: fc.constantFrom('', ...pieces),
})

it('fixes any damaged repository to an end, breaks nothing and finds places that exist', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 12 }), async (damages) => {
      const files = new Map(sample)
      for (const { file, at, removed, inserted } of damages) {
        const [path, text] = sample[file] as [string, string]
        const now = files.get(path) ?? text
        const offset = Math.floor(at * now.length)
        files.set(path, now.slice(0, offset) + inserted + now.slice(offset + removed))
      }
      const fixed = await fix(discoveryOf(Object.fromEntries(files)), run, 'unsafe')
      expect(fixed.troubles.filter(({ message }) => !message.includes('would break the syntax'))).toEqual([])
      expect((await fix(fixed.discovery, run, 'unsafe')).changes).toEqual([])
      const texts = new Map(fixed.discovery.sources.map(({ path, text }) => [path, text]))
      for (const { path, span } of fixed.result.findings) {
        expect(span.start).toBeLessThanOrEqual(span.end)
        expect(span.end).toBeLessThanOrEqual(texts.get(path)?.length ?? -1)
      }
    }),
    { numRuns: 20 },
  )
})
