import { extrasOf, knownText } from '../../model/environments/requirements.ts'
import { lastOption } from '../../model/programs/arguments.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import { normalizeName } from '../../model/python/names.ts'
import { applications } from '../../tables/applications.ts'
import { homeOf, isDevelopmentTool, pluginsOfTools } from '../../tables/distributions.ts'
import { madeOf } from '../../tables/manager-parts.ts'
import { buildBackends, packaging, replacedByUv } from '../../tables/managers.ts'
import { pythonTools } from '../../tables/python-tools.ts'
import { lazily } from '../../text/lazily.ts'
import { type CommandContext, type Decision, type OwnTool, undecided } from './command-context.ts'
import { type Declared, declaredFor } from './declared.ts'
import { hasProject, joined, listed, projectNamed, withExtras } from './own-project.ts'
import { nothing, type Selection } from './selection.ts'

/** What takes the place of installing packages by their names: each of them told by what it is. */
export function decidePackages(use: ForeignUse, place: CommandContext): Decision {
  let wants: Selection | null = null
  const add = (selection: Selection) => {
    wants = wants ? joined(wants, selection) : selection
  }
  const libraries: CommandWord[] = []
  const tools: { name: string; word: CommandWord | string; beside: CommandWord[] }[] = []
  const overrides: CommandWord[] = []
  const several: { readonly name: string; readonly ways: readonly string[] }[] = []
  const replaced = new Map<string, string>()
  const open: string[] = []
  const notes: string[] = []
  /** Tools that are asked for in a version, which the lock decides for everyone. */
  const locked: string[] = []
  /** Libraries that an extra or a group declares. */
  const sides: { readonly word: CommandWord; readonly declared: Declared; readonly note: string }[] = []
  let certain = true
  const isOutside = place.machine && !place.command.project && !hasProject(place.workspace)
  const forUser = lastOption(use.options, '--user') !== undefined
  for (const word of use.operands) {
    if (use.directories.includes(word)) continue
    const text = knownText(word)
    const name = nameIn(text)
    if (name !== null && /@\s*(?:git\+|\w+:\/\/)/.test(text)) {
      open.push(declareAddress(place.source.slice(word.span.start, word.span.end)))
      continue
    }
    if (name === null) {
      if (/\.(?:txt|in|toml)$/.test(text)) {
        certain = false
        continue
      }
      const written = place.source.slice(word.span.start, word.span.end)
      open.push(word.text === null ? sayUnknown(written) : declareAddress(written))
      continue
    }
    if (word.text === null && !/^[\w.-]+(?:\[[^\]]*\])?[=<>!~]/.test(text)) certain = false
    if (packaging.has(name) || isOfBuilding(name, use, place) || isOfManager(name, text, use)) continue
    if (name === 'uv') {
      certain = false
      notes.push(takeUv(place))
      continue
    }
    if (name === 'twine' && place.calls(name) && !declaredFor(name, place)) {
      tools.push({ name, word, beside: [] })
      continue
    }
    if (Object.hasOwn(replacedByUv, name) && !declaredFor(name, place)) {
      replaced.set(name, replacedByUv[name] ?? 'uv')
      continue
    }
    const own = projectNamed(name, place)
    if (own) {
      const chosen = withExtras(own, extrasOf(text))
      add(chosen.wants)
      notes.push(...chosen.notes)
      certain &&= chosen.certain
      continue
    }
    if ((forUser || isOutside) && isOwnProgram(name)) {
      tools.push({ name, word, beside: [] })
      continue
    }
    const declared = declaredFor(name, place)
    // What is declared without an extra does not bring it.
    if (declared && !isDevelopmentTool(name) && asksForMore(text, declared.extras)) {
      libraries.push(word)
      continue
    }
    if (declared && isOverride(text, declared.specifiers)) {
      if (!isDevelopmentTool(name) || !/^[^=<>!~]*==/.test(text)) {
        overrides.push(word)
        continue
      }
      locked.push(name)
    }
    const done = declared?.ways.find((way) => place.synced.includes(way) || isAll(way, place.synced))
    if (done !== undefined) {
      const [option, value = ''] = done.split(' ')
      add({ ...nothing, [option === '--extra' ? 'extras' : 'groups']: [value] })
      continue
    }
    if (declared && declared.ways.length > 0) {
      several.push({ name, ways: declared.ways })
      continue
    }
    if (declared && isOnTheSide(declared) && !isDevelopmentTool(name)) {
      sides.push({ word, declared, note: `\`${name}\` is ${declared.where}.` })
      continue
    }
    if (declared) {
      add(declared.wants)
      notes.push(`\`${name}\` is ${declared.where}.`)
      continue
    }
    const host = Object.hasOwn(pluginsOfTools, name) ? pluginsOfTools[name] : undefined
    if (host !== undefined) {
      const known = tools.find((one) => one.name === host)
      if (known) known.beside.push(word)
      else tools.push({ name: host, word: host, beside: [word] })
      continue
    }
    if (isApplication(name, place)) {
      const known = tools.find((one) => one.name === name)
      if (known) known.word = word
      else tools.push({ name, word, beside: [] })
      continue
    }
    libraries.push(word)
  }
  if (replaced.size > 0) notes.unshift(sayReplaced(replaced, place))
  // Whatever else calls them, such as a recipe, would miss them.
  if (replaced.size > 0 && !place.isFollowedByUse)
    certain &&= !place.machine && ![...replaced.keys()].some((name) => isNamedAgain(name, place))
  // Beside what nothing declares, they are there for what a machine runs, whatever else an extra is for.
  const forScript = libraries.length > 0 && wants === null && place.machine
  if (forScript) libraries.push(...sides.map(({ word }) => word))
  else
    for (const { declared, note } of sides) {
      add(declared.wants)
      notes.push(note)
    }
  if (locked.length > 0) notes.push(sayLocked(locked))
  const chosen: Selection | null = wants
  const left = several.filter(({ ways }) => !ways.some((way) => isChosen(way, chosen)))
  if (left.length > 0) open.push(sayWays(left))
  return {
    ...undecided,
    wants,
    overrides,
    libraries,
    tools: tools satisfies OwnTool[],
    open,
    certain,
    notes,
    ...(locked.length > 0 && { otherVersions: true as const }),
  }
}

/** Whether a package comes with an extra or a group only. */
function isOnTheSide({ wants: { extras, groups, rootGroups } }: Declared): boolean {
  return extras.length + groups.length + rootGroups.length > 0
}

function sayLocked(names: readonly string[]): string {
  return `The lock decides the version of ${listed(names)}: hold it in the manifest, where it is declared.`
}

/** Whether a backend is installed beside `build`, which takes it from the manifest that names it. */
function isOfBuilding(name: string, { names }: ForeignUse, place: CommandContext): boolean {
  return buildBackends.has(name) && names.includes('build') && !declaredFor(name, place)
}

/** Whether a package is held at a version for a manager that is installed beside it. */
function isOfManager(name: string, text: string, { names }: ForeignUse): boolean {
  return (
    /[=<>~]/.test(text) &&
    names.some((manager) => Object.hasOwn(madeOf, manager) && madeOf[manager]?.includes(name))
  )
}

/** Whether a file names a program once more behind the command that installs it, wherever no command was read. */
function isNamedAgain(name: string, { command: { span }, source }: CommandContext): boolean {
  return new RegExp(`\\b${name}\\b`).test(source.slice(span.end))
}

/** What uv does in place of managers and builders that are installed. */
function sayReplaced(replaced: ReadonlyMap<string, string>, place: CommandContext): string {
  const [unseen] = replaced
  if (unseen && replaced.size === 1 && place.machine && !place.isFollowedByUse)
    return `Nothing here shows what calls \`${unseen[0]}\`: let that use \`${unseen[1]}\`, or bring it by \`uv tool install ${unseen[0]}\`.`
  const successors = [...new Set(replaced.values())].map((name) => `\`${name}\``)
  const [only] = replaced.keys()
  const what = replaced.size === 1 ? `what \`${only}\` is for` : 'what they are for'
  return `Delete it: ${successors.join(' and ')} ${successors.length === 1 ? 'does' : 'do'} ${what}.`
}

/** Whether `--extra x` or `--group x` is among what is synced. */
function isChosen(way: string, wants: Selection | null): boolean {
  const [option, name = ''] = way.split(' ')
  return (option === '--extra' ? wants?.extras : wants?.groups)?.includes(name) ?? false
}

/** Whether a `uv sync` with all extras or groups has one of them too. */
function isAll(way: string, synced: readonly string[]): boolean {
  return synced.includes(way.startsWith('--extra') ? '--all-extras' : '--all-groups')
}

/** Packages that several groups or extras list and nothing else does. */
function sayWays(several: readonly { readonly name: string; readonly ways: readonly string[] }[]): string {
  const first = several[0]?.ways ?? []
  const shared = first.filter((way) => several.every(({ ways }) => ways.includes(way)))
  const ways = (shared.length > 0 ? shared : first).map((way) => `\`${way}\``).join(', ')
  return `Use \`uv sync\` with one of ${ways}, which list ${several.map(({ name }) => `\`${name}\``).join(', ')}.`
}

/** The name of a requirement; null for a path, an address, or what only the run tells. */
export function nameIn(text: string): string | null {
  if (/^[.~/]|:\/\/|^git\+|^git@[\w.-]+:|\.(?:whl|gz|zip|txt)$/.test(text.replace(/\[.*/s, ''))) return null
  const name = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?/.exec(text)?.[0]
  return name && !text.startsWith(`${name}*`) ? normalizeName(name) : null
}

/** Programs that a distribution brings, as far as they are known. */
export function programsOf(name: string): readonly string[] {
  const own = Object.hasOwn(applications, name) ? (applications[name] ?? []) : []
  return [...new Set([...own, ...(toolsOf().get(name) ?? []), name])]
}

/** The tools of Python that each distribution brings. */
const toolsOf = lazily(() => {
  const found = new Map<string, string[]>()
  for (const [program, { from = [program] }] of Object.entries(pythonTools))
    for (const name of from) found.set(name, [...(found.get(name) ?? []), program])
  return found
})

/** Whether a distribution is a program that needs no module of the project: known as one, or called behind it by its name. */
function isApplication(name: string, place: CommandContext): boolean {
  if (Object.hasOwn(applications, name)) return true
  const home = homeOf(name)
  const looks = programsOf(name).some((program) => pythonTools[program]?.looksIntoEnvironment)
  if (home !== null) return home === 'tool' && !looks
  return place.calls(name)
}

/** Whether a distribution is a program that looks into no environment, so that it may have one of its own. */
function isOwnProgram(name: string): boolean {
  const known = programsOf(name).flatMap((program) => pythonTools[program] ?? [])
  const isProgram = known.length > 0 || Object.hasOwn(applications, name) || homeOf(name) === 'tool'
  return isProgram && known.every(({ looksIntoEnvironment }) => !looksIntoEnvironment)
}

/** Whether a requirement has extras that are not declared with it. */
function asksForMore(text: string, declared: readonly string[]): boolean {
  return extrasOf(text).some((extra) => !declared.includes(normalizeName(extra)))
}

/** Whether an operand asks for another version than the lock may hold. */
function isOverride(text: string, declared: readonly string[]): boolean {
  const asked = /[=<>!~].*/s.exec(text.replace(/\s/g, ''))?.[0]
  return asked !== undefined && /==|~=|!=|<|@|\*/.test(asked) && !declared.includes(asked)
}

/** What only the run tells stays beside the lock. */
function sayUnknown(written: string): string {
  return `Only the run tells what \`${written.replace(/^["']|["']$/g, '')}\` is: name here what is meant, or install it with \`uv pip install ${written}\` behind the \`uv sync\`, and run what needs it with \`uv run --no-sync …\`.`
}

function declareAddress(written: string): string {
  // What git takes from its user is `git+ssh://` for an installer.
  const bare = written
    .replace(/^["']|["']$/g, '')
    .replace(/^git@([\w.-]+):/, (_, host: string) => `git+ssh://git@${host}/`)
  return /(?:^|@\s*)git\+|:\/\//.test(bare)
    ? `Declare it once as a source: \`uv add "${bare}"\`; then \`uv sync\` installs it.`
    : `Declare \`${bare}\` as a dependency once; then \`uv sync\` installs it.`
}

/** How uv is brought to where a command runs. */
export function takeUv({ command, commands }: Pick<CommandContext, 'command' | 'commands'>): string {
  const { context } = command.script
  if (command.host === 'dockerfile')
    return 'Copy uv into the image: `COPY --from=ghcr.io/astral-sh/uv /uv /uvx /bin/`.'
  if (command.host === 'workflow') return 'Let the action `astral-sh/setup-uv` bring uv.'
  if (context.kind === 'config' && context.format === 'gitlab-ci')
    return 'Use an image that has uv, such as `ghcr.io/astral-sh/uv`.'
  return commands.shellProvides('uv')
    ? 'Take uv from the dev shell.'
    : 'Install uv with its own installer (https://docs.astral.sh/uv/getting-started/installation/).'
}
