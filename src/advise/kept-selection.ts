import type { Command, Commands } from '../model/commands/command.ts'
import type { Sessions } from '../model/environments/session.ts'
import { textOf } from '../model/programs/new-words.ts'
import type { PythonTarget } from '../model/programs/python.ts'
import { uvHas } from '../model/programs/uv-invocation.ts'
import type { Workspace } from '../model/projects/workspace.ts'
import { isDocumented } from '../parse/script.ts'
import { besideFromPage } from './imported-packages.ts'
import { isTasks } from './sessions/unit.ts'
import type { ThroughUvFacts } from './through-uv/facts.ts'
import { findsNoProject, type WordsThroughUv, wordsThroughUv } from './through-uv/words-through-uv.ts'

/** A bare command as it is written behind `uv run`, and a sentence on what that takes care of. */
export interface KeptThroughUv extends WordsThroughUv {
  readonly why?: string
}

/**
 * The words of a bare command behind `uv run`, which leaves an environment as `uv sync` has filled it. Null for a command
 * that is none of this repository, and for a script that uv would start without any project.
 */
export function throughUvAsSynced(
  target: PythonTarget,
  command: Command,
  facts: ThroughUvFacts & KeptFacts,
): KeptThroughUv | null {
  const kept = keptSelection(command, facts)
  const beside = besideFromPage(command, target, facts)
  const through = wordsThroughUv(target, command, facts, beside, kept && [...kept.options, ...beside])
  const isNowhere = target.kind === 'script' && through && findsNoProject(command, through, facts.workspace)
  if (!through || isNowhere) return null
  const prefix = [...through.prefix, ...(kept ? [] : beside.map(textOf))]
  return { ...through, prefix, ...(kept?.why && { why: kept.why }) }
}

/** Options of `uv run` in the place of those that select, and a sentence on why. */
interface KeptSelection {
  readonly options: readonly string[]
  readonly why?: string
}

/** What tells whether anything has to be kept. */
interface KeptFacts {
  readonly commands: Commands
  readonly sessions: Sessions
  readonly workspace: Workspace
}

/** Options by which `uv sync` is told what to install. */
const selecting = /^--(?:package|extra|group|all-|no-dev|only-)/

/**
 * What keeps an environment as `uv sync` has filled it, since another selection would change it: the one that a script or a
 * job has told it before, or the variant that a reader has chosen. Undefined where nothing has to be kept.
 */
function keptSelection(command: Command, facts: KeptFacts): KeptSelection | undefined {
  const variants = isDocumented(command.script) ? chosenVariants(facts) : []
  if (variants.length > 0)
    return {
      options: ['--no-sync'],
      why: `Without \`--no-sync\` a plain \`uv run\` would take back which of ${shown(variants)} was synced.`,
    }
  const session = facts.sessions.of(command)
  if (!session || session.kind === 'terminal' || session.commands.some(isTasks)) return undefined
  const told = session.commands.some(
    ({ command: { uv, span } }) =>
      uv?.subcommand === 'sync' &&
      span.start < command.span.start &&
      uv.options.some(({ name }) => name !== null && selecting.test(name)),
  )
  return told ? { options: ['--no-sync'] } : undefined
}

const chosen = new WeakMap<Workspace, readonly string[]>()

/**
 * The variants of a root where its readers choose one by `uv sync`, and no page shows a `uv run` without one; none where
 * plain runs are the custom.
 */
function chosenVariants({ commands, workspace }: KeptFacts): readonly string[] {
  const known = chosen.get(workspace)
  if (known) return known
  const variants = variantsOf(workspace)
  const isNamed = ({ uv }: Command) =>
    uv?.options.some(({ name, value }) => name === '--extra' && variants.includes(value?.text ?? '')) ?? false
  const own = variants.length === 0 ? [] : commands.all.filter(({ uv, root }) => uv && root === workspace)
  const isSynced = own.some((command) => command.uv?.subcommand === 'sync' && isNamed(command))
  const isPlain = own.some(
    (command) =>
      command.uv?.subcommand === 'run' &&
      isDocumented(command.script) &&
      !isNamed(command) &&
      !uvHas(command.uv, '--no-sync', '--isolated', '--no-project', '--with', '--script'),
  )
  const found = isSynced && !isPlain ? variants : []
  chosen.set(workspace, found)
  return found
}

/** Extras of the root that exclude each other and bring the same package: every machine has one of them. */
function variantsOf({ pyproject }: Workspace): readonly string[] {
  const sets = pyproject.uv?.conflicts?.sets ?? []
  for (const { items } of sets) {
    const extras = items.flatMap(({ extra }) => (extra === null ? [] : [extra]))
    const [first, ...others] = extras.map(
      (extra) =>
        new Set(
          pyproject.requirements.flatMap(({ name, table }) =>
            table.kind === 'extra' && table.name === extra ? [name] : [],
          ),
        ),
    )
    if (first && others.some((other) => [...other].some((name) => first.has(name)))) return extras
  }
  return []
}

function shown(extras: readonly string[]): string {
  const few = extras.length > 4 ? extras.slice(0, 3) : extras
  return [...few.map((extra) => `\`${extra}\``), ...(few.length < extras.length ? ['…'] : [])].join(', ')
}
