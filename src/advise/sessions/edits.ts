import type { Command } from '../../model/commands/command.ts'
import type { SessionCommand } from '../../model/environments/session.ts'
import type { NewWords } from '../../model/programs/new-words.ts'
import type { Script } from '../../parse/script.ts'
import type { Span } from '../../text/span.ts'
import type { FileEdit } from '../finding.ts'
import { rewriteCommand } from '../rewrite.ts'
import type { SessionFacts } from './command-context.ts'
import { removals } from './removals.ts'
import { wordsAround } from './words-around.ts'

/** What a command becomes. */
export type Step =
  | { readonly kind: 'keep' }
  | { readonly kind: 'delete' }
  | {
      readonly kind: 'write'
      readonly words: NewWords
      /** What the words take the place of, when it is more than the command: the loop around it. */
      readonly whole?: Span
    }

/** All edits of a session; null when one of them cannot be made, since half a session is never rewritten. */
export function editsOf(
  steps: ReadonlyMap<SessionCommand, Step>,
  { commands }: SessionFacts,
): readonly FileEdit[] | null {
  const byPath = new Map<string, [SessionCommand, Step][]>()
  for (const [item, step] of steps) {
    const known = byPath.get(item.command.path)
    if (known) known.push([item, step])
    else byPath.set(item.command.path, [[item, step]])
  }
  const edits: FileEdit[] = []
  for (const [path, own] of byPath) {
    const found = editsOfFile(own, path, commands.source(path))
    if (found === null) return null
    edits.push(...found)
  }
  return edits
}

function editsOfFile(
  steps: readonly (readonly [SessionCommand, Step])[],
  path: string,
  source: string,
): readonly FileEdit[] | null {
  const edits: FileEdit[] = []
  const gone = new Map<Script, Command[]>()
  const written = new Set(
    steps.flatMap(([{ command }, { kind }]) => (kind === 'write' ? [command.span.start] : [])),
  )
  for (const [{ command }, step] of steps) {
    if (step.kind === 'keep') continue
    if (step.kind === 'delete') {
      // A loop makes several commands of one place.
      if (written.has(command.span.start)) continue
      const known = gone.get(command.script)
      if (known) known.push(command)
      else gone.set(command.script, [command])
      continue
    }
    if (isAnyUv(command.runner)) return null
    const words = outermost(command).words
    const edit = rewriteCommand(words, step.words, { source, script: command.script })
    if (!edit) return null
    edits.push({ path, ...edit, ...(step.whole && { span: step.whole, allTurns: true as const }) })
  }
  for (const [script, doomed] of gone) {
    const found = removals(script, doomed.map(outermost), source)
    if (!found) return null
    edits.push(...found.map((edit) => ({ path, ...edit })))
  }
  const inside = (at: number) => edits.some(({ span }) => span.start <= at && at < span.end)
  const around = wordsAround(
    steps.map(([{ command }]) => command),
    source,
  )
  return [...edits, ...around.filter(({ span }) => !inside(span.start)).map((edit) => ({ path, ...edit }))]
}

/** `sudo pip install` goes as a whole: uv makes `.venv` as the one who works there. */
function outermost(command: Command): Command {
  return command.runner?.program === 'sudo' ? command.runner : command
}

/** Putting uv into uv would start it twice. */
function isAnyUv(runner: Command | undefined): boolean {
  return runner !== undefined && (runner.uv !== undefined || isAnyUv(runner.runner))
}
