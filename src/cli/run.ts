import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { UsageError } from '../text/usage-error.ts'
import { cacheCommand } from './cache-command.ts'
import { checkCommand } from './check-command.ts'
import { explainCommand } from './explain-command.ts'
import { graphCommand } from './graph/graph-command.ts'
import { hookCommand } from './hook/hook-command.ts'
import { initCommand } from './init/init-command.ts'
import { inspectCommand } from './inspect-command.ts'
import { lspCommand } from './lsp/lsp-command.ts'
import { completionsCommand } from './options/completions-command.ts'
import { helpOf, overview } from './options/help.ts'
import { version } from './program-version.ts'
import { type Request, readArguments } from './read-arguments.ts'
import { rulesCommand } from './rules-command.ts'
import { skillCommand } from './skill-command.ts'
import { suppressCommand } from './suppress-command.ts'
import { surfaceOf, type Terminal } from './terminal.ts'
import { usageMessage } from './usage-message.ts'
import { workspaceCommand } from './workspace-command.ts'

/** Does what the arguments ask for and gives the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const request = readArguments(args, (word) => existsSync(resolve(terminal.cwd, word)))
  const outcome = request instanceof UsageError ? request : await dispatch(request, terminal)
  if (!(outcome instanceof UsageError)) return outcome
  terminal.errors.write(usageMessage(outcome, surfaceOf(terminal.errors, terminal.env).width))
  // To an agent, 2 would mean that what it is about to do is refused.
  return args[0] === 'hook' ? 1 : 2
}

async function dispatch(request: Request, terminal: Terminal): Promise<number | UsageError> {
  const { values, command } = request
  if (values.help) return print(helpFor(request, terminal), terminal)
  if (values.version) return print(`policy-check ${version}\n`, terminal)
  switch (command) {
    case 'check':
      return checkCommand(request, terminal)
    case 'explain':
      return explainCommand(request, terminal)
    case 'rules':
      return rulesCommand(request, terminal)
    case 'workspace':
      return workspaceCommand(request, terminal)
    case 'inspect':
      return inspectCommand(request, terminal)
    case 'init':
      return initCommand(request, terminal)
    case 'suppress':
      return suppressCommand(request, terminal)
    case 'cache':
      return cacheCommand(request, terminal)
    case 'lsp':
      return lspCommand(terminal)
    case 'graph':
      return graphCommand(request, terminal)
    case 'skill':
      return skillCommand(request, terminal)
    case 'completions':
      return completionsCommand(request, terminal)
    case 'hook':
      return hookCommand(request, terminal)
  }
}

function helpFor({ command, named }: Request, { output, env }: Terminal): string {
  const { width } = surfaceOf(output, env)
  return named ? helpOf(command, width) : overview(width)
}

function print(text: string, { output }: Terminal): number {
  output.write(text)
  return 0
}
