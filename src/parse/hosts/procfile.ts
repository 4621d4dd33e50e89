import { linesIn } from '../../text/lines.ts'
import { parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { GuestBuilder } from '../embed/guest.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

/** Reads the processes of a Procfile: `name: command`, each in a shell of its own beside the file. */
export function readProcfile({ path, text }: SourceFile): HostReading {
  const lines = linesIn(text)
  const directory = parentOf(path)
  const regions = lines.flatMap((line) => {
    const [label, name] = /^([\w-]+):[ \t]*/.exec(text.slice(line.start, line.end)) ?? []
    if (!label || !name) return []
    const guest = new GuestBuilder(text).copy({ start: line.start + label.length, end: line.end }).build()
    const context = { kind: 'config', format: 'procfile', key: name, directory } as const
    return [{ host: 'config' as const, guest, context, lenient: false }]
  })
  const comments = lines.filter(({ start }) => text[start] === '#')
  return { regions, directives: directivesAmong(text, comments) }
}
