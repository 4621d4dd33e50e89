import type { SessionCommand, SessionKind } from '../../model/environments/session.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import type { CommandWord } from '../../model/programs/word.ts'
import type { Workspace } from '../../model/projects/workspace.ts'
import { managers } from '../../tables/managers.ts'
import { pythonTools } from '../../tables/python-tools.ts'
import { wordsThroughUv } from '../through-uv/words-through-uv.ts'
import { startsUv, translateRun } from '../translate-run.ts'
import type { OwnTool, SessionFacts } from './command-context.ts'
import { programsOf } from './packages.ts'
import { hasVariants, optionsOf, type Selection } from './selection.ts'
import { isTasks } from './unit.ts'

/** What a session gives to the commands that run in it. */
export interface Given {
  readonly wants: Selection | null
  /** Options of `uv run` that bring what nothing declares. */
  readonly beside: NewWords
  readonly tools: readonly OwnTool[]
  /** Programs of what the session installs and the project declares, where only their name tells so. */
  readonly installed: readonly string[]
  /** Names of tools that run once. */
  readonly once: readonly string[]
  readonly kind: SessionKind
  /** Whether what enters the environment of the project stays. */
  readonly entered: boolean
}

/** What a command becomes that needs the environment; `same` where it may stay; null when nobody can tell. */
export function readerWords(
  item: SessionCommand,
  given: Given,
  facts: SessionFacts,
): NewWords | 'same' | null {
  const { command, use, target } = item
  if (command.uv) return uvWith(item, given)
  if (use?.does === 'read' && managers[use.manager]?.conda) return null
  if (use?.does === 'read')
    return ['uv', 'pip', ...command.words.slice(command.words.findIndex(({ text }) => text === use.verb))]
  if (use?.does === 'run') {
    if (startsUv(use, { command, commands: facts.commands })) return 'same'
    const place = { ...facts, command, source: facts.commands.source(command.path) }
    const words = translateRun(use, place).words ?? null
    const asOne = given.kind !== 'terminal' && !isTasks(item) && given.beside.length === 0
    return words && asOne && given.wants && !isDefault(given.wants)
      ? ['uv', 'run', '--no-sync', ...use.target]
      : words
  }
  if (use?.does === 'build') return buildWords(item)
  if (use || !target) return null
  if (command.inEnvironment || isHarmless(item) || (given.entered && isEntered(item))) return 'same'
  const tool =
    target.kind === 'tool'
      ? given.tools.find(({ name }) => programsOf(name).includes(target.text ?? ''))
      : undefined
  if (tool) return given.once.includes(tool.name) ? toolRun(tool, item) : 'same'
  const { workspace, commands, tree } = facts
  if (!workspace) return null
  const { wants, beside } = given
  // A program that no table knows is that of the distribution which was installed for it, and which the project declares.
  const name = target.kind === 'tool' ? (command.words[0]?.text ?? '') : ''
  if (wants && given.installed.includes(name) && !Object.hasOwn(pythonTools, name)) {
    const asIs = given.kind !== 'terminal' && !isTasks(item) && beside.length === 0
    if (isDefault(wants) || asIs)
      return ['uv', 'run', ...(isDefault(wants) ? beside : ['--no-sync']), ...command.words]
  }
  const known = { commands, workspace, tree, ...(wants !== null && { installed: true as const }) }
  if (!wants || isDefault(wants)) return wordsThroughUv(target, command, known, beside)?.words ?? null
  const asOne = given.kind !== 'terminal' && !isTasks(item)
  if (asOne && beside.length === 0 && !hasVariants(workspace))
    return wordsThroughUv(target, command, known, [], ['--no-sync'])?.words ?? null
  const options = optionsOf(wants, workspace)
  const packages = options.filter((option) => option === '--package').length
  if (packages === 1)
    return wordsThroughUv(target, command, known, [], [...options, ...beside])?.words ?? null
  const through = wordsThroughUv(target, command, known, [...beside, ...withoutPackages(options)])
  const own = through?.prefix.slice(2) ?? []
  const instead = withoutPackages(options)
  if (own.every((option) => instead.includes(option)))
    return wordsThroughUv(target, command, known, [], [...instead, ...beside])?.words ?? null
  return through?.words ?? null
}

/** Whether a plain `uv run` keeps what a selection installs. */
function isDefault({ members, extras, groups, flags }: Selection): boolean {
  return members.length + extras.length + groups.length + flags.length === 0
}

function withoutPackages(options: readonly string[]): readonly string[] {
  return options.filter(
    (option, at) => option !== '--package' && options[at - 1] !== '--package' && option !== '--no-dev',
  )
}

/**
 * `uv build` for the same directory and what is built of it; null for options that it does not know. Of a directory that is
 * named uv puts what it builds into that of the workspace, so that the old place is named.
 */
function buildWords({ use }: SessionCommand): NewWords | null {
  if (!use || use.operands.length > (use.manager === 'setup.py' ? 0 : 1)) return null
  const [directory] = use.operands
  const options: (string | CommandWord)[] = []
  let placed = false
  for (const { name, value } of use.options) {
    if (name === '-s' || name === '--sdist') options.push('--sdist')
    else if (name === '-w' || name === '--wheel') options.push('--wheel')
    else if ((name === '-o' || name === '--outdir') && value?.word) {
      placed = true
      options.push('--out-dir', value.word)
    } else return null
  }
  if (directory && !placed) {
    if (directory.text === null) return null
    options.push('--out-dir', `${directory.text.replace(/\/$/, '')}/dist`)
  }
  return ['uv', 'build', ...(directory ? [directory] : []), ...options]
}

/** `uvx tox -e py312`, with the plugins that were installed beside it. */
export function toolRun({ name, word, beside }: OwnTool, { command }: SessionCommand): NewWords {
  const [program, ...operands] = command.words
  const plain = typeof word === 'string' || /^[\w.-]+$/.test(word.text ?? '')
  const called = program?.text === name
  const from = called && plain ? [] : ['--from', word]
  return [
    'uvx',
    ...from,
    ...beside.flatMap((one) => ['--with', one]),
    called ? name : (program ?? name),
    ...operands,
  ]
}

/** A command of uv behind the session's installs, with what nothing declares. */
function uvWith({ command }: SessionCommand, { beside }: Given): NewWords | 'same' {
  const { uv, words } = command
  const verb = uv?.verb.at(-1)
  if (beside.length === 0 || uv?.subcommand !== 'run' || !verb) return 'same'
  const at = words.indexOf(verb) + 1
  return [...words.slice(0, at), ...beside, ...words.slice(at)]
}

/** Whether the environment of the project was entered before a command that is called by its bare name. */
function isEntered({ environment, command }: SessionCommand): boolean {
  return environment.kind === 'project' && !/[/\\]/.test(command.words[0]?.text ?? '')
}

/** Questions that any Python answers. */
function isHarmless({ target }: SessionCommand): boolean {
  if (!target) return false
  if (target.kind === 'code') {
    const imports = [
      ...(target.text ?? '?').matchAll(/(?:^|[;\n][^\S\n]*)(?:import|from)\s+([A-Za-z_]\w*)/g),
    ].map(([, name = '']) => name)
    return target.text !== null && imports.every((name) => standard.has(name))
  }
  if (target.kind === 'module')
    return /^(?:http\.server|json\.tool|site|platform|sysconfig|webbrowser|zipfile|tarfile|compileall|py_compile|this)$/.test(
      target.text ?? '',
    )
  return (
    target.operands.length > 0 &&
    target.operands.every(({ text }) => /^(?:-V|--version|--help|-h)$/.test(text ?? ''))
  )
}

const standard = new Set([
  'sys',
  'os',
  'platform',
  'json',
  'pathlib',
  're',
  'site',
  'sysconfig',
  'shutil',
  'subprocess',
  'time',
])

/** Whether the workspace is a single project, so that no member needs to be named. */
export function isSingle(workspace: Workspace | null): boolean {
  return workspace !== null && workspace.members.length <= 1
}
