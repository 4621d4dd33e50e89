import { environmentBefore } from '../../model/environments/environment-before.ts'
import { knownText } from '../../model/environments/requirements.ts'
import type { SessionCommand } from '../../model/environments/session.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import { isDocumented } from '../../parse/script.ts'
import { addingManagers } from '../../tables/managers.ts'
import { importsOneOf } from '../imported-packages.ts'
import { onlyAsks } from '../through-uv/without-project.ts'
import { code } from '../translation.ts'
import { addLibraries, addWords, isNotebook, sayBeside } from './add.ts'
import type { OwnTool } from './command-context.ts'
import type { Draft } from './draft.ts'
import { widened } from './existing-sync.ts'
import { loopAround } from './loops.ts'
import { nameIn, programsOf } from './packages.ts'
import { stepSpan } from './removals.ts'
import { isSample } from './samples.ts'
import { names, sayInstead } from './say.ts'
import { type Selection, syncWords } from './selection.ts'
import { type DecidedLine, sameTask, wantsOf } from './unit.ts'

/** More lines of a page than anybody reads as one `uv add`. */
const mostTogether = 12

/**
 * What the lines of one part become that install.
 * @param given whether what nothing declares is given to the commands that run
 * @param choose the selection as it is to be said
 */
export function installSteps(
  draft: Draft,
  part: readonly DecidedLine[],
  given: boolean,
  choose: (wants: Selection | null) => Selection | null,
): void {
  const wants = choose(wantsOf(part))
  if (wants) sync(draft, part, wants)
  for (const line of inOne(part, draft, given)) {
    if (draft.steps.has(line.item)) rest(draft, line, given)
    else alone(draft, line, given)
  }
}

/**
 * Lines that install packages which nothing declares: the first of them with the packages of all, which are declared by one
 * command. A line that one `uv sync` takes the place of comes first.
 */
function inOne(part: readonly DecidedLine[], draft: Draft, given: boolean): readonly DecidedLine[] {
  const isCovered = ({ item }: DecidedLine) => draft.steps.has(item)
  const plain = part.filter((line) => isDeclaredByHand(line, isCovered(line), given))
  const first = plain.find(isCovered) ?? plain[0]
  if (!first || plain.length === 1 || (!first.place.machine && plain.length > mostTogether)) return part
  const libraries = plain.flatMap(({ decision }) => decision.libraries)
  const others = new Set(plain.filter((line) => line !== first))
  for (const line of others) if (!isCovered(line)) draft.steps.set(line.item, { kind: 'delete' })
  return part.flatMap((line) => {
    if (line === first) return [{ ...line, decision: { ...line.decision, libraries } }]
    return others.has(line) ? [] : [line]
  })
}

/** Whether somebody declares what a line installs, together with what other lines do. */
function isDeclaredByHand(
  { item, decision, place }: DecidedLine,
  isCovered: boolean,
  given: boolean,
): boolean {
  const { libraries, tools, overrides } = decision
  if (libraries.length === 0 || overrides.length > 0) return false
  // Managers that declare have a line for each group.
  if (addingManagers.has(item.use?.manager ?? '')) return false
  return place.machine ? !isCovered && tools.length === 0 : !(given || isSample(place) || isNotebook(place))
}

/** A line that needs no `uv sync`. */
function alone(draft: Draft, line: DecidedLine, given: boolean): void {
  const { item, place, decision } = line
  const { tools, libraries, overrides } = decision
  const called = tools.some((tool) => isCalledOnce(tool, draft))
  const [only] = tools
  if (only && tools.length === 1 && libraries.length === 0 && !called) {
    const words: NewWords = [
      'uv',
      'tool',
      'install',
      only.word,
      ...only.beside.flatMap((word) => ['--with', word]),
    ]
    const programs = programsOf(only.name)
    const once =
      programs.length > 1 && programs.at(-1) === only.name ? `--from ${only.name} ${programs[0]}` : only.name
    draft.say(`Use ${code(words, place.source)}, or \`uvx ${once}\` where it runs.`)
    const calls = draft.unit.readers.filter(({ command }) =>
      programsOf(only.name).includes(command.program ?? ''),
    )
    if (place.machine || (calls.length > 1 && draft.unit.session.kind !== 'terminal')) draft.certain = false
    draft.write(item, { kind: 'write', words })
  } else if (tools.length > 1 && !called && libraries.length === 0) {
    draft.certain = false
    draft.say(
      `Give each of them an environment of its own, by \`uv tool install\` or \`uvx\`: ${names(tools.map(({ name }) => name))}.`,
    )
  } else if (
    !given &&
    (overrides.length > 0 || (libraries.length > 0 && !isNotebook(place) && isForRuns(line)))
  ) {
    draft.certain = false
    draft.say(sayBeside([...overrides, ...libraries], place))
  } else if (libraries.length > 0 && !given) addLibraries(draft, line)
  else {
    draft.steps.set(item, { kind: 'delete' })
  }
}

/** Whether packages go to what runs: those of a sample, or of a script of no member which the page starts. */
function isForRuns({ item, place, decision }: DecidedLine): boolean {
  if (isSample(place)) return true
  const { command, commands } = place
  if (!isDocumented(command.script) || command.member !== null) return false
  if (!addWords(decision.libraries, item, place).shown.includes('<member>')) return false
  const names = decision.libraries.map((word) => nameIn(knownText(word)) ?? '')
  return commands.all.some(
    (other) =>
      other.path === command.path &&
      other.target?.kind === 'script' &&
      importsOneOf(names, other, other.target, commands),
  )
}

/** What else a line installs that one `uv sync` takes the place of. */
function rest(draft: Draft, { decision, place, item }: DecidedLine, given: boolean): void {
  if (decision.libraries.length === 0 || given) return
  draft.certain = false
  draft.safe = false
  const { shown } = addWords(decision.libraries, item, place)
  if (isSample(place) || shown.includes('<member>')) draft.say(sayBeside(decision.libraries, place))
  else draft.say(`Declare the rest once with ${code(shown, place.source)}.`)
}

/** Whether a tool runs once, so that `uvx` is enough where it does; asking for its version is no run. */
export function isCalledOnce({ name }: OwnTool, { unit }: Draft): boolean {
  const calls = unit.readers.filter(
    ({ command, target }) =>
      programsOf(name).includes(command.program ?? '') && !(target && onlyAsks(target)),
  )
  return calls.length === 1
}

/** One `uv sync` in the place of the first line that needs it, or as part of one that is there. */
function sync(draft: Draft, part: readonly DecidedLine[], wants: Selection): void {
  const { unit, facts } = draft
  const of = part.filter(({ decision }) => decision.wants !== null)
  const [first] = of
  if (!first) return
  const { source, machine } = first.place
  const idle = ({ decision }: DecidedLine) =>
    decision.libraries.length + decision.tools.length + decision.overrides.length === 0
  const covered = part.filter((line) => line.decision.wants !== null || idle(line))
  const here = unit.syncs.filter(
    (item) => sameTask(item, first.item) && runsWhenever(item, first.item, source),
  )
  const before = here.findLast(({ command }) => command.span.start < first.item.command.span.start) ?? here[0]
  const wider = before ? widened(before, wants, facts.workspace) : null
  for (const { item } of covered) draft.steps.set(item, { kind: 'delete' })
  if (before && wider === 'same' && copiesBetween(before, first.item, draft)) {
    draft.write(first.item, { kind: 'write', words: before.command.words })
    draft.say(
      `Use ${code(before.command.words, source)} once more: the sources were copied after the one before.`,
    )
    return
  }
  const them = covered.length === 1 ? 'it' : 'them'
  if (before && wider === 'same') {
    draft.say(`Delete ${them}: ${code(before.command.words, source)} installs ${them} already.`)
    if (of.some(({ item }) => item.environment.kind !== 'project')) draft.safe = false
    return
  }
  if (before && wider !== null && wider !== 'same') {
    draft.write(before, { kind: 'write', words: wider })
    draft.say(`Let the \`uv sync\` that is there install ${them}: ${code(wider, source)}.`)
    return
  }
  if (before) draft.certain = false
  const image = unit.session.kind === 'stage'
  const chosen =
    image && !wants.flags.includes('--no-dev') && wants.rootGroups.length === 0
      ? { ...wants, flags: [...wants.flags, '--no-dev'] }
      : wants
  const other = environmentBefore(source, first.item.command.span.start)
  if (other !== undefined) draft.certain = false
  const synced = syncWords(chosen, { workspace: facts.workspace, tree: facts.tree, machine })
  const words = other === undefined ? synced : [`UV_PROJECT_ENVIRONMENT=${other}`, ...synced]
  const kept = [...draft.steps].find(([, step]) => step.kind === 'keep')?.[0]
  const maker =
    kept &&
    unit.environments.find((one) => one.role === 'makes' && one.command.span.start < kept.command.span.start)
  const around = maker ? null : loopAround(first.item.command)
  if (around && !around.only) draft.certain = false
  draft.write(maker ?? first.item, { kind: 'write', words, ...(around && { whole: around.loop.span }) })
  const made =
    unit.lines.length === part.length
      ? unit.environments.filter(({ use, command }) => use !== null || command.uv).length
      : 0
  const places = new Set(covered.map(({ item }) => item.command.span.start)).size
  draft.say(sayInstead(places + made, words, source))
}

/** Whether an image copies files of the repository between two commands, so that the first has not seen what the second has. */
function copiesBetween(before: SessionCommand, after: SessionCommand, { unit, facts }: Draft): boolean {
  if (unit.session.kind !== 'stage') return false
  const stages = facts.documents.get(unit.session.path)?.document.stages ?? []
  return stages
    .flatMap(({ copies }) => copies)
    .some(
      ({ from, span }) =>
        from === null && span.start > before.command.span.end && span.end < after.command.span.start,
    )
}

/** Whether a step of a job runs whenever another one does: it has no condition, or the same one. */
function runsWhenever(item: SessionCommand, other: SessionCommand, source: string): boolean {
  const own = conditionOf(item, source)
  return own === null || own === conditionOf(other, source)
}

function conditionOf({ command: { script } }: SessionCommand, source: string): string | null {
  const step = script.context.kind === 'workflow' ? stepSpan(script.span, source) : null
  if (!step) return null
  return /^[ \t]*(?:-[ \t]+)?if[ \t]*:[ \t]*(\S.*)$/m.exec(source.slice(step.start, step.end))?.[1] ?? null
}
