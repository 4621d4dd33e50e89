import { fileURLToPath } from 'node:url'
import { run } from '../run.ts'
import type { Terminal } from '../terminal.ts'
import { Recorder } from './recorder.ts'

/** Runs the program like `run`, and keeps a record of runs that may be replayed. */
export async function runRecorded(args: readonly string[], terminal: Terminal): Promise<number> {
  const program = fileURLToPath(import.meta.url)
  // The sources, as tests run them, change all the time.
  if (program.endsWith('.ts')) return run(args, terminal)
  const { cwd, env, output, errors } = terminal
  const streams = [output, errors].map(({ isTerminal, columns }) => ({ isTTY: isTerminal, columns }))
  const recorder = Recorder.begin({ args, cwd, env, program, streams })
  if (!recorder) return run(args, terminal)
  const code = await run(args, recorder.through(terminal))
  recorder.keep(code)
  return code
}
