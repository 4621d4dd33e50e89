import type { FileTree } from '../../discover/file-tree.ts'
import { isDocumented } from '../../parse/script.ts'
import { joinPath } from '../../text/paths.ts'
import { contains } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { uvHas } from '../programs/uv-invocation.ts'
import type { Workspace } from '../projects/workspace.ts'

/** A `uv sync` of a machine that may install other versions than the committed lock has. */
export interface UnlockedInstall {
  readonly command: Command
  readonly root: Workspace
  /** The path of the lock. */
  readonly lock: string
  /** Whether it runs while an image is built, where some manifests may not be there yet. */
  readonly inImage: boolean
}

/** With these, uv takes the lock as it is, is asked to renew it, or installs nothing. */
const deciding = [
  ...['--locked', '--frozen', '--check', '--dry-run', '--script', '--no-project', '--help', '-h'],
  ...['--upgrade', '-U', '--upgrade-package', '-P', '--upgrade-group', '--resolution', '--prerelease'],
]

/** Variables that decide it likewise (uv, "Environment variables"). */
const variables: ReadonlySet<string> = new Set(['UV_LOCKED', 'UV_FROZEN', 'UV_RESOLUTION', 'UV_PRERELEASE'])

/** Every install in a CI job or an image that does not say what to do with a lock that is out of step. */
export function unlockedInstalls({
  commands,
  documents,
  tree,
}: {
  readonly commands: Commands
  readonly documents: Documents
  readonly tree: FileTree
}): readonly UnlockedInstall[] {
  const renewing = renewingJobs(commands)
  return commands.judged.flatMap((command): UnlockedInstall[] => {
    const { uv, script, root, path } = command
    const inImage = script.context.kind === 'dockerfile'
    if (uv?.subcommand !== 'sync' || !root || isDocumented(script) || !isOfMachine(command)) return []
    const lock = joinPath(root.root, 'uv.lock')
    if (!tree.hasFile(lock) || uvHas(uv, ...deciding)) return []
    const stages = documents.get(path)?.document.stages ?? []
    const around = inImage ? stages.filter(({ span }) => contains(span, command.span)) : []
    const set = [...(script.variables ?? []), ...around.flatMap((stage) => stage.variables)]
    if (set.some(({ name }) => variables.has(name)) || renewing.has(jobOf(command))) return []
    return [{ command, root, lock, inImage }]
  })
}

function isOfMachine({ script: { context } }: Command): boolean {
  if (context.kind === 'workflow' || context.kind === 'dockerfile') return true
  return context.kind === 'config' && context.format === 'gitlab-ci'
}

/** The jobs that renew the lock, or make the project that they then install. */
function renewingJobs({ all }: Commands): ReadonlySet<string> {
  const renewing = all.filter(
    ({ uv }) => uv && renewingCommands.has(uv.subcommand) && !uvHas(uv, '--check', '--locked', '--dry-run'),
  )
  return new Set(renewing.map(jobOf))
}

/** A job of a workflow, or any other file as a whole. */
function jobOf({ path, script: { context } }: Command): string {
  return context.kind === 'workflow' ? `${path} ${context.job}` : path
}

const renewingCommands: ReadonlySet<string> = new Set(['lock', 'add', 'remove', 'init', 'upgrade', 'version'])
