import type { Span } from '../../../text/span.ts'

/** `$ `, `% `, `❯ `, `user@host:~$ `, `[user@host ~]$ `, `user@host ~> `, `➜  name git:(main) `; an active environment may stand before it. */
const posixPrompt =
  /^\s*(?:\([\w.-]+\) ?)?(?:➜ +\S+ git:\([^)\s]+\) +(?:✗ +)?|[$%❯➜] +|\[[\w.-]+@[\w.-]+ [^\]\n]*\][$%#] +|[\w.-]+@[\w.-][^\s$%#]*[$%#] +|[\w.-]+@[\w.-]+ [~/][^\s>]*> +)/
/** `PS C:\\owl> `, `PS> `, `C:\\owl> ` */
const windowsPrompt = /^\s*(?:\([\w.-]+\) ?)?(?:PS(?: [^>\n]*)?|[A-Za-z]:\\[^>\n]*)> */
const prompt = new RegExp(`${posixPrompt.source}|${windowsPrompt.source}`)

/** Whether a line begins with a prompt and goes on. */
export function isPrompted(line: string): boolean {
  const found = prompt.exec(line)
  return found !== null && found[0].length < line.trimEnd().length
}

/** The shell of Windows whose prompt a line begins with; undefined for any other. */
export function windowsPrompted(line: string): 'powershell' | 'cmd' | undefined {
  if (!windowsPrompt.test(line)) return undefined
  return /^\s*(?:\([\w.-]+\) ?)?PS/.test(line) ? 'powershell' : 'cmd'
}
const anglePrompt = /^> ?/
const unfinished = /(?:\\|&&|\|\|?|\bdo|\bthen|[({])\s*$/

/**
 * The commands of a console transcript: of each prompt line what stands behind the prompt, and the lines that continue
 * it, behind `> ` or after a `\`. All other lines are output. `> ` starts a command where no other prompt is used.
 */
export function consoleCommands(text: string, lines: readonly Span[]): Span[] {
  const read = (line: Span) => text.slice(line.start, line.end)
  const otherPrompts = lines.some((line) => prompt.test(read(line)))
  const commands: Span[] = []
  let continued = false
  for (const line of lines) {
    const content = read(line)
    const angle = anglePrompt.exec(content)
    const opening = prompt.exec(content) ?? (otherPrompts ? null : angle)
    const skipped = opening ?? (continued ? angle : null)
    if (!opening && !continued) continue
    commands.push({ start: line.start + (skipped?.[0].length ?? 0), end: line.end })
    continued = unfinished.test(content)
  }
  return commands
}
