import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import type { Evaluator } from './evaluation.ts'
import type { DevShell, ShellGap, ShellPackage, ShellProgram, ShellScript, Sink } from './flake.ts'
import { type Element, type Maker, optionsOf, type Text, type Value } from './value.ts'

/** A shell while its sinks are read. */
export type OpenShell = { -readonly [Key in keyof DevShell]: DevShell[Key] } & {
  packages: ShellPackage[]
  gaps: ShellGap[]
  hooks: ShellScript[]
  started: { strings: Place[]; files: string[] }
  programs: ShellProgram[]
  environment: DevShell['environment'][number][]
}

/** Where values arrive: a sink of some owner, and the shell it belongs to. */
export interface Arrival {
  readonly sink: Sink
  readonly shell: OpenShell | null
  /** Set for what is part of a text, or of what is built, where a program may need it. */
  readonly inText?: boolean
}

/** Whose sinks are read: a person's name for it, and the shell it is or belongs to. */
export interface Owner {
  readonly label: string
  readonly shell: OpenShell | null
  /** Set for what is built or run as it is, so that taking something out of it breaks it. */
  readonly isBuilt?: boolean
}

/** What makes shells: they are entered, and taking something out of them breaks no build. */
export const shellMakers: ReadonlySet<Maker> = new Set<Maker>(['shell', 'fhs', 'devenv', 'devshell'])

/** What reads the sinks of an owner, as those use it who read the options of one kind of shell. */
export interface Sinks {
  readonly evaluator: Evaluator
  /** A list of packages, and what the derivations in it bring. */
  packages(value: Value, arrival: Arrival, owner: Owner): void
  /** What shells and packages bring into the environment of another shell. */
  inputsFrom(value: Value, owner: Owner, arrival: Arrival): void
  /** A text attribute, and what is interpolated in it. */
  script(name: string, text: Text, owner: Owner, arrival: Arrival): void
  /** The list that a function chooses from a set. */
  chosen(value: Value, name: string, place: Place): Value
  judgeable(value: Value): readonly Element[]
}

/**
 * Says that a part of a shell was not understood, so that nobody says what it lacks.
 * @param isPackage whether it is a package that another flake names, which brings no hook by any custom
 */
export function leaveOpen(
  shell: OpenShell | null,
  part: ShellGap['part'],
  place: Place,
  isPackage = false,
): void {
  if (!shell) return
  if (part === 'packages') shell.complete = false
  else shell.hooksKnown = false
  if (!isPackage) shell.mayHook = true
  const isKnown = shell.gaps.some(
    (gap) => gap.part === part && gap.place.path === place.path && gap.place.span.start === place.span.start,
  )
  if (!isKnown && place.path !== '') shell.gaps.push({ part, place })
}

/** The string literals that a text is made of, those of interpolated texts included, each once. */
export function literalsOf(text: Text, levels = 5, seen = new Set<Text>()): Place[] {
  if (levels === 0 || seen.has(text)) return []
  seen.add(text)
  const inner = text.contexts.flatMap(({ thunk }) =>
    optionsOf(thunk.force()).flatMap((option) =>
      option.kind === 'text' ? literalsOf(option, levels - 1, seen) : [],
    ),
  )
  return [...text.literals, ...inner]
}

/** A program by its text. */
export function programOfText(name: string, text: Text, place: Place): ShellProgram {
  return { name, place, strings: literalsOf(text), files: filesOf(text) }
}

/** The files of the repository that a text is made of or names. */
function filesOf(text: Text): string[] {
  return text.contexts.flatMap(({ thunk }) =>
    optionsOf(thunk.force()).flatMap((option) => (option.kind === 'path' ? (option.path ?? []) : [])),
  )
}

/** The literals of a text that are code where the text is: its own, and those that stand alone on a line of it. */
export function codeOf(text: Text, documents: Documents, levels = 5): Place[] {
  if (levels === 0) return []
  const inner = text.contexts.flatMap(({ thunk, place }) =>
    standsAlone(place, documents)
      ? optionsOf(thunk.force()).flatMap((option) =>
          option.kind === 'text' ? codeOf(option, documents, levels - 1) : [],
        )
      : [],
  )
  return [...text.literals, ...inner]
}

/** Whether nothing but an interpolation stands on its line, or in its string. */
function standsAlone({ path, span }: Place, documents: Documents): boolean {
  const text = documents.get(path)?.file.text ?? ''
  const before = text.slice(Math.max(0, span.start - 200), span.start)
  const after = text.slice(span.end, span.end + 200)
  return /(?:^|[\n"]|'')[ \t]*\$\{\s*$/.test(before) && /^\s*\}[ \t]*(?:\r?\n|"|''|$)/.test(after)
}
