import type { FileTree } from '../../discover/file-tree.ts'
import { shellNames, shells, sourcing } from '../../tables/shells.ts'
import { nameOf, parentOf, resolvePath } from '../../text/paths.ts'
import type { Command, Commands } from '../commands/command.ts'
import { hasGaps, isPlaceholderPath } from '../pages/placeholder.ts'
import { testPaths } from '../programs/test-paths.ts'
import { uvOption } from '../programs/uv-invocation.ts'
import type { CommandWord } from '../programs/word.ts'
import type { Workspace } from '../projects/workspace.ts'
import { lookalike, movedFile } from './likely-paths.ts'
import { madeOrTestedBefore } from './made-files.ts'

interface Facts {
  readonly commands: Commands
  readonly workspace: Workspace
  readonly tree: FileTree
}

/** A file that a command names and that is not there. */
export interface MissingFile {
  readonly word: CommandWord
  /** Relative to the root of the repository. */
  readonly missing: string
  /** The one file that may have been meant: see `movedFile`. */
  readonly moved: string | null
  /** Without such a one, that whose name is nearest. */
  readonly alike: string | null
}

/** The files that a command names, as seen from where it runs, and that do not exist. */
export function missingFiles(command: Command, facts: Facts): readonly MissingFile[] {
  if (command.directory === null || command.inImage || command.foreign) return []
  return scriptsOf(command).flatMap((word) => {
    const missing = missingPath(word, command, facts)
    if (missing === null) return []
    const moved = movedFile(missing, command, facts)
    return [{ word, missing, moved, alike: moved === null ? lookalike(missing, facts.tree) : null }]
  })
}

/** Words that must name a file which could be tracked: scripts of interpreters, test files, programs by path. */
function scriptsOf(command: Command): CommandWord[] {
  const { program, words } = command
  const [first] = words
  if (!first || program === null || (command.runner?.uv && /\.py$/.test(program))) return []
  const edited = command.uv?.subcommand === 'run' ? undefined : command.option('--script')?.value
  if (edited) return /\.py$/.test(edited.text ?? '') ? [{ parts: [], ...edited.word, ...edited }] : []
  const { target } = command
  if (command.uv && command.uv.mode !== 'script' && !/\.py$/.test(command.uv.target[0]?.text ?? '')) return []
  if (target?.kind === 'script') {
    // A shell looks for a bare name on its path.
    const isBare = target.word.span.start === first.span.start && !target.text?.includes('/')
    return /\.pyw?$/.test(target.text ?? '') && !isBare ? [target.word] : []
  }
  if (program === 'pytest' || program === 'py.test')
    return target ? testPaths(target.operands, command.inDocument) : []
  if (shellNames.has(program) || sourcing.includes(program)) {
    const script = words.slice(1).find(({ text }) => !text?.startsWith('-'))
    const code = words.some(({ text }) => /^-[a-z]*c$/.test(text ?? ''))
    return script && !code && scriptFile.test(pathText(script) ?? '') ? [script] : []
  }
  return /^\.\/.*\.(?:sh|py|bash)$/.test(first.text ?? '') && !command.runner?.uv ? [first] : []
}

function pathText(word: CommandWord): string | null {
  return word.text ?? word.fromRoot ?? null
}

/** Whether a document may mean a file that its reader makes. A script, a recipe or a workflow means the one that it names. */
function isPlaceholder(text: string, command: Command, moved: () => string | null): boolean {
  if (!isPlaceholderPath(text) || moved() !== null) return false
  return command.inDocument || command.shown || hasGaps(text)
}

/** The path relative to the root that a word names in vain, or null when it is there or nothing is certain. */
function missingPath(word: CommandWord, command: Command, facts: Facts): string | null {
  const { tree, commands } = facts
  const text = pathText(word)
  if (text === null || /^[~/]|:\/\//.test(text)) return null
  const path = word.fromRoot ?? resolvePath(command.directory, text)
  if (path === null || tree.hasFile(path) || tree.hasDirectory(path) || tree.isIgnored(path)) return null
  if (isPlaceholder(text, command, () => movedFile(path, command, facts))) return null
  if (command.script.context.kind === 'file' && commands.startOf(command.path) === 'in-image') return null
  if (madeOrTestedBefore(text, command, commands)) return null
  const [top = ''] = path.split('/')
  const uv = command.uv ?? command.runner?.uv
  const named = uv && uvOption(uv, '--package')
  const fetched = command.host === 'workflow' && top !== path && !tree.hasDirectory(top)
  if (fetched && !(named && movedFile(path, command, facts))) return null
  if (/\bpwd\b/i.test(commands.source(command.path).slice(word.span.start, word.span.end))) return null
  if (word.fromRoot !== undefined || named) return path
  return mayStandElsewhere(text, command, facts) ? null : path
}

/** Whether the reader may be in a directory above the file, or in one that an earlier block entered. */
function mayStandElsewhere(text: string, command: Command, facts: Facts): boolean {
  const { tree, commands } = facts
  for (let at = parentOf(command.path); ; at = parentOf(at)) {
    const path = resolvePath(at, text)
    if (path !== null && tree.hasFile(path)) return true
    if (at === '.') break
  }
  const bare = !/\//.test(text.replace(/^\.\//, ''))
  if (bare && command.shown) return true
  if (!command.inDocument) return bare && command.host === 'script' && command.path.includes('/')
  const before = commands.source(command.path).slice(0, command.span.start)
  if (bare && !mayBeMeant(text, command, facts)) return true
  return /(?:^|&&|;|`)[ \t]*(?:\$ )?cd[ \t]+[^-\s]/m.test(before)
}

/** Whether a file of this bare name stands elsewhere, and no words before the command speak of its folder. */
function mayBeMeant(text: string, command: Command, facts: Facts): boolean {
  const found = movedFile(text, command, facts) ?? lookalike(text, facts.tree)
  if (found === null) return false
  const before = facts.commands.source(command.path).slice(0, command.span.start)
  const folder = nameOf(parentOf(found))
  return folder === '.' || !before.slice(-600).includes(folder)
}

/** A path that ends as shell scripts do. */
const scriptFile = new RegExp(`\\.(?:${shells.flatMap(({ extensions }) => extensions).join('|')})$`)
