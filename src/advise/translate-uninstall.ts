import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import { declaredFor } from './sessions/declared.ts'
import {
  code,
  isRepeated,
  onlyIdle,
  optionOrMember,
  projectOption,
  type Translation,
  type TranslationContext,
} from './translation.ts'

/** What uv does in place of removing packages: a declared one leaves the manifest, any other is none that uv installs. */
export function translateUninstall(use: ForeignUse, place: TranslationContext): Translation {
  const { command, workspace, source } = place
  const isCode = command.host !== 'script' && !command.host.startsWith('markdown')
  const removable = use.names.length > 0 && use.names.every((name) => declaredFor(name, place) !== null)
  if (isCode && removable) return { next: 'Delete it, and leave its group or extra out of `uv sync`.' }
  const own = use.names.some(
    (name) => workspace?.member(name) !== undefined || command.project?.name === name,
  )
  if (own || ((command.project !== null || workspace !== null) && !removable))
    return { next: 'Delete it: `uv sync` installs what `uv.lock` lists and nothing else.' }
  const option = projectOption(command, workspace)
  const words: NewWords = ['uv', 'remove', ...optionOrMember(option), ...use.operands]
  const next = `Use ${code(words, source)}.`
  const plain = use.operands.every(({ text }) => text !== null && /^[\w.-]+$/.test(text))
  if (!option || !plain || isRepeated(command) || !onlyIdle(use)) return { next }
  return { next, words, because: 'it takes the dependency out of `pyproject.toml`' }
}
