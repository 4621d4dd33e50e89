import type { ParsedFile } from '../../parse/document.ts'
import { uvAction, uvHooks, uvImage } from '../../tables/actions.ts'
import { actionName } from '../../text/action-name.ts'
import type { Place, Span } from '../../text/span.ts'
import type { Command, Commands } from '../commands/command.ts'
import type { Documents } from '../pages/documents.ts'
import type { Forest } from '../projects/forest.ts'
import { compareReleases, intersect, rangesOf } from '../python/release-ranges.ts'
import { readSpecifiers } from '../python/specifiers.ts'

/** An exact version of uv that a file asks for. */
export interface UvPin extends Place {
  /** Such as `0.9.28`. */
  readonly version: string
}

/** A pin that does not go with the others of the repository. */
export type UvPinTrouble =
  /** `required-version` of a project refuses it. */
  | { readonly trouble: 'refused'; readonly pin: UvPin; readonly required: string; readonly declared: Place }
  /** Another place pins a newer one. */
  | { readonly trouble: 'older'; readonly pin: UvPin; readonly newest: UvPin }

interface Facts {
  readonly documents: Documents
  readonly commands: Commands
  readonly projects: Forest
}

/** Pins of uv that `required-version` refuses, and those that are older than the newest one. */
export function uvPinTroubles(facts: Facts): readonly UvPinTrouble[] {
  const pins = [
    ...facts.documents.all.flatMap((parsed) => [
      ...inActions(parsed),
      ...inImages(parsed),
      ...inHooks(parsed),
    ]),
    ...facts.commands.judged.flatMap((command) => [...inInstalls(command)]),
  ]
  const [first, ...others] = pins
  if (!first) return []
  const newest = others.reduce((a, b) => (compareReleases(releaseOf(b), releaseOf(a)) > 0 ? b : a), first)
  return pins.flatMap((pin): UvPinTrouble[] => {
    const refusing = refusalOf(pin, facts.projects)
    if (refusing) return [{ trouble: 'refused', pin, ...refusing }]
    return compareReleases(releaseOf(pin), releaseOf(newest)) < 0 ? [{ trouble: 'older', pin, newest }] : []
  })
}

function refusalOf({ path, version }: UvPin, projects: Forest) {
  const root = projects.rootFor(path)
  const required = root?.pyproject.uv?.requiredVersion
  const specifiers =
    required && readSpecifiers(/^\d/.test(required.text) ? `==${required.text}` : required.text)
  const pinned = readSpecifiers(`==${version}`)
  if (!root || !required || !specifiers || !pinned) return null
  if (intersect(rangesOf(specifiers), rangesOf(pinned)).length > 0) return null
  return { required: required.text, declared: { path: root.manifest, span: required.span } }
}

function releaseOf({ version }: UvPin): readonly number[] {
  return version.split('.').map(Number)
}

const exact = /^v?(\d+\.\d+\.\d+)$/

function* inActions({ document, file: { path } }: ParsedFile): Generator<UvPin> {
  for (const { text, inputs } of document.actions ?? []) {
    if (actionName(text) !== uvAction) continue
    const input = inputs.find(({ name }) => name === 'version')
    const version = exact.exec(input?.text ?? '')?.[1]
    if (input && version !== undefined) yield { path, span: input.span, version }
  }
}

function* inImages({ document, file: { path, text } }: ParsedFile): Generator<UvPin> {
  const sources = (document.stages ?? []).flatMap(({ from, span, copies }) => [
    { image: from, span },
    ...copies.map((copy) => ({ image: copy.from ?? '', span: copy.span })),
  ])
  for (const { image, span } of sources) {
    const version = image.startsWith(`${uvImage}:`)
      ? /^(\d+\.\d+\.\d+)(?=[-@]|$)/.exec(image.slice(uvImage.length + 1))?.[1]
      : undefined
    const place = version === undefined ? null : placeIn(text, span, `${uvImage}:${version}`, version)
    if (version !== undefined && place) yield { path, span: place, version }
  }
}

function placeIn(text: string, { start }: Span, whole: string, part: string): Span | null {
  const at = text.indexOf(whole, start)
  const from = at + whole.length - part.length
  return at < 0 ? null : { start: from, end: from + part.length }
}

function* inHooks({ document, file: { path } }: ParsedFile): Generator<UvPin> {
  const seen = new Set<number>()
  for (const { repository, rev } of document.hooks ?? []) {
    const version = exact.exec(rev?.text ?? '')?.[1]
    if (
      !rev ||
      version === undefined ||
      !repository.toLowerCase().includes(uvHooks) ||
      seen.has(rev.span.start)
    )
      continue
    seen.add(rev.span.start)
    yield { path, span: rev.span, version }
  }
}

/** `pip install uv==0.9.28`, `pipx install uv==…`. */
function* inInstalls({ foreign, words, path }: Command): Generator<UvPin> {
  for (const word of foreign ? words : []) {
    const version = /^uv==(\d+\.\d+\.\d+)$/.exec(word.text ?? '')?.[1]
    if (version !== undefined) yield { path, span: word.span, version }
  }
}
