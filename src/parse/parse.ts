import type { Language } from '../tables/languages.ts'
import { nameOf } from '../text/paths.ts'
import type { SourceFile } from '../text/source-file.ts'
import type { Document } from './document.ts'
import { parseRegions } from './embed/region.ts'
import { loadGrammars, parserFor } from './grammar.ts'
import { readDockerfile } from './hosts/dockerfile/dockerfile.ts'
import { directivesAmong, type HostReading } from './hosts/host-reading.ts'
import { readJenkinsfile } from './hosts/jenkinsfile.ts'
import { readJsonFile } from './hosts/json/json-file.ts'
import { readJustfile } from './hosts/justfile.ts'
import { readMakefile } from './hosts/makefile.ts'
import { readMarkdownScripts } from './hosts/markdown/markdown-scripts.ts'
import { asFile, inDocument, type ShownCode, shownCodeIn } from './hosts/markdown/read-shown-files.ts'
import { readNixScripts } from './hosts/nix/nix-scripts.ts'
import { readNotebook } from './hosts/notebook.ts'
import { readNoxfile } from './hosts/noxfile.ts'
import { readProcfile } from './hosts/procfile.ts'
import { readAsciidoc } from './hosts/prose/asciidoc.ts'
import { readRestructuredText } from './hosts/prose/restructuredtext.ts'
import { readPythonFile } from './hosts/python-file.ts'
import { readShellFile } from './hosts/shell-file.ts'
import { holdsTasks, readTomlTasks } from './hosts/toml-tasks.ts'
import { readTox } from './hosts/tox.ts'
import { readYamlFile } from './hosts/yaml/yaml-file.ts'
import { languageOf } from './language.ts'
import { parseUvLock } from './lock/parse-uv-lock.ts'
import type { MarkdownFile } from './markdown/markdown-file.ts'
import { mostCodeSpans, parseMarkdown } from './markdown/parse-markdown.ts'
import { nixFencesIn, readNixFences } from './nix/nix-fences.ts'
import { readNix, withTroubles } from './nix/parse-nix.ts'
import { parseNixFragment } from './nix/parse-nix-fragment.ts'
import { concernsNix, holdsName } from './relevance.ts'
import { asMade, inTemplate } from './template.ts'
import { parseToml } from './toml/parse-toml.ts'

type Reader = (file: SourceFile) => HostReading | Promise<HostReading>

const readers: Partial<Record<Language, Reader>> = {
  shell: (file) => ({ regions: readShellFile(file) }),
  nix: readNixFile,
  toml: readToml,
  markdown: (file) => readProse(file, parseMarkdown(file)),
  restructuredtext: (file) => readProse(file, readRestructuredText(file.text)),
  asciidoc: (file) => readProse(file, readAsciidoc(file.text)),
  yaml: readYamlFile,
  json: readJsonFile,
  dockerfile: readDockerfile,
  make: readMakefile,
  just: readJustfile,
  procfile: readProcfile,
  notebook: readNotebook,
  python: (file) => (nameOf(file.path) === 'noxfile.py' ? readNoxfile(file) : readPythonFile(file)),
  tox: readTox,
  jenkinsfile: readJenkinsfile,
}

export interface ParseOptions {
  /**
   * Leave unread what concerns no rule, by its words: Nix files that are no flake, and regions of shell code. `names` are
   * words that matter besides those of the tables. Whoever evaluates such a Nix file all the same reads it then
   * (`Documents.nix`).
   */
  readonly relevant?: { readonly names: readonly string[] }
}

/**
 * Says what one file says: a pure function of its path, its text and the options. Grammars are loaded when a file first
 * needs them. A file that does not parse yields what could be read of it, and troubles.
 */
export async function parse(file: SourceFile, options: ParseOptions = {}): Promise<Document> {
  const language = languageOf(file)
  if (language === 'nix' && options.relevant && !concernsNix(file, options.relevant.names))
    return { path: file.path, language, scripts: [], directives: [], unread: true, troubles: [] }
  const made = asMade(file)
  const read = unfinished.get(file) ?? (await readers[language]?.(made ?? file)) ?? {}
  const { content, directives = [] } = read
  const regions = made ? (read.regions ?? []).map(inTemplate) : (read.regions ?? [])
  // A template becomes a file of its format only when it is filled in.
  const troubles = made ? [] : (read.troubles ?? [])
  const guests =
    regions.length > 0 ? await parseRegions(file.path, regions, options.relevant?.names) : undefined
  if (guests?.scripts.some(({ unread }) => unread !== undefined)) unfinished.set(file, read)
  return {
    path: file.path,
    language,
    ...content,
    scripts: guests?.scripts ?? [],
    directives: [...directives, ...(guests?.directives ?? [])].sort((a, b) => a.span.start - b.span.start),
    troubles: [
      ...troubles,
      ...(guests?.troubles ?? []).map((trouble) => ({ ...trouble, isGuest: true as const })),
    ],
  }
}

/**
 * What the hosts say of files whose code was left unread in part: it may have to be read with names that are known only
 * when all files have been parsed.
 */
const unfinished = new Map<SourceFile, HostReading>()

/** Says that no file will be parsed again with other names. */
export function finishReading(): void {
  unfinished.clear()
}

/** Whether what was left unread of a file holds one of these names, so that it has to be read with them. */
export function leavesOut({ text }: SourceFile, document: Document, names: readonly string[]): boolean {
  if (document.unread) return holdsName(text, names)
  return document.scripts.some(({ unread }) => unread !== undefined && holdsName(unread, names))
}

async function readNixFile(file: SourceFile): Promise<HostReading> {
  const { path, text } = file
  // Whoever evaluates it may find code in any of its strings.
  await loadGrammars(['nix', 'bash'])
  const read = readNix(text, parserFor('nix'))
  const { expression, comments, troubles } = withTroubles(read, text, path)
  return {
    content: { nix: expression },
    regions: readNixScripts(text, expression),
    directives: directivesAmong(text, comments),
    troubles,
  }
}

function readToml(file: SourceFile): HostReading {
  // A template for cookiecutter or copier becomes TOML only when it is filled in.
  if (file.path.includes('{{')) return {}
  if (/(?:^|\/)uv\.lock$/.test(file.path)) {
    const { uvLock, troubles } = parseUvLock(file)
    return { ...(uvLock && { content: { uvLock } }), troubles }
  }
  const { toml, directives, troubles } = parseToml(file)
  return {
    ...(toml && { content: { toml } }),
    ...(toml && holdsTasks(file.path) && { regions: readTomlTasks(file.path, file.text, toml) }),
    directives,
    troubles,
  }
}

/** The shell code of a document whose structure is known. */
async function readProse({ path, text }: SourceFile, markdown: MarkdownFile): Promise<HostReading> {
  const fences = nixFencesIn(text, markdown)
  const nixFences = fences.length > 0 ? await readNixFences(text, markdown, fences) : null
  const shown = shownCodeIn(text, markdown)
  const regions = readMarkdownScripts(text, markdown, new Set(shown.map(({ fence }) => fence)))
  const directives = directivesAmong(text, markdown.comments)
  for (const code of shown) {
    const read = inDocument(await readShown(code), code)
    regions.push(...read.regions)
    directives.push(...read.directives)
  }
  return {
    content: { markdown, ...(nixFences && { nixFences }) },
    regions: regions.sort((a, b) => a.guest.span(0, 0).start - b.guest.span(0, 0).start),
    directives,
    troubles:
      markdown.codeSpans.length < mostCodeSpans ? [] : [{ id: 'too-deep', path, message: tooManySpans }],
  }
}

const tooManySpans = `Only the first ${mostCodeSpans} code spans of this file are read.`

/** A file that a fence shows, read as its own host reads it; Nix code may be a piece of an expression. */
async function readShown(code: ShownCode): Promise<HostReading> {
  const file = asFile(code)
  if (code.language !== 'nix') return (await readers[code.language]?.(file)) ?? {}
  const whole = [{ start: 0, end: file.text.length }]
  const { expression, comments } = await parseNixFragment(file.text, whole)
  return { regions: readNixScripts(file.text, expression), directives: directivesAmong(file.text, comments) }
}
