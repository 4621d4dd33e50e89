import type { ParsedFile } from '../../parse/document.ts'
import type { MarkdownFence, MarkdownHeading } from '../../parse/markdown/markdown-file.ts'
import { fenceOf, type Script } from '../../parse/script.ts'
import type { Span } from '../../text/span.ts'
import { boxesAround, stanceInFence } from '../pages/stance-of-fence.ts'
import { stanceInProse, stanceOfShown } from '../pages/stance-of-prose.ts'
import type { Stance } from '../pages/verdict.ts'
import type { RawCommand } from '../scripts/raw-command.ts'

const executed: Stance = { value: 'runs', because: 'it stands where a machine executes it' }

/** How far around a code span words can concern it; paragraphs may be longer. */
const furthest = 2000

/** Whether a command is executed or ordered, forbidden, or only spoken of. */
export function stanceOf(
  raw: RawCommand,
  script: Script,
  parsed: ParsedFile,
  headings: readonly MarkdownHeading[],
): Stance {
  const { text } = parsed.file
  if (raw.shown) {
    const { line, at } = raw.shown
    return stanceOfShown(line, at, at + raw.span.end - raw.span.start, raw.program)
  }
  const { context } = script
  const { markdown } = parsed.document
  const boxes = markdown ? boxesAround(markdown, script.span.start) : []
  const index = fenceOf(script)
  if (index !== undefined) {
    const fence = parsed.document.markdown?.fences[index]
    const code = script.fence === undefined ? script.span : contentOf(fence, script.span)
    return stanceInFence(text, code, fence?.span ?? script.span, raw.span, headings, boxes)
  }
  if (context.kind !== 'markdown-span') return executed
  const span = parsed.document.markdown?.codeSpans[context.codeSpan]
  const block = span?.block ?? script.span
  const heading = headings.some(({ span: at }) => at.start <= script.span.start && script.span.end <= at.end)
  if (heading) return { value: 'mentions', because: 'it stands in a heading' }
  const content = script.span
  const from = Math.max(text.lastIndexOf('\n', block.start - 1) + 1, content.start - furthest)
  const quoted = text[content.start - 1] === '`' ? content.start - 1 : content.start
  const stance = stanceInProse({
    text: text.slice(from, Math.min(block.end, content.end + furthest)),
    at: quoted - from,
    end: content.end - from,
    program: raw.program,
    column: span?.cell?.column ?? null,
    row: span?.cell?.row ?? '',
    boxes,
    headings,
  })
  const before = text.slice(Math.max(0, content.start - furthest), content.start)
  const named =
    raw.words.length === 1 &&
    (/\b(?:via|with|using|use|by)[\s*_`"“]*$/i.test(before) ||
      /^`*\s+(?:lint\w*|tool|library|package|plugin)\b/i.test(text.slice(content.end, content.end + 40)))
  return named && stance.value === 'runs'
    ? { value: 'mentions', because: 'the words only name a program' }
    : stance
}

/** All lines of a fence. */
function contentOf(fence: MarkdownFence | undefined, otherwise: Span): Span {
  const first = fence?.lines[0]
  const last = fence?.lines.at(-1)
  return first && last ? { start: first.start, end: last.end } : otherwise
}
