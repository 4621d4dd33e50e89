import type { ParsedFile } from '../../parse/document.ts'
import { outsideCode } from '../../parse/markdown/outside-code.ts'
import {
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
import { actionName } from '../../text/action-name.ts'
import { nameOf } from '../../text/paths.ts'
import type { Span } from '../../text/span.ts'
import type { Command } from '../commands/command.ts'
import { headingsAbove } from '../pages/stance-of-fence.ts'
import type { Member } from '../projects/workspace.ts'

/** A version of Python as some place other than `requires-python` names it. */
export interface NamedPython {
  readonly kind: 'action' | 'image' | 'pin' | 'option' | 'target' | 'classifier' | 'sentence'
  /** As written: `3.10`, `py310`. */
  readonly text: string
  /** The version in it: `3.10`, `3.10.4`. */
  readonly series: string
  readonly span: Span
  /** Of a `target`: the tool, its key below `[tool]`, and whether it takes `requires-python` when the key is missing. */
  readonly target?: { readonly tool: string; readonly derives: boolean; readonly keys: readonly string[] }
}

/** Options of uv under which the version is not for the project. */
export const apartFromProject: ReadonlySet<string> = new Set(['--no-project', '--isolated', '--script'])

const plainVersion = /^\d+\.\d+(?:\.\d+)?$/

/** What actions that bring an interpreter are told, with every value of a matrix. */
export function* inActions({
  document,
}: ParsedFile): Generator<NamedPython & { readonly job: string | null }> {
  for (const { text, inputs, job } of document.actions ?? []) {
    if (!pythonActions.has(actionName(text))) continue
    const input = inputs.find(({ name }) => name === pythonInput)
    for (const value of input?.values ?? (input ? [input] : [])) {
      if (plainVersion.test(value.text))
        yield { kind: 'action', text: value.text, series: value.text, span: value.span, job }
    }
  }
}

/** What images of stages bring. */
export function* inImages({ document, file }: ParsedFile): Generator<NamedPython & { readonly stage: Span }> {
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

/** What a `.python-version` or a `.tool-versions` says. */
export function* inPinFile({ file }: ParsedFile): Generator<NamedPython> {
  const name = nameOf(file.path)
  const pattern = Object.hasOwn(pythonPinFiles, name) ? pythonPinFiles[name] : undefined
  const found = pattern?.exec(file.text)
  const version = found?.[1]
  if (!found || version === undefined) return
  const start = found.index + found[0].indexOf(version)
  yield { kind: 'pin', text: version, series: version, span: { start, end: start + version.length } }
}

/** What an option of uv asks for. */
export function* inOptions({ uv, path }: Command): Generator<NamedPython & { readonly path: string }> {
  if (!uv || (uv.subcommand !== 'sync' && uv.subcommand !== 'run' && uv.subcommand !== 'export')) return
  if (uv.options.some(({ name }) => apartFromProject.has(name ?? ''))) return
  for (const { name, value } of uv.options) {
    if (name === null || !uvPythonOptions.includes(name) || !value?.text) continue
    const { text } = value
    if (plainVersion.test(text)) yield { kind: 'option', text, series: text, span: value.span, path }
  }
}

/** Classifiers, and what tools are told that the code is for. */
export function* inManifest({
  pyproject,
  manifest: path,
}: Member): Generator<NamedPython & { readonly path: string }> {
  for (const { text, value } of pyproject.project?.classifiers ?? []) {
    const version = pythonClassifier.exec(text)?.[1]
    if (version !== undefined) yield { kind: 'classifier', text: version, series: version, span: value, path }
  }
  for (const { text, value, series, ...target } of pyproject.pythonTargets) {
    yield { kind: 'target', text, series, span: value, path, target }
  }
}

/**
 * Promises in a document: badges, what stands under a heading of requirements, and sentences, which must name `subject` if
 * there is one.
 */
export function* inProse({ document, file }: ParsedFile, subject: string | null): Generator<NamedPython> {
  const { markdown } = document
  if (!markdown) return
  const isText = outsideCode(markdown)
  for (const pattern of [pythonSentence, pythonBadge]) {
    for (const found of file.text.matchAll(pattern)) {
      const [whole, version = ''] = found
      const start = found.index + whole.lastIndexOf(version)
      const span = { start, end: start + version.length }
      if (!isText(span)) continue
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

/** How far around a version its sentence is looked for, in UTF-16 units. */
const around = 300

/** The sentence that holds an offset, as far as it stands on one line. */
function sentenceAround(text: string, at: number): string {
  const before = text.slice(Math.max(0, at - around), at)
  const after = text.slice(at, at + around)
  const start = Math.max(before.lastIndexOf('\n'), before.search(/[.!?;] (?!.*[.!?;] )/s))
  return before.slice(start + 1) + (/^(?:(?![.!?;] )[^\n])*/.exec(after)?.[0] ?? '')
}
