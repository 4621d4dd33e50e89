import { sharesFolder } from '../../model/environments/containers.ts'
import type { Session, SessionCommand } from '../../model/environments/session.ts'
import { lastOption } from '../../model/programs/arguments.ts'
import { isDocumented, runsInImage } from '../../parse/script.ts'
import { ownersUsingPip } from '../../tables/actions.ts'
import { plainImage } from '../../tables/environments.ts'
import { packaging } from '../../tables/managers.ts'
import { asideFolder } from '../../tables/readers.ts'
import { isInside, parentOf, resolvePath } from '../../text/paths.ts'
import { bootstrapCure, isBootstrap } from './bootstrap.ts'
import type { Cure } from './cure.ts'
import { Draft, type PlanFacts } from './draft.ts'
import { environmentSteps } from './environment-steps.ts'
import { givenToScripts } from './given-to-scripts.ts'
import { adviseImage } from './image.ts'
import { installSteps, isCalledOnce } from './install-steps.ts'
import { provide } from './provision.ts'
import { readerSteps, readersNeeding } from './reader-steps.ts'
import { restOfJob } from './rest-of-job.ts'
import { adviseSample } from './samples.ts'
import { optionsOf, type Selection } from './selection.ts'
import { cacheOf, installersOf } from './serving-steps.ts'
import { fixOf } from './session-fix.ts'
import { type Unit, unitOf, wantsOf, wholeDecision } from './unit.ts'
import { firstThingsFirst } from './unmigrated.ts'

/** The longest session that is planned; the longest found in a repository has 300. Planning takes quadratic time. */
const mostCommands = 1_000
const tooLong = `This session has more than ${mostCommands} commands, too many to plan. Declare what it installs with \`uv add\`, and run one \`uv sync\`.`

/**
 * The cure of a session; null when it has no commands of other managers that share an environment, or when nothing is to
 * be done about them.
 */
export function planSession(
  session: Session,
  facts: PlanFacts,
  isWrong: (item: SessionCommand) => boolean,
): Cure | null {
  if (session.commands.length > mostCommands) {
    const lines = session.commands.filter(isWrong)
    return lines.length === 0 ? null : { lines, beside: [], next: tooLong }
  }
  const unit = unitOf(session, facts, isWrong)
  const { lines, environments, readers } = unit
  const members = new Set([...lines.map(({ item }) => item), ...environments, ...readers])
  const wrong = session.commands.filter((item) => isWrong(item) && members.has(item))
  if (wrong.length === 0 || lines.length + environments.length === 0) return null
  // What uv made itself is right: a build in it is no reason to rewrite what else runs there.
  if (lines.length === 0 && environments.every(({ use }) => use === null)) return null
  const foreign = session.commands.some(({ environment }) => environment.kind === 'foreign')
  if (lines.length === 0 && foreign) return { lines: [], beside: [], next: '' }
  if (wrong.every(({ command }) => command.audience.value === 'consumer'))
    return { lines: wrong, beside: [], next: adviseUsers(wrong) }
  if (isBootstrap(unit)) return bootstrapCure(wrong, unit, facts)
  if (session.kind === 'stage' && session.project === undefined && isOfSample(session.path, lines.length))
    return { lines: [], beside: [], next: '' }
  // Which of several projects an image holds is not known: any advice might name the wrong one.
  if (session.kind === 'stage' && session.project === null && !namesProjects(unit))
    return { lines: [], beside: [], next: '' }
  const inImage = session.kind === 'stage' || wrong.some(({ command }) => runsInImage(command.script))
  if (inImage && session.project === undefined && lines.length > 0) {
    // Where there is no lock, uv itself installs as it should.
    const byPip = lines.filter(({ item }) => item.use?.manager !== 'uv pip')
    const forUv = byPip.filter((line) => !isPackaging(line))
    if (isBootstrap({ lines: forUv }))
      return bootstrapCure(
        byPip.map(({ item }) => item),
        { ...unit, lines: forUv },
        facts,
      )
    // What a page for others shows is the image of its readers: nobody knows what they build it from.
    const shown = wrong.every(
      ({ command }) => isDocumented(command.script) && command.page !== 'contributing',
    )
    const next = shown || wrong.every(isInPulledImage) ? null : adviseImage(unit, facts.documents)
    return { lines: next === null ? [] : wrong, beside: [], next: next ?? '', severity: 'note' }
  }
  return cureOf(new Draft(unit, facts), wrong)
}

/**
 * Whether an image without the project is none that it is built in: that of a sample or a test, or one that only makes an
 * environment for what is installed later.
 */
function isOfSample(path: string, installs: number): boolean {
  return installs === 0 || asideFolder.test(parentOf(path)) || /(?:^|\/)tests?\//.test(path)
}

/** Whether a service runs in an image of a program, which nobody here builds: what it lacks has to be installed when it starts. */
function isInPulledImage({ command: { script } }: SessionCommand): boolean {
  const image = script.context.kind === 'config' ? script.context.image : undefined
  return image !== undefined && !plainImage.test(image)
}

/** Whether directories below the one in which an image works are installed, so that they tell the projects. */
function namesProjects({ lines }: Unit): boolean {
  return lines.some(({ item }) => item.use?.directories.some(({ text }) => text?.includes('/')))
}

/** What to tell the users of a package. */
function adviseUsers(lines: readonly SessionCommand[]): string {
  const [named] = lines.flatMap(({ use }) => use?.names ?? [])
  return `Show users \`uv add ${named ?? '…'}\`, or \`uv tool install\` for a program.`
}

function cureOf(draft: Draft, wrong: readonly SessionCommand[]): Cure {
  const { unit } = draft
  if (unit.lines.length > 0 && unit.lines.every(({ decision }) => decision.stays))
    return { lines: [], beside: [], next: '' }
  const decision = wholeDecision(unit.lines)
  const libraries = [...decision.libraries, ...decision.overrides]
  if (unit.lines.length > 0 && unit.lines.every(isPackaging)) {
    if (servesOthers(draft)) return { lines: [], beside: [], next: '' }
    draft.certain = false
  }
  if (givenToScripts(draft)) return finished(draft, wrong)
  const ofSample = decision.files.length > 0
  // A list of its own tells of a sample, and so does what is installed beside the list.
  const needing = ofSample ? unit.readers : readersNeeding(draft, libraries)
  const needed = needing.length > 0
  const isolated = unit.lines.find(({ item }) => lastOption(item.use?.options ?? [], '--no-build-isolation'))
  if (isolated) return { lines: wrong, beside: [], next: isolated.decision.open.join(' ') }
  environmentSteps(draft)
  for (const lines of byPart(unit.lines)) installSteps(draft, lines, needed, (wants) => focused(wants, draft))
  const beside = [
    ...(needed ? libraries.flatMap((word) => ['--with', word]) : []),
    ...[...new Set(decision.files)].flatMap((file) => ['--with-requirements', file]),
  ]
  const readers = unit.readers.filter((item) => item.command.uv === undefined || libraries.length > 0)
  const once = decision.tools.filter((tool) => isCalledOnce(tool, draft)).map(({ name }) => name)
  const given = {
    wants: focused(wantsOf(unit.lines), draft),
    beside,
    tools: decision.tools,
    installed: unit.lines.flatMap(({ item, decision: { wants, tools } }) =>
      wants ? (item.use?.names ?? []).filter((name) => !tools.some((tool) => tool.name === name)) : [],
    ),
    once,
    kind: unit.session.kind,
    entered: unit.environments.some((item) => draft.steps.get(item)?.kind === 'keep'),
  }
  if (decision.wants === null) for (const sentence of decision.open) draft.say(sentence)
  if (unit.session.kind !== 'stage') readerSteps(draft, given, readers, needing)
  for (const sentence of [...decision.open, ...worthSaying(decision.notes)]) draft.say(sentence)
  if (decision.open.length > 0 || !decision.certain || unit.closed) draft.certain = false
  if (decision.otherVersions) draft.safe = false
  const isRun = unit.session.kind !== 'stage' && readers.length > 0
  const place = unit.lines.find((line) => line.decision.files.length > 0)?.place
  if (place && !isRun)
    return { lines: wrong, beside: [], next: adviseSample(decision, place), severity: 'note' }
  return finished(draft, wrong)
}

function byPart(lines: Unit['lines']): Iterable<Unit['lines']> {
  const parts = new Map<Unit['lines'][number]['part'], Unit['lines'][number][]>()
  for (const line of lines) {
    const known = parts.get(line.part)
    if (known) known.push(line)
    else parts.set(line.part, [line])
  }
  return parts.values()
}

/** The cure of a draft that tells what becomes of every command: with uv brought to where it is needed, and its fix. */
function finished(draft: Draft, wrong: readonly SessionCommand[]): Cure {
  restOfJob(draft)
  provide(draft, wrong)
  const cache = cacheOf(draft)
  // Without a fix, an action that brings the manager has a finding of its own.
  const installers = draft.certain ? installersOf(draft) : []
  const serving = [...(cache ? [cache] : []), ...installers]
  draft.edits.push(...serving.flatMap(({ removal }) => removal ?? []))
  if (installers.some(({ removal }) => removal === null)) draft.certain = false
  if (draft.said.length === 0) draft.say('Delete it: uv needs no pip.')
  const changed = [...draft.steps.keys()].filter((item) => !wrong.includes(item))
  const fix = fixOf(draft)
  return {
    lines: firstFirst(wrong, changed),
    beside: changed,
    places: [...(cache ? [cache] : []), ...(fix ? installers : [])].map(({ place }) => place),
    next: firstThingsFirst(draft.said).slice(0, 5).join(' '),
    ...(fix && { fix }),
  }
}

/** What begins to make the environment stands first, though uv makes it. */
function firstFirst(
  wrong: readonly SessionCommand[],
  changed: readonly SessionCommand[],
): readonly SessionCommand[] {
  const [first] = wrong
  const maker = changed.find(
    ({ command, role }) =>
      role === 'makes' && first !== undefined && command.span.start < first.command.span.start,
  )
  return maker ? [maker, ...wrong] : wrong
}

/** A selection of all members is said so, unless all that runs works on those that it names anyway. */
function focused(wants: Selection | null, { unit, facts: { workspace } }: Draft): Selection | null {
  if (!wants || !workspace) return wants
  const named = optionsOf(wants, workspace).filter((_, at, all) => all[at - 1] === '--package')
  const covers =
    workspace.members.length > 1 && workspace.members.every(({ name }) => wants.members.includes(name))
  if (!covers || named.length !== 1) return wants
  const targets = unit.readers.flatMap(({ command, target }) =>
    (target?.operands ?? []).flatMap(({ text }) => {
      const path = text === null || text.startsWith('-') ? null : resolvePath(command.directory, text)
      return path !== null && workspace.members.some(({ directory }) => sharesFolder(directory, path))
        ? [path]
        : []
    }),
  )
  const own = workspace.member(named[0] ?? '')?.directory ?? '.'
  return targets.every((path) => isInside(own, path))
    ? wants
    : { ...wants, flags: [...wants.flags, '--all-packages'] }
}

/** Whether a line installs nothing but what installs. */
function isPackaging({ item: { use } }: Unit['lines'][number]): boolean {
  return (
    use !== null &&
    use.operands.length > 0 &&
    use.names.length === use.operands.length &&
    use.names.every((name) => packaging.has(name))
  )
}

/** Whether pip is there for an action of the job that calls it, or for what users install beside it. */
function servesOthers({ unit, facts }: Draft): boolean {
  const [line] = unit.lines
  const { context } = line?.item.command.script ?? {}
  const job = context?.kind === 'workflow' ? context.job : undefined
  const actions =
    job === undefined || !line ? [] : (facts.documents.get(line.item.command.path)?.document.actions ?? [])
  const called = actions.some(
    (action) => action.job === job && ownersUsingPip.has(action.text.split('/')[0]?.toLowerCase() ?? ''),
  )
  return (
    called ||
    unit.session.commands.some(({ command, use }) => use !== null && command.audience.value === 'consumer')
  )
}

/** Sentences that tell why a line can go; many such reasons are none. */
function worthSaying(notes: readonly string[]): readonly string[] {
  const isReason = (note: string) => / is (?:a dependency of|in the )/.test(note)
  const reasons = notes.filter(isReason)
  return [...notes.filter((note) => !isReason(note)), ...(reasons.length > 2 ? [] : reasons)]
}
