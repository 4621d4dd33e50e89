import { release } from 'node:os'
import { version } from './program-version.ts'

/** Exit code of a run that met a bug of ours. */
export const bugCode = 3

/** What to send of a bug of ours, so that it can be mended. `during` says what failed, where that is known. */
export function bugReport(error: unknown, args: readonly string[], during?: string): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return [
    'This is a bug in policy-check. Please report it with these lines:',
    `  policy-check ${version}, Node ${process.version}, ${process.platform} ${process.arch} ${release()}`,
    `  arguments: ${JSON.stringify(args)}`,
    ...(during === undefined ? [] : [`  while reading or judging: ${JSON.stringify(during)}`]),
    ...trace.split('\n').map((line) => `  ${line}`),
    '',
  ].join('\n')
}
