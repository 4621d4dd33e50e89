import { ownEnvironments } from '../../tables/environments.ts'
import type { Command } from './command.ts'

/** Whether a runner makes an environment for a command: that of tox. Commands of uv on a project act on the project's. */
export function runsInOwnEnvironment({ script: { context }, uv }: Command): boolean {
  return (
    context.kind === 'config' &&
    ownEnvironments.has(context.format) &&
    (uv === undefined || uv.subcommand.startsWith('pip'))
  )
}
