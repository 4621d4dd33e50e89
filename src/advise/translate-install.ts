import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import type { CommandWord } from '../model/programs/word.ts'
import { runsInImage } from '../parse/script.ts'
import { isDevelopmentTool } from '../tables/distributions.ts'
import { meaningOf } from '../tables/manager-options.ts'
import { packaging } from '../tables/managers.ts'
import { declaredInstalls, isDeclaredExactly, unknownExtras } from './declared-installs.ts'
import { adviseInstall, isReplaced, successorOf } from './install-advice.ts'
import { adviseSpecial } from './special-installs.ts'
import { saidOf, translateSync } from './translate-sync.ts'
import {
  code,
  few,
  isRepeated,
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
  const own = use.names.find((name) => isOwn(name, place))
  const special = adviseSpecial(use, own !== undefined, place)
  if (special) return special
  if (use.manager === 'setup.py' || use.directories.length > 0 || use.files.length > 0)
    return translateSync(use, place)
  if (own) return syncOwn(own, use, place)
  if (use.operands.length === 0)
    return use.manager === 'pipenv' ? translateSync(use, place) : { next: 'Use `uv sync`.' }
  const overrides = use.operands.filter((word) => isOverride(word) && !isDeclaredExactly(word, place))
  if (isService(place) || (isCode(place) && overrides.length > 0)) return runWith(use.operands, place)
  if (use.operands.length !== use.names.length) return editProject('add', use, use.operands, place)
  const wanted = use.names.filter((name) => !packaging.has(name) && !isReplaced(name))
  const { options, choice, left } = declaredInstalls(wanted, place)
  const operands = use.operands.filter((_, at) => left.includes(use.names[at] ?? ''))
  if (left.length === 0 && overrides.length > 0) return runWith(use.operands, place)
  if (isSample(place) && left.length > 0) return runWith(operands, place)
  if (left.length === wanted.length) return editProject('add', use, use.operands, place)
  const target = projectOption(place.command, place.workspace)
  const words = ['uv', 'sync', ...optionOrMember(target), ...options]
  if (choice.names.length > 0) {
    const sync = code(words, place.source)
    const which = `${quotedNames(choice.options)}, which list ${quotedNames(choice.names)}`
    return {
      next: `Use ${sync} with one of ${which}${left.length === 0 ? '' : `; declare ${quotedNames(left)}`}.`,
    }
  }
  const next = `Use ${code(words, place.source)}`
  if (left.length > 0) {
    const add = addWords(use, operands, place)
    return {
      next: `${next} for what is declared, and declare the rest with ${code(add.shown, place.source)}.`,
    }
  }
  if (!target || !onlyIdle(use)) return { next: `${next}: it is declared already.` }
  return { next: `${next}: it is declared already.`, words, because: removesOthers }
}

function quotedNames(names: readonly string[]): string {
  return few(names)
    .map((name) => (name === '…' ? name : `\`${name}\``))
    .join(', ')
}

/** Whether the command stands in a sample that is no project of its own. */
function isSample({ command: { path, project } }: TranslationPlace): boolean {
  const sample = /(?:^|\/)(?:examples?|samples?)\//
  return sample.test(path) && project !== null && !sample.test(`${project.directory}/`)
}

/** What uv does in place of removing packages. */
export function translateUninstall(use: ForeignUse, place: TranslationPlace): Translation {
  const removable = use.names.length > 0 && declaredInstalls(use.names, place).left.length === 0
  const known = place.command.project !== null || place.workspace !== null
  if (isCode(place) && removable) return { next: 'Delete it, and leave its group or extra out of `uv sync`.' }
  if (use.names.some((name) => isOwn(name, place)) || (known && !removable))
    return { next: 'Delete it: `uv sync` installs what `uv.lock` lists and nothing else.' }
  return editProject('remove', use, use.operands, place)
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

function syncOwn(own: string, use: ForeignUse, place: TranslationPlace): Translation {
  const { command, workspace, source } = place
  const operand = use.operands.find(
    ({ text }) => text === null || text.toLowerCase().startsWith(own.slice(0, 1)),
  )
  const extras = /^[\w.-]+\[([^\]]*)\]/.exec(operand?.text ?? '')?.[1]?.split(',') ?? []
  const member = workspace && workspace.members.length > 1 ? workspace.member(own) : undefined
  const option = member ? ['--package', member.name] : (projectOption(command, workspace) ?? [])
  const names = extras.map((extra) => extra.trim())
  const unknown = unknownExtras(names, own, place)
  const known = names.filter((extra) => !unknown.includes(extra))
  const words = ['uv', 'sync', ...option, ...known.flatMap((extra) => ['--extra', extra])]
  return { next: `Use ${code(words, source)}${saidOf(unknown)}.` }
}

function runWith(operands: readonly CommandWord[], { source }: TranslationPlace): Translation {
  const words = ['uv', 'run', ...few(operands).flatMap((word) => ['--with', word]), '…']
  return { next: `Run with ${code(words, source)}, which leaves the lock alone.` }
}

/** Words of `uv add`, all of them and as a sentence shows them. */
function addWords(
  use: ForeignUse,
  operands: readonly CommandWord[],
  place: TranslationPlace,
): { readonly all: NewWords; readonly shown: NewWords } {
  const { command, workspace } = place
  const option = optionOrMember(projectOption(command, workspace))
  const given = groupOption(use) ?? []
  const names = operands.flatMap((word) => use.names[use.operands.indexOf(word)] ?? [])
  const tools = names.length > 0 && names.every(isDevelopmentTool)
  const released = command.host === 'workflow' && command.project?.published
  const group = given.length === 0 && (tools || released) ? ['--dev'] : given
  const before = ['uv', 'add', ...option, ...group]
  return { all: [...before, ...operands], shown: [...before, ...few(operands)] }
}

/** `uv add` and `uv remove`: they also edit the manifest, so no such change is safe. */
function editProject(
  verb: 'add' | 'remove',
  use: ForeignUse,
  given: readonly CommandWord[],
  place: TranslationPlace,
): Translation {
  const { command, workspace, source } = place
  const option = projectOption(command, workspace)
  const nameOf = (word: CommandWord) => use.names[use.operands.indexOf(word)] ?? ''
  const needless = mixed(use)
    ? []
    : given.filter((word) => packaging.has(nameOf(word)) || isReplaced(nameOf(word)))
  const operands = given.filter((word) => !needless.includes(word))
  const removed: NewWords = [
    'uv',
    'remove',
    ...optionOrMember(option),
    ...(groupOption(use) ?? []),
    ...operands,
  ]
  const { all: words, shown } =
    verb === 'add' ? addWords(use, operands, place) : { all: removed, shown: removed }
  const instead = insteadOf(needless.map(nameOf).filter(isReplaced))
  const machine = isRepeated(command)
  const next =
    machine && verb === 'add'
      ? `Declare it once with ${code(shown, source)}; here \`uv sync\` installs it.${instead}`
      : `Use ${code(shown, source)}.${instead}`
  const plain = use.operands.every(
    ({ text }) => text !== null && /^[\w.[\],<>=!~^*+-]+$/.test(text) && !/[@^]/.test(text),
  )
  const said = groupOption(use) !== null && operands.length === use.operands.length
  if (machine || !option || !said || !plain || !onlyIdle(use, 'group', 'development')) return { next }
  const because =
    verb === 'add'
      ? 'it declares the dependency in `pyproject.toml` and locks it'
      : 'it takes the dependency out of `pyproject.toml`'
  return { next, words, because }
}

/** What uv does in place of some of the packages. */
function insteadOf(names: readonly string[]): string {
  return names.map((name) => ` \`${successorOf(name)}\` does what \`${name}\` is for.`).join('')
}

/** Whether operands and names do not stand side by side, so that none can be told from its name. */
function mixed(use: ForeignUse): boolean {
  return use.operands.length !== use.names.length
}

/** `--dev` or `--group x`; null when the old command's groups cannot be said in uv's words. */
function groupOption(use: ForeignUse): readonly string[] | null {
  for (const { name, value } of use.options) {
    const meaning = name === null ? undefined : meaningOf(use.manager, name)
    if (meaning === 'development') return ['--dev']
    if (meaning !== 'group') continue
    if (!value?.text) return null
    return value.text === 'dev' ? ['--dev'] : ['--group', value.text]
  }
  return []
}
