import { check } from '../../src/check.ts'
import { allRules } from '../../src/cli/all-rules.ts'
import { reportOf } from '../../src/cli/report-of.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import type { Discovery } from '../../src/discover/discovery.ts'
import { fix } from '../../src/fix/fix.ts'
import { parse } from '../../src/parse/parse.ts'
import { reporters } from '../../src/report/reporters.ts'
import type { Span } from '../../src/text/span.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { discoveryOf } from '../support/in-memory.ts'
import { commandsIn } from '../support/outline.ts'
import type { Input } from './inputs.ts'

const config = loadConfig(() => null, allRules)
if (config instanceof UsageError) throw new Error(config.message)
const run = (discovery: Discovery) => check(discovery, config, allRules)

/** Of processor time, in milliseconds; an ordinary input takes 5. */
const patience = 4_000

/** What the program does wrong with an input, in words that do not depend on the input; null where it does nothing. */
export async function flawOf(input: Input): Promise<string | null> {
  const before = process.cpuUsage()
  try {
    const flaw = (input.kind === 'file' ? await flawInReading(input) : null) ?? (await flawInReport(input))
    const { user, system } = process.cpuUsage(before)
    return flaw ?? ((user + system) / 1_000 > patience ? 'slow' : null)
  } catch (error) {
    return wordsFor(error)
  }
}

/** Each file for itself: what is read stands in it. */
async function flawInReading({ files }: Input): Promise<string | null> {
  for (const [path, text] of Object.entries(files)) {
    const { scripts, directives, troubles } = await parse({ path, text })
    const commands = commandsIn(scripts.map(({ statements }) => statements))
    const words = commands.flatMap((command) => command.words)
    const all: readonly { readonly span?: Span }[] = [
      ...scripts,
      ...directives,
      ...commands,
      ...words,
      ...troubles,
    ]
    if (all.some(({ span }) => span && isOutside(span, text)))
      return 'a span of what is read lies outside of the file'
  }
  return null
}

/** The whole check, its report in every format, and what all fixes make of it. */
async function flawInReport({ kind, files, seed }: Input): Promise<string | null> {
  const discovery = discoveryOf(kind === 'file' ? { ...around, ...files } : files)
  const result = await run(discovery)
  const [failure] = result.failures
  if (failure) return wordsFor(failure.error)
  const texts = new Map(discovery.sources.map(({ path, text }) => [path, text]))
  for (const { path, span, rule } of result.findings)
    if (isOutside(span, texts.get(path) ?? '')) return `a span of ${rule} lies outside of the file`
  if (config instanceof UsageError) return null
  const report = reportOf(result, discovery, config, '.')
  for (const reporter of seed % 5 === 0 ? reporters : []) {
    const text = reporter.render(report, {
      colour: true,
      width: 80,
      links: false,
      limit: Number.POSITIVE_INFINITY,
    })
    if (/^(?:json|sarif|gitlab)$/.test(reporter.name)) JSON.parse(text)
    if (reporter.name === 'concise' && /[\0-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f]/.test(text))
      return 'a control character in concise'
  }
  if (!result.findings.some((finding) => finding.fix)) return null
  const fixed = await fix(discovery, run, 'unsafe')
  if (fixed.troubles.some(({ message }) => !message.includes('would break the syntax')))
    return 'a fix that fails'
  const again = await fix(fixed.discovery, run, 'unsafe')
  return again.changes.length > 0 ? 'fixes that do not come to an end' : null
}

/** What stands beside a file, so that rules have something to say about it. */
const around = {
  'pyproject.toml': '[project]\nname = "root"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/a/pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["b"]\n',
  'libs/b/pyproject.toml': '[project]\nname = "b"\nversion = "1"\n',
}

function isOutside({ start, end }: Span, text: string): boolean {
  return start < 0 || end < start || end > text.length
}

/** The message of an error and the line of the program that threw it. */
function wordsFor(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const place = /\n\s+at (?:async )?([\w.#<>$ ]+)/.exec(error.stack ?? '')?.[1] ?? ''
  return `throws ${error.name} in ${place}: ${error.message.replace(/\d+/g, '0').slice(0, 80)}`
}
