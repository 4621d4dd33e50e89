import type { Place } from '../../text/span.ts'
import type { DevShell, ShellPackage, ShellProgram, ShellScript, Sink } from './flake.ts'
import { optionsOf, type Text } from './value.ts'

/** A shell while its sinks are read. */
export type OpenShell = { -readonly [Key in keyof DevShell]: DevShell[Key] } & {
  packages: ShellPackage[]
  hooks: ShellScript[]
  programs: ShellProgram[]
  environment: DevShell['environment'][number][]
}

/** Where values arrive: a sink of some owner, and the shell it belongs to. */
export interface Arrival {
  readonly sink: Sink
  readonly shell: OpenShell | null
}

/** Whose sinks are read: a person's name for it, and the shell it is or belongs to. */
export interface Owner {
  readonly label: string
  readonly shell: OpenShell | null
}

/** The string literals that a text is made of, those of interpolated texts included. */
export function literalsOf(text: Text, levels = 5): Place[] {
  if (levels === 0) return []
  const inner = text.contexts.flatMap(({ thunk }) =>
    optionsOf(thunk.force()).flatMap((option) =>
      option.kind === 'text' ? literalsOf(option, levels - 1) : [],
    ),
  )
  return [...text.literals, ...inner]
}
