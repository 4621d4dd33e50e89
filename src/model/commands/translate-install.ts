import { runsInImage } from '../../parse/script.ts'
import type { Requirement } from '../workspace/workspace.ts'
import type { CommandWord } from './commands.ts'
import type { ForeignUse } from './foreign-managers.ts'
import { adviseInstall, isDevelopmentTool, packaging } from './install-advice.ts'
import { translateSync } from './translate-sync.ts'
import {
  code,
  isRepeated,
  type NewWords,
  onlyIdle,
  optionOrMember,
  projectOption,
  type Translation,
  type TranslationPlace,
} from './translation.ts'

const removesOthers = 'it installs what `uv.lock` lists, and removes everything else'

/** What uv does in place of installing packages. */
export function translateInstall(use: ForeignUse, place: TranslationPlace): Translation {
  const advice = adviseInstall(use, place.command, place.source)
  if (advice) return advice
  if (use.manager === 'setup.py' || use.directories.length > 0 || use.files.length > 0)
    return translateSync(use, place)
  const own = use.names.find((name) => isOwn(name, place))
  if (own) return syncOwn(own, use, place)
  if (use.operands.length === 0)
    return use.manager === 'pipenv' ? translateSync(use, place) : { next: 'Use `uv sync`.' }
  if (isService(place) || (isCode(place) && use.operands.some(isOverride))) return runWith(use, place)
  const declared = declaredAs(use.names, requirementsFor(place))
  if (declared && use.operands.length === use.names.length) {
    if (use.operands.some(isOverride)) return runWith(use, place)
    const option = projectOption(place.command, place.workspace)
    const words = ['uv', 'sync', ...optionOrMember(option), ...declared]
    const next = `Use ${code(words, place.source)}: it is declared already.`
    return option && onlyIdle(use) ? { next, words, because: removesOthers } : { next }
  }
  return editProject('add', use, place)
}

/** What uv does in place of removing packages. */
export function translateUninstall(use: ForeignUse, place: TranslationPlace): Translation {
  const removable = use.names.length > 0 && declaredAs(use.names, requirementsFor(place)) !== null
  const known = place.command.project !== null || place.workspace !== null
  if (isCode(place) && removable) return { next: 'Delete it, and leave its group or extra out of `uv sync`.' }
  if (use.names.some((name) => isOwn(name, place)) || (known && !removable))
    return { next: 'Delete it: `uv sync` installs what `uv.lock` lists and nothing else.' }
  return editProject('remove', use, place)
}

/** Whether the command stands in code, not in words to a reader. */
function isCode({ command: { host } }: TranslationPlace): boolean {
  return host !== 'script' && !host.startsWith('markdown')
}

/** Whether the command runs in an image that may hold no project at all. */
function isService({ command: { script, directory } }: TranslationPlace): boolean {
  return script.host === 'config' && runsInImage(script) && directory === null
}

/** Whether an operand asks for another version than the lock may hold, or only the run tells for which. */
function isOverride({ text }: CommandWord): boolean {
  return text === null || /==|~=|!=|<|@|:\/\//.test(text)
}

function isOwn(name: string, { command, workspace }: TranslationPlace): boolean {
  return workspace?.member(name) !== undefined || command.project?.name === name
}

/** What is declared for the place: by its project, else anywhere in the workspace. */
function requirementsFor({ command, workspace }: TranslationPlace): readonly Requirement[] {
  if (command.project) return command.project.requirements()
  return workspace?.members.flatMap(({ requirements }) => requirements) ?? []
}

/** The options of `uv sync` that install the named requirements; null when one of them is not declared. */
function declaredAs(names: readonly string[], requirements: readonly Requirement[]): string[] | null {
  const options = new Set<string>()
  for (const name of names) {
    const tables = requirements.flatMap((known) =>
      known.name === name && known.table.kind !== 'build' ? [known.table] : [],
    )
    const table = tables.find(({ kind }) => kind === 'dependencies') ?? tables[0]
    if (!table) return null
    if (table.kind === 'extra') options.add(`--extra ${table.name}`)
    if (table.kind === 'group' && table.name !== 'dev') options.add(`--group ${table.name}`)
  }
  return names.length === 0 ? null : [...options].flatMap((option) => option.split(' '))
}

function syncOwn(
  own: string,
  use: ForeignUse,
  { command, workspace, source }: TranslationPlace,
): Translation {
  const operand = use.operands.find(
    ({ text }) => text === null || text.toLowerCase().startsWith(own.slice(0, 1)),
  )
  const extras = /^[\w.-]+\[([^\]]*)\]/.exec(operand?.text ?? '')?.[1]?.split(',') ?? []
  const member = workspace && workspace.members.length > 1 ? workspace.member(own) : undefined
  const option = member ? ['--package', member.name] : (projectOption(command, workspace) ?? [])
  return {
    next: `Use ${code(['uv', 'sync', ...option, ...extras.flatMap((extra) => ['--extra', extra.trim()])], source)}.`,
  }
}

function runWith(use: ForeignUse, { source }: TranslationPlace): Translation {
  const words = ['uv', 'run', ...use.operands.flatMap((word) => ['--with', word]), '…']
  return { next: `Run with ${code(words, source)}, which leaves the lock alone.` }
}

/** `uv add` and `uv remove`: they also edit the manifest, so no such change is safe. */
function editProject(verb: 'add' | 'remove', use: ForeignUse, place: TranslationPlace): Translation {
  const { command, workspace, source } = place
  const option = projectOption(command, workspace)
  const group = groupOption(use) ?? []
  const development =
    verb === 'add' && group.length === 0 && use.names.length > 0 && use.names.every(isDevelopmentTool)
  const operands = use.operands.filter((_, at) => !packaging.has(use.names[at] ?? '') || mixed(use))
  const groups = development ? ['--dev'] : group
  const words: NewWords = ['uv', verb, ...optionOrMember(option), ...groups, ...operands]
  const machine = isRepeated(place.command)
  const next =
    machine && verb === 'add'
      ? `Declare it once with ${code(words, source)}; here \`uv sync\` installs it.`
      : `Use ${code(words, source)}.`
  const plain = use.operands.every(
    ({ text }) => text !== null && /^[\w.[\],<>=!~^*+-]+$/.test(text) && !/[@^]/.test(text),
  )
  const said = groupOption(use) !== null && operands.length === use.operands.length
  if (machine || !option || !said || !plain || !onlyIdle(use, ...groupOptions)) return { next }
  const because =
    verb === 'add'
      ? 'it declares the dependency in `pyproject.toml` and locks it'
      : 'it takes the dependency out of `pyproject.toml`'
  return { next, words, because }
}

/** Whether operands and names do not stand side by side, so that none can be told from its name. */
function mixed(use: ForeignUse): boolean {
  return use.operands.length !== use.names.length
}

const groupOptions = ['-G', '--group', '-D', '--dev', '-d', '-dG']

/** `--dev` or `--group x`; null when the old command's groups cannot be said in uv's words. */
function groupOption(use: ForeignUse): readonly string[] | null {
  for (const { name, value } of use.options) {
    if (name === '-D' || name === '--dev' || name === '-d') return ['--dev']
    if (name !== '-G' && name !== '--group') continue
    if (!value?.text) return null
    return value.text === 'dev' ? ['--dev'] : ['--group', value.text]
  }
  return []
}
