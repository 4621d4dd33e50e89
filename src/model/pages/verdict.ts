/** A decision with the reason that `inspect commands` shows. */
export interface Verdict<Value extends string> {
  readonly value: Value
  readonly because: string
}

/** Whether a command is executed or ordered, forbidden, or only spoken of. */
export type Stance = Verdict<'runs' | 'forbids' | 'mentions'>

/** Whether a command is addressed to people who work on the repository, or to users of what it publishes. */
export type Audience = Verdict<'contributor' | 'consumer'> & {
  /** Set where nothing says that only contributors read it: what users may do as well is no work on the repository. */
  readonly weak?: true
}
