import { stageAt } from '../../model/environments/containers.ts'
import { knownText } from '../../model/environments/requirements.ts'
import type { Session, SessionCommand } from '../../model/environments/session.ts'
import { stageChain } from '../../model/environments/uv-there.ts'
import type { Documents } from '../../model/pages/documents.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { normalizeName } from '../../model/python/names.ts'
import type { ParsedFile } from '../../parse/document.ts'
import { otherRuntime } from '../../tables/environments.ts'
import { managers, packaging } from '../../tables/managers.ts'
import { nameOf, parentOf } from '../../text/paths.ts'
import type { FileEdit } from '../finding.ts'
import { code } from '../translation.ts'
import type { Decision } from './command-context.ts'
import type { PlanFacts } from './draft.ts'
import { projectNamed } from './own-project.ts'
import { nameIn } from './packages.ts'
import type { DecidedLine, Unit } from './unit.ts'
import { wholeDecision } from './unit.ts'

/**
 * What to do in an image that holds no project; null where nothing is to be done: uv itself installs there, or conda does.
 */
export function adviseImage(unit: Unit, documents: Documents): string | null {
  const { lines } = unit
  const decision = wholeDecision(lines)
  const [first] = lines
  if (!first) return null
  const { source } = first.place
  const files = lines.flatMap(({ item }) => item.use?.files ?? [])
  const onlyFiles = files.length > 0 && lines.every(({ item: { use } }) => use?.directories.length === 0)
  const own =
    lines.some(installsDirectory) ||
    (decision.wants !== null && isOfProject(first) && isAllDeclared(decision)) ||
    (!onlyFiles && lines.some(({ item }) => item.use?.does === 'sync'))
  if (!own && lines.every(({ item }) => item.use?.manager === 'uv pip')) return null
  if (lines.every(({ item: { use } }) => use && managers[use.manager]?.conda)) return null
  if (lines.some(isReleased) && lines.every(({ item: { use } }) => use?.directories.length === 0)) return null
  const holdsNothing = unit.session.kind === 'stage' && files.length === 0 && isBare(first, documents)
  if ((own && !holdsNothing) || (files.length > 0 && isOfProject(first))) return adviseProject(first)
  if (files.length > 0) {
    const given = files.flatMap(({ span }) => ['-r', source.slice(span.start, span.end)])
    return `The image has packages of its own and holds no project. With uv copied in, ${code(['uv', 'pip', 'install', '--system', ...given], source)} does the same.`
  }
  const written = lines.flatMap(({ item }) => (item.use?.operands ?? []).filter((word) => !isInstaller(word)))
  if (written.length === 0 && decision.tools.length === 0) return null
  if (decision.tools.length > 0 && decision.libraries.length === 0)
    return `The image does not hold the project. With uv copied in, ${code(['uv', 'tool', 'install', decision.tools[0]?.word ?? ''], source)} installs the program.`
  const shown = written.length > 6 ? [...written.slice(0, 4), '…'] : written
  return `The image does not hold the project, so its lock is no help. With uv copied in, ${code(['uv', 'pip', 'install', '--system', ...shown], source)} does the same; or list them in a dependency group and copy \`pyproject.toml\` and \`uv.lock\`.`
}

/** Whether a line installs a project of the repository by its directory. */
function installsDirectory({ item: { use }, decision: { wants, open } }: DecidedLine): boolean {
  const isOwn = wants !== null || open.some((sentence) => /uv sync/.test(sentence))
  return isOwn && (use?.directories.length ?? 0) > 0
}

/** Whether the project declares all that is installed by name. */
function isAllDeclared({ libraries, tools, overrides, open }: Decision): boolean {
  return libraries.length + tools.length + overrides.length + open.length === 0
}

/** Whether a line installs the project as it was released or built: by its name, or as a wheel. */
function isReleased({ item: { use }, place }: DecidedLine): boolean {
  return (
    use !== null &&
    (use.names.some((name) => projectNamed(name, place) !== null) ||
      use.operands.some((word) => /\.whl\b/.test(knownText(word))))
  )
}

/** What installs packages is no package that an image needs. */
function isInstaller({ text }: CommandWord): boolean {
  const name = nameIn(text ?? '')
  return name !== null && (packaging.has(name) || name === 'uv')
}

/**
 * Whether a stage stands on an image that brings a Python environment of its own: that of a runtime, or one in which a
 * project of the workspace was installed before.
 */
export function isOtherRuntime({ commands, path }: Session, { documents, workspace }: PlanFacts): boolean {
  const stages = documents.get(path)?.document.stages ?? []
  const [first] = commands
  if (!first) return false
  return stageChain(stageAt(first.command, stages), stages).some((at) => {
    const from = stages[at]?.from ?? ''
    const name = normalizeName(nameOf(from.replace(/[:@].*$/s, '')))
    const isOwn = from.includes('/') && (workspace?.member(name) ?? first.command.project?.name === name)
    return otherRuntime.test(from) || Boolean(isOwn)
  })
}

/** Whether an image holds nothing of the repository, so that it is no image of a project. */
function isBare({ item: { command, use } }: DecidedLine, documents: Documents): boolean {
  const stages = documents.get(command.path)?.document.stages ?? []
  return (
    use?.directories.length === 0 &&
    stageChain(stageAt(command, stages), stages).every((at) => stages[at]?.copies.length === 0)
  )
}

/** Whether a Dockerfile is that of a project: it lies in the project's directory or in a folder of it. */
function isOfProject({ place: { command } }: DecidedLine): boolean {
  const home = command.project?.directory
  const folder = parentOf(command.path)
  return home !== undefined && (home === folder || home === parentOf(folder))
}

/** Which files have to be there, and the sync that needs them. */
function adviseProject({ place, item }: DecidedLine): string {
  const { workspace, command } = place
  const folder = parentOf(command.path)
  const named = workspace?.members.find(
    ({ directory }) =>
      directory === folder ||
      item.use?.directories.some(
        ({ text }) => text !== null && directory.endsWith(`/${text.replace(/^\.\/|\[.*/gs, '')}`),
      ),
  )
  const sync =
    named && workspace && workspace.members.length > 1
      ? `uv sync --frozen --no-dev --package ${named.name}`
      : 'uv sync --locked --no-dev'
  return `The image does not hold the project yet: \`COPY\` its \`pyproject.toml\`, \`uv.lock\` and sources first, then use \`${sync}\`, and put its \`.venv/bin\` on the \`PATH\`.`
}

/** Whether the environment of the project stands on the `PATH` of a stage, or is the image's own Python. */
export function hasEnvironmentOnPath({ command }: SessionCommand, { document }: ParsedFile): boolean {
  const stages = document.stages ?? []
  return stageChain(stageAt(command, stages), stages).some((at) =>
    (stages[at]?.variables ?? []).some(
      ({ name, value }) =>
        (name === 'PATH' && /\.venv\/bin|\$\{?(?:VIRTUAL_ENV|UV_PROJECT_ENVIRONMENT)\b/.test(value)) ||
        (name === 'UV_PROJECT_ENVIRONMENT' && /^\/usr(?:\/local)?\/?$/.test(value)),
    ),
  )
}

/** Whether a later stage copies what was installed into the image's own Python from the stage of a command. */
export function isCopiedFromPython({ command }: SessionCommand, { document }: ParsedFile): boolean {
  const stages = document.stages ?? []
  const name = stages[stageAt(command, stages)]?.name
  return (
    name !== undefined &&
    name !== null &&
    stages.some(({ copies }) =>
      copies.some(
        ({ from, sources }) =>
          from === name && sources.some((source) => /^\/usr\/local(?:\/?$|\/lib\/python\d)/.test(source)),
      ),
    )
  )
}

/** `ENV UV_PROJECT_ENVIRONMENT=/usr/local` before the instruction of a command, so that uv fills the image's own Python. */
export function environmentInPython({ command }: SessionCommand, source: string): FileEdit | null {
  const { context, span } = command.script
  const instruction = [...source.slice(0, span.start).matchAll(/^[ \t]*RUN\b/gm)].at(-1)?.index
  if (context.kind !== 'dockerfile' || instruction === undefined) return null
  const at = { start: instruction, end: instruction }
  return { path: command.path, span: at, text: 'ENV UV_PROJECT_ENVIRONMENT=/usr/local\n' }
}

/** `ENV PATH="…"` behind the instruction of a command; null where its directory is not known. */
export function environmentOnPath({ command }: SessionCommand, source: string): FileEdit | null {
  const { context, span } = command.script
  if (context.kind !== 'dockerfile' || context.directory === null) return null
  const found = source.indexOf('\n', span.end)
  const end = found < 0 ? source.length : found + 1
  const text = `ENV PATH="${context.directory === '/' ? '' : context.directory}/.venv/bin:$PATH"\n`
  return { path: command.path, span: { start: end, end }, text: found < 0 ? `\n${text}` : text }
}

/** `ghcr.io/astral-sh/uv:0.9.8` as a Dockerfile of the repository names it; null when none does. */
export function usedUvImage(documents: Documents): string | null {
  for (const { document } of documents.all)
    for (const { from, copies } of document.stages ?? []) {
      const image = [...copies.map((copy) => copy.from), from].find(
        (one) => one !== null && /^ghcr\.io\/astral-sh\/uv[:@][^$]*$/.test(one),
      )
      if (image) return image.replace(/^(.*:\d[\d.]*)-.*$/s, '$1')
    }
  return null
}
