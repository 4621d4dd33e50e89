import type { SourceFile } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'
import { type Guest, GuestBuilder } from '../embed/guest.ts'
import { withHoles } from '../embed/placeholders.ts'
import type { Region } from '../embed/region.ts'
import { directoryOf, joinDirectory } from './directory.ts'
import { directivesAmong, type HostReading } from './host-reading.ts'

interface Recipe {
  readonly name: string
  readonly directory: string | null
  readonly script: boolean
  readonly lines: Span[]
}

const recipeName = /^@?([A-Za-z_][\w-]*)/
const setting = /^set\s+([\w-]+)\s*:=\s*(.*)$/
const variable = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(?:'([^'\n]*)'|"([^"\\\n]*)")\s*$/
const attribute = /^\[(.*)\]\s*$/
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
  const settings = new Map<string, string>()
  let attributes: string[] = []
  for (const line of linesIn(text)) {
    const content = text.slice(line.start, line.end)
    if (/^[ \t]+\S/.test(content)) {
      recipes.at(-1)?.lines.push(line)
      continue
    }
    const [, key, value = ''] = setting.exec(content) ?? []
    const [, name, single, double] = variable.exec(content) ?? []
    const marks = attribute.exec(content)?.[1]
    const recipe = hasRecipeColon(content) ? recipeName.exec(content)?.[1] : undefined
    if (/^#/.test(content)) comments.push(line)
    else if (key) settings.set(key, value.replace(/^(['"])(.*)\1\s*$/, '$2'))
    else if (name) variables.set(name, single ?? double ?? '')
    else if (marks !== undefined) attributes.push(marks)
    else if (recipe) {
      const directory = directoryFor(path, settings.get('working-directory'), attributes.join(','))
      recipes.push({ name: recipe, directory, script: /\bscript\b/.test(attributes.join(',')), lines: [] })
    }
    if (marks === undefined && content.trim() !== '') attributes = []
  }
  const otherShell = /"(?!(?:\S*\/)?(?:ba|z|da|k)?sh")[^"]*"/.test(
    settings.get('shell')?.split(',', 1)[0] ?? '',
  )
  return {
    regions: recipes.flatMap((recipe) => regionsOf(text, recipe, variables, otherShell)),
    directives: directivesAmong(text, comments),
  }
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

function directoryFor(path: string, setting: string | undefined, attributes: string): string | null {
  if (/\bno-cd\b/.test(attributes)) return null
  const own = /working-directory(?::\s*|\()\s*['"]([^'"]*)['"]/.exec(attributes)?.[1]
  const base = joinDirectory(directoryOf(path), setting ?? '.')
  return own === undefined ? base : joinDirectory(base, own)
}

function regionsOf(
  text: string,
  { name, directory, script, lines }: Recipe,
  variables: ReadonlyMap<string, string>,
  otherShell: boolean,
): Region[] {
  const context = { kind: 'just', target: name, directory } as const
  const first = lines[0]
  const shebang = first ? /^\s*#!(.*)/.exec(text.slice(first.start, first.end))?.[1] : undefined
  if (shebang !== undefined && !/\b(?:ba|z|da|k)?sh\b/.test(shebang)) return []
  const groups = shebang !== undefined || script ? [lines] : continued(text, lines)
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
    return [{ host: 'just' as const, guest, context, lenient: otherShell || guest.holes.length > 0 }]
  })
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

/** Lines without their line endings. */
export function linesIn(text: string): Span[] {
  return [...text.matchAll(/[^\r\n\uFEFF]+/g)].map(({ index, 0: line }) => ({
    start: index,
    end: index + line.length,
  }))
}
