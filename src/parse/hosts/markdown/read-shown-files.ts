import type { SourceFile } from '../../../text/source-file.ts'
import type { Span } from '../../../text/span.ts'
import type { Comment } from '../../document.ts'
import { type Guest, GuestBuilder } from '../../embed/guest.ts'
import { withPlaceholders } from '../../embed/placeholders.ts'
import type { Region } from '../../embed/region.ts'
import type { MarkdownFence, MarkdownFile } from '../../markdown/markdown-file.ts'
import type { DirectorySetting, ScriptContext } from '../../script.ts'
import type { HostReading } from '../host-reading.ts'
import { shellTags, tagOf } from './shell-fences.ts'
import { type ShownFile, shownFile } from './shown-files.ts'

/** A file in a fence of a document, with the way back to the document. */
export interface ShownCode extends ShownFile {
  /** Index of the fence. */
  readonly fence: number
  readonly guest: Guest
}

/** The fences that certainly show a file of another format. */
export function shownCodeIn(text: string, { fences }: MarkdownFile): ShownCode[] {
  return fences.flatMap((fence, index) => {
    if (fence.lines.length === 0 || !mayShowFile(fence)) return []
    const guest = codeOf(text, fence.lines)
    const found = shownFile(fence.info, guest.text)
    if (!found) return []
    const pairs = found.language === 'json' && /^\s*"/.test(guest.text)
    return [{ ...found, fence: index, guest: pairs ? codeOf(text, fence.lines, ['{', '}']) : guest }]
  })
}

/** The lines of a fence as one text, with what completes it at both ends. */
function codeOf(text: string, lines: readonly Span[], [before, after] = ['', '']): Guest {
  const builder = new GuestBuilder(text)
  const start = lines[0]?.start ?? 0
  const end = lines.at(-1)?.end ?? start
  builder.escape({ start, end: start }, before)
  for (const line of lines) builder.copy(line)
  return builder.escape({ start: end, end }, after).build()
}

/** A quick look: of most fences the tag alone tells that they show no such file. */
function mayShowFile({ info }: MarkdownFence): boolean {
  const tag = tagOf(info)
  return !shellTags.has(tag) && !otherTags.has(tag)
}

/** The commonest tags of other code. */
const otherTags = new Set([
  ...['py', 'python', 'console', 'diff', 'rust', 'js', 'ts', 'tsx', 'jsx', 'html', 'css', 'sql', 'mermaid'],
])

/** What the reading of such a file says of the document that shows it. */
export function inDocument({ regions = [], directives = [] }: HostReading, code: ShownCode) {
  const { guest } = code
  const place = guest.span(0, guest.text.length)
  return {
    regions: regions.map((region) => regionIn(region, code)),
    directives: directives.map(
      ({ span }): Comment => ({ span: guest.span(span.start, span.end), guest: place }),
    ),
  }
}

function regionIn(region: Region, code: ShownCode): Region {
  const { guest, context, settings, behind } = region
  return {
    ...region,
    ...(settings && { settings: settings.map((setting) => settingIn(setting, code.guest)) }),
    guest: withPlaceholders(guest.within(code.guest)),
    context: contextIn(context, code.guest),
    lenient: true,
    fence: code.fence,
    ...(behind && { behind: (hole) => behind(hole).map((inner) => regionIn(inner, code)) }),
  }
}

/** Places in the shown file as places in the document; a hole that code stands behind is known by the latter. */
function contextIn(context: ScriptContext, guest: Guest): ScriptContext {
  const native = ({ start, end }: Span) => guest.span(start, end)
  if (context.kind === 'nix') return { ...context, string: native(context.string) }
  return context
}

/** A setting of the shown file. Its lines are not removed: what stands before them belongs to the document. */
function settingIn({ path, span }: DirectorySetting, guest: Guest): DirectorySetting {
  return { path, span: guest.span(span.start, span.end) }
}

/** The shown code as a file of its own. */
export function asFile({ path, guest }: ShownCode): SourceFile {
  return { path, text: guest.text }
}
