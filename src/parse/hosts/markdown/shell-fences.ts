import { isKnownProgram } from '../../../tables/known-programs.ts'
import { consoleTags, shellNames, shells } from '../../../tables/shells.ts'
import { isPrompted } from './console-lines.ts'

/** What a fence holds, as far as shell code goes. */
export type FenceKind = 'shell' | 'console' | null

/** Tags of fences that hold shell code. */
export const shellTags: ReadonlySet<string> = new Set(
  shells.flatMap(({ name, posix, lines, tags }) => (posix || lines ? [name, ...tags] : [])),
)
const consoles = new Set(consoleTags)
/** Tags of shells whose prompt is `> `. */
const angled = new Set(shells.flatMap(({ name, angle, tags }) => (angle ? [name, ...tags] : [])))

const drawing = /[├└│─┌┐┘┬┴┼╭╰]|^\s*\|.*\|\s*$|^\s*[-=]{4,}\s*$/
const commandWord = /^\s*(?:[A-Za-z_]\w*=\S*\s+)*(?:\.{0,2}\/|~\/)?[A-Za-z_][\w./+-]*(?=\s|$)/
const assignment = /^\s*(?:export\s+)?[A-Za-z_]\w*=/
const shellSyntax = /^\s*(?:#|if |then|else|fi\b|for |while |do\b|done\b|\}|\{|\)|\(|&&|\|)/
/** The marker of a requirement (PEP 508), which no command ends with. */
const marker =
  /;\s*(?:python_(?:full_)?version|sys_platform|platform_\w{1,40}|implementation_\w{1,40}|os_name|extra)\s*(?:[=!<>~]=|[<>]|(?:not )?in\b)/
const prose = /^\s*[A-Za-z]+(?: [A-Za-z',]+){3,}[.:!?]?\s*$/

/**
 * Decides by the info string, and without one by the lines. Without a tag, lines are a console transcript when one
 * starts with a prompt (`$ `); else they are shell code when
 * - no line draws a tree, a table or a rule, and none is a requirement with a marker,
 * - every line (comments, blank lines, lines after a `\` and pipe or list continuations aside) starts with a program's
 *   name, an assignment or shell syntax, and none reads as a sentence,
 * - and the first such line starts with an assignment, `./…` or a program of a fixed list.
 */
export function fenceKind(info: string, lines: readonly string[]): FenceKind {
  const tag = tagOf(info)
  const prompts = lines.some(isPrompted)
  const angles = lines.some((line) => line.startsWith('> '))
  if (shellTags.has(tag)) return prompts || (angles && angled.has(tag)) ? 'console' : 'shell'
  if (shellNames.has(tag)) return prompts ? 'console' : null
  if (consoles.has(tag)) return prompts || angles ? 'console' : untagged(lines)
  if (tag !== '') return null
  return prompts ? 'console' : untagged(lines)
}

/**
 * The language of an info string: `bash`, `{.bash}`, `bash {title="x"}`, `bash,ignore`, `{bash, eval=FALSE}`; of a directive
 * of MyST, `{code-block} bash`, the one that it names.
 */
export function tagOf(info: string): string {
  const language = info.replace(/^\{(?:code-block|code|sourcecode|prompt)\}\s*/, '')
  return /^\{?\.?([^\s,{}:]*)/.exec(language)?.[1]?.toLowerCase() ?? ''
}

function untagged(lines: readonly string[]): FenceKind {
  if (lines.some((line) => drawing.test(line) || marker.test(line))) return null
  let first: string | undefined
  let continued = false
  for (const line of lines) {
    const continues = continued
    continued = /\\\s*$|(?:&&|\|\|?)\s*$/.test(line)
    if (continues || line.trim() === '' || /^\s*#/.test(line)) continue
    if (!assignment.test(line) && !shellSyntax.test(line) && !commandWord.test(line)) return null
    if (prose.test(line)) return null
    first ??= line
  }
  if (first === undefined) return null
  const word = /^\s*(?:[A-Za-z_]\w*=\S*\s+)*(\S+)/.exec(first)?.[1] ?? ''
  return assignment.test(first) || /^(?:\.{1,2}|~)\/\S/.test(word) || isKnownProgram(word) ? 'shell' : null
}
