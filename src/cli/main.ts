import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import { run } from './run.ts'
import type { Output, Terminal } from './terminal.ts'
import { version } from './version.ts'

const terminal: Terminal = {
  cwd: process.cwd(),
  env: process.env,
  output: outputOf(process.stdout),
  errors: outputOf(process.stderr),
  input: () => readFileSync(0),
}

run(process.argv.slice(2), terminal).then((code) => {
  process.exitCode = code
}, report)

function outputOf(stream: NodeJS.WriteStream): Output {
  // A reader that went away, such as `head`, is no error of ours; the exit code still tells the result.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return {
    write: (text) => stream.write(text),
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  }
}

/** A bug of ours: says what to send, so that it can be mended. */
function report(error: unknown): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(
    [
      'This is a bug in policy-check. Please report it with these lines:',
      `  policy-check ${version}, Node ${process.version}, ${process.platform} ${process.arch} ${release()}`,
      `  arguments: ${JSON.stringify(process.argv.slice(2))}`,
      ...trace.split('\n').map((line) => `  ${line}`),
      '',
    ].join('\n'),
  )
  process.exitCode = 3
}
