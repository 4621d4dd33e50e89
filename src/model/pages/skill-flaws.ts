import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import type { ParsedFile } from '../../parse/document.ts'
import type { Edit } from '../../text/edit.ts'
import { joinPath, nameOf, parentOf } from '../../text/paths.ts'
import { linesOf } from '../../text/source-file.ts'
import type { Span } from '../../text/span.ts'

/** Limits of the Agent Skills specification (agentskills.io/specification). */
const nameForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
/** Folders that say what lies in them instead of which skill: an installer copies what they hold to a folder of its name. */
const namelessFolders: ReadonlySet<string> = new Set(['skill', 'skills'])
const longestName = 64
const longestDescription = 1024

/** What keeps an agent from taking a document for a skill. */
export interface SkillFlaw {
  readonly span: Span
  readonly message: string
  readonly next: string
  /** What mends it, when only one thing can be meant. */
  readonly repair?: { readonly title: string; readonly edit: Edit }
}

/** Whether a path is that of a skill document; samples of tests are none. */
export function isSkill(path: string): boolean {
  if (/(^|\/)(tests?|testdata|fixtures)\//.test(path)) return false
  if (/(^|\/)SKILL\.md$/.test(path)) return true
  return /(^|\/)\.claude\/skills\/[^/]+\.md$/.test(path) && !/(^|\/)README\.md$/i.test(path)
}

/** What is wrong with the front matter of a skill document. The first flaw of a flat one says how it is moved. */
export function skillFlaws(parsed: ParsedFile): SkillFlaw[] {
  const [first, ...others] = frontMatterFlaws(parsed)
  if (!first) return []
  return [{ ...first, next: `${first.next}${moveOf(parsed.file.path)}` }, ...others]
}

/**
 * How a flat `.claude/skills/name.md` gets where Claude Code looks, which loads only `<name>/SKILL.md` from there
 * (code.claude.com/docs/en/skills); empty where the file lies right. A fix cannot move files.
 */
function moveOf(path: string): string {
  if (nameOf(path) === 'SKILL.md') return ''
  const folder = joinPath(parentOf(path), nameFrom(path))
  const [from, into, to] = [path, folder, joinPath(folder, 'SKILL.md')].map(shellWord)
  return ` Claude Code loads only \`<name>/SKILL.md\` from this folder: move it with \`mkdir -p ${into} && git mv ${from} ${to}\`.`
}

/** A path as one word of a shell. */
function shellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}

function frontMatterFlaws(parsed: ParsedFile): SkillFlaw[] {
  const { file, document } = parsed
  const wanted = isNameless(file.path) ? '…' : nameFrom(file.path)
  const found = document.markdown?.frontMatter
  if (!found) return [absent(file.text, wanted)]
  const yaml = parseDocument(file.text.slice(found.content.start, found.content.end), { prettyErrors: false })
  const [error] = yaml.errors
  if (error || !isMap(yaml.contents)) {
    const at = Math.min(found.content.start + (error?.pos[0] ?? 0), found.content.end)
    return [unreadable(parsed, at, error?.message, wanted)]
  }
  const opening = firstLine(file.text)
  const name = readValue(yaml.contents, 'name', found.content.start, file.text)
  const description = readValue(yaml.contents, 'description', found.content.start, file.text)
  return [
    ...nameFlaws(name, file.path, opening, found.content.start),
    ...descriptionFlaws(description, opening),
  ]
}

function absent(text: string, wanted: string): SkillFlaw {
  const late = /^\uFEFF?\s+---\r?\n/.test(text)
  return {
    span: firstLine(text),
    message: late ? 'The front matter must begin in the first line.' : 'The skill has no front matter.',
    next: `Begin with \`---\`, \`name: ${wanted}\`, \`description: …\`, \`---\`.`,
  }
}

function unreadable({ file }: ParsedFile, at: number, error: string | undefined, wanted: string): SkillFlaw {
  const lines = linesOf(file)
  const line = lines.lineSpan(lines.position(at).line)
  const quoted = quote(file.text.slice(line.start, line.end))
  const said = error?.split(/ at line|\n/, 1)[0]
  return {
    span: line,
    message: said
      ? `The front matter is not valid YAML: ${said}.`
      : 'The front matter is not a mapping of keys to values.',
    next: quoted ? 'Put the value in quotes.' : `Write \`name: ${wanted}\` and \`description: …\`.`,
    ...(quoted && { repair: { title: 'Put the value in quotes', edit: { span: line, text: quoted } } }),
  }
}

function nameFlaws(name: Value | null, path: string, opening: Span, contentStart: number): SkillFlaw[] {
  const wanted = nameFrom(path)
  const next = isNameless(path) ? 'Write `name: …`.' : `Write \`name: ${wanted}\`.`
  if (!name && isNameless(path)) return [{ span: opening, message: 'The skill has no `name`.', next }]
  if (!name) {
    const edit = { span: { start: contentStart, end: contentStart }, text: `name: ${wanted}\n` }
    return [
      { span: opening, message: 'The skill has no `name`.', next, repair: { title: 'Add the name', edit } },
    ]
  }
  const { value, entry } = name
  const repair = { title: 'Correct the name', edit: { span: entry, text: `name: ${wanted}` } }
  if (!nameForm.test(value) || value.length > longestName) {
    const message = `A skill's \`name\` is made of lower-case letters, digits and single hyphens, ${longestName} at most.`
    return [{ span: entry, message, next, ...(!isNameless(path) && { repair }) }]
  }
  if (!path.endsWith('/SKILL.md') || value === wanted || isNameless(path)) return []
  return [
    { span: entry, message: `The skill is called \`${value}\`, its directory \`${wanted}\`.`, next, repair },
  ]
}

function descriptionFlaws(description: Value | null, opening: Span): SkillFlaw[] {
  const next = 'Say in one sentence what the skill is for and when to read it.'
  if (!description) return [{ span: opening, message: 'The skill has no `description`.', next }]
  const { value, entry } = description
  if (value.trim() === '') return [{ span: entry, message: 'The `description` is empty.', next }]
  if (value.length <= longestDescription) return []
  const message = `The \`description\` is longer than ${longestDescription} characters.`
  return [{ span: entry, message, next }]
}

/** The text of a key's value and the place of `key: value`. */
interface Value {
  readonly value: string
  readonly entry: Span
}

function readValue(map: YAMLMap, key: string, offset: number, text: string): Value | null {
  const pair = map.items.find((item) => isScalar(item.key) && item.key.value === key)
  if (!pair || !isScalar(pair.key) || !pair.key.range) return null
  const scalar = isScalar(pair.value) ? pair.value : null
  const start = offset + pair.key.range[0]
  const colon = text.indexOf(':', offset + pair.key.range[1]) + 1
  const end = scalar?.range && scalar.source !== '' ? offset + scalar.range[1] : colon
  const value = scalar?.value ?? ''
  return {
    value: typeof value === 'string' ? value : String(scalar?.source ?? value),
    entry: { start, end: Math.max(end, colon) },
  }
}

/** Whether the folder of a `SKILL.md` does not say what the skill is called. */
function isNameless(path: string): boolean {
  return nameOf(path) === 'SKILL.md' && namelessFolders.has(nameOf(parentOf(path)))
}

/** The name that the place of the file asks for: the directory's for `SKILL.md`, else the file's own. */
function nameFrom(path: string): string {
  const parts = path.split('/')
  const own =
    parts.at(-1) === 'SKILL.md' ? (parts.at(-2) ?? 'skill') : (parts.at(-1) ?? '').replace(/\.md$/, '')
  const name = own
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return name.slice(0, longestName) || 'skill'
}

/** A line `key: value` with its value in quotes, when that makes it one. */
function quote(line: string): string | null {
  const [, key, value] = /^(\w+: )([^"'|>[{&*!#%@`][^"\\]*)$/.exec(line.trimEnd()) ?? []
  return key === undefined || value === undefined ? null : `${key}"${value}"`
}

function firstLine(text: string): Span {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const end = text.slice(start).search(/[\r\n]/)
  return { start, end: end === -1 ? text.length : start + end }
}
