import { type ToolOptions, toolOptions } from '../../tables/tool-options.ts'

/** The options of a tool whose options are known. */
export function optionsOf(tool: string): ToolOptions | undefined {
  return Object.hasOwn(toolOptions, tool) ? toolOptions[tool] : undefined
}

/**
 * Whether an option as it is written, perhaps a cluster of letters or with its value behind it, stands alone or takes the
 * next word; null when the tool's table does not know it.
 */
export function takenBy(text: string, { flags, valued }: ToolOptions): 'alone' | 'next' | null {
  const [alone, takers] = [flags.split(' '), valued.split(' ')]
  const [name = ''] = text.split('=', 1)
  if (takers.includes(name)) return name === text ? 'next' : 'alone'
  if (alone.includes(text)) return 'alone'
  if (!/^-\w{2,}$/.test(text)) return null
  if (takers.includes(text.slice(0, 2))) return 'alone'
  return [...text.slice(1)].every((letter) => alone.includes(`-${letter}`)) ? 'alone' : null
}
