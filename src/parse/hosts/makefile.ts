import { parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { GuestBuilder } from '../embed/guest.ts'
import type { Region } from '../embed/region.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'
import { isAssignment, MakeValues } from './make-values.ts'

const reference =
  /\$(?:\$|\(([^()$\s]*)\)|\{([^{}$\s]*)\}|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\{[^{}]*\}|[^\s])/g

/**
 * Reads the recipes of a Makefile (GNU make manual, 5 and 6): each line runs in a shell of its own, without its tab and
 * the prefixes `@`, `-`, `+`; `$$` is `$`, other references are holes, with their value when the variable is set once
 * to what is known. With `.ONESHELL:` a recipe is one script.
 */
export function readMakefile({ path, text }: SourceFile): HostReading {
  const lines = logicalLines(text)
  const read = ({ start, end }: Span) => text.slice(start, end)
  const directory = parentOf(path)
  const outside = lines.map(read).filter((line) => !line.startsWith('\t'))
  const values = new MakeValues(outside, path, directory)
  const oneShell = lines.some((line) => /^\.ONESHELL\s*:/.test(read(line)))
  const recipes: { target: string; lines: Span[] }[] = []
  const comments: Span[] = []
  let defining = false
  for (const line of lines) {
    const content = read(line)
    if (/^\s*endef\b/.test(content)) defining = false
    else if (/^\s*define\b/.test(content)) defining = true
    else if (defining) continue
    else if (content.startsWith('\t')) recipes.at(-1)?.lines.push({ ...line, start: line.start + 1 })
    else if (/^ *#/.test(content)) comments.push({ start: line.start + content.indexOf('#'), end: line.end })
    else if (!isAssignment(content)) {
      const colon = content.search(/[:=#]/)
      const target = content.slice(0, Math.max(colon, 0)).trim()
      if (target === '' || !/^::?(?![:=])/.test(content.slice(colon))) continue
      const semicolon = content.indexOf(';', colon)
      const inline = semicolon < 0 ? [] : [{ start: line.start + semicolon + 1, end: line.end }]
      recipes.push({ target, lines: inline })
    }
  }
  const regions: Region[] = []
  for (const { target, lines: recipe } of recipes) {
    for (const group of oneShell ? [recipe] : recipe.map((line) => [line])) {
      const guest = recipeGuest(text, group, values)
      if (guest.text.trim() === '') continue
      regions.push({ host: 'make', guest, context: { kind: 'make', target, directory }, lenient: true })
    }
  }
  return { regions, directives: directivesAmong(text, comments) }
}

/** Lines without their line ending, each with the lines that a `\` at its end joins to it. */
function logicalLines(text: string): Span[] {
  const lines: Span[] = []
  let start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  while (start < text.length) {
    let end = start
    for (;;) {
      const found = text.indexOf('\n', end)
      end = found < 0 ? text.length : found
      const last = text[end - 1] === '\r' ? end - 2 : end - 1
      let slashes = last
      while (slashes >= start && text[slashes] === '\\') slashes--
      if ((last - slashes) % 2 === 0 || end >= text.length) break
      end++
    }
    lines.push({ start, end: text[end - 1] === '\r' ? end - 1 : end })
    start = end + 1
  }
  return lines
}

function recipeGuest(text: string, lines: readonly Span[], values: MakeValues) {
  const builder = new GuestBuilder(text)
  for (const line of lines) {
    const skipped = /^[\s@+-]*/.exec(text.slice(line.start, line.end))?.[0].length ?? 0
    const start = line.start + skipped
    let at = start
    const code = text.slice(start, line.end)
    for (const { index, 0: found } of code.matchAll(reference)) {
      copyWithoutTabs(builder, text, { start: at, end: start + index })
      at = start + index + found.length
      const span = { start: start + index, end: at }
      if (found === '$$') builder.escape(span, '$')
      else builder.hole(span, false, values.expand(found))
    }
    copyWithoutTabs(builder, text, { start: at, end: line.end })
    builder.escape({ start: line.end, end: line.end }, '\n')
  }
  return builder.build()
}

/** The tab that starts a continued line belongs to make. */
function copyWithoutTabs(builder: GuestBuilder, text: string, span: Span): void {
  let at = span.start
  for (const { index } of text.slice(span.start, span.end).matchAll(/(?<=\n)\t/g)) {
    builder.copy({ start: at, end: span.start + index })
    at = span.start + index + 1
  }
  builder.copy({ start: at, end: span.end })
}
