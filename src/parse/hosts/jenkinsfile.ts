import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { GuestBuilder } from '../embed/guest.ts'
import type { Region } from '../embed/region.ts'
import type { DirectorySetting } from '../script.ts'
import { settingPath } from './directory.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

const quotes = ["'''", '"""', "'", '"'] as const
/** A step whose first argument is a string, perhaps after others by name: `sh '…'`, `sh(returnStdout: true, script: '…')`. */
const step =
  /\b(sh|bat|powershell|pwsh|dir)\b[ \t]*(?:\(\s*)?(?:\w+:\s*(?:true|false|'[^'\n]*'|"[^"\n]*")\s*,\s*)*(?:script:\s*|path:\s*)?(?=["'])/y
const filled = /\\[\s\S]|\$\{[^}\n]{0,500}\}|\$[A-Za-z_][\w.]*/g

/**
 * Reads the shell steps of a Jenkins pipeline (Jenkins, "Pipeline: Nodes and Processes") whose code is one string, in the
 * directories that `dir` enters. What Groovy fills in, in strings in double quotes, is a hole.
 */
export function readJenkinsfile({ text }: SourceFile): HostReading {
  const regions: Region[] = []
  const comments: Span[] = []
  /** Open braces: the setting of a `dir` block, or null. */
  const open: (DirectorySetting | null)[] = []
  let entering: DirectorySetting | null = null
  for (let at = 0; at < text.length; ) {
    const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//y
    comment.lastIndex = at
    const remark = comment.exec(text)?.[0]
    step.lastIndex = at
    const named = /\w/.test(text[at - 1] ?? '') ? null : step.exec(text)
    const literal = stringAt(text, named ? at + named[0].length : at)
    if (remark) {
      comments.push({ start: at, end: at + remark.length })
      at += remark.length
    } else if (literal) {
      const settings = open.flatMap((setting) => setting ?? [])
      if (named?.[1] === 'dir')
        entering = { path: settingPath(text.slice(literal.start, literal.end)), span: literal }
      else if (named) regions.push(stepRegion(text, literal, named[1] ?? 'sh', settings))
      at = literal.end + literal.quote.length
    } else {
      if (text[at] === '{') {
        open.push(entering)
        entering = null
      } else if (text[at] === '}') open.pop()
      at++
    }
  }
  return { regions, directives: directivesAmong(text, comments) }
}

/** The inside of the string that begins at an offset. */
function stringAt(text: string, at: number): (Span & { readonly quote: string }) | null {
  const quote = quotes.find((each) => text.startsWith(each, at))
  if (!quote) return null
  const start = at + quote.length
  for (let end = start; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text.startsWith(quote, end)) return { start, end, quote }
    else if (text[end] === '\n' && quote.length === 1) return null
  }
  return null
}

function stepRegion(
  text: string,
  { start, end, quote }: Span & { readonly quote: string },
  key: string,
  settings: readonly DirectorySetting[],
): Region {
  const builder = new GuestBuilder(text)
  let at = start
  for (const { index, 0: found } of text.slice(start, end).matchAll(filled)) {
    const span = { start: start + index, end: start + index + found.length }
    if (!found.startsWith('\\') && !quote.startsWith('"')) continue
    builder.copy({ start: at, end: span.start })
    at = span.end
    if (found.startsWith('\\')) builder.escape(span, found === '\\n' ? '\n' : found.slice(1))
    else builder.hole(span)
  }
  builder.copy({ start: at, end })
  const context = { kind: 'config', format: 'jenkins', key, directory: '.' } as const
  return { host: 'config', guest: builder.build(), context, settings, lenient: true }
}
