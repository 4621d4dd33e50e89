import { linesOf } from '../../text/source-file.ts'
import type { Place } from '../../text/span.ts'
import type { Documents } from '../pages/documents.ts'
import type { DevShell, Flake } from './flake.ts'

/** One fact about the flake as `inspect flake` prints it. `at` is `path:line:column`, counted from 1. */
export type FlakeDescription =
  | {
      readonly kind: 'input'
      readonly name: string
      readonly url: string | null
      readonly follows: readonly { readonly input: string; readonly target: string }[]
      readonly at: string
    }
  | {
      readonly kind: 'shell'
      readonly name: string
      readonly owner: string
      readonly at: string
      /** Whether every package is known. */
      readonly complete: boolean
      /** What was not understood of it. */
      readonly unknown: readonly { readonly part: string; readonly at: string }[]
      readonly hooks: readonly string[]
      readonly programs: readonly string[]
      readonly environment: readonly string[]
      readonly packages: readonly PackageDescription[]
    }
  | { readonly kind: 'output'; readonly output: string; readonly name: string; readonly at: string }
  | {
      readonly kind: 'use'
      readonly what: string
      readonly names: readonly string[]
      readonly at: string
      readonly reaches: string
      readonly via: readonly string[]
    }
  | { readonly kind: 'build'; readonly builder: string; readonly name: string | null; readonly at: string }

export interface PackageDescription {
  readonly name: string
  readonly is: string
  readonly attribute: string
  readonly at: string
}

/** Everything that was understood of the repository's Nix code, in a fixed order. */
export function describeFlake(flake: Flake, documents: Documents): FlakeDescription[] {
  const at = ({ path, span }: Place): string => {
    const file = documents.get(path)?.file
    const { line, column } = file ? linesOf(file).position(span.start) : { line: 1, column: 1 }
    return `${path}:${line}:${column}`
  }
  return [
    ...flake.inputs.map(({ name, url, follows, followed, place }) => ({
      kind: 'input' as const,
      name,
      url,
      follows: [...(followed ? [followed] : []), ...follows].map(({ input, target }) => ({ input, target })),
      at: at(place),
    })),
    ...flake.shells.map((shell) => shellDescription(shell, at)),
    ...flake.outputs.map(({ kind, name, place }) => ({
      kind: 'output' as const,
      output: kind,
      name,
      at: at(place),
    })),
    ...flake.uses.map(({ kind, names, source, sink, via }) => ({
      kind: 'use' as const,
      what: kind,
      names,
      at: at(source),
      reaches: sink.attribute === '' ? sink.owner : `\`${sink.attribute}\` of ${sink.owner}`,
      via: via.map(({ name }) => name),
    })),
    ...flake.builds.map(({ builder, name, source }) => ({
      kind: 'build' as const,
      builder,
      name,
      at: at(source),
    })),
  ]
}

function shellDescription(shell: DevShell, at: (place: Place) => string): FlakeDescription {
  return {
    kind: 'shell',
    name: shell.name,
    owner: shell.owner,
    at: at(shell.place),
    complete: shell.complete,
    unknown: shell.gaps.map(({ part, place }) => ({ part, at: at(place) })),
    hooks: [...new Set(shell.hooks.map(({ attribute }) => attribute))],
    programs: shell.programs.map(({ name }) => name),
    environment: shell.environment.map(({ name }) => name),
    packages: shell.packages.map(({ kind, name, attribute, source }) => ({
      name,
      is: kind,
      attribute,
      at: at(source),
    })),
  }
}
