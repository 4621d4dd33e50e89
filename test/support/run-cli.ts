import { Readable, Writable } from 'node:stream'
import { personAt } from '../../src/cli/person.ts'
import { run } from '../../src/cli/run.ts'
import type { Terminal } from '../../src/cli/terminal.ts'

/** What a run of the program wrote, and its exit code. */
export interface Outcome {
  readonly code: number
  readonly output: string
  readonly errors: string
}

/** Runs the program in a directory without a process of its own. */
export async function policyCheck(
  cwd: string,
  args: readonly string[] = [],
  {
    input = '',
    env = {},
    isTerminal = false,
    answers,
  }: {
    input?: string | Buffer
    env?: Terminal['env']
    isTerminal?: boolean
    /** Lines that a person types; nobody is there without. */
    answers?: readonly string[]
  } = {},
): Promise<Outcome> {
  const written = { output: '', errors: '' }
  const write = (to: keyof typeof written) => (text: string) => {
    written[to] += text
  }
  const answered = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written.output += chunk.toString()
      done()
    },
  })
  const terminal: Terminal = {
    cwd,
    env,
    output: { write: write('output'), isTerminal, columns: isTerminal ? 80 : undefined },
    errors: { write: write('errors'), isTerminal, columns: undefined },
    input: () => Buffer.from(input),
    person: async () =>
      answers ? personAt(Readable.from(answers.map((line) => `${line}\n`)), answered) : null,
  }
  const code = await run(args, terminal)
  return { code, ...written }
}

/** The findings of a run as `path:line:column rule`. */
export async function findings(cwd: string, args: readonly string[] = []): Promise<string[]> {
  const { output, errors } = await policyCheck(cwd, [...args, '--format', 'json'])
  if (output === '') throw new Error(errors)
  const report = JSON.parse(output) as {
    findings: { path: string; rule: string; range: { start: { line: number; column: number } } }[]
  }
  return report.findings.map(
    ({ path, rule, range }) => `${path}:${range.start.line}:${range.start.column} ${rule}`,
  )
}
