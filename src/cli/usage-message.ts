import { printableLines } from '../report/terminal/cells.ts'
import { frame } from '../report/terminal/code-frame.ts'
import { linesOf } from '../text/source-file.ts'
import type { UsageError } from '../text/usage-error.ts'

/** What a person reads who has to correct an argument or the configuration. */
export function usageMessage({ message, next, at, others }: UsageError, width: number): string {
  const lines: string[] = []
  if (at) {
    const { line, column } = linesOf(at.file).position(at.span.start)
    lines.push(`${at.file.path}:${line}:${column}: ${message}`)
    for (const { number, text, marks } of frame(at.file, at.span, width - 9)) {
      lines.push(`${String(number ?? '').padStart(5)} │ ${text}`.trimEnd())
      if (marks !== '') lines.push(`      │ ${marks}`)
    }
  } else lines.push(`policy-check: ${message}`)
  if (next !== undefined) lines.push(next)
  const rest = others.map((other) => `\n${usageMessage(other, width)}`)
  return `${printableLines(lines.join('\n'))}\n${rest.join('')}`
}
