import { shells } from '../../tables/shells.ts'
import type { SourceFile } from '../../text/source-file.ts'
import { Guest, GuestBuilder } from '../embed/guest.ts'
import { braceTemplate, withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'
import { linesOf, windowsLines, windowsShell } from '../embed/windows-lines.ts'

/** Shells whose forms are not all read, and bats, which adds some to bash. */
const dialects = [
  ...shells.flatMap(({ name, dialect, posix }) => (dialect || !posix ? [name] : [])),
  'bats',
].join('|')
const dialectFile = new RegExp(`\\.(?:${dialects})$|(?:^|/)\\.(?:${dialects})`)
const dialectLine = new RegExp(`\\b(?:${dialects})\\b`)
const shebang = /^\uFEFF?(#![^\r\n]*)/

/** A shell script, `.envrc` included, as one region. Templates of scripts have their `{{ … }}` as holes. */
export function readShellFile(file: SourceFile): Region[] {
  const line = shebang.exec(file.text)?.[1] ?? null
  const template = /\{\{|\.(?:j2|jinja2?|tmpl)$/.test(file.path)
  const otherDialect = dialectFile.test(file.path) || dialectLine.test(line ?? '')
  const windows = windowsShell(file.path.slice(file.path.lastIndexOf('.') + 1))
  if (windows) {
    const guest = windowsLines(file.text, linesOf(file.text), windows)
    return [{ host: 'script', guest, context: { kind: 'file', shebang: line }, lenient: true }]
  }
  return [
    {
      host: 'script',
      guest: template ? withHoles(Guest.whole(file.text), braceTemplate) : Guest.whole(file.text),
      context: { kind: 'file', shebang: line },
      lenient: template || otherDialect,
    },
    ...nixShellLines(file.text, line),
  ]
}

/** `#!nix-shell -i bash -p …` below a first line that starts nix-shell is a command line of it. */
function nixShellLines(text: string, line: string | null): Region[] {
  if (line === null || !/\bnix-shell\b/.test(line)) return []
  return [...text.slice(0, 2000).matchAll(/^#![ \t]*(nix-shell\b[^\r\n]*)/gm)].map((found) => {
    const end = found.index + found[0].length
    const guest = new GuestBuilder(text).copy({ start: end - (found[1] ?? '').length, end }).build()
    return { host: 'script', guest, context: { kind: 'file', shebang: line }, lenient: true }
  })
}
