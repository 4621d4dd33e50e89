import type { Command } from '../model/commands/command.ts'
import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import { type NewWords, textOf } from '../model/programs/new-words.ts'
import { distributionsOf } from '../model/programs/python-tools.ts'
import { isDeclared } from '../model/projects/declared-tools.ts'
import { interpreterName, managerCalled } from '../tables/program-names.ts'
import { type HatchCalls, hatchFormat, hatchTest } from './hatch-calls.ts'
import { type ManagerTask, tasksOf } from './manager-tasks.ts'
import { hatchEnvironment, runOptions } from './run-options.ts'
import { code, projectOption, type Translation, type TranslationContext } from './translation.ts'

/** `poetry run`, `pdm run`, `hatch run` and the like. */
export function translateRun(use: ForeignUse, place: TranslationContext): Translation {
  const { command, workspace, source } = place
  const { manager } = use
  const asked = askedOf(use)
  const home = homeOf(manager, place)
  const task = asked && taskNamed(asked.name, asked.environment, home.tasks)
  if (asked && task) {
    const calls = expand(task, asked.rest, { manager, home, place }, 0)
    const { python, extras } = hatchEnvironment(
      asked.environment ?? task.environment,
      home.directory,
      workspace,
    )
    const said = calls && calls.length > 0 ? sayCalls({ calls, python }, extras, place) : null
    return {
      next:
        said && said.length < 180
          ? `Use ${said}: that is what ${manager}'s \`${asked.name}\` runs.`
          : `Write what ${manager}'s \`${asked.name}\` runs behind \`uv run\`.`,
    }
  }
  if (!asked && manager === 'hatch') return { next: 'Write what it stands for in hatch behind `uv run`.' }
  if (asked && manager === 'hatch' && !isProgram(asked.name, place))
    return { next: `Write what \`${asked.name}\` stands for in hatch behind \`uv run\`.` }
  const target = asked?.environment ? [asked.name, ...asked.rest] : use.target
  const words: NewWords = ['uv', 'run', ...runOptions(target, place).options, ...target]
  const next = `Use ${code(words, source)}.`
  const certain = projectOption(command, workspace) !== null && use.options.length === 0
  if (!certain || use.target.length === 0 || manager === 'hatch') return { next }
  return { next, words, because: `the environment of uv replaces that of ${manager}` }
}

/** Whether the manager is told the name of a task of its own. */
export function runsTask(use: ForeignUse, place: TranslationContext): boolean {
  const asked = askedOf(use)
  return (
    asked !== null && taskNamed(asked.name, asked.environment, homeOf(use.manager, place).tasks) !== undefined
  )
}

/** Whether what a manager runs by its name starts uv, so that the manager is only a runner of tasks. */
export function startsUv(use: ForeignUse, place: Pick<TranslationContext, 'command' | 'commands'>): boolean {
  const asked = use.does === 'run' ? askedOf(use) : null
  const task = asked && taskNamed(asked.name, asked.environment, homeOf(use.manager, place).tasks)
  return task?.startsUv ?? false
}

/** `hatch test`, which starts pytest, and `hatch fmt`, which starts ruff. */
export function translateHatch(use: ForeignUse, place: TranslationContext): Translation {
  const { calls, python } = callsOf(use)
  const directory = homeOf('hatch', place).directory
  const tests = hatchEnvironment('hatch-test', directory, place.workspace)
  const said = sayCalls({ calls, python: python.length > 0 ? python : tests.python }, tests.extras, place)
  const missing = calls[0] && runOptions(calls[0], place).undeclared
  if (missing === undefined) return { next: `Use ${said}.` }
  const add = ['uv', 'add', ...(projectOption(place.command, place.workspace) ?? []), '--dev', missing].join(
    ' ',
  )
  return { next: `Declare \`${missing}\` with \`${add}\`, then use ${said}.` }
}

function callsOf({ does, target }: ForeignUse): HatchCalls {
  return does === 'test' ? hatchTest(target) : hatchFormat(target)
}

function sayCalls(
  { calls, python }: HatchCalls,
  extras: readonly string[],
  place: TranslationContext,
): string {
  const said = calls.map((words) => {
    if (textOf(words[0] ?? '') === 'uv') return code(words, place.source)
    const { options } = runOptions(words, place)
    const needed = textOf(words[0] ?? '') === 'ruff' ? [] : extras.filter((extra) => !options.includes(extra))
    const named = needed.flatMap((extra) => ['--extra', extra])
    return code(['uv', 'run', ...python, ...options, ...named, ...words], place.source)
  })
  return said.join(', then ') + (python.includes('<version>') ? ' for every version' : '')
}

interface Asked {
  readonly environment: string | null
  readonly name: string
  readonly rest: NewWords
}

/** What `hatch run ENV:NAME …`, `hatch -e ENV run NAME …` or `pdm run NAME …` names. */
function askedOf({ manager, target, options }: ForeignUse): Asked | null {
  const at = manager === 'hatch' ? target.findIndex(({ text }) => !/^[+-]\w+=/.test(text ?? '')) : 0
  const text = target[at]?.text
  if (!text) return null
  const [, environment, name] = (manager === 'hatch' && /^([\w.+-]+):([^:/\\].*)$/.exec(text)) || []
  const option = options.find(
    (one) => one.name === '-e' || one.name === '--env' || one.name === '--environment',
  )
  return {
    environment: environment ?? option?.value?.text ?? null,
    name: name ?? text,
    rest: target.slice(at + 1),
  }
}

interface Home {
  readonly directory: string
  readonly tasks: readonly ManagerTask[]
}

/** The directory whose files tell the manager what to run: the nearest with tasks. */
function homeOf(
  manager: string,
  { command, commands }: Pick<TranslationContext, 'command' | 'commands'>,
): Home {
  const nearest = command.project?.directory ?? command.directory ?? '.'
  for (const directory of new Set([nearest, command.directory ?? nearest])) {
    const tasks = tasksOf(manager, directory, commands)
    if (tasks.length > 0) return { directory, tasks }
  }
  return { directory: nearest, tasks: [] }
}

/** A task by its name: that of the environment, else of the default one, else of any, which may be its template. */
function taskNamed(
  name: string,
  environment: string | null,
  tasks: readonly ManagerTask[],
): ManagerTask | undefined {
  const named = tasks.filter((task) => task.name === name)
  const within = (wanted: string | null) => named.find((task) => task.environment === wanted)
  return within(environment) ?? within('default') ?? named[0]
}

/** Whether a word after `hatch run` is a program that `uv run` would find as well. */
function isProgram(name: string, { commands, workspace }: TranslationContext): boolean {
  return (
    /\/|\.py$/.test(name) ||
    interpreterName.test(name) ||
    managerCalled(name) === 'pip' ||
    name === 'uv' ||
    distributionsOf(name, 'program').length > 0 ||
    commands.definitions(name).some(({ kind }) => kind === 'console-script') ||
    (workspace !== null && isDeclared([name], workspace))
  )
}

/** The commands that a task comes to, the program first; null when some of it cannot be told. */
function expand(
  { commands, environment }: ManagerTask,
  given: NewWords,
  facts: { readonly manager: string; readonly home: Home; readonly place: TranslationContext },
  depth: number,
): readonly NewWords[] | null {
  const { manager, home, place } = facts
  const found: NewWords[] = []
  for (const command of commands) {
    const words = command && depth < 4 && filled(command, given, manager, place)
    if (!words) return null
    const [name = '', ...rest] = words.map(textOf)
    const other = taskNamed(name, environment, home.tasks)
    const use = command.program === manager ? command.foreign : null
    const asked = use?.does === 'run' ? askedOf(use) : null
    const called = asked && taskNamed(asked.name, asked.environment ?? environment, home.tasks)
    let calls: readonly NewWords[] | null = null
    if (other) calls = expand(other, given, facts, depth + 1)?.map((call) => [...call, ...rest]) ?? null
    else if (called) calls = expand(called, [], facts, depth + 1)
    else if (use?.does === 'test') calls = hatchTest(words.slice(2)).calls
    else if (use?.does === 'format') calls = hatchFormat(words.slice(2)).calls
    else if (!use && isProgram(name, place)) calls = [words]
    if (!calls || found.length + calls.length > 4) return null
    found.push(...calls)
  }
  return found
}

/** The words of a task with what is given in place of `{args}`; behind them where the manager puts it there. */
function filled(
  command: Command,
  given: NewWords,
  manager: string,
  { commands }: TranslationContext,
): NewWords | null {
  const source = commands.source(command.path)
  let used = manager === 'hatch'
  const words = command.words.flatMap((word): NewWords => {
    const written =
      word.text !== null && !/\s/.test(word.text) ? word.text : source.slice(word.span.start, word.span.end)
    const args = /^\{args(?::(.*))?\}$/.exec(written)
    if (!args) return [written]
    used = true
    return given.length > 0 ? given : (args[1]?.split(' ').filter(Boolean) ?? [])
  })
  if (words.some((word) => typeof word === 'string' && /[{}\n\\`]/.test(word))) return null
  return used ? words : [...words, ...given]
}
