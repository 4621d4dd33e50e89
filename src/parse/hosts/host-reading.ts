import type { Span } from '../../text/span.ts'
import type { Trouble } from '../../text/trouble.ts'
import type { Comment, Document } from '../document.ts'
import type { Region } from '../embed/region.ts'

/** What the format of a file says by itself, before the shell code in it is parsed. */
export interface HostReading {
  readonly content?: Pick<
    Document,
    | 'nix'
    | 'toml'
    | 'uvLock'
    | 'markdown'
    | 'header'
    | 'actions'
    | 'paths'
    | 'stages'
    | 'hookDependencies'
    | 'hooks'
  >
  readonly regions?: readonly Region[]
  readonly directives?: readonly Comment[]
  readonly troubles?: readonly Trouble[]
}

/** The comments that speak to policy-check. */
export function directivesAmong(text: string, comments: readonly Span[]): Comment[] {
  return comments
    .filter(({ start, end }) => text.slice(start, end).includes('policy-check:'))
    .map((span) => ({ span }))
}
