import type { Command } from '../../model/commands/command.ts'
import { runsInOwnEnvironment } from '../../model/commands/own-environment.ts'
import { installsOf } from '../../model/environments/installed-words.ts'
import type { Session, SessionCommand, Sessions } from '../../model/environments/session.ts'
import type { ForeignUse } from '../../model/programs/foreign-managers.ts'
import type { Place } from '../../text/span.ts'
import { rewriteCommand } from '../rewrite.ts'
import { translate } from '../translate.ts'
import type { Cure } from './cure.ts'
import type { PlanFacts } from './draft.ts'
import { isOtherRuntime } from './image.ts'
import { isLeft, isOfInstallers, makesRoom, preparesBuild } from './left-alone.ts'
import {
  adviseAlternative,
  adviseDirectory,
  adviseOwnEnvironment,
  adviseWheelBuild,
  isChoiceOfUsers,
  isOneManager,
} from './left-as-is.ts'
import { withProjectNamed } from './name-project.ts'
import { takeUv } from './packages.ts'
import { planSession } from './plan.ts'
import { knownUv } from './provision.ts'
import { sayProvision } from './say.ts'
import { syncWords } from './selection.ts'
import { cureForSeveral } from './several-projects.ts'
import { isElsewhere, unitOf, wantsOf } from './unit.ts'
import { asksForProject, withManifestFirst } from './unmigrated.ts'

/** What cures are told from; the uv root is that of each session. */
export type CureFacts = Omit<PlanFacts, 'workspace'>

/**
 * What to do about the commands of other managers: one cure for those that share an environment, one for each of the
 * others. Nothing for a way among others on a page that shows uv first.
 * @param wrong the commands that break the policy, with how they call their manager
 */
export function curesFor(
  wrong: ReadonlyMap<Command, ForeignUse>,
  sessions: Sessions,
  facts: CureFacts,
): readonly Cure[] {
  const cures: Cure[] = []
  const told = new Set<Command>()
  const uses = new Set(wrong.values())
  for (const session of sessions.all) {
    const judged = session.commands.filter(
      ({ command, use }) => use !== null && (wrong.has(command) || uses.has(use)),
    )
    for (const { command } of judged) told.add(command)
    const items = judged.filter(
      ({ use, command }) =>
        use !== null &&
        !isLeft(use, command, facts) &&
        !makesRoom(use, command, session) &&
        !preparesBuild(use, command, session),
    )
    // Each uv root has an environment of its own.
    const several = cureForSeveral(session, items, facts.documents)
    if (several) cures.push(several)
    const left = items.filter((item) => !several?.lines.includes(item))
    const rootOf = (item: SessionCommand) => (servesNext(item, left) ?? item).command.root
    for (const root of new Set(left.map(rootOf))) {
      const own = left.filter((item) => rootOf(item) === root)
      cures.push(...curesOf(session, own, facts).map((cure) => placed(cure, root, facts)))
    }
  }
  const lone: Cure[] = []
  for (const [command, use] of wrong) {
    if (isLeft(use, command, facts) || told.has(command) || isInside(command, told)) continue
    const own = curesOf(alone(command, use, facts), [], facts)
    lone.push(...own.map((cure) => placed(cure, command.root, facts)))
  }
  return [...cures, ...locksTogether(lone)]
}

/** The cure as it is said where its commands stand: with the project named, or with the manifest that is to be written first. */
function placed(cure: Cure, root: PlanFacts['workspace'], { tree, documents }: CureFacts): Cure {
  return withManifestFirst(withProjectNamed(cure, root, tree), tree, documents)
}

/** The install for which a command only brings pip up to date; undefined for any other command. */
function servesNext(item: SessionCommand, items: readonly SessionCommand[]): SessionCommand | undefined {
  const onlyPip = ({ use }: SessionCommand) => use?.does === 'install' && isOfInstallers(use)
  if (!onlyPip(item)) return undefined
  return items.slice(items.indexOf(item) + 1).find((other) => isInstall(other) && !onlyPip(other))
}

/** What another command of a session runs is told with it. */
function isInside({ runner }: Command, told: ReadonlySet<Command>): boolean {
  return runner !== undefined && (told.has(runner) || isInside(runner, told))
}

function curesOf(session: Session, given: readonly SessionCommand[], known: CureFacts): readonly Cure[] {
  const items = given.length > 0 ? given : session.commands
  const facts = { ...known, workspace: items[0]?.command.root ?? null }
  if (session.alternative && session.alternative.manager !== 'uv') {
    const oneManager = isOneManager(session)
    // A choice is told once, at the first of its ways. Ways of one manager are no choice of another: each install changes.
    const before = session.alternative.others.some(
      (other) => other.span.start < session.span.start && other.commands.some(({ use }) => use !== null),
    )
    const changes = oneManager && !isChoiceOfUsers(session) && items.some(isInstall)
    if ((before && !changes) || bringsUv(session)) return []
    const advice = adviseAlternative(session, syncInstead(session, facts))
    if (!oneManager)
      return advice ? [{ lines: items, beside: [], places: otherWays(session), ...advice }] : []
  }
  if (session.apart !== null) return []
  const inOwn = items.filter((item) => runsInOwnEnvironment(item.command) && isInstall(item))
  if (inOwn.length > 0)
    return [
      { lines: inOwn, beside: [], ...adviseOwnEnvironment },
      ...items.filter((item) => !inOwn.includes(item)).flatMap((item) => single(session, item, facts) ?? []),
    ]
  if (session.kind === 'stage' && isOtherRuntime(session, facts)) return []
  const wheels = items.map((item) => adviseWheelBuild(item, facts.commands))
  if (items.length > 0 && wheels.every((one) => one !== null))
    return items.map((item, at) => ({ lines: [item], beside: [], next: '', ...wheels[at] }))
  const chosen = new Set(items)
  const plan = planSession(session, facts, (item) => chosen.has(item))
  const handled = plan !== null && plan.lines.length === 0 ? items.filter(isInstall) : (plan?.lines ?? [])
  const done = new Set(handled)
  const rest = items.filter((item) => !done.has(item))
  return [
    ...(plan && plan.lines.length > 0 ? [plan] : []),
    ...together(
      rest.flatMap((item) => single(session, item, facts) ?? []),
      session,
    ),
  ]
}

/** The cures of a job's commands that another manager runs, as one where each of them has words of its own. */
function together(cures: readonly Cure[], { kind }: Session): readonly Cure[] {
  const runs = cures.filter(
    ({ lines, fix, severity }) =>
      !fix && !severity && lines.every(({ use }) => use?.does === 'run' || use?.does === 'test'),
  )
  return kind === 'job' ? asOne(cures, runs) : cures
}

/** The cures of a script that makes lock after lock, with the same words for each of them, as one. */
function locksTogether(cures: readonly Cure[]): readonly Cure[] {
  const alike = new Map<string, Cure[]>()
  for (const cure of cures) {
    const [line] = cure.lines
    if (cure.fix || line?.use?.does !== 'lock' || line.command.host !== 'script') continue
    const key = `${line.command.path}\0${cure.next}`
    const known = alike.get(key)
    if (known) known.push(cure)
    else alike.set(key, [cure])
  }
  return [...alike.values()].reduce(asOne, cures)
}

/** The cures with some of them in one, which stands in the place of the first. */
function asOne(cures: readonly Cure[], some: readonly Cure[]): readonly Cure[] {
  const [first, ...others] = some
  if (!first || others.length === 0) return cures
  const said = [...new Set(some.map(({ next }) => next))]
  const rest = said.length > 3 ? [`Do likewise for the other ${said.length - 3}.`] : []
  const whole: Cure = {
    lines: some.flatMap(({ lines }) => lines),
    beside: [],
    next: [...said.slice(0, 3), ...rest].join(' '),
  }
  const left = new Set(others)
  return cures.flatMap((cure) => (cure === first ? [whole] : left.has(cure) ? [] : [cure]))
}

/** Whether a page tells in which ways uv itself may be had. */
function bringsUv({ commands, alternative }: Session): boolean {
  const uses = [commands, ...(alternative?.others ?? []).map((other) => other.commands)]
    .flat()
    .flatMap(({ use }) => use ?? [])
  return uses.every(({ names, operands }) => operands.length === 1 && names[0] === 'uv')
}

/** The `uv sync` that installs what a way among others does, as far as that is known. */
function syncInstead(session: Session, facts: PlanFacts): string {
  const wants = wantsOf(unitOf(session, facts, ({ use }) => use !== null).lines)
  const { workspace, tree } = facts
  return wants ? syncWords(wants, { workspace, tree, machine: false }).join(' ') : 'uv sync'
}

/** Where the ways behind this one go past uv as well. */
function otherWays({ alternative, span }: Session): Place[] {
  return (alternative?.others ?? [])
    .filter((other) => other.span.start > span.start)
    .flatMap(({ commands }) => commands.filter(({ use }) => use !== null))
    .map(({ command }) => ({ path: command.path, span: command.span }))
}

function isInstall({ use }: SessionCommand): boolean {
  return use?.does === 'install' || use?.does === 'sync' || use?.does === 'environment'
}

/** The cure of one command that shares its environment with nothing; null for one that is apart from the project on purpose. */
function single(session: Session, item: SessionCommand, facts: PlanFacts): Cure | null {
  const { command, use, environment } = item
  const source = facts.commands.source(command.path)
  if (!use) return { lines: [item], beside: [], next: 'Use uv.' }
  const writes = use.does === 'install' || use.does === 'sync'
  if (use.does === 'tool-install' && use.names.length === 1 && use.names[0] === 'uv')
    return {
      lines: [item],
      beside: [],
      next: takeUv({ command, commands: facts.commands }),
      severity: 'warning',
    }
  const directory = adviseDirectory(item)
  if (directory) return { lines: [item], beside: [], ...directory }
  if (use.does === 'uninstall' && (isOutOfReach(item, session) || isOfInstallers(use))) return null
  const withoutProject = session.kind === 'stage' && session.project === undefined
  if (use.manager === 'uv pip' && withoutProject && use.directories.length === 0) return null
  const apart = environment.kind === 'foreign' || environment.kind === 'throwaway' || isElsewhere(environment)
  if ((writes || use.does === 'environment') && apart) return null
  const first = asksForProject(use, command, facts.documents)
  if (first) return { lines: [item], beside: [], next: first }
  const { words, because, ...translated } = translate(use, { ...facts, command, source })
  const missing = session.uv === false && words !== undefined
  const next = missing
    ? `${translated.next} ${sayProvision(session, knownUv(session, facts.documents))}`
    : translated.next
  const edit =
    words && session.uv !== false && !insideUv(command)
      ? rewriteCommand(use.words, words, { source, script: command.script })
      : null
  if (!edit) return { lines: [item], beside: [], next }
  const title = 'Use uv'
  const edits = [{ path: command.path, ...edit }]
  const fix = because
    ? ({ title, safety: 'unsafe', because, edits } as const)
    : ({ title, safety: 'safe', edits } as const)
  return { lines: [item], beside: [], next, fix }
}

/** Whether packages are taken out of a Python that no sync fills: that of an image without the project, or a machine's by uv. */
function isOutOfReach({ use, environment }: SessionCommand, { kind, project }: Session): boolean {
  return (
    environment.kind === 'system' &&
    (use?.manager === 'uv pip' || (kind === 'stage' && project === undefined))
  )
}

function insideUv({ runner }: Command): boolean {
  return runner !== undefined && (runner.uv !== undefined || insideUv(runner))
}

/** A command that belongs to no session, such as one that a text shows. */
function alone(command: Command, use: ForeignUse, { commands }: CureFacts): Session {
  const makes = use.does === 'environment' || use.does === 'shell'
  const reads = use.does === 'run' || use.does === 'test' || use.does === 'format' || use.does === 'tool-run'
  const role = makes ? 'makes' : reads ? 'reads' : 'writes'
  const kind = use.does.startsWith('tool') ? 'tool' : 'unknown'
  const item: SessionCommand = {
    command,
    use,
    role,
    environment: { kind, name: null },
    target: null,
    installs: installsOf(command, use, commands.source(command.path)),
  }
  return {
    path: command.path,
    kind: 'script',
    origin: command.origin,
    span: command.span,
    commands: [item],
    uv: null,
    project: command.project?.directory ?? null,
    apart: null,
    alternative: null,
  }
}
