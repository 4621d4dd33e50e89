import type { SourceFile } from './source-file.ts'
import type { Span } from './span.ts'

/** Something the person who started the program must correct: an argument or the configuration. Ends in exit code 2. */
export class UsageError {
  /** Short sentences, the first one says what is wrong. */
  readonly message: string
  /** What to do, such as the nearest name. */
  readonly next: string | undefined
  /** Where it stands, when it stands in a file. */
  readonly at: { readonly file: SourceFile; readonly span: Span } | undefined
  /** What else must be corrected: everything that is wrong is told at once. */
  readonly others: readonly UsageError[]

  constructor(
    message: string,
    more: {
      next?: string | undefined
      at?: { readonly file: SourceFile; readonly span: Span } | undefined
      others?: readonly UsageError[]
    } = {},
  ) {
    this.message = message
    this.next = more.next
    this.at = more.at
    this.others = more.others ?? []
  }
}
