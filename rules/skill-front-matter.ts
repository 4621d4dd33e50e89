import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import type { ParsedFile } from '../src/parse/document.ts'
import type { SafeFix } from '../src/rule/finding.ts'
import { rule } from '../src/rule/rule.ts'
import { linesOf } from '../src/text/source-file.ts'
import type { Span } from '../src/text/span.ts'

/** Limits of the Agent Skills specification (agentskills.io/specification). */
const nameForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const longestName = 64
const longestDescription = 1024

const skill = '.claude/skills/dev-environment.md'
const page = (frontMatter: string) => `---\n${frontMatter}---\n\n# Development environment\n`

export default rule({
  id: 'skill-front-matter',
  group: 'Repository',
  says: 'Each skill document begins with a valid `name` and `description`.',
  why: 'An agent decides by these two alone whether to read a skill; without them its rules are never seen.',
  severity: 'error',
  fixes: 'safe',
  needs: ['documents'],

  check({ documents }, report) {
    for (const parsed of documents.all) {
      if (!isSkill(parsed.file.path)) continue
      for (const { span, ...says } of judge(parsed)) report({ path: parsed.file.path, span }, says)
    }
  },

  examples: [
    { wrong: { [skill]: '⟦# Development environment⟧\n' } },
    {
      wrong: { [skill]: page('⟦name: Dev Environment⟧\ndescription: How to work here\n') },
      right: { [skill]: page('name: dev-environment\ndescription: How to work here\n') },
    },
    {
      wrong: { [skill]: `⟦---⟧\ndescription: How to work here\n---\n` },
      right: { [skill]: '---\nname: dev-environment\ndescription: How to work here\n---\n' },
    },
    { wrong: { [skill]: page('name: dev-environment\n⟦description:⟧\n') } },
    {
      title: 'a colon that ends the value by accident',
      wrong: { [skill]: page('name: dev-environment\n⟦description: Setup: how to work here⟧\n') },
      right: { [skill]: page('name: dev-environment\ndescription: "Setup: how to work here"\n') },
    },
    {
      title: 'a skill is called like its directory',
      wrong: { 'skills/setup/SKILL.md': page('⟦name: install⟧\ndescription: How to install\n') },
      right: { 'skills/setup/SKILL.md': page('name: setup\ndescription: How to install\n') },
    },
    {
      right: {
        [skill]: page('name: dev-environment\ndescription: >\n  How to work here\n'),
        '.claude/skills/README.md': '# Our skills\n',
      },
    },
  ],
})

interface Flaw {
  readonly span: Span
  readonly message: string
  readonly next: string
  readonly fix?: SafeFix
}

function isSkill(path: string): boolean {
  if (/(^|\/)SKILL\.md$/.test(path)) return true
  return /(^|\/)\.claude\/skills\/[^/]+\.md$/.test(path) && !/(^|\/)README\.md$/i.test(path)
}

function judge({ file, document }: ParsedFile): Flaw[] {
  const { path, text } = file
  const lines = linesOf(file)
  const wanted = nameFrom(path)
  const found = document.markdown?.frontMatter
  if (!found) {
    const late = /^\uFEFF?\s+---\r?\n/.test(text)
    const message = late ? 'The front matter must begin in the first line.' : 'The skill has no front matter.'
    return [
      {
        span: firstLine(text),
        message,
        next: `Begin with \`---\`, \`name: ${wanted}\`, \`description: …\`, \`---\`.`,
      },
    ]
  }
  const { content } = found
  const edit = (title: string, span: Span, into: string): SafeFix => ({
    title,
    safety: 'safe',
    edits: [{ path, span, text: into }],
  })
  const yaml = parseDocument(text.slice(content.start, content.end))
  const [error] = yaml.errors
  if (error || !isMap(yaml.contents)) {
    const at = content.start + (error?.pos[0] ?? 0)
    const line = lines.lineSpan(lines.position(Math.min(at, content.end)).line)
    const quoted = quote(text.slice(line.start, line.end))
    return [
      {
        span: line,
        message: error
          ? `The front matter is no YAML: ${error.message.split(/ at line|\n/, 1)[0]}.`
          : 'The front matter is no list of keys and values.',
        next: quoted ? 'Put the value in quotes.' : `Write \`name: ${wanted}\` and \`description: …\`.`,
        ...(quoted && { fix: edit('Put the value in quotes', line, quoted) }),
      },
    ]
  }
  const first = lines.lineSpan(1)
  const name = readValue(yaml.contents, 'name', content.start, text)
  const description = readValue(yaml.contents, 'description', content.start, text)
  const flaws: Flaw[] = []
  const naming = (span: Span, message: string, fix: SafeFix) =>
    flaws.push({ span, message, next: `Write \`name: ${wanted}\`.`, fix })
  const opening = { start: first.start + (text.startsWith('\uFEFF') ? 1 : 0), end: first.end }
  if (!name)
    naming(
      opening,
      'The skill has no `name`.',
      edit('Add the name', { start: content.start, end: content.start }, `name: ${wanted}\n`),
    )
  else {
    const rename = edit('Correct the name', name.entry, `name: ${wanted}`)
    if (!nameForm.test(name.value) || name.value.length > longestName) {
      naming(
        name.entry,
        "A skill's `name` is made of lower-case letters, digits and single hyphens, 64 at most.",
        rename,
      )
    } else if (path.endsWith('/SKILL.md') && name.value !== wanted) {
      naming(name.entry, `The skill is called \`${name.value}\`, its directory \`${wanted}\`.`, rename)
    }
  }
  const next = 'Say in one sentence what the skill is for and when to read it.'
  if (!description) flaws.push({ span: opening, message: 'The skill has no `description`.', next })
  else if (description.value.trim() === '')
    flaws.push({ span: description.entry, message: 'The `description` is empty.', next })
  else if (description.value.length > longestDescription) {
    flaws.push({
      span: description.entry,
      message: `The \`description\` is longer than ${longestDescription} characters.`,
      next,
    })
  }
  return flaws
}

/** The text of a key's value and the place of `key: value`. */
function readValue(
  map: YAMLMap,
  key: string,
  offset: number,
  text: string,
): { value: string; entry: Span } | null {
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

/** The name that the place of the file asks for: the directory's for `SKILL.md`, else the file's own. */
function nameFrom(path: string): string {
  const parts = path.split('/')
  const own =
    parts.at(-1) === 'SKILL.md' ? (parts.at(-2) ?? 'skill') : (parts.at(-1) ?? '').replace(/\.md$/, '')
  const name = own
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return name.slice(0, longestName) || 'skill'
}

/** A line `key: value` with its value in quotes, when that makes it one. */
function quote(line: string): string | null {
  const [, key, value] = /^(\w+: )([^"'|>[{&*!#%@`][^"\\]*?)\s*$/.exec(line) ?? []
  return key === undefined || value === undefined ? null : `${key}"${value}"`
}

function firstLine(text: string): Span {
  const start = text.startsWith('\uFEFF') ? 1 : 0
  const end = text.slice(start).search(/[\r\n]/)
  return { start, end: end === -1 ? text.length : start + end }
}
