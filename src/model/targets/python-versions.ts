import type { FileTree } from '../../discover/file-tree.ts'
import type { ParsedFile } from '../../parse/document.ts'
import {
  datedFolders,
  documentFolders,
  pythonActions,
  pythonBadge,
  pythonClassifier,
  pythonImages,
  pythonInput,
  pythonPinFiles,
  pythonSentence,
  requirementHeading,
  requiringSentence,
  uvPythonOptions,
} from '../../tables/python-pins.ts'
import { nameOf, parentOf, relativeTo } from '../../text/paths.ts'
import { contains, type Place, type Span } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import { stanceOfFile } from '../pages/page-kind.ts'
import { headingsAbove } from '../pages/stance-of-fence.ts'
import type { Forest } from '../projects/forest.ts'
import type { Member, Workspace } from '../projects/workspace.ts'
import { intersect, type ReleaseRange, rangesOf } from '../python/release-ranges.ts'
import { readSpecifiers } from '../python/specifiers.ts'

/** A version of Python that is named where `requires-python` of the project there does not allow it. */
export interface RefusedPython extends Place {
  readonly kind: 'action' | 'image' | 'pin' | 'option' | 'target' | 'classifier' | 'sentence'
  /** As written: `3.10`, `py310`. */
  readonly text: string
  /** Such as `>=3.12`. */
  readonly required: string
  /** Where that stands. */
  readonly declared: Place
  /** The lowest release that is allowed, as `3.12`; null without a lower bound. */
  readonly lowest: string | null
  /** Set for `target`: the tool, and whether it takes `requires-python` when the key is missing. */
  readonly target?: { readonly tool: string; readonly derives: boolean; readonly keys: readonly string[] }
}

interface Facts {
  readonly documents: Documents
  readonly commands: Commands
  readonly projects: Forest
  readonly tree: FileTree
}

/** What a project requires of Python. */
interface Requirement {
  readonly text: string
  readonly place: Place
  readonly ranges: readonly ReleaseRange[]
}

/** Every version of Python that contradicts the project it is named for; only where that project is certain. */
export function refusedPythons(facts: Facts): readonly RefusedPython[] {
  const found: RefusedPython[] = []
  const judge = (
    named: Pick<RefusedPython, 'kind' | 'text' | 'path' | 'span' | 'target'> & { readonly series: string },
    required: Requirement | null,
  ) => {
    const { series, ...rest } = named
    const asked = required && readSpecifiers(series.split('.').length > 2 ? `==${series}` : `==${series}.*`)
    if (!required || !asked || intersect(required.ranges, rangesOf(asked)).length > 0) return
    const lower = required.ranges[0]?.lower?.release
    const lowest = lower ? lower.slice(0, 2).join('.') : null
    found.push({ ...rest, required: required.text, declared: required.place, lowest })
  }
  for (const root of facts.projects.roots) {
    for (const member of root.members) {
      const required = requirementOf(member)
      for (const named of inManifest(member)) judge(named, required)
    }
  }
  const everyRange = facts.projects.roots.flatMap(({ members }) =>
    members.map((member) => requirementOf(member)?.ranges ?? []),
  )
  for (const parsed of facts.documents.all) {
    const { path } = parsed.file
    for (const named of [...inActions(parsed), ...inImages(parsed)]) {
      judge({ path, ...named }, sharedRequirement(rootsUsedIn(parsed, named, facts)))
    }
    const root = facts.projects.at(path)
    if (!root) continue
    for (const named of inPinFile(parsed)) judge({ path, ...named }, sharedRequirement([root]))
    const about = subjectOf(path, root, facts)
    for (const named of about ? inProse(parsed, about === 'own' ? null : nameAt(path, root)) : []) {
      const series = readSpecifiers(`==${named.series}.*`)
      const isOf =
        about === 'any' &&
        series &&
        everyRange.some((ranges) => intersect(ranges, rangesOf(series)).length > 0)
      if (!isOf) judge({ path, ...named }, requirementAt(path, root))
    }
  }
  for (const command of facts.commands.judged) {
    for (const named of inOptions(command)) judge(named, command.root && sharedRequirement([command.root]))
  }
  return found
}

type Named = Pick<RefusedPython, 'kind' | 'text' | 'span' | 'target'> & { readonly series: string }

function* inActions({ document }: ParsedFile): Generator<Named & { readonly job: string | null }> {
  for (const { text, inputs, job } of document.actions ?? []) {
    if (!pythonActions.has(text.replace(/@.*$/s, '').toLowerCase())) continue
    const input = inputs.find(({ name }) => name === pythonInput)
    for (const value of input?.values ?? (input ? [input] : [])) {
      if (/^\d+\.\d+(?:\.\d+)?$/.test(value.text))
        yield { kind: 'action', text: value.text, series: value.text, span: value.span, job }
    }
  }
}

function* inImages({ document, file }: ParsedFile): Generator<Named & { readonly stage: Span }> {
  for (const { from, span } of document.stages ?? []) {
    const version = pythonImages.flatMap((image) => image.exec(from)?.[1] ?? [])[0]
    const at =
      version === undefined ? -1 : file.text.indexOf(`:${from.slice(from.indexOf(':') + 1)}`, span.start)
    if (version === undefined || at < 0 || at > span.end) continue
    const start = at + 1 + from.slice(from.indexOf(':') + 1).indexOf(version)
    yield {
      kind: 'image',
      text: version,
      series: version,
      span: { start, end: start + version.length },
      stage: span,
    }
  }
}

/**
 * The roots whose projects a job or an image works with: those of the commands of uv in it, and of those that install the
 * project. None where a command has a root that is not known.
 */
function rootsUsedIn(
  { file }: ParsedFile,
  within: { readonly job?: string | null; readonly stage?: Span },
  { commands }: Facts,
): readonly Workspace[] {
  const here = commands.judged.filter(({ path, span, script: { context } }) => {
    if (path !== file.path) return false
    if (within.stage) return contains(within.stage, span)
    return context.kind === 'workflow' && context.job === within.job
  })
  const using = here.filter(({ uv, foreign, words }) =>
    uv && uv.subcommand !== 'pip install'
      ? worksOnProject.has(uv.subcommand)
      : (uv || foreign) && words.some(({ text }) => /^\.\/?(?:\[|$)/.test(text ?? '')),
  )
  const roots = using.map(({ root, uv }) =>
    uv?.options.some(({ name }) => apart.has(name ?? '')) ? undefined : root,
  )
  return using.length > 0 && roots.every((root) => root !== null && root !== undefined)
    ? [...new Set(roots)]
    : []
}

const worksOnProject: ReadonlySet<string> = new Set([
  'sync',
  'run',
  'build',
  'export',
  'lock',
  'pip install',
  'check',
])
const apart: ReadonlySet<string> = new Set(['--no-project', '--isolated', '--script'])

function* inPinFile({ file }: ParsedFile): Generator<Named> {
  const name = nameOf(file.path)
  const pattern = Object.hasOwn(pythonPinFiles, name) ? pythonPinFiles[name] : undefined
  const found = pattern?.exec(file.text)
  const version = found?.[1]
  if (!found || version === undefined) return
  const start = found.index + found[0].indexOf(version)
  yield { kind: 'pin', text: version, series: version, span: { start, end: start + version.length } }
}

function* inOptions({ uv, path }: Command): Generator<Named & { readonly path: string }> {
  if (!uv || (uv.subcommand !== 'sync' && uv.subcommand !== 'run' && uv.subcommand !== 'export')) return
  if (uv.options.some(({ name }) => apart.has(name ?? ''))) return
  for (const { name, value } of uv.options) {
    if (name === null || !uvPythonOptions.includes(name) || !value?.text) continue
    const { text } = value
    if (/^\d+\.\d+(?:\.\d+)?$/.test(text))
      yield { kind: 'option', text, series: text, span: value.span, path }
  }
}

function* inManifest({ pyproject, manifest: path }: Member): Generator<Named & { readonly path: string }> {
  for (const { text, value } of pyproject.project?.classifiers ?? []) {
    const version = pythonClassifier.exec(text)?.[1]
    if (version !== undefined) yield { kind: 'classifier', text: version, series: version, span: value, path }
  }
  for (const { text, value, series, ...target } of pyproject.pythonTargets) {
    yield { kind: 'target', text, series, span: value, path, target }
  }
}

/**
 * Which projects a page may speak of: the one in whose directory it lies, or any of the repository below `docs`. Null for
 * pages beside other code, and for those that say what was.
 */
function subjectOf(path: string, root: Workspace, { tree }: Facts): 'own' | 'any' | null {
  if (stanceOfFile(path, (directory) => tree.hasDirectory(directory)) !== null) return null
  const member = root.memberAt(path)
  const directory = member?.directory ?? root.root
  if (parentOf(path) === directory) return 'own'
  const seen = relativeTo(directory, path)
  return documentFolders.test(seen) && !datedFolders.test(seen) ? 'any' : null
}

function nameAt(path: string, root: Workspace): string {
  return (root.memberAt(path) ?? root.members[0])?.name ?? ''
}

function requirementAt(path: string, root: Workspace): Requirement | null {
  const member = root.memberAt(path)
  return member ? requirementOf(member) : sharedRequirement([root])
}

/** Promises in a document: badges, what stands under a heading of requirements, and sentences, which must name `subject` if there is one. */
function* inProse({ document, file }: ParsedFile, subject: string | null): Generator<Named> {
  const { markdown } = document
  if (!markdown) return
  const code = [...markdown.fences, ...markdown.codeSpans]
  for (const pattern of [pythonSentence, pythonBadge]) {
    for (const found of file.text.matchAll(pattern)) {
      const [whole, version = ''] = found
      const start = found.index + whole.lastIndexOf(version)
      const span = { start, end: start + version.length }
      if (code.some((one) => contains(one.span, span))) continue
      const line = sentenceAround(file.text, found.index)
      const above = headingsAbove(markdown, found.index).map(({ text }) => text)
      const isRequired =
        pattern === pythonBadge ||
        requirementHeading.test(above[0] ?? '') ||
        (requiringSentence.test(line) && (subject === null || line.toLowerCase().includes(subject)))
      if (isRequired) yield { kind: 'sentence', text: version, series: version, span }
    }
  }
}

/** The sentence of a line that holds an offset. */
function sentenceAround(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1
  const found = text.indexOf('\n', at)
  const line = text.slice(start, found < 0 ? text.length : found)
  let end = 0
  for (const sentence of line.split(/(?<=[.!?;]) /)) {
    end += sentence.length + 1
    if (at - start < end) return sentence
  }
  return line
}

function requirementOf({ requiresPython, manifest }: Member): Requirement | null {
  const specifiers = requiresPython && readSpecifiers(requiresPython.text)
  if (!requiresPython || !specifiers) return null
  const place = { path: manifest, span: requiresPython.span }
  return { text: requiresPython.text, place, ranges: rangesOf(specifiers) }
}

/** What several roots require in common: the one requirement, or null where they differ or one states none. */
function sharedRequirement(roots: readonly Workspace[]): Requirement | null {
  const requirements = roots.map(({ members, requiresPython }): Requirement | null => {
    const specifiers = requiresPython === null ? null : readSpecifiers(requiresPython)
    const deciding =
      members.find((member) => member.requiresPython?.text === requiresPython) ??
      members.find(({ requiresPython: own }) => own)
    if (requiresPython === null || !specifiers || !deciding?.requiresPython) return null
    const place = { path: deciding.manifest, span: deciding.requiresPython.span }
    return { text: requiresPython, place, ranges: rangesOf(specifiers) }
  })
  const [first] = requirements
  return first && requirements.every((one) => one?.text === first.text) ? first : null
}
