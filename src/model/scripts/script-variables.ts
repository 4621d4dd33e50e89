import type { ShellCommand, ShellStatement } from '../../parse/shell/ast.ts'
import { childrenOf, walkCommands } from '../../parse/shell/walk-commands.ts'

/** `export A=b`, `local A=b`: assignments that last. */
export function declares(command: ShellCommand): boolean {
  return ['export', 'local', 'declare', 'readonly', 'typeset'].includes(command.words[0]?.text ?? '')
}

/** Variables that the script gives more than one value. */
export function reassigned(statements: readonly ShellStatement[]): ReadonlySet<string> {
  const seen = new Map<string, string>()
  const unstable = new Set<string>()
  const queue: ShellStatement[] = [...statements]
  for (let statement = queue.pop(); statement; statement = queue.pop()) {
    if (statement.kind === 'command') {
      if (statement.words.length > 0 && !declares(statement)) continue
      for (const { name, value } of statement.assignments) {
        const text = value?.text ?? `\u0000${value?.span.start}`
        if (seen.has(name) && seen.get(name) !== text) unstable.add(name)
        seen.set(name, text)
      }
    } else queue.push(...childrenOf(statement))
  }
  return unstable
}

/** Whether a function does something with the words of its call. */
export function takesWords(body: readonly ShellStatement[]): boolean {
  for (const { words, assignments } of walkCommands(body)) {
    const values = assignments.flatMap(({ value }) => value ?? [])
    const parts = [...words, ...values].flatMap((word) => word.parts)
    if (parts.some((part) => part.kind === 'variable' && /^[1-9@*]$/.test(part.name))) return true
  }
  return false
}
