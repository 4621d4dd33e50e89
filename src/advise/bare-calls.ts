import type { Command, Commands } from '../model/commands/command.ts'
import type { Edit } from '../text/edit.ts'
import type { Place } from '../text/span.ts'
import type { Fix, Related } from './finding.ts'
import type { KeptThroughUv } from './kept-selection.ts'
import { programVariable } from './program-variable.ts'
import { rewriteCommand } from './rewrite.ts'
import type { WordsThroughUv } from './through-uv/words-through-uv.ts'

/** A command that starts without `uv run`. */
interface BareCall {
  readonly command: Command
  /** The command in a few words. */
  readonly what: string
  readonly next: string
  readonly edit: Edit | null
  /** What stands before it then; null where its own first word changes. */
  readonly prefix: readonly string[] | null
}

const because = 'it runs in the environment of the workspace, whichever one was meant before'

/** What is said of the calls of one program. */
export interface BareFinding {
  readonly message: string
  readonly next: string
  readonly origin: string
  readonly related: readonly Related[]
  readonly covers: readonly Place[]
  readonly fix?: Fix
}

/** Bare commands of a repository, with those of one program in one script told once. */
export class BareCalls {
  readonly #commands: Commands
  readonly #groups = new Map<string, BareCall[]>()

  constructor(commands: Commands) {
    this.#commands = commands
  }

  /** @param what the command in a few words */
  add(command: Command, what: string, through: KeptThroughUv): void {
    const { path, words, script, target } = command
    const source = this.#commands.source(path)
    // The file beside a script that is named from anywhere is not seen from everywhere.
    const movable = target?.word.fromRoot === undefined || !through.prefix.includes('--with-requirements')
    const edit = movable ? rewriteCommand(words, through.words, { source, script }) : null
    const prefix = through.python.length > 0 ? null : through.prefix
    const next = [nextFor(command, edit, through), ...(through.why ? [through.why] : [])].join(' ')
    const call = { command, what, next, edit, prefix }
    const key = `${path} ${containerOf(command)} ${what} ${through.prefix.join(' ')} ${edit !== null}`
    const isHere = (one: BareCall) => one.command.span.start === command.span.start
    // Each turn of a loop makes a call of one place: those that change in another way are told apart.
    for (let turn = 0; ; turn++) {
      const group = this.#groups.get(`${key} ${turn}`)
      const here = group?.find(isHere)
      if (here && here.edit?.text === edit?.text) return
      if (here) continue
      if (group) group.push(call)
      else this.#groups.set(`${key} ${turn}`, [call])
      return
    }
  }

  /** The findings with the places at which they stand. */
  *findings(): Generator<readonly [Place, BareFinding]> {
    for (const [key, [first, ...others]] of this.#groups) {
      const alike = key.endsWith(' 0') && !this.#groups.has(key.replace(/0$/, '1'))
      if (!first) continue
      const held = heldInVariable(first, others, this.#commands.source(first.command.path))
      yield held ?? [first.command, findingOf(first, others, alike)]
    }
  }
}

/** Calls of one program in a script or a file of recipes are one finding; every other call is its own. */
function containerOf({ host, span, script }: Command): string {
  const together = (host === 'script' || host === 'make' || host === 'just') && script.fence === undefined
  return together ? '' : String(span.start)
}

/**
 * The finding for calls of a program that a variable of a Makefile holds, at its definition; null where it is used for
 * anything else, so that its other uses would change as well.
 */
function heldInVariable(
  { command, what, prefix }: BareCall,
  others: readonly BareCall[],
  source: string,
): readonly [Place, BareFinding] | null {
  const held = command.host === 'make' ? programVariable(command.words[0], source) : null
  if (!held || prefix === null || held.uses.length !== others.length + 1) return null
  const { path } = command
  const written = [...prefix, source.slice(held.value.start, held.value.end)].join(' ')
  const start = { start: held.value.start, end: held.value.start }
  return [
    { path, span: held.value },
    {
      message: `\`${what}\` runs without \`uv run\` wherever \`${held.name}\` is used.`,
      next: `Let the variable hold \`${written}\`.`,
      origin: command.origin,
      related: [command, ...others.map((other) => other.command)].map(({ span }) => ({
        path,
        span,
        message: 'Is started by it.',
      })),
      covers: others.map((other) => ({ path, span: other.command.span })),
      fix: {
        title: 'Run through uv',
        safety: 'unsafe',
        because,
        edits: [{ path, span: start, text: `${prefix.join(' ')} ` }],
      },
    },
  ]
}

function findingOf(
  { command, what, next, edit }: BareCall,
  others: readonly BareCall[],
  alike: boolean,
): BareFinding {
  const edits = [edit, ...others.map((other) => other.edit)].flatMap((one) =>
    one ? [{ path: command.path, ...one, ...(alike && { allTurns: true as const }) }] : [],
  )
  const only = others.length === 1
  const more = only ? ', and so does one more call of it' : `, and so do ${others.length} more calls of it`
  return {
    message: `\`${what}\` runs without \`uv run\`${others.length > 0 ? more : ''}.`,
    next:
      others.length > 0 ? `${next} The other${only ? ' one changes' : 's change'} in the same way.` : next,
    origin: command.origin,
    related: others.map(({ command: { path, span } }) => ({
      path,
      span,
      message: 'Runs without `uv run` as well.',
    })),
    covers: others.map(({ command: { path, span } }) => ({ path, span })),
    ...(edit && { fix: { title: 'Run through uv', safety: 'unsafe', because, edits } }),
  }
}

function nextFor({ program }: Command, edit: Edit | null, { prefix, python }: WordsThroughUv): string {
  const written = edit ? edit.text.replace(/(?<!\s)\s*\\\r?\n\s*/g, ' ') : null
  if (written && written.length < 120 && !/[`\n]|", "/.test(written)) return `Write \`${written}\`.`
  return python.length > 0
    ? `Put \`${prefix.join(' ')} python\` in the place of \`${program}\`.`
    : `Put \`${prefix.join(' ')}\` before it.`
}
