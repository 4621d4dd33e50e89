import type { Command } from '../model/commands/command.ts'
import type { Move } from '../model/scripts/move.ts'
import type { Edit } from '../text/edit.ts'
import { seenFrom } from '../text/paths.ts'
import { contains } from '../text/span.ts'
import { commandFromFolder, commandFromRoot, type MoveFacts } from './command-from-root.ts'
import { dependsOnDirectory } from './depends-on-directory.ts'
import { layoutOf } from './move-layout.ts'
import { reachedScripts } from './reached-scripts.ts'
import { rewriteCommand } from './rewrite.ts'

/**
 * The edits that take a move away and make every command under it mean the same from the root: `--package` in place of
 * a member's directory, and paths seen from the root; `--directory` for any other folder. Null when one command, or what
 * stands around the commands, cannot be said so.
 * @param under all commands that run where the move leads, outermost ones only, in order
 */
export function withoutMove(move: Move, under: readonly Command[], facts: MoveFacts): readonly Edit[] | null {
  const holder = move.directory === null ? undefined : facts.workspace.memberAt(move.directory)
  const member = holder?.directory === move.directory ? holder : undefined
  const last = under.at(-1)
  const folder = seenFrom(facts.workspace.root, move.directory)
  if (folder === null || !last || move.from !== facts.workspace.root) return null
  const source = facts.commands.source(move.place.path)
  if (!member && startsAnywhere(move, source)) return null
  const { removal, returns } = layoutOf(move, facts.commands.turns(move.place.path), source)
  if (move.by !== 'option' && !removal) return null
  if (under.some(({ path }) => path !== move.place.path)) return null
  if (move.by === 'option' && !under.every(({ span }) => contains(span, move.place.span))) return null
  const scripts = reachedScripts(move, under, facts.commands)
  if (scripts === null) return null
  if (move.by !== 'option' && dependsOnDirectory(move, scripts, last.span.end, facts.tree)) return null
  const edits: Edit[] = []
  for (const command of under) {
    if (returns.some((back) => contains(back, command.span))) continue
    if (command.program === 'alias' && move.by !== 'setting') continue
    const words = member ? commandFromRoot(command, member, facts) : commandFromFolder(command, folder, facts)
    if (words === null) return null
    if (words === command.words) continue
    const edit = rewriteCommand(command.words, words, { source, script: command.script })
    if (!edit) return null
    edits.push(edit)
  }
  if (move.by === 'option' || !removal) return edits
  edits.push({ span: removal, text: '' }, ...returns.map((span) => ({ span, text: '' })))
  return edits
}

/** Whether a move is written for whoever stands anywhere: by a variable, a full path or the home directory. */
function startsAnywhere({ place: { span } }: Move, source: string): boolean {
  return /[$~]|\s["']?\//.test(source.slice(span.start, span.end))
}
