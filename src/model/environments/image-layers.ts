import type { ImageCopy, ImageStage } from '../../parse/document.ts'
import { joinPath, parentOf, resolvePath } from '../../text/paths.ts'
import { contains } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { uvHas, uvOption } from '../programs/uv-invocation.ts'
import type { Forest } from '../projects/forest.ts'
import { reachable } from '../projects/needed-members.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import { stageAt } from './containers.ts'
import { stageChain } from './uv-there.ts'

/** A `uv sync` of an image that needs members which nothing has copied there yet. */
export interface ImageLayerTrouble {
  readonly command: Command
  /** Members whose `pyproject.toml` is not there, in the order of the workspace. */
  readonly missing: readonly Member[]
  /** Whether uv needs their manifests to check the lock, or their code to install them. */
  readonly needs: 'manifests' | 'code'
}

/** With these, uv leaves out what no layer has brought, or installs something else than the members. */
const leaving = [
  ...['--no-install-workspace', '--no-install-local', '--no-install-package', '--only-group', '--only-dev'],
  ...['--only-install-package', '--only-install-local', '--help'],
]

/**
 * What images install too early. uv reads every member's manifest to check a lock, and with `--frozen` it still builds the
 * members that it installs. Only where every copy before the command is plain, so that what is there is known.
 */
export function imageLayerTroubles({
  commands,
  documents,
  projects,
}: {
  readonly commands: Commands
  readonly documents: Documents
  readonly projects: Forest
}): readonly ImageLayerTrouble[] {
  return commands.judged.flatMap((command): ImageLayerTrouble[] => {
    const { uv, path, script } = command
    if (uv?.subcommand !== 'sync' || script.context.kind !== 'dockerfile' || uvHas(uv, '--script')) return []
    const stages = documents.get(path)?.document.stages ?? []
    const there = copiesBefore(command, stages)
    const root =
      there &&
      projects.roots.find((one) => one.explicit && one.unread.length === 0 && isRoot(one, path, there))
    if (!there || !root) return []
    const context = contextOf(root, path, there)
    const absent = root.members.filter(
      ({ directory, manifest }) => directory !== root.root && !holds(manifest, context, there),
    )
    const frozen = uvHas(uv, '--frozen') || isSet('UV_FROZEN', command, stages)
    if (!frozen)
      return absent.length > 0 && !uvHas(uv, '--script')
        ? [{ command, missing: absent, needs: 'manifests' }]
        : []
    if (uvHas(uv, ...leaving)) return []
    const installed = installedBy(command, root)
    const missing = absent.filter(({ name }) => installed.has(name))
    return missing.length > 0 ? [{ command, missing, needs: 'code' }] : []
  })
}

/** The members that `uv sync` installs: those of `--package`, else the root's, or all where the root is no project. */
function installedBy({ uv }: Command, root: Workspace): ReadonlySet<string> {
  const named = uv && uvOption(uv, '--package')?.text
  const start = named ? root.member(named) : root.members.find(({ directory }) => directory === root.root)
  if (named && !start) return new Set()
  if (!start || (uv && uvHas(uv, '--all-packages'))) return new Set(root.members.map(({ name }) => name))
  return reachable(start, root)
}

/** An image has at most 127 layers (Docker, "overlay2"); a stage of more copies is built by nobody. */
const mostCopies = 127

/** What the build context has given to the image before a command; null where something else may have brought files. */
function copiesBefore(command: Command, stages: readonly ImageStage[]): readonly ImageCopy[] | null {
  const at = stageAt(command, stages)
  if ((stages[at]?.copies.length ?? 0) > mostCopies) return null
  const copies = stageChain(at, stages).flatMap((index) =>
    (stages[index]?.copies ?? []).filter(
      ({ span }) => index !== at || span.end <= command.span.start || contains(span, command.span),
    ),
  )
  const own = copies.filter(({ from }) => from === null)
  const isPlain = own.every(({ sources }) => sources.every((source) => !/[$?[\]{}]|https?:/.test(source)))
  const foreign = copies.filter(({ from }) => from !== null)
  const bringsOnlyPrograms = foreign.every(({ sources }) =>
    sources.every((source) => /(?:^|\/)(?:uvx?|bin\/?)$/.test(source)),
  )
  return isPlain && bringsOnlyPrograms ? own : null
}

/** Whether the root's manifest and lock are there, so that it is this project which the image holds. */
function isRoot(root: Workspace, path: string, there: readonly ImageCopy[]): boolean {
  const context = contextOf(root, path, there)
  return [root.manifest, joinPath(root.root, 'uv.lock')].every((file) => holds(file, context, there))
}

/** The build context: the folder of the Dockerfile where that is the root's and has what is copied, else the repository. */
function contextOf(root: Workspace, path: string, there: readonly ImageCopy[]): string {
  const folder = parentOf(path)
  return [folder, root.root].find((context) => holds(root.manifest, context, there)) ?? '.'
}

function holds(file: string, context: string, copies: readonly ImageCopy[]): boolean {
  return copies.some(({ sources }) =>
    sources.some((source) => {
      const path = resolvePath(context, source.replace(/^\/+/, '').replace(/\/$/, '') || '.')
      if (path === null) return false
      if (path === '.' || file === path || file.startsWith(`${path}/`)) return true
      return path.includes('*') && segmentsFit(path.split('/'), file.split('/'))
    }),
  )
}

/** Whether a pattern of Docker, whose `*` stays within one name, matches a path or a folder above it. */
function segmentsFit(pattern: readonly string[], path: readonly string[]): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((part, at) => {
      const [head = '', ...rest] = part.split('*')
      const name = path[at] ?? ''
      return rest.length === 0 ? name === part : name.startsWith(head) && name.endsWith(rest.at(-1) ?? '')
    })
  )
}

function isSet(name: string, command: Command, stages: readonly ImageStage[]): boolean {
  return stageChain(stageAt(command, stages), stages).some((index) =>
    (stages[index]?.variables ?? []).some((variable) => variable.name === name && variable.value !== '0'),
  )
}
