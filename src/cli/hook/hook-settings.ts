import { join } from 'node:path'
import { exists } from '../../discover/open-file.ts'
import { type AgentName, agentSettings } from '../../tables/agent-hooks.ts'

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
type Table = { readonly [key: string]: Json }

/**
 * The settings of an agent with our hooks in them; what else stands there stays. Settings that have them already come back as
 * they are.
 * @param root of the repository: where the program is installed in it, the settings start it there
 * @param before the file as it is; null without one
 * @throws a SyntaxError for a file that is not JSON
 */
export function settingsText(agent: AgentName, root: string, before: string | null): string {
  const { entries, grouped, beside, top } = agentSettings[agent]
  const old = before === null ? {} : (JSON.parse(before) as Json)
  if (!isTable(old)) throw new SyntaxError('it is not a JSON object')
  if (before?.includes('policy-check hook')) return before
  const known = isTable(old.hooks) ? old.hooks : {}
  const hook: Table = { ...beside, command: hookCommandLine(agent, root) }
  const hooks: Record<string, Json> = { ...known }
  for (const { event, matcher } of entries) {
    const entry: Json = grouped ? { ...(matcher !== undefined && { matcher }), hooks: [hook] } : hook
    const listed = hooks[event]
    hooks[event] = [...(Array.isArray(listed) ? listed : []), entry]
  }
  const indent = /^\{\r?\n([ \t]+)/.exec(before ?? '')?.[1] ?? 2
  return `${JSON.stringify({ ...top, ...old, hooks }, null, indent)}\n`
}

/** What an agent starts: the program of the repository where that has one, else the one on the path. */
function hookCommandLine(agent: AgentName, root: string): string {
  const own = 'node_modules/.bin/policy-check'
  return `${exists(join(root, own)) ? `${agentSettings[agent].root ?? ''}${own}` : 'policy-check'} hook`
}

function isTable(value: Json | undefined): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
