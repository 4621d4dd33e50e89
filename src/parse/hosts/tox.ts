import { parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { GuestBuilder } from '../embed/guest.ts'
import { withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'
import { settingPath } from './directory.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

/** What tox fills in: `{toxinidir}`, `{posargs}`, `{[testenv]deps}` … */
export const toxSubstitution = /\{[^{}\n]*\}/g
/** The directory of the file, as tox names it. */
const ownDirectory = /^\{(?:toxinidir|tox_root)\}[/\\]?/
const commandKeys: ReadonlySet<string> = new Set(['commands_pre', 'commands', 'commands_post'])
const directoryKeys: ReadonlySet<string> = new Set(['changedir', 'change_dir'])

interface Entry {
  readonly key: string
  /** The lines of the value, each without its margin. */
  readonly lines: Span[]
}

/**
 * Reads the commands of the environments in a `tox.ini` or a `setup.cfg` (tox, "Configuration"): one a line, run without a shell in `changedir` or beside the
 * file. The packages that read INI files say nothing of places, so its lines are taken apart here.
 */
export function readTox({ path, text }: SourceFile): HostReading {
  const regions: Region[] = []
  const comments: Span[] = []
  let section = ''
  let entries: Entry[] = []
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    const end = index + line.trimEnd().length
    const head = /^\[([^\]]+)\]/.exec(line)?.[1]
    const own = /^([A-Za-z_][\w-]*)\s*[=:]\s*/.exec(line)
    // What marks a command (`-` ignores its failure) stands before its first word, not where it goes on behind a backslash.
    const last = entries.at(-1)?.lines.at(-1)
    const goesOn = last !== undefined && text[last.end - 1] === '\\'
    const margin = (goesOn ? /^\s+/ : /^\s+(?:-\s+|[-!@]\s*)?/).exec(line)?.[0]
    if (/^\s*[#;]/.test(line)) comments.push({ start: index + line.search(/[#;]/), end })
    else if (head !== undefined) {
      regions.push(...sectionRegions(section, entries, { path, text }))
      section = head
      entries = []
    } else if (own) entries.push({ key: own[1] ?? '', lines: valueLine(index + own[0].length, end) })
    else if (margin) entries.at(-1)?.lines.push(...valueLine(index + margin.length, end))
  }
  regions.push(...sectionRegions(section, entries, { path, text }))
  return { regions, directives: directivesAmong(text, comments) }
}

function valueLine(start: number, end: number): Span[] {
  return start < end ? [{ start, end }] : []
}

function sectionRegions(section: string, entries: readonly Entry[], { path, text }: SourceFile): Region[] {
  if (!/^testenv\b/.test(section)) return []
  const span = entries.find(({ key }) => directoryKeys.has(key))?.lines[0]
  const settings = span ? [{ path: settingPath(text.slice(span.start, span.end), ownDirectory), span }] : []
  return entries.flatMap(({ key, lines }) => {
    if (!commandKeys.has(key) || lines.length === 0) return []
    const builder = new GuestBuilder(text)
    for (const line of lines) {
      builder.copy(line)
      builder.escape({ start: line.end, end: line.end }, '\n')
    }
    const name = `${section}.${key}`
    const context = { kind: 'config', format: 'tox', key: name, directory: parentOf(path) } as const
    const guest = withHoles(builder.build(), toxSubstitution)
    return [{ host: 'config' as const, guest, context, settings, lenient: true }]
  })
}
