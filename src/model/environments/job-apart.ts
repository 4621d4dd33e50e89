import type { ParsedFile } from '../../parse/document.ts'
import type { Command } from '../commands/command.ts'
import { uvHas } from '../programs/uv-invocation.ts'
import { normalizeName } from '../python/names.ts'
import type { SessionCommand } from './session.ts'

/** Whether `uv sync --active` fills one environment with projects that have locks of their own, so that no lock describes it. */
export function fillsForSeveral(commands: readonly SessionCommand[], text: string): boolean {
  const active = commands.filter(({ command: { uv } }) => uv?.subcommand === 'sync' && uvHas(uv, '--active'))
  const entered = active.map(({ command: { moved } }) => {
    const { start = 0, end = 0 } = moved?.place.span ?? {}
    return text.slice(start, end)
  })
  return new Set(entered).size > 1
}

/**
 * The action of others, as written, that a job calls by the name of the project: it brings a release of the program, which
 * the job tries. Null where there is none.
 */
export function actionBringing(
  { script: { context }, project }: Command,
  { document }: ParsedFile,
): string | null {
  if (context.kind !== 'workflow' || context.job === null || !project) return null
  const found = document.actions?.find(({ job, text }) => {
    const [owner, name = ''] = text.split(/[/@]/)
    return job === context.job && owner !== '.' && `-${normalizeName(name)}-`.includes(`-${project.name}-`)
  })
  return found?.text ?? null
}
