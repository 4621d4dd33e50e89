import { type CheckResult, check } from '../../check.ts'
import type { LoadedConfig } from '../../config/config.ts'
import { configName, parseConfig } from '../../config/load-config.ts'
import { discover, withFile } from '../../discover/discover.ts'
import type { Change } from '../../fix/fix.ts'
import { patchOf } from '../../fix/patch.ts'
import { writeChanges } from '../../fix/write-changes.ts'
import { count } from '../../report/counts.ts'
import { printable } from '../../report/terminal/cells.ts'
import { baselineName, readBaseline, writeBaseline } from '../../settle/baseline.ts'
import { foreignGrounds } from '../../tables/foreign-grounds.ts'
import { byCodeUnits } from '../../text/order.ts'
import { isInside } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import type { Opened } from '../open-repository.ts'
import type { Person } from '../person.ts'
import { surfaceOf, type Terminal } from '../terminal.ts'
import { configText } from './config-text.ts'
import { type Offer, offersFor } from './offers.ts'
import type { FoundGround, Subject, Survey } from './survey.ts'
import { askGrounds, askYesNo, groundList, indented, tallyTable } from './talk.ts'

/** What the person has decided. */
interface Decisions {
  readonly grounds: readonly FoundGround[]
  readonly accepts: boolean
  readonly offers: readonly Offer[]
}

/**
 * Says what was found, asks what to do about it, shows every file that this comes to and how many findings are left with
 * them, and writes on a last yes. 1 when nothing was written.
 */
export async function interview(
  subject: Subject,
  person: Person,
  terminal: Terminal,
): Promise<number | UsageError> {
  const say = (lines: readonly string[]) =>
    terminal.output.write(lines.map((line) => `${printable(line)}\n`).join(''))
  const { width } = surfaceOf(terminal.output, terminal.env)
  const everything = await checkAll(subject)
  say(opening(subject.seen, width))
  const decisions = await decide(subject, everything, person, say, width)
  const plan = decisions && (await planOf(subject, decisions))
  if (plan instanceof UsageError) return plan
  if (plan) {
    say(['', 'This is to be written:', ''])
    terminal.output.write(shown(plan.changes, plan.result.baselined))
    say(['', ...tallyTable(talliesOf(subject.seen, everything, plan.result))])
    const question = `Write ${plan.changes.length === 1 ? 'it' : `these ${plan.changes.length} files`}?`
    if (await askYesNo(person, question, true)) {
      const { failure } = writeChanges(subject.root, plan.changes)
      if (failure) return new UsageError(`\`${failure.path}\` cannot be written: ${failure.reason}.`)
      say(closing(plan.result, decisions))
      return 0
    }
  }
  say(['Nothing was written.'])
  return 1
}

/** The findings with those in the folders of others. */
function checkAll({ opened: { discovery, config } }: Subject): Promise<CheckResult> {
  return check(discovery, { ...config, foreign: foreignGrounds.map(({ kind }) => kind) }, allRules)
}

function opening({ result, looked, found }: Survey, width: number): string[] {
  const total = result.findings.length
  const rules = [...found].sort(([a, some], [b, others]) => others - some || byCodeUnits(a, b))
  return [
    `policy-check has read ${count(result.files, 'file')}:`,
    ...looked.flatMap((line) => indented(`- ${printable(line)}`, width)),
    '',
    ...(total === 0
      ? ['Every rule holds.']
      : [
          `${count(total, 'finding')} today:`,
          ...indented(rules.map(([id, number]) => `${id} ${number}`).join(', '), width),
        ]),
  ]
}

/** Asks one thing after the other; null when the person has left. */
async function decide(
  subject: Subject,
  everything: CheckResult,
  person: Person,
  say: (lines: readonly string[]) => void,
  width: number,
): Promise<Decisions | null> {
  const { grounds, result } = subject.seen
  let chosen: readonly FoundGround[] | null = []
  if (grounds.length > 0) {
    const findingsIn = ({ path: at }: FoundGround) =>
      everything.findings.filter(({ path }) => isInside(at, path)).length
    say(['', 'Not this repository’s own work:', ...groundList(grounds, findingsIn, width)])
    chosen = await askGrounds(person, grounds)
  }
  if (chosen === null) return null
  let accepts: boolean | null = false
  if (result.findings.length > 0) {
    const question = `Accept today’s findings in ${baselineName}, so that only new ones are reported?`
    accepts = await askYesNo(person, question, false)
  }
  if (accepts === null) return null
  const offers: Offer[] = []
  for (const offer of offersFor(subject)) {
    const isTaken = await askYesNo(person, offer.question, false)
    if (isTaken === null) return null
    if (isTaken) offers.push(offer)
  }
  return { grounds: chosen, accepts, offers }
}

/** The files that the decisions come to, and what is found with them. */
async function planOf(
  { opened, seen, schema }: Subject,
  { grounds, accepts, offers }: Decisions,
): Promise<{ readonly changes: readonly Change[]; readonly result: CheckResult } | UsageError> {
  const text = configText(seen, grounds, schema)
  const file: SourceFile = { path: configName, text }
  const config = parseConfig(file, allRules)
  if (config instanceof UsageError) return config
  const made: Change[] = [{ path: configName, before: null, after: text }]
  const before = await checkWith(opened, config, made)
  made.push(...offers.map(({ change }) => change(before, config)))
  const result = await checkWith(opened, config, made)
  if (!accepts) return { changes: made, result }
  const accepted = { path: baselineName, before: null, after: writeBaseline(result.findings) }
  const changes = [...made, accepted]
  return { changes, result: await checkWith(opened, config, changes) }
}

/** Checks the repository as it is once the changes are written. */
function checkWith(
  { listing }: Opened,
  config: LoadedConfig,
  changes: readonly Change[],
): Promise<CheckResult> {
  const files = changes.map(({ path, after }) => ({ path, text: after }))
  const discovery = files.reduce(withFile, discover(listing, config.exclude))
  const accepted = files.find(({ path }) => path === baselineName)
  const baseline = accepted && readBaseline(accepted)
  return check(discovery, config, allRules, {
    baseline: baseline instanceof UsageError ? undefined : baseline,
  })
}

/** The changes as a patch; of the baseline, which may be long, its size. */
function shown(changes: readonly Change[], accepted: number): string {
  const lines = patchOf(changes.filter(({ path }) => path !== baselineName)).split('\n')
  const entries = accepted > 0 ? `${baselineName}, which accepts ${count(accepted, 'finding')}\n` : ''
  return `${lines.map(printable).join('\n')}${entries}`
}

function talliesOf({ result }: Survey, everything: CheckResult, after: CheckResult) {
  const hasOthers = everything.findings.length !== result.findings.length
  return [
    ...(hasOthers ? [{ name: 'with the work of others', findings: everything.findings }] : []),
    { name: 'today', findings: result.findings },
    { name: 'with these files', findings: after.findings },
  ]
}

function closing({ findings }: CheckResult, { accepts, offers }: Decisions): string[] {
  return [
    'Written. Commit these files.',
    ...offers.map(({ next }) => next),
    ...(findings.length > 0
      ? ['`policy-check` shows what is left, and `policy-check --fix` fixes what is certain.']
      : []),
    ...(accepts ? [`Work ${baselineName} off: an entry whose finding is gone is reported.`] : []),
  ]
}
