import type { Command } from '../commands/command.ts'

/**
 * Whether a script calls an interpreter of its own making: a variable that it sets to a path which is that of no venv, such
 * as `PYTHON="$DEPS/python/bin/python"`.
 * @param source the text of the file
 */
export function isOtherInterpreter({ words: [first], span, host }: Command, source: string): boolean {
  const [part, ...others] = first?.parts ?? []
  if (host !== 'script' || first?.text !== null || part?.kind !== 'variable' || others.length > 0)
    return false
  const set = new RegExp(`(?:^|[\\s;])"?${part.name}=["']?([^"'\\n]*)`, 'g')
  const values = [...source.slice(0, span.start).matchAll(set)].map(([, value = '']) => value)
  return values.some((value) => isProgramOf(value) && !/v?env|\$\(|`/i.test(value))
}

/** Whether a value is a path whose last part is an interpreter. */
function isProgramOf(value: string): boolean {
  const parts = value.split(/[\\/]/)
  const last = parts.at(-1) ?? ''
  return parts.length > 1 && last.includes('python') && /^[\w.]+$/.test(last)
}
