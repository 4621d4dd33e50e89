import type { FileTree } from '../../discover/file-tree.ts'
import { parentOf, resolvePath, rootMark } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { CommandWord } from '../programs/word.ts'
import { madeOrTestedBefore } from './made-files.ts'

interface Facts {
  readonly tree: FileTree
  readonly commands: Commands
}

/** A file or directory of the repository that a word names. */
export interface WrittenPath {
  /** Relative to the root of the repository. */
  readonly path: string
  /** Whether it is named as seen from the folder of the document, and not from where the command runs. */
  readonly fromFolder: boolean
}

/**
 * What a word names for those who read it: in a document first a file beside it, then one of where the command runs. A
 * bare name that only stands there by chance is none: the readers of a page in a folder, and those who have just been
 * told to write the file, mean another one.
 */
export function writtenPath(word: CommandWord, command: Command, facts: Facts): WrittenPath | null {
  const text = word.text ?? (word.fromRoot === undefined ? null : `${rootMark}/${word.fromRoot}`)
  if (text === null || /^(?:-|$)|__[A-Z]+(?:_[A-Z]+)*__/.test(text)) return null
  const { tree, commands } = facts
  const exists = (path: string | null) =>
    path !== null && path !== '.' && (tree.hasFile(path) || tree.hasDirectory(path))
  const name = text.replace(/::.*/s, '')
  const folder = folderOf(command)
  if (folder !== null && folder !== command.directory && word.text !== null) {
    const beside = resolvePath(folder, name)
    if (beside !== null && exists(beside)) return { path: beside, fromFolder: true }
  }
  const path = resolvePath(command.directory, name)
  if (path === null || !exists(path)) return null
  const byChance =
    folder === command.directory ? madeOrTestedBefore(name, command, commands) : isOneOfMany(path, tree)
  return folder !== null && isBare(name) && byChance ? null : { path, fromFolder: false }
}

function isBare(name: string): boolean {
  return !name.replace(/^\.\//, '').includes('/')
}

/** Whether other files of the same name stand elsewhere. */
function isOneOfMany(path: string, tree: FileTree): boolean {
  return tree.hasFile(path) && tree.endingIn(path).length > 0
}

/** The folder of a document whose readers may stand in it: nothing there moves them. */
export function folderOf({ path, script, moved }: Command): string | null {
  return script.host.startsWith('markdown') && !moved ? parentOf(path) : null
}
