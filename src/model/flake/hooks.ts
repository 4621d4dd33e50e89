import { join } from 'node:path/posix'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import type { Arrival, OpenShell } from './arrival.ts'
import { codeOf, leaveOpen, literalsOf } from './arrival.ts'
import { type Derivation, type Element, optionsOf, type Text, type Value } from './value.ts'
import { attributesOf } from './value-attributes.ts'

/** Attributes whose text runs when a shell is entered. */
const hookNames: ReadonlySet<string> = new Set([
  'shellHook',
  'enterShell',
  'profile',
  'runScript',
  'postShellHook',
  'preShellHook',
  'postVenvCreation',
])

/** Attributes that only `venvShellHook` runs. */
const ofVenvHook: ReadonlySet<string> = new Set(['postShellHook', 'preShellHook', 'postVenvCreation'])

/** Whether the text of an attribute runs when a shell is entered. */
export function isHook(name: string): boolean {
  return hookNames.has(name)
}

/** The code that a shell runs on entering, and what that code starts from elsewhere. */
export function readHook(
  documents: Documents,
  name: string,
  value: Value,
  arrival: Arrival,
  shell: OpenShell,
): void {
  const { place } = arrival.sink
  if (value.kind !== 'text') {
    start(value, arrival, shell)
    return
  }
  for (const { path, span } of codeOf(value, documents)) {
    shell.hooks.push({ attribute: name, place, string: span, path })
  }
  if (isUnread(value)) leaveOpen(shell, 'hook', place)
  for (const context of value.contexts) {
    startFrom(documents, context, arrival, shell)
    readInterpolated(documents, context, arrival, shell)
  }
  const chosen = value.contexts.filter((context) => follows(documents, context, /\bUV_PYTHON=["']?\$\{\s*$/))
  interpreterOfUv(chosen, arrival, shell)
}

/**
 * A text that is interpolated where a command begins is code as well. Elsewhere it is a part of a command that nobody reads
 * here, so that a hook may sync by it.
 */
function readInterpolated(documents: Documents, context: Element, arrival: Arrival, shell: OpenShell): void {
  const isCommand = follows(documents, context, /(?:^|[\n;&|({"]|'')\s*\$\{\s*$/)
  for (const option of optionsOf(context.thunk.force())) {
    if (option.kind !== 'text') continue
    if (isCommand) shell.started.strings.push(...literalsOf(option))
    else if (/\bsync\b/.test(option.pattern)) leaveOpen(shell, 'hook', arrival.sink.place)
  }
}

/** Whether the text of the file before an interpolation ends like this. */
function follows(documents: Documents, { place }: Element, pattern: RegExp): boolean {
  const text = documents.get(place.path)?.file.text ?? ''
  return pattern.test(text.slice(Math.max(0, place.span.start - 60), place.span.start))
}

function startFrom(documents: Documents, element: Element, arrival: Arrival, shell: OpenShell): void {
  const { thunk, place } = element
  const here = place.path === '' ? arrival : { ...arrival, sink: { ...arrival.sink, place } }
  const value = thunk.force()
  // Programs are found by it, none runs: unless it is the start of a path to one.
  if (value.kind === 'text' && value.isSearchPath && !isStartOfPath(documents, place)) return
  const file = fileBelow(documents, value, place)
  if (file === null) start(value, here, shell)
  else shell.started.files.push(file)
}

function isStartOfPath(documents: Documents, { path, span }: Place): boolean {
  return /^\s*\}\//.test(documents.get(path)?.file.text.slice(span.end, span.end + 60) ?? '')
}

/** The file that `${./scripts}/enter.sh` or `${self}/scripts/enter.sh` names; null for anything else. */
function fileBelow(documents: Documents, value: Value, { path, span }: Place): string | null {
  const base = value.kind === 'path' ? value.path : value.kind === 'attributes' ? '.' : null
  const text = documents.get(path)?.file.text ?? ''
  const rest = base === null ? null : /^\s*\}((?:\/[\w.@+-]+)+)/.exec(text.slice(span.end, span.end + 200))
  const found = base === null || !rest?.[1] ? null : join(base, rest[1])
  return found !== null && documents.get(found) ? found : null
}

/**
 * What code may start of a value that is interpolated in it.
 * @param isCode whether a text is code by itself
 */
function start(value: Value, arrival: Arrival, shell: OpenShell, levels = 6, isCode = false): void {
  const { place } = arrival.sink
  for (const option of levels === 0 ? [] : optionsOf(value)) {
    switch (option.kind) {
      case 'unknown':
      case 'input':
      case 'attributes':
        leaveOpen(shell, 'hook', place)
        break
      case 'path':
        if (option.path === null) leaveOpen(shell, 'hook', place)
        else shell.started.files.push(option.path)
        break
      case 'text':
        if (isCode) shell.started.strings.push(...literalsOf(option))
        for (const { thunk } of option.contexts) start(thunk.force(), arrival, shell, levels - 1)
        break
      case 'derivation':
        startOf(option, arrival, shell, levels)
        break
    }
  }
}

/** The code of a program, or the hooks of an environment, that is started by its path. */
function startOf({ argument }: Derivation, arrival: Arrival, shell: OpenShell, levels: number): void {
  for (const [name, { thunk }] of attributesOf(argument).entries) {
    if (name !== 'text' && name !== 'buildCommand' && !isHook(name)) continue
    for (const option of optionsOf(thunk.force())) {
      if (isText(option) && isUnread(option)) leaveOpen(shell, 'hook', arrival.sink.place)
      start(option, arrival, shell, levels - 1, true)
    }
  }
}

/** Whether nothing of a text is known, not even what it is made of. */
function isUnread({ text, literals, contexts }: Text): boolean {
  return text === null && literals.length + contexts.length === 0
}

function isText(value: Value): value is Text {
  return value.kind === 'text'
}

/** Takes away the hooks that only `venvShellHook` runs, where it is surely not among the packages. */
export function withoutIdleHooks(shell: OpenShell): void {
  if (!shell.complete || shell.packages.some(({ name }) => name === 'venvShellHook')) return
  shell.hooks = shell.hooks.filter(({ attribute }) => !ofVenvHook.has(attribute))
}

/** `UV_PYTHON = "${pkgs.python311}/bin/python"` provides uv with its interpreter. */
export function interpreterOfUv(contexts: readonly Element[], { sink }: Arrival, shell: OpenShell): void {
  for (const { thunk, place } of contexts) {
    const value = thunk.force()
    if (value.kind === 'text') interpreterOfUv(value.contexts, { sink, shell }, shell)
    if (value.kind !== 'interpreter') continue
    const { name } = value
    const rest = { attribute: sink.attribute, element: null, nixpkgs: null }
    shell.packages.push({ kind: 'interpreter', name, source: place, ...rest })
  }
}
