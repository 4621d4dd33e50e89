import { readFile } from '../../discover/read-file.ts'
import { patchOf } from '../../fix/patch.ts'
import { writeChanges } from '../../fix/write-changes.ts'
import { agentSettings } from '../../tables/agent-hooks.ts'
import { UsageError } from '../../text/usage-error.ts'
import type { Terminal } from '../terminal.ts'
import { agentNamed } from './agent-named.ts'
import { settingsText } from './hook-settings.ts'

/** Shows what it adds to the settings of an agent, and writes it. */
export function writeSettings(name: string, root: string, { output }: Terminal): number | UsageError {
  const agent = agentNamed(name)
  if (agent instanceof UsageError) return agent
  const { path, title } = agentSettings[agent]
  const change = settingsChange(agent, root)
  if (change instanceof UsageError) return change
  const { before, after } = change
  if (before === after) {
    output.write(`${path} starts \`policy-check hook\` already.\n`)
    return 0
  }
  output.write(patchOf([{ path, before, after }]))
  const { failure } = writeChanges(root, [{ path, before, after }])
  if (failure) return new UsageError(`${failure.path}: ${failure.message}`)
  output.write(`Wrote ${path}. ${title} runs its commands past the policy from its next start on.\n`)
  return 0
}

function settingsChange(agent: Parameters<typeof settingsText>[0], root: string) {
  const { path } = agentSettings[agent]
  const read = readFile(root, path)
  if (read && !('file' in read)) {
    const reason = 'skipped' in read ? `it is ${read.skipped.reason}` : read.trouble.message
    return new UsageError(`\`${path}\` cannot be read: ${reason.replace(/\.$/, '')}.`)
  }
  const before = read?.file.text ?? null
  try {
    return { before, after: settingsText(agent, root, before) }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return new UsageError(`\`${path}\` is not JSON that can be added to.`, {
      next: `\`policy-check hook --print-settings ${agent}\` shows what belongs in it.`,
    })
  }
}
