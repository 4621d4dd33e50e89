import { codeOf, drain } from '../discover/open-file.ts'
import { UsageError } from '../text/usage-error.ts'
import { bugCode, bugReport } from './bug-report.ts'
import { personAt } from './person.ts'
import { runRecorded } from './replay/recorded-run.ts'
import type { Output, Terminal } from './terminal.ts'

/** For the launcher, which keeps the program's compiled code. */
export { restoreFlags } from './v8-flags.ts'

/** Exit code where the person or the machine has something to correct. */
const corrigible = 2

/** More than any text on standard input has, in bytes. */
const inputLimit = 64 * 1024 * 1024

let failed = false

process.on('uncaughtException', report)
const cwd = currentDirectory()
if (cwd === null) fail('The current directory does not exist any more.')
else
  runRecorded(process.argv.slice(2), terminalIn(cwd)).then((code) => {
    if (!failed) process.exitCode = code
  }, report)

function terminalIn(directory: string): Terminal {
  return {
    cwd: directory,
    env: process.env,
    output: outputOf(process.stdout, 'Standard output'),
    errors: outputOf(process.stderr, 'Standard error'),
    input: standardInput,
    person: async () =>
      process.stdin.isTTY && process.stdout.isTTY ? personAt(process.stdin, process.stdout) : null,
  }
}

function standardInput(): Buffer | UsageError {
  try {
    return drain(0, inputLimit)
  } catch (error) {
    return new UsageError(`Standard input cannot be read: ${codeOf(error)}.`)
  }
}

function outputOf(stream: NodeJS.WriteStream, name: string): Output {
  // A reader that went away, such as `head`, is no error; the exit code still tells the result.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || failed) return
    fail(`${name} cannot be written: ${error.code === 'ENOSPC' ? 'the disk is full' : error.message}.`)
  })
  return {
    write: (text) => stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  }
}

function currentDirectory(): string | null {
  try {
    return process.cwd()
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

/** What the machine does not let us do is neither a finding nor a bug. */
function fail(message: string): void {
  failed = true
  // To an agent, 2 would mean that what it is about to do is refused.
  process.exitCode = process.argv[2] === 'hook' ? 0 : corrigible
  process.stderr.write(`policy-check: ${message}\n`)
}

function report(error: unknown): void {
  failed = true
  process.exitCode = bugCode
  process.stderr.write(bugReport(error, process.argv.slice(2)))
}
