import { type AgentName, agentNames } from '../../tables/agent-hooks.ts'
import { nearest } from '../../text/nearest.ts'
import { UsageError } from '../../text/usage-error.ts'
import { listed } from '../../text/words.ts'

/** The agent of a name; a UsageError for one whose protocol is not known. */
export function agentNamed(name: string): AgentName | UsageError {
  const known = agentNames.find((each) => each === name)
  if (known) return known
  const meant = nearest(name, agentNames)
  return new UsageError(`\`${name}\` is not an agent whose hooks are known.`, {
    next: meant ? `Did you mean \`${meant}\`?` : `Known: ${listed(agentNames)}.`,
  })
}
