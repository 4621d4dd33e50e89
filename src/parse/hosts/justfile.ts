import { linesIn } from '../../text/lines.ts'
import { parentOf } from '../../text/paths.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'
import type { DirectorySetting } from '../script.ts'
import { hasShellShebang, isShellPath } from '../shell/shebang.ts'
import { settingPath } from './directory.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

interface Recipe {
  readonly name: string
  readonly attributes: readonly Span[]
  readonly lines: Span[]
}

const recipeName = /^@?([A-Za-z_][\w-]*)/
const setting = /^set\s+([\w-]+)(?:\s*:=\s*(\S.*)?)?$/
const variable = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(?:'([^'\n]*)'|"([^"\\\n]*)")\s*$/
const attribute = /^\[.*\]\s*$/
const expression = /\{\{(?!\{)[^}]{0,500}\}\}/g

/**
 * Reads the recipes of a justfile (just manual, "Recipes", "Attributes", "Settings"): each line runs in a shell of its
 * own, without its indentation and the prefixes `@` and `-`; `{{ … }}` is a hole, with its value when it names a
 * variable of plain text. A recipe that starts with `#!`, or is marked `[script]`, is one script.
 */
export function readJustfile({ path, text }: SourceFile): HostReading {
  const recipes: Recipe[] = []
  const comments: Span[] = []
  const variables = new Map<string, string>()
  const settings = new Map<string, Span>()
  let attributes: Span[] = []
  for (const line of linesIn(text)) {
    const content = text.slice(line.start, line.end)
    if (/^[ \t]+\S/.test(content)) {
      recipes.at(-1)?.lines.push(line)
      continue
    }
    const [, key, value = ''] = setting.exec(content) ?? []
    const [, name, single, double] = variable.exec(content) ?? []
    const isAttribute = attribute.test(content)
    const recipe = hasRecipeColon(content) ? recipeName.exec(content)?.[1] : undefined
    if (/^#/.test(content)) comments.push(line)
    else if (key) settings.set(key, { start: line.end - value.length, end: line.end })
    else if (name) variables.set(name, single ?? double ?? '')
    else if (isAttribute) attributes.push(line)
    else if (recipe) recipes.push({ name: recipe, attributes, lines: [] })
    if (!isAttribute && content.trim() !== '') attributes = []
  }
  const read = (span: Span | undefined) => (span ? text.slice(span.start, span.end) : '')
  const shell = /"([^"]*)"/.exec(read(settings.get('shell')).split(',', 1)[0] ?? '')?.[1]
  const otherShell = shell !== undefined && !isShellPath(shell)
  const place = { text, variables, otherShell, own: parentOf(path), settings }
  return {
    regions: recipes.flatMap((recipe) => regionsOf(recipe, place)),
    directives: directivesAmong(text, comments),
  }
}

/** What a justfile says of all its recipes. */
interface Justfile {
  readonly text: string
  readonly variables: ReadonlyMap<string, string>
  readonly otherShell: boolean
  /** Its directory. */
  readonly own: string
  /** The value of each setting, to the end of its line. */
  readonly settings: ReadonlyMap<string, Span>
}

/** Whether a `:` that is not of `:=` stands outside of the quotes of default values. */
function hasRecipeColon(line: string): boolean {
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const unit = line[at]
    if (quote !== '') quote = unit === quote ? '' : quote
    else if (unit === "'" || unit === '"') quote = unit
    else if (unit === '#') return false
    else if (unit === ':') return line[at + 1] !== '='
  }
  return false
}

function regionsOf({ name, attributes, lines }: Recipe, place: Justfile): Region[] {
  const { text, variables, otherShell } = place
  const marks = attributes.map(({ start, end }) => text.slice(start, end)).join(',')
  const noChange = /\bno-cd\b/.test(marks)
  const settings = noChange ? [] : directorySettings(attributes, place)
  const stays = noChange || (settings.length === 0 && isOn('no-cd', place))
  const context = { kind: 'just', target: name, directory: stays ? null : place.own } as const
  const first = lines[0]
  const shebang = first ? /^\s*#!(.*)/.exec(text.slice(first.start, first.end))?.[1] : undefined
  if (shebang !== undefined && !hasShellShebang(`#!${shebang}`)) return []
  const groups = shebang !== undefined || /\bscript\b/.test(marks) ? [lines] : continued(text, lines)
  return groups.flatMap((group) => {
    const builder = new GuestBuilder(text)
    for (const [index, line] of group.entries()) {
      const prefix = index === 0 && shebang === undefined ? /^[ \t]*[@-]*[ \t]*/ : /^[ \t]*/
      const skipped = prefix.exec(text.slice(line.start, line.end))?.[0].length ?? 0
      builder.copy({ start: line.start + skipped, end: line.end })
      builder.escape({ start: line.end, end: line.end }, '\n')
    }
    const guest = withConstants(builder.build(), variables)
    if (guest.text.trim() === '') return []
    return [{ host: 'just', guest, context, settings, lenient: otherShell || guest.holes.length > 0 }]
  })
}

/** `set working-directory`, and the attribute, which is seen from there (just: `Recipe::working_directory`). */
function directorySettings(attributes: readonly Span[], { text, settings }: Justfile): DirectorySetting[] {
  const found: DirectorySetting[] = []
  const ofAll = settings.get('working-directory')
  if (ofAll) found.push(literalPath(text, ofAll))
  for (const line of attributes) {
    const content = text.slice(line.start, line.end)
    const [mark, name = '', value = ''] = directoryAttribute.exec(content) ?? []
    if (!mark) continue
    const start = line.start + content.indexOf(mark) + name.length
    const path = literalPath(text, { start, end: start + value.length })
    const alone = content.replace(mark, '').trim() === '[]'
    const end = /^\r?\n?/.exec(text.slice(line.end, line.end + 2))?.[0].length ?? 0
    found.push(alone ? { ...path, removal: { start: line.start, end: line.end + end } } : path)
  }
  return found
}

const directoryAttribute = /(working-directory\s*(?::\s*|\(\s*))([^,\])]*)\)?/

/** The value of a setting: a string without escapes, else unknown. */
function literalPath(text: string, { start, end }: Span): DirectorySetting {
  const value = text.slice(start, end).trimEnd()
  const literal = /^(?:'[^'\n]*'|"[^"\\\n]*")$/.test(value)
  return literal
    ? {
        path: settingPath(value.slice(1, -1)),
        span: { start: start + 1, end: start + value.length - 1 },
      }
    : { path: null, span: { start, end: start + value.length } }
}

function isOn(name: string, { text, settings }: Justfile): boolean {
  const value = settings.get(name)
  return value !== undefined && /^(?:true)?\s*$/.test(text.slice(value.start, value.end))
}

function withConstants(guest: Guest, variables: ReadonlyMap<string, string>): Guest {
  return withHoles(guest, expression, false, (source) => variables.get(source.slice(2, -2).trim()))
}

/** Groups of lines that a `\` at their end joins. */
function continued(text: string, lines: readonly Span[]): Span[][] {
  const groups: Span[][] = []
  let open = false
  for (const line of lines) {
    if (open) groups.at(-1)?.push(line)
    else groups.push([line])
    open = text[line.end - 1] === '\\'
  }
  return groups
}
