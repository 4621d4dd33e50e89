import { managers } from './managers.ts'
import { interpreterPattern, launchers, pythonTools } from './python-tools.ts'

/** What other files ask of all programs at once, computed from their tables. */

/** Sources of patterns for the names by which managers are called: `poetry`, `pip[\d.]*`. */
export const managerPatterns: ReadonlyMap<string, string> = new Map(
  Object.entries(managers).flatMap(([name, { called = 'program' }]) => {
    if (called === 'versioned') return [[name, `${escaped(name)}[\\d.]*`] as const]
    return called === 'program' ? [[name, escaped(name)] as const] : []
  }),
)

/** Managers by the module that `python -m` starts. */
export const managerModules: ReadonlyMap<string, string> = new Map(
  Object.entries(managers).flatMap(([name, { module }]) => (module ? [[module, name] as const] : [])),
)

/** The manager that a program, or a function of `.envrc`, is; undefined for any other. */
export function managerCalled(program: string): string | undefined {
  const called = Object.hasOwn(managers, program) ? (managers[program]?.called ?? 'program') : null
  if (called !== null && called !== 'within') return program
  return versioned.find(({ name }) => name.test(program))?.manager
}

const versioned = Object.entries(managers).flatMap(([manager, { called }]) =>
  called === 'versioned' ? [{ manager, name: whole([`${escaped(manager)}[\\d.]*`]) }] : [],
)

/** A pattern for the whole name of any manager. */
export const managerName = whole([...managerPatterns.values()])

/** A pattern for the whole name of an interpreter of Python, or what starts one. */
export const interpreterName = whole([interpreterPattern, ...launchers])

/** Names of the programs that come from a package index. */
export const toolNames: readonly string[] = Object.keys(pythonTools)

/** A pattern for one of several sources, the whole text. */
function whole(sources: readonly string[]): RegExp {
  return new RegExp(`^(?:${sources.join('|')})$`)
}

/** A text as the source of a pattern that matches it. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}

/** The source of a pattern for one of several words, within a text. */
export function wordPattern(sources: readonly string[]): string {
  return `\\b(?:${sources.join('|')})\\b`
}
