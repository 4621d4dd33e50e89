import type { Span } from '../../../text/span.ts'
import { GuestBuilder } from '../../embed/guest.ts'
import { withPlaceholders } from '../../embed/placeholders.ts'
import { mostRegions, type Region } from '../../embed/region.ts'
import { windowsLines, windowsShell } from '../../embed/windows-lines.ts'
import type { MarkdownCodeSpan, MarkdownFence, MarkdownFile } from '../../markdown/markdown-file.ts'
import { shellCode, withPythonValues } from '../notebook.ts'
import { consoleCommands, windowsPrompted } from './console-lines.ts'
import { fenceKind, tagOf } from './shell-fences.ts'

/**
 * The shell code in the fences and code spans of a Markdown file.
 * @param taken indexes of fences that hold something else
 */
export function readMarkdownScripts(
  text: string,
  markdown: MarkdownFile,
  taken: ReadonlySet<number>,
): Region[] {
  const regions: Region[] = []
  for (const [index, fence] of markdown.fences.entries()) {
    if (taken.has(index)) continue
    if (tagOf(fence.info) === 'code-cell') regions.push(...readCell(text, fence, index))
    else {
      const region = readFence(text, fence, index)
      if (region) regions.push(region)
    }
  }
  for (const [index, codeSpan] of markdown.codeSpans.entries()) {
    if (regions.length > mostRegions) break
    const region = readCodeSpan(text, codeSpan, index)
    if (region) regions.push(region)
  }
  return regions
}

/** What a cell of a MyST notebook hands to the shell. */
function readCell(text: string, { lines }: MarkdownFence, index: number): Region[] {
  const builder = new GuestBuilder(text)
  for (const line of lines) builder.copy(line)
  const context = { kind: 'markdown-fence', fence: index, console: false } as const
  return shellCode(builder.build()).map((guest) => ({
    host: 'markdown-fence',
    context,
    guest: withPythonValues(guest),
    lenient: true,
  }))
}

function readFence(text: string, fence: MarkdownFence, index: number): Region | undefined {
  const kind = fenceKind(
    fence.info,
    fence.lines.map(({ start, end }) => text.slice(start, end)),
  )
  if (!kind) return undefined
  const lines = kind === 'console' ? consoleCommands(text, fence.lines) : fence.lines
  const context = { kind: 'markdown-fence', fence: index, console: kind === 'console' } as const
  const prompted = fence.lines.flatMap(({ start, end }) => windowsPrompted(text.slice(start, end)) ?? [])
  const windows = prompted[0] ?? windowsShell(tagOf(fence.info))
  if (!windows) return documentCode(text, lines, { host: 'markdown-fence', context })
  const guest = withPlaceholders(windowsLines(text, lines, windows))
  return guest.text.trim() === '' ? undefined : { host: 'markdown-fence', context, guest, lenient: true }
}

/** A word and at least one more, or a name such as `run-demo`; no call, no assignment of another language. */
const commandLike =
  /^(?:\$ )?(?:[A-Za-z_]\w*=(?:"[^"\n]{0,200}"|'[^'\n]{0,200}'|[^\s"']*) )*(?:[\w@~./<$-][^\s(){}=,:;'"]*(?:\s+(?![=:]|[-+*/]=)\S)|[a-z][a-z0-9]*(?:-[a-z0-9]+)+$)/

function readCodeSpan(text: string, { content, cell }: MarkdownCodeSpan, index: number): Region | undefined {
  const first = content[0]
  if (!first || !commandLike.test(text.slice(first.start, content.at(-1)?.end).trim())) return undefined
  const prompt = /^\s*\$ /.exec(text.slice(first.start, first.end))
  const lines = prompt ? [{ ...first, start: first.start + prompt[0].length }, ...content.slice(1)] : content
  return documentCode(
    text,
    lines,
    { host: 'markdown-span', context: { kind: 'markdown-span', codeSpan: index } },
    cell !== undefined,
  )
}

/** Code of a document from its lines; the lines of a code span are joined by spaces, as a reader sees them. */
export function documentCode(
  text: string,
  lines: readonly Span[],
  place: Pick<Region, 'host' | 'context'>,
  cell = false,
): Region | undefined {
  const builder = new GuestBuilder(text)
  for (const [index, line] of lines.entries()) {
    if (index > 0 && place.host === 'markdown-span') {
      builder.escape({ start: lines[index - 1]?.end ?? line.start, end: line.start }, ' ')
    }
    const parts = cell ? text.slice(line.start, line.end).split(/(\\\|)/) : [text.slice(line.start, line.end)]
    let at = line.start
    for (const part of parts) {
      const span = { start: at, end: at + part.length }
      if (part === '\\|' && cell) builder.escape(span, '|')
      else builder.copy(span)
      at = span.end
    }
  }
  const guest = withPlaceholders(builder.build())
  return guest.text.trim() === '' ? undefined : { ...place, guest, lenient: true }
}
