import type { NewWords } from '../model/programs/new-words.ts'
import { asWritten, type CommandWord } from '../model/programs/word.ts'
import { isDocumented, type Script } from '../parse/script.ts'
import { commandFiles } from '../tables/command-files.ts'
import { tomlTasks } from '../tables/task-runners.ts'
import type { Edit } from '../text/edit.ts'

/** Where words are written. */
export interface Target {
  /** The text of the file. */
  readonly source: string
  readonly script: Script
}

/**
 * Puts new words in the place of a command's words. Kept words stay as they are written, and so does what stands
 * between two kept neighbours (line continuations included); new text is quoted for the shell and escaped for the host.
 * Null when the host cannot hold the text, or when something other than words stands between the old ones.
 */
export function rewriteCommand(
  known: readonly CommandWord[],
  wanted: NewWords,
  { source, script }: Target,
): Edit | null {
  const old = asWritten<CommandWord>(known)
  const fresh = asWritten<string>(wanted)
  const first = old[0]
  const last = old.at(-1)
  if (!first || !last || !separate(old, source)) return null
  const list = execForm(old, script, source)
  if (list && isWordList(script.context)) return null
  let text = ''
  let before: CommandWord | string | undefined
  for (const word of fresh) {
    if (before !== undefined)
      text += gap(old, before, word, source) ?? (list ? `${list.close}, ${list.open}` : ' ')
    const written =
      typeof word === 'string'
        ? write(word, script, source, list !== null)
        : source.slice(word.span.start, word.span.end)
    if (written === null) return null
    text += written
    before = word
  }
  return { span: { start: first.span.start, end: last.span.end }, text }
}

/** Lists of YAML, and words beside their program, are written in too many ways to add words to. */
function isWordList(context: Script['context']): boolean {
  return context.kind === 'config' && wordLists.has(context.format)
}

const wordLists: ReadonlySet<string> = new Set([
  'compose',
  ...commandFiles.flatMap(({ words, format }) => (words ? [format] : [])),
])

/** Quotes between the elements of a JSON list (`["uv", "run"]`), when the command is written as one. */
interface ListQuotes {
  readonly open: string
  readonly close: string
}

function execForm(old: readonly CommandWord[], script: Script, source: string): ListQuotes | null {
  if (script.context.kind !== 'dockerfile' || !/^\s*\[/.test(source.slice(script.span.start))) {
    const [first, second] = old
    const between = first && second ? source.slice(first.span.end, second.span.start) : ''
    if (!/^"?\s*,\s*"?$/.test(between)) return null
  }
  const start = old[0]?.span.start ?? 0
  return source[start] === '"' ? { open: '', close: '' } : { open: '"', close: '"' }
}

const space = /^(?:\s|\\(?=\r?\n))*$/
const comma = /^"?\s*,\s*"?$/

function separate(old: readonly CommandWord[], source: string): boolean {
  return old.every((word, index) => {
    const next = old[index + 1]
    if (!next) return true
    if (next.span.start < word.span.end) return false
    const between = source.slice(word.span.end, next.span.start)
    return between !== '' && (space.test(between) || comma.test(between))
  })
}

/** What stands between two kept neighbours. */
function gap(
  old: readonly CommandWord[],
  before: CommandWord | string,
  word: CommandWord | string,
  source: string,
): string | null {
  if (typeof before === 'string' || typeof word === 'string') return null
  const at = old.indexOf(before)
  return at >= 0 && old[at + 1] === word ? source.slice(before.span.end, word.span.start) : null
}

/** What would close a code span, or read as something that the reader fills in. */
const placeholderMarks = /[`<>{}…]/

/** zsh expands a word that starts with `=`. */
const plain = /^(?!=)[\w./:=@%+,-]+$/

function write(text: string, script: Script, source: string, list: boolean): string | null {
  if (isDocumented(script) && placeholderMarks.test(text)) return null
  if (list) return JSON.stringify(text).slice(1, -1)
  const yaml = script.context.kind === 'workflow' || script.context.kind === 'config'
  if (plain.test(text)) return yaml && text.endsWith(':') ? null : text
  if (/[\n\r]/.test(text)) return null
  const indented = script.context.kind === 'nix' && source.startsWith("''", script.context.string.start)
  const quoted =
    indented || inTomlLiteral(script, source)
      ? `"${text.replace(/[\\"$`]/g, '\\$&')}"`
      : `'${text.replaceAll("'", `'\\''`)}'`
  return escapeFor(script, source, quoted)
}

/** Escapes shell text for the host that carries it. */
function escapeFor({ context, span }: Script, source: string, text: string): string | null {
  switch (context.kind) {
    case 'nix':
      if (text.includes("'''")) return null
      return source.startsWith("''", context.string.start)
        ? text.replaceAll("''", "'''").replaceAll('${', "''${")
        : text.replace(/[\\"]/g, '\\$&').replaceAll('${', '\\${')
    case 'workflow':
    case 'config': {
      if (fillsIn(context, text)) return null
      const quote = quoteAround(span, source)
      if (quote === '"' || (context.kind === 'config' && jsonFormats.has(context.format)))
        return text.replace(/[\\"]/g, '\\$&')
      if (quote === "'")
        return inTomlLiteral({ context, span }, source)
          ? text.includes("'")
            ? null
            : text
          : text.replaceAll("'", "''")
      return /: |\s#/.test(text) && !opensBlock(lineBefore(source, span.start)) ? null : text
    }
    case 'make':
      return text.replaceAll('$', '$$$$')
    case 'just':
      return text.includes('{{') ? null : text
    default:
      return text
  }
}

/** Whether a block scalar follows a line; a bare `>` may be the quote mark of a document. */
function opensBlock(line: string): boolean {
  const mark = /(?<=[ \t])[|>][+-]?\d*[+-]?\s*$/.exec(line)
  return mark !== null && /[:-][ \t]/.test(line.slice(0, mark.index))
}

/** The quote that the host puts around code, which its span may include. */
function quoteAround({ start }: Script['span'], source: string): string | undefined {
  return /["']/.exec(source[start] ?? '')?.[0] ?? /["']/.exec(source[start - 1] ?? '')?.[0]
}

/** A TOML literal string, which knows no escapes. */
function inTomlLiteral({ context, span }: Pick<Script, 'context' | 'span'>, source: string): boolean {
  return context.kind === 'config' && tomlFormats.has(context.format) && quoteAround(span, source) === "'"
}

/** Formats whose code stands in TOML. */
const tomlFormats: ReadonlySet<string> = new Set(tomlTasks.map(({ runner }) => runner))

/** Formats whose code stands in JSON strings, perhaps not from their first character on. */
const jsonFormats: ReadonlySet<string> = new Set([
  ...['package.json', 'devcontainer', 'notebook'],
  ...commandFiles.flatMap(({ syntax, format }) => (syntax === 'json' ? [format] : [])),
])

/** Whether the host would put something else in the place of a part of the text. */
function fillsIn(context: Script['context'], text: string): boolean {
  if (isWordList(context)) return text.includes('$')
  if (context.kind === 'workflow') return text.includes('${{')
  if (context.kind !== 'config') return false
  return context.format === 'notebook' ? /[{}$]/.test(text) : /\{[{%#]/.test(text)
}

function lineBefore(source: string, offset: number): string {
  const end = source.lastIndexOf('\n', offset - 1)
  return source.slice(source.lastIndexOf('\n', end - 1) + 1, Math.max(end, 0))
}
