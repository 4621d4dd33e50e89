/** A decision with the reason that `inspect commands` shows. */
export interface Verdict<Value extends string> {
  readonly value: Value
  readonly because: string
}
