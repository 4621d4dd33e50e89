import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import { readUv } from '../../model/programs/uv-invocation.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { normalizeName } from '../../model/python/names.ts'
import { isDocumented } from '../../parse/script.ts'
import { asideFolder } from '../../tables/readers.ts'
import { isInside, parentOf, relativeTo, resolvePath } from '../../text/paths.ts'
import { type CommandContext, type Decision, undecided } from './command-context.ts'
import { declaredFor } from './declared.ts'
import { hasProject, joined, ownDirectory, projectIn, withExtras } from './own-project.ts'
import { takeUv } from './packages.ts'
import { groupFor, isSampleFile } from './samples.ts'
import { nothing, type Selection } from './selection.ts'
import { writerOf } from './written-requirements.ts'

/** What takes the place of installing what requirements files list: each file told by what it is. */
export function decideFiles(use: ForeignUse, place: CommandContext): Decision {
  return use.files.map((file) => decideFile(file, place)).reduce(both, undecided)
}

export function both(a: Decision, b: Decision): Decision {
  return {
    wants: a.wants && b.wants ? joined(a.wants, b.wants) : (a.wants ?? b.wants),
    libraries: [...a.libraries, ...b.libraries],
    overrides: [...a.overrides, ...b.overrides],
    tools: [...a.tools, ...b.tools],
    files: [...a.files, ...b.files],
    open: [...a.open, ...b.open.filter((one) => !a.open.includes(one))],
    certain: a.certain && b.certain,
    notes: [...a.notes, ...b.notes.filter((one) => !a.notes.includes(one))],
    ...((a.otherVersions || b.otherVersions) && { otherVersions: true as const }),
  }
}

function decideFile(file: ForeignUse['files'][number], place: CommandContext): Decision {
  const { command, commands, tree, source } = place
  const written = source.slice(file.span.start, file.span.end)
  if (/(?:^|\/)uv[-_.]requirements\.txt$/.test(file.text ?? ''))
    return { ...undecided, certain: false, notes: [takeUv(place)] }
  if (file.text === null || /[{}*$<>]/.test(file.text))
    return {
      ...undecided,
      open: [
        `Declare what \`${written}\` lists in \`[dependency-groups]\`; then \`uv sync --group …\` installs it.`,
      ],
    }
  if (/(?:^|\/)pyproject\.toml$/.test(file.text)) return decideManifest(use(file.text), place)
  const writer = writerOf(file.text, command, commands)
  if (writer !== null) {
    const wants = writer === 'uv' ? selectionAt(ownDirectory('.', place) ?? '.', place) : null
    const said = `\`${file.text}\` is what \`${writer} export\` writes: \`uv sync\` installs the same from \`uv.lock\` without the file.`
    return wants ? { ...undecided, wants, certain: false, notes: [said] } : { ...undecided, open: [said] }
  }
  const path = pathOf(file.text, place)
  if (path === null)
    return {
      ...undecided,
      open: [
        `\`${file.text}\` belongs to another repository or is made elsewhere: leave it out of the project's environment.`,
      ],
    }
  if (!tree.hasFile(path)) {
    if (tree.isIgnored(path))
      return { ...undecided, certain: false, wants: selectionAt(parentOf(path), place) }
    const wants = selectionAt(parentOf(path), place)
    return { ...undecided, wants, certain: false, notes: [`\`${file.text}\` does not exist.`] }
  }
  const text = commands.source(path)
  if (!commands.isRead(path))
    return { ...undecided, open: [declareOnce(file.text, path, text, place)], wants: null }
  const exported = exportOf(text)
  if (exported)
    return {
      ...undecided,
      wants: exported,
      certain: !/--no-emit-workspace|--only-/.test(text.slice(0, 400)),
      notes: [`\`${file.text}\` is a copy of the lock, made by \`uv export\`.`],
    }
  const lines = requirementsIn(text)
  const own = lines.length > 0 && lines.every((line) => /^(?:-e\s+)?\.\/?(?:\[[^\]]*\])?$/.test(line))
  if (own) return decideOwn(lines, path, place)
  const named = lines.map(nameOf)
  const declared = named.map((name) => (name === null ? null : declaredFor(name, place)))
  if (declared.every((one) => one !== null)) {
    const wants = declared
      .map((one) => one?.wants ?? nothing)
      .reduce(joined, selectionAt(parentOf(path), place) ?? nothing)
    if (isSampleFile(path, place) && !isMeantFor(path, wants)) return ofSample(file.text, path, place)
    return {
      ...undecided,
      wants,
      certain: true,
      notes: lines.length === 0 ? [] : [`All that \`${file.text}\` lists is declared.`],
    }
  }
  if (isSampleFile(path, place)) return ofSample(file.text, path, place)
  return { ...undecided, open: [declareOnce(file.text, path, text, place)], wants: null }
}

/** The requirements of a sample, which go to what it runs. */
function ofSample(text: string, path: string, place: CommandContext): Decision {
  const { directory } = place.command
  return {
    ...undecided,
    files: [standsBeside(path, place) || directory !== '.' ? text : path],
    certain: directory !== null,
  }
}

/** Whether what a selection takes beside the project itself is there for a sample: `examples`, or what its folder is called. */
function isMeantFor(path: string, { extras, groups, rootGroups }: Selection): boolean {
  const folders = parentOf(path).split('/').map(normalizeName)
  return [...extras, ...groups, ...rootGroups].every(
    (name) => asideFolder.test(name) || folders.some((folder) => folder.startsWith(normalizeName(name))),
  )
}

/** Whether a page names a file that lies beside it: its readers stand in its folder. */
function standsBeside(path: string, { command }: CommandContext): boolean {
  return isDocumented(command.script) && isInside(parentOf(command.path), path)
}

function use(text: string): string {
  return text
}

/** `-r pyproject.toml`: the project without itself. */
function decideManifest(text: string, place: CommandContext): Decision {
  const directory = ownDirectory(text.includes('/') ? parentOf(text) : '.', place)
  const project = directory === null ? null : projectIn(directory, place)
  if (!project) return { ...undecided, open: ['Use `uv sync`.'] }
  // An image has the manifest before the sources, so that its layer of dependencies is kept.
  const flags = place.command.host === 'dockerfile' ? ['--no-install-project'] : []
  return { ...undecided, wants: { ...project.wants, flags } }
}

/** Where a requirements file lies: as the command sees it, beside the document, or where an image has it from. */
function pathOf(text: string, place: CommandContext): string | null {
  const { command, tree } = place
  const beside = parentOf(command.path)
  const documented = isDocumented(command.script)
  // The page of a sample means the file of the sample, even where the root has one of the same name.
  const ofSample =
    documented && !command.moved && (asideFolder.test(beside) || isSampleFile(command.path, place))
  const bases = [
    ...(ofSample ? [beside] : []),
    command.directory,
    ...(documented || command.directory === null ? [beside] : []),
  ]
  const candidates = bases.map((base) =>
    resolvePath(base, text.replace(/^\/(?:tmp|app|code|src|build|workspace|install)\//, '')),
  )
  const found = candidates.find((path) => path !== null && tree.hasFile(path))
  if (found) return found
  if (command.moved && command.directory === null) return null
  const first = candidates[0] ?? null
  return (
    first ??
    (command.script.context.kind === 'dockerfile' ? null : (candidates.find((path) => path !== null) ?? null))
  )
}

function selectionAt(directory: string, place: CommandContext): Selection | null {
  return (
    projectIn(directory, place)?.wants ??
    (place.command.member ? (projectIn(place.command.member.directory, place)?.wants ?? null) : nothing)
  )
}

/** What the command in the header of an exported file selected (uv writes it there); null for a file of another origin. */
function exportOf(text: string): Selection | null {
  const header = text
    .split(/\r?\n/, 12)
    .filter((line) => line.startsWith('#'))
    .join('\n')
  if (!/autogenerated by uv|uv export|uv pip compile/i.test(header)) return null
  const line = /uv (?:export|pip compile)\b[^\n]*/.exec(header)?.[0] ?? ''
  const words = line
    .split(/\s+/)
    .map((word): CommandWord => ({ text: word, span: { start: 0, end: 0 }, parts: [] }))
  const { options } = readUv('uv', words)
  const values = (...names: string[]) =>
    options.flatMap(({ name, value }) =>
      name !== null && names.includes(name) && value?.text ? [value.text] : [],
    )
  const flags = options.flatMap(({ name }) =>
    name !== null && /^--(?:all-extras|all-groups|no-dev)$/.test(name) ? [name] : [],
  )
  return {
    ...nothing,
    members: values('--package'),
    extras: values('--extra'),
    groups: values('--group'),
    flags,
  }
}

/** The requirements of a file, without comments and options of installers. */
function requirementsIn(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*/s, '').trim())
    .filter((line) => line !== '' && !/^--?(?!e\b|-editable)/.test(line) && !line.startsWith('--hash'))
}

function nameOf(line: string): string | null {
  if (/^(?:-|\.|\/|git\+|https?:)/.test(line)) return null
  const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/.exec(line)?.[0]
  return name ? normalizeName(name) : null
}

function decideOwn(lines: readonly string[], path: string, place: CommandContext): Decision {
  const project = projectIn(parentOf(path), place)
  if (!project) return { ...undecided, open: ['Use `uv sync`.'] }
  const extras = lines
    .flatMap((line) => /\[([^[\]]*)\]/.exec(line)?.[1]?.split(',') ?? [])
    .map((extra) => extra.trim())
  return { ...undecided, ...withExtras(project, extras) }
}

function declareOnce(
  text: string,
  path: string,
  content: string,
  { command, workspace }: CommandContext,
): string {
  const group = groupFor(path)
  const folder = parentOf(path)
  if (!command.project && !hasProject(workspace)) {
    const at = folder === '.' ? '' : ` ${folder}`
    const option = folder === '.' ? '' : ` --project ${folder}`
    return `No project declares what \`${text}\` lists: make one with \`uv init --bare${at}\`, then \`uv add${option} -r ${path}\`; then \`uv sync${option}\` installs it.`
  }
  const member =
    command.member && workspace && workspace.members.length > 1 ? ` --package ${command.member.name}` : ''
  const where = group === null ? '' : group === 'dev' ? ' --dev' : ` --group ${group}`
  const self =
    command.project && requirementsIn(content).some((line) => nameOf(line) === command.project?.name)
  const but = self ? `, without \`${command.project?.name}\` itself` : ''
  const sync = group === null || group === 'dev' ? '`uv sync`' : `\`uv sync --group ${group}\``
  // Where uv finds the project: in its root, else from where the command runs, which then names it.
  const isWithin = workspace && command.directory !== null && isInside(workspace.root, command.directory)
  const seen = relativeTo((isWithin ? workspace.root : command.directory) ?? '.', path)
  return `Declare what \`${text}\` lists once with \`uv add${member}${where} -r ${seen}\`${but}; then ${sync} installs it.`
}
