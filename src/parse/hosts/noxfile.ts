import { parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { addQuoted, type PlainWord } from '../embed/quoted-words.ts'
import type { Region } from '../embed/region.ts'
import { pythonComments } from '../python/comments.ts'
import type { DirectorySetting } from '../script.ts'
import { settingPath } from './directory.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

const call = /\bsession\.(run|run_always|run_install|install|conda_install|chdir|cd)\(/g
/** Where a function begins that is no part of another one. */
const ownFunction = /^(?:async )?def /gm
const argument = /\s*(?:#[^\n]*\n\s*)*([fFrR]{0,2})("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')\s*,?/y

/** What a method of a session stands for besides its words: those of pip and conda. */
const programs: Readonly<Record<string, string>> = { install: 'pip install', conda_install: 'conda install' }

/**
 * Reads what the sessions of a `noxfile.py` run and install (nox, "The Session object"), as far as the words are literals;
 * a command ends at the first argument that is none.
 */
export function readNoxfile({ path, text }: SourceFile): HostReading {
  const regions: Region[] = []
  const comments = [...pythonComments(text)]
  const starts = [...text.matchAll(ownFunction)].map(({ index }) => index)
  let moved: Moved | undefined
  let next = 0
  for (const { index, 0: found, 1: method = '' } of text.matchAll(call)) {
    while ((comments[next]?.end ?? text.length) <= index) next++
    if ((comments[next]?.start ?? text.length) <= index) continue
    const words = literals(text, index + found.length)
    if (moved && (starts.some((start) => moved && moved.at < start && start < index) || moved.ends(index)))
      moved = undefined
    if (method === 'chdir' || method === 'cd') {
      const [word] = words
      const span = word?.span ?? { start: index, end: index + found.length - 1 }
      const to = word && word.content.holes.length === 0 ? settingPath(word.content.text) : null
      moved = { at: index, setting: { path: to, span }, ends: blockEnd(text, index) }
      continue
    }
    if (words.length === 0) continue
    const builder = new GuestBuilder(text)
    const program = programs[method]
    const name = { start: index + 'session.'.length, end: index + found.length - 1 }
    if (program) builder.escape(name, program)
    const guest = addQuoted(builder, words).build()
    const context = {
      kind: 'config',
      format: 'nox',
      key: `session.${method}`,
      directory: parentOf(path),
    } as const
    regions.push({ host: 'config', guest, context, settings: moved ? [moved.setting] : [], lenient: true })
  }
  return { regions, directives: directivesAmong(text, comments) }
}

/** A change of the session's directory. */
interface Moved {
  readonly at: number
  readonly setting: DirectorySetting
  /** Whether it is over at an offset. */
  ends(offset: number): boolean
}

/** The end of the `with` block that a call opens; without one the change lasts. */
function blockEnd(text: string, at: number): (offset: number) => boolean {
  const start = text.lastIndexOf('\n', at) + 1
  const margin = /^( *)with\b/.exec(text.slice(start, at))?.[1]?.length
  if (margin === undefined) return () => false
  const below = new RegExp(`^ {0,${margin}}\\S`, 'gm')
  below.lastIndex = text.indexOf('\n', at) + 1 || text.length
  const end = below.exec(text)?.index ?? text.length
  return (offset) => offset >= end
}

function literals(text: string, from: number): PlainWord[] {
  const words: PlainWord[] = []
  argument.lastIndex = from
  for (let found = argument.exec(text); found; found = argument.exec(text)) {
    const [whole, prefix = '', literal = ''] = found
    const start = found.index + whole.lastIndexOf(literal)
    const span = { start: start + 1, end: start + literal.length - 1 }
    words.push({ content: wordOf(text, span, /f/i.test(prefix)), span })
  }
  return words
}

/** The text of a literal; what an f-string fills in is a hole. */
function wordOf(text: string, { start, end }: Span, formatted: boolean): Guest {
  const builder = new GuestBuilder(text)
  let at = start
  for (const { index, 0: found } of formatted ? text.slice(start, end).matchAll(/\{[^{}]*\}/g) : []) {
    builder.copy({ start: at, end: start + index })
    at = start + index + found.length
    builder.hole({ start: start + index, end: at })
  }
  return builder.copy({ start: at, end }).build()
}
