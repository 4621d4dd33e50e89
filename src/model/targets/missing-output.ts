import type { FileTree } from '../../discover/file-tree.ts'
import { isDocumented } from '../../parse/script.ts'
import { nearest } from '../../text/nearest.ts'
import { parentOf } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Installables } from '../flake/installables.ts'
import { hasOwnFlake } from '../flake/nested-flakes.ts'
import { readArguments } from '../programs/arguments.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Missing } from './missing-commands.ts'

/** Options of the commands below with a value. */
const valued = new Set(
  (
    '--experimental-features --extra-experimental-features --system --out-link -o -I --include --profile ' +
    '-k --keep-env-var -s --set-env-var -u --unset-env-var -j --max-jobs --cores --builders --store --eval-store ' +
    '--inputs-from --log-format --output-lock-file --reference-lock-file --phase --substituters --extra-substituters'
  ).split(' '),
)

const kinds: Readonly<Record<string, readonly [names: keyof Installables, what: string]>> = {
  run: ['run', 'app or package'],
  build: ['build', 'package'],
  shell: ['build', 'package'],
  develop: ['develop', 'dev shell or package'],
}

/** `nix run .#name`, `nix build .#name`, `nix develop .#name` where the root flake has nothing of this name. */
export function missingOutput(
  command: Command,
  { commands, tree }: { readonly commands: Commands; readonly tree: FileTree },
): Missing | null {
  if (command.program !== 'nix' || !meansRoot(command, commands, tree)) return null
  const [verb, ...operands] = operandsOf(command.words)
  const kind = verb?.text && Object.hasOwn(kinds, verb.text) ? kinds[verb.text] : undefined
  const names = kind && commands.installables[kind[0]]
  if (!kind || !names) return null
  // What follows the first operand of `nix run` is for the program.
  for (const word of verb?.text === 'build' || verb?.text === 'shell' ? operands : operands.slice(0, 1)) {
    const name = /^\.#([A-Za-z_][\w-]*)$/.exec(word.text ?? '')?.[1]
    if (!name || names.includes(name)) continue
    const near = nearest(name, names)
    const next = near ? `Write \`.#${near}\`.` : `Name one that \`nix flake show\` lists, or define it.`
    return { span: word.span, message: `The flake has no ${kind[1]} \`${name}\`.`, next }
  }
  return null
}

/** The verb and what follows it, up to the command that `--command` runs. */
function operandsOf(words: readonly CommandWord[]): readonly CommandWord[] {
  const end = words.findIndex(({ text }) => text === '-c' || text === '--command' || text === '--')
  const own = end < 0 ? words : words.slice(0, end)
  // These take two values.
  if (own.some(({ text }) => /^--(?:override-(?:input|flake)|option|arg(?:str)?)$/.test(text ?? '')))
    return []
  return readArguments(own, 1, valued).operands
}

/** Whether `.` is the root flake: no other flake is nearer, and no document speaks of one that it shows. */
function meansRoot({ directory, path, script }: Command, commands: Commands, tree: FileTree): boolean {
  if (directory === null || hasOwnFlake(directory, tree) || hasOwnFlake(parentOf(path), tree)) return false
  const shows =
    /\boutputs\s*=|\b(?:devShells|perSystem)\b|nix flake (?:init|new)|#include\b[^}\n]{0,200}flake\.nix/
  return !isDocumented(script) || !shows.test(commands.source(path))
}
