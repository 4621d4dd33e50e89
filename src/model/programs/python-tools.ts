import { pythonModules, pythonTools } from '../../tables/python-tools.ts'

/** The distributions that bring a tool of the Python world, by its program's name or its module's; empty for any other. */
export function distributionsOf(name: string, kind: 'program' | 'module'): readonly string[] {
  if (kind === 'program') return byProgram(name) ?? []
  const known = Object.hasOwn(pythonModules, name) ? pythonModules[name] : undefined
  return known ?? byProgram(name) ?? byProgram(name.replaceAll('_', '-')) ?? []
}

function byProgram(name: string): readonly string[] | undefined {
  if (!Object.hasOwn(pythonTools, name)) return undefined
  return pythonTools[name]?.from ?? [name]
}
