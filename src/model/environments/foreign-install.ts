import type { ImageStage } from '../../parse/document.ts'
import { resolvePath } from '../../text/paths.ts'
import type { Command } from '../commands/command.ts'
import type { CommandWord } from '../programs/word.ts'
import { normalizeName } from '../python/names.ts'
import { clonedBefore } from '../scripts/clones.ts'
import { isForReaders } from './containers.ts'
import { knownText } from './requirements.ts'
import type { RoledCommand } from './roles.ts'
import { othersCheckout, stageChain, stepsBefore } from './uv-there.ts'
import type { FileSetting } from './what-is-there.ts'

/** How a script comes to other code than that of its repository. */
const brings = /\bgit\s+clone\b|\b(?:tar|unzip|mktemp|wget|curl)\b|\/tmp\b|\brepository:|submodule/

/** Whether what is installed lies in the clone of another repository, or outside this one. */
export function isForeignInstall(
  { command, use }: RoledCommand,
  { parsed, documents }: FileSetting,
): boolean {
  if (!use) return false
  if (use.does === 'install' && use.files.length === 0 && use.operands.some(isInTemporary)) return true
  if (use.directories.length + use.files.length === 0) return false
  const outside = (written: string | null) => {
    const text = written?.replace(/^[\w.-]+(?:\[[^[\]]*\])?\s*@\s*(?:file:)?/, '') ?? null
    return (
      text !== null &&
      ((text.startsWith('../') &&
        command.directory !== null &&
        resolvePath(command.directory, text) === null) ||
        /^(?:~|\/(?!app\b|workspace\b|code\b|src\b|build\b|repo\b))/.test(text) ||
        /(?:^|\/)(?:extern(?:al)?|third[-_]?party|3rdparty|vendor(?:ed)?|submodules?)\//.test(text))
    )
  }
  const inClone =
    command.directory === null &&
    command.moved !== undefined &&
    command.script.context.kind !== 'dockerfile' &&
    (isForReaders(command) || brings.test(parsed.file.text))
  const cloned = clonedBefore(parsed.file.text, command.span.start)
  const inFolder = (text: string | null) =>
    text !== null && cloned.some((name) => text.startsWith(`${name}/`) || text === name)
  const elsewhere =
    command.script.context.kind === 'workflow' &&
    !stepsBefore(command, parsed, documents).checkout &&
    othersCheckout(command, parsed)
  const paths = [...use.directories, ...use.files]
  const { context } = command.script
  const stages = context.kind === 'dockerfile' ? (parsed.document.stages ?? []) : null
  if (stages && bringsOthersCode(command, stages, parsed.file.text)) return true
  const listedThere = !stages && use.files.some(({ text }) => /^\/(?:var\/)?tmp\//.test(text ?? ''))
  if (listedThere) return true
  return (
    inClone ||
    elsewhere ||
    paths.every(({ text }) => inFolder(text)) ||
    (use.files.length === 0 && use.directories.every(({ text }) => outside(text)))
  )
}

/** Whether a stage has cloned or unpacked code before a command, and nothing of the repository was copied to it by then. */
function bringsOthersCode({ span, root }: Command, stages: readonly ImageStage[], text: string): boolean {
  const at = stages.findLastIndex((stage) => stage.span.start <= span.start)
  const own = stageChain(at, stages).flatMap((index) => stages[index]?.copies ?? [])
  const start = stages[at]?.span.start ?? 0
  const clones = [...text.slice(start, span.start).matchAll(/\bgit\s+clone\b([^\n&;]*)/g)]
  const isOwn = ([, words = '']: readonly string[]) =>
    words
      .split(/\s+/)
      .some((word) =>
        root?.member(normalizeName(word.slice(word.lastIndexOf('/') + 1).replace(/\.git$/, ''))),
      )
  return (
    clones.length > 0 &&
    !clones.some(isOwn) &&
    !own.some((copy) => copy.span.start < span.start && copy.from === null)
  )
}

/** Whether a package is a file in a temporary place, which the session itself has put there. */
function isInTemporary(word: CommandWord): boolean {
  return /^\/(?:var\/)?tmp\//.test(knownText(word))
}
