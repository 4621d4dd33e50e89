import type { Place } from '../../text/span.ts'
import type { Member } from '../projects/workspace.ts'

/** Something that makes a name callable. */
export interface Definition {
  readonly name: string
  readonly kind: 'alias' | 'function' | 'program' | 'console-script' | 'task'
  readonly place: Place
  /** For people, such as "`shellHook` of devShell `default`". */
  readonly origin: string
  /** The member that declares a console script. */
  readonly member?: Member
}
