import { writeBelow } from '../fix/write-file.ts'
import { writeBaseline } from '../settle/baseline.ts'
import { UsageError } from '../text/usage-error.ts'
import { baselinePath } from './baseline-file.ts'
import { fixAndTell } from './fix-command.ts'
import { prepare, type Session } from './prepare.ts'
import type { Request } from './read-arguments.ts'
import { tell } from './tell.ts'
import type { Terminal } from './terminal.ts'
import { timingTable } from './timing.ts'

/** Checks a repository, fixes it when asked to, writes the reports; gives the exit code. */
export async function checkCommand(request: Request, terminal: Terminal): Promise<number | UsageError> {
  const started = performance.now()
  const session = prepare(request, terminal)
  if (session instanceof UsageError) return session
  const outcome = await perform(session)
  session.remember()
  if (session.stopwatch) terminal.errors.write(timingTable(session.stopwatch, started))
  return outcome
}

async function perform(session: Session): Promise<number | UsageError> {
  const { values, discovery } = session
  if (values['write-baseline']) return acceptAll(session)
  if (values.fix || values['unsafe-fixes'] || values.diff) return fixAndTell(session)
  return tell(session, await session.check(discovery), discovery)
}

/** Writes a baseline of everything that is found. */
async function acceptAll({
  values,
  terminal,
  place,
  discovery,
  check,
}: Session): Promise<number | UsageError> {
  const path = baselinePath(place.root, values.baseline, terminal.cwd, true)
  if (path instanceof UsageError || path === null) return path ?? 0
  const { findings } = await check(discovery)
  const refusal = writeBelow(place.root, path, writeBaseline(findings))
  if (refusal !== null) return new UsageError(`The baseline \`${path}\` cannot be written: ${refusal}.`)
  const number = `${findings.length} finding${findings.length === 1 ? '' : 's'}`
  terminal.errors.write(
    `${path} accepts ${number}. Commit it; findings that are new from now on are reported.\n`,
  )
  return 0
}
