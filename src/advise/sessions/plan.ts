import { sharesFolder } from '../../model/environments/containers.ts'
import type { Session, SessionCommand } from '../../model/environments/session.ts'
import { lastOption } from '../../model/programs/arguments.ts'
import { isDocumented, runsInImage } from '../../parse/script.ts'
import { ownersUsingPip } from '../../tables/actions.ts'
import { packaging } from '../../tables/managers.ts'
import { asideFolder } from '../../tables/readers.ts'
import { isInside, parentOf, resolvePath } from '../../text/paths.ts'
import type { Place } from '../../text/span.ts'
import type { Fix, Severity } from '../finding.ts'
import { Draft, type PlanFacts } from './draft.ts'
import { editsOf } from './edits.ts'
import { givenToScripts } from './given-to-scripts.ts'
import { adviseImage, usedUvImage } from './image.ts'
import { installSteps, isCalledOnce } from './install-steps.ts'
import { takeUv } from './packages.ts'
import { cacheOfPip, provide } from './provision.ts'
import { readerSteps, readersNeeding } from './reader-steps.ts'
import { removals } from './removals.ts'
import { restOfJob } from './rest-of-job.ts'
import { optionsOf, type Selection } from './selection.ts'
import { isMoreThanPython, type Unit, unitOf, wantsOf, wholeDecision } from './unit.ts'

/** One cure for commands of a session that share an environment. */
export interface Cure {
  /** The commands that break the policy, in their order. */
  readonly lines: readonly SessionCommand[]
  /** Other commands that change with them: what enters the environment, and what runs in it. */
  readonly beside: readonly SessionCommand[]
  /** What stands elsewhere and goes with them. */
  readonly places?: readonly Place[]
  /** What to do, as sentences. */
  readonly next: string
  readonly severity?: Severity
  readonly fix?: Fix
}

const because = 'the environment is then that of the project, with the versions of `uv.lock` and nothing else'

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
  const foreign = session.commands.some(({ environment }) => environment.kind === 'foreign')
  if (lines.length === 0 && foreign) return { lines: [], beside: [], next: '' }
  if (wrong.every(({ command }) => command.audience.value === 'consumer'))
    return { lines: wrong, beside: [], next: adviseUsers(wrong) }
  if (isBootstrap(unit)) return bootstrapCure(wrong, unit, facts)
  if (session.kind === 'stage' && session.project === undefined && isOfSample(session.path, lines.length))
    return { lines: [], beside: [], next: '' }
  const inImage = session.kind === 'stage' || wrong.some(({ command }) => runsInImage(command.script))
  if (inImage && session.project === undefined && lines.length > 0) {
    // What a page for others shows is the image of its readers: nobody knows what they build it from.
    const shown = wrong.every(
      ({ command }) => isDocumented(command.script) && command.page !== 'contributing',
    )
    const next = shown ? null : adviseImage(unit)
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

/** What to tell the users of a package. */
function adviseUsers(lines: readonly SessionCommand[]): string {
  const [named] = lines.flatMap(({ use }) => use?.names ?? [])
  return `Show users \`uv add ${named ?? '…'}\`, or \`uv tool install\` for a program.`
}

function cureOf(draft: Draft, wrong: readonly SessionCommand[]): Cure {
  const { unit } = draft
  const decision = wholeDecision(unit.lines)
  const libraries = [...decision.libraries, ...decision.overrides]
  if (unit.lines.length > 0 && unit.lines.every(isPackaging)) {
    if (servesOthers(draft)) return { lines: [], beside: [], next: '' }
    draft.certain = false
  }
  if (givenToScripts(draft)) return finished(draft, wrong)
  const needing = readersNeeding(draft, libraries)
  const needed = needing.length > 0
  const isolated = unit.lines.find(({ item }) => lastOption(item.use?.options ?? [], '--no-build-isolation'))
  if (isolated) return { lines: wrong, beside: [], next: isolated.decision.open.join(' ') }
  environmentSteps(draft)
  for (const part of new Set(unit.lines.map((line) => line.part)))
    installSteps(
      draft,
      unit.lines.filter((line) => line.part === part),
      needed,
      (wants) => focused(wants, draft),
    )
  const beside = [
    ...(needed ? libraries.flatMap((word) => ['--with', word]) : []),
    ...decision.files.flatMap((file) => ['--with-requirements', file]),
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
  const isRun = unit.session.kind !== 'stage' && readers.length > 0
  if (decision.files.length > 0 && !isRun)
    return { lines: wrong, beside: [], next: adviseSample(decision.files), severity: 'note' }
  return finished(draft, wrong)
}

/** The cure of a draft that tells what becomes of every command: with uv brought to where it is needed, and its fix. */
function finished(draft: Draft, wrong: readonly SessionCommand[]): Cure {
  restOfJob(draft)
  provide(draft, wrong)
  const cache = cacheOfPip(draft)
  if (cache?.removable) draft.edits.push(cache.place)
  if (draft.said.length === 0) draft.say('Delete it: uv needs no pip.')
  const changed = [...draft.steps.keys()].filter((item) => !wrong.includes(item))
  const fix = fixOf(draft)
  return {
    lines: firstFirst(wrong, changed),
    beside: changed,
    ...(cache && { places: [cache.place] }),
    next: draft.said.slice(0, 5).join(' '),
    ...(fix && { fix }),
  }
}

/** What to do about a sample with packages of its own, in whose session nothing runs that could be given them. */
function adviseSample(files: readonly string[]): string {
  const given = files.map((file) => `--with-requirements ${file}`).join(' ')
  return `The sample has packages of its own: run it with \`uv run --no-project ${given} …\`, or give it a \`pyproject.toml\` and a lock.`
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

/** A bootstrap of uv by pip works: it is told, and does not fail a check. */
function bootstrapCure(
  lines: readonly SessionCommand[],
  { lines: decided, session }: Unit,
  facts: PlanFacts,
): Cure {
  const [first] = decided
  const image = session.kind === 'stage' ? usedUvImage(facts.documents) : null
  const next = image
    ? `Copy uv into the image: \`COPY --from=${image} /uv /uvx /bin/\`.`
    : first
      ? takeUv(first.place)
      : ''
  const edits =
    image && first && lines.length === 1
      ? removals(first.item.command.script, [first.item.command], first.place.source)
      : null
  const [edit] = edits ?? []
  const whole =
    edit && edits?.length === 1 && first?.place.source.slice(edit.span.start, edit.span.end).startsWith('RUN')
  const fix = whole &&
    first && {
      title: 'Copy uv into the image',
      safety: 'unsafe' as const,
      because: 'uv then lies in `/bin`, and no Python package of that name is there',
      edits: [
        { path: first.item.command.path, span: edit.span, text: `COPY --from=${image} /uv /uvx /bin/\n` },
      ],
    }
  return { lines, beside: [], next, severity: 'warning', ...(fix && { fix }) }
}

/** Whether nothing but uv is installed. */
function isBootstrap({ lines }: Unit): boolean {
  return (
    lines.length > 0 &&
    lines.every(
      ({ item: { use } }) => use?.names.length === 1 && use.names[0] === 'uv' && use.operands.length === 1,
    )
  )
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

function environmentSteps(draft: Draft): void {
  const { environments, lines } = draft.unit
  if (environments.length === 0) return
  for (const item of environments) {
    const version = item.use?.operands
      .map(({ text }) => /^python={1,2}(\d[\d.]*)/.exec(text ?? '')?.[1])
      .find(Boolean)
    if (version) draft.say(`Pin the version with \`uv python pin ${version}\`.`)
    if (isMoreThanPython(item)) {
      draft.certain = false
      const others = (item.use?.operands ?? []).flatMap(({ text }) =>
        text && !/^(?:python\b|pip$)/.test(text) ? [`\`${text}\``] : [],
      )
      draft.say(
        `${others.length > 0 ? others.join(', ') : 'What else conda brings'} has to come from Nix or from the system.`,
      )
    }
    const kept = isOfHook(item) && item.role === 'activates' && item.environment.kind === 'project'
    draft.steps.set(item, { kind: kept ? 'keep' : 'delete' })
  }
  if ([...draft.steps.values()].some(({ kind }) => kind === 'delete')) draft.safe = false
  if (lines.some(({ decision }) => decision.wants !== null)) return
  draft.certain = false
  if (environments.some(({ use }) => use !== null))
    draft.say('Delete what makes and enters the environment: `uv sync` makes `.venv`, and `uv run` uses it.')
}

/** Whether what a command activates stays active in the shell of the user: the hook of a dev shell. */
function isOfHook({ command: { script } }: SessionCommand): boolean {
  return (
    script.context.kind === 'nix' && /^(?:shellHook|enterShell)$/.test(script.context.attributes.at(-1) ?? '')
  )
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

function fixOf(draft: Draft): Fix | null {
  const { facts, unit, steps } = draft
  if (!draft.certain || (facts.workspace?.errors.length ?? 0) > 0 || hasSetting(unit)) return null
  const own = editsOf(steps, unit.session, facts)
  if (own === null || own.length === 0) return null
  const edits = [...draft.edits, ...own]
  const title = edits.length === 1 ? 'Use uv' : 'Use uv in the whole session'
  return draft.safe ? { title, safety: 'safe', edits } : { title, safety: 'unsafe', because, edits }
}

/** The words `NAME=value` directly before a command, as far as they are near. */
function settingsBefore(source: string, at: number): readonly string[] {
  const words = source
    .slice(Math.max(0, at - 200), at)
    .trimEnd()
    .split(/\s+/)
  return words.slice(words.findLastIndex((word) => !word.includes('=')) + 1)
}

/** Settings of pip before a command, which uv does not read. */
function hasSetting({ lines }: Unit): boolean {
  return lines.some(({ item, place }) =>
    settingsBefore(place.source, item.command.span.start).some((word) => /^\W*PIP_\w+=/.test(word)),
  )
}
