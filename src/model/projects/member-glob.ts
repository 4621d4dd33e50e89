/**
 * The patterns of `[tool.uv.workspace]`, as the `glob` crate 0.3 that uv uses reads them: `?`, `*`, `**` as a whole path
 * component, `[abc]`, `[a-z]`, `[!a]`; no braces, no backslash, no leading `!`; letters of different case differ.
 * Maintained glob libraries (picomatch, minimatch) give braces, extglobs, `[^a]` and backslashes a meaning and keep `*`
 * within one component everywhere, which uv's second matcher does not; hence these lines.
 */
export type Token =
  | { readonly kind: 'character'; readonly is: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'sequence' }
  /** `**` with the `/` after it. */
  | { readonly kind: 'recursive' }
  | {
      readonly kind: 'set'
      readonly negated: boolean
      readonly ranges: readonly (readonly [string, string])[]
    }

/** Why a pattern is none, in the crate's words. */
export interface PatternError {
  /** Number of code points before the trouble. */
  readonly position: number
  readonly message: string
}

/** Reads a pattern; the crate's `Pattern::new`. */
export function readPattern(pattern: string): readonly Token[] | PatternError {
  const characters = [...pattern]
  const tokens: Token[] = []
  for (let at = 0; at < characters.length; ) {
    const read = readToken(characters, at)
    if ('message' in read) return read
    at = read.next
    const { token } = read
    // `**/**` is one.
    const isRepeated = token.kind === 'recursive' && tokens.length > 1 && tokens.at(-1)?.kind === 'recursive'
    if (!isRepeated) tokens.push(token)
  }
  return tokens
}

interface ReadToken {
  readonly token: Token
  readonly next: number
}

function readToken(characters: readonly string[], at: number): ReadToken | PatternError {
  const is = characters[at] ?? ''
  if (is === '?') return { token: { kind: 'any' }, next: at + 1 }
  if (is === '*') return readStars(characters, at)
  return is === '[' ? readSet(characters, at) : { token: { kind: 'character', is }, next: at + 1 }
}

function readStars(characters: readonly string[], start: number): ReadToken | PatternError {
  let at = start
  while (characters[at] === '*') at++
  if (at - start === 1) return { token: { kind: 'sequence' }, next: at }
  if (at - start > 2) {
    return { position: start + 2, message: 'wildcards are either regular `*` or recursive `**`' }
  }
  const message = 'recursive wildcards must form a single path component'
  if (start > 0 && characters[start - 1] !== '/') return { position: start - 1, message }
  if (at < characters.length && characters[at] !== '/') return { position: at, message }
  return { token: { kind: 'recursive' }, next: at + 1 }
}

function readSet(characters: readonly string[], at: number): ReadToken | PatternError {
  const negated = characters[at + 1] === '!'
  const first = at + (negated ? 2 : 1)
  const close = characters.indexOf(']', first + 1)
  if (close < 0) return { position: at, message: 'invalid range pattern' }
  const ranges = readRanges(characters.slice(first, close))
  return { token: { kind: 'set', negated, ranges }, next: close + 1 }
}

function readRanges(inside: readonly string[]): (readonly [string, string])[] {
  const ranges: (readonly [string, string])[] = []
  for (let at = 0; at < inside.length; ) {
    const from = inside[at] ?? ''
    const to = inside[at + 2]
    if (inside[at + 1] === '-' && to !== undefined) {
      ranges.push([from, to])
      at += 3
    } else {
      ranges.push([from, from])
      at++
    }
  }
  return ranges
}

/**
 * Whether the tokens match the whole text. Wildcards cross `/`, as where uv asks whether a directory is excluded
 * (uv-workspace/src/workspace.rs, `WorkspaceExclusions`), or all but `**` are `bound` to one component, as where it asks
 * whether a directory is included as seen from the directory itself (`is_included_in_workspace`; before 0.13 they crossed
 * it there too). Time grows with pattern length times text length.
 */
export function matchesWhole(tokens: readonly Token[], text: string, bound = false): boolean {
  if (!bound && tokens.length === 1 && tokens[0]?.kind === 'sequence') return true
  let states = new Set([0])
  let afterSeparator = true
  for (const character of text) {
    const open = withEmptyMatches(tokens, states, afterSeparator)
    const next = new Set<number>()
    for (const state of open) {
      const token = tokens[state]
      if (bound && character === '/' && token?.kind !== 'character' && token?.kind !== 'recursive') continue
      if (token?.kind === 'sequence' || token?.kind === 'recursive') next.add(state)
      else if (token && matchesCharacter(token, character)) next.add(state + 1)
    }
    afterSeparator = character === '/'
    states = next
    if (states.size === 0) return false
  }
  return withEmptyMatches(tokens, states, true).has(tokens.length)
}

/** The states reached without reading on. `**` may be left only before the first character or after a `/`. */
function withEmptyMatches(
  tokens: readonly Token[],
  states: ReadonlySet<number>,
  afterSeparator: boolean,
): Set<number> {
  const reached = new Set(states)
  for (const state of reached) {
    const kind = tokens[state]?.kind
    if (kind === 'sequence' || (kind === 'recursive' && (afterSeparator || !states.has(state)))) {
      reached.add(state + 1)
    }
  }
  return reached
}

function matchesCharacter(token: Token, character: string): boolean {
  if (token.kind === 'any') return true
  if (token.kind === 'character') return token.is === character
  if (token.kind !== 'set') return false
  return token.ranges.some(([from, to]) => inRange(character, from, to)) !== token.negated
}

function inRange(character: string, from: string, to: string): boolean {
  const point = character.codePointAt(0) ?? 0
  return point >= (from.codePointAt(0) ?? 0) && point <= (to.codePointAt(0) ?? 0)
}
