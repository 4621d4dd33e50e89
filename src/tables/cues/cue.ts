/**
 * What the words around a command say about it: rows, of which the first that matches decides. In the text of a row `◆`
 * stands for the command and `◇` for the name of its program elsewhere.
 *
 * Source: 636 commands in public documents, labelled by hand (docs/facts/docs-language.md); each row carries the sentences
 * that made it, and those that it must leave alone.
 * Renew: add a row with its sentences; `test/model/pages/cues.test.ts` tries each row alone and among all others.
 */
export interface Cue {
  /** Names the row in `inspect commands`. */
  readonly cue: string
  readonly where: CuePlace
  /** What stands there. */
  readonly like: RegExp
  readonly says: 'runs' | 'forbids' | 'mentions'
  /** The reason, as `inspect commands` shows it after the name. */
  readonly because: string
  /** Documents in which this row decides. */
  readonly yes: readonly string[]
  /** Documents in which it does not. */
  readonly no: readonly string[]
}

/**
 * Where words stand.
 * - `clause`: the part of the sentence that holds the command, cut at contrasts, marks and ends
 * - `order`: the clause, where a verb that is an order stands last before the command
 * - `sentence`, `item` (the line of a list, with its mark, or a cell)
 * - `column`: the head of the column of a table; `row`: the cells of its row, joined by `|`
 * - `box`: the titles of the tabs, folded texts and admonitions around it
 * - `section`: the command as the whole item of a list, after the heading above it
 * - of code in a fence: its `line`, the `comment` above it, the `lead` (the line before the fence), the `heading`s above
 * - `shown`: a line that a script prints
 */
export type CuePlace =
  | 'clause'
  | 'order'
  | 'sentence'
  | 'item'
  | 'column'
  | 'row'
  | 'box'
  | 'section'
  | 'line'
  | 'comment'
  | 'lead'
  | 'heading'
  | 'shown'
