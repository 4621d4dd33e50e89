/**
 * Patterns of path components, matched in time that grows with the pattern's length times the component's, whatever
 * stands in either. Libraries make regular expressions of patterns, and many `*` in one make those hang.
 */
type Token =
  | { readonly kind: 'character'; readonly is: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'sequence' }
  | {
      readonly kind: 'set'
      readonly negated: boolean
      readonly holds: readonly ((character: string) => boolean)[]
    }

/** Tells whether one component of a path, such as `src`, matches. */
export type ComponentTest = (component: string) => boolean

/** Any number of components, none among them. */
export const anyComponents = Symbol('**')

export type PathTest = ComponentTest | typeof anyComponents

/**
 * A test for `*`, `?`, `[a-z]`, `[!a]`, `[^a]`, `[[:alpha:]]` and `\*` as wildmatch of git reads them within a component.
 * A set that does not end, or a backslash at the end, matches nothing.
 */
export function componentTest(pattern: string): ComponentTest {
  if (!/[*?[\\]/.test(pattern)) return (component) => component === pattern
  const [, before, behind] = /^([^*?[\\]*)\*+([^*?[\\]*)$/.exec(pattern) ?? []
  if (before !== undefined && behind !== undefined)
    return (component) =>
      component.length >= before.length + behind.length &&
      component.startsWith(before) &&
      component.endsWith(behind)
  const tokens = readTokens([...pattern])
  return tokens ? (component) => matchesTokens(tokens, [...component]) : () => false
}

/** The tests of a pattern's components. `a/**` is what lies in `a`, not `a` itself. */
export function pathTests(components: readonly string[]): readonly PathTest[] {
  const tests = components
    .filter((each, at) => each !== '**' || components[at - 1] !== '**')
    .map((each): PathTest => (each === '**' ? anyComponents : componentTest(each)))
  return tests.length > 1 && tests.at(-1) === anyComponents ? [...tests, () => true] : tests
}

/** Whether all components of a path match, one test each, `anyComponents` any number of them. */
export function matchesComponents(tests: readonly PathTest[], components: readonly string[]): boolean {
  return matchesAll(
    tests,
    components,
    anyComponents,
    (test, component) => test !== anyComponents && test(component),
  )
}

function matchesTokens(tokens: readonly Token[], characters: readonly string[]): boolean {
  return matchesAll(tokens, characters, sequence, matchesCharacter)
}

/**
 * Whether a pattern matches a whole text. Only the last of the parts that match any length has to be tried again: what
 * the earlier ones took can stay, as the last takes the rest.
 */
function matchesAll<Part, Item>(
  pattern: readonly Part[],
  text: readonly Item[],
  many: Part,
  one: (part: Part, item: Item) => boolean,
): boolean {
  // At least every second part takes one item.
  if (Math.floor(pattern.length / 2) > text.length) return false
  let [at, part] = [0, 0]
  let [triedAt, triedPart] = [0, -1]
  while (at < text.length) {
    const next = pattern[part]
    if (next === many && part < pattern.length) {
      triedPart = part++
      triedAt = at
    } else if (part < pattern.length && one(next as Part, text[at] as Item)) {
      part++
      at++
    } else if (triedPart >= 0) {
      part = triedPart + 1
      at = ++triedAt
    } else return false
  }
  while (part < pattern.length && pattern[part] === many) part++
  return part === pattern.length
}

const sequence: Token = { kind: 'sequence' }

function readTokens(pattern: readonly string[]): readonly Token[] | null {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? ''
    if (character === '*') {
      if (tokens.at(-1) !== sequence) tokens.push(sequence)
    } else if (character === '?') tokens.push({ kind: 'any' })
    else if (character === '[') {
      const set = readSet(pattern, at + 1)
      if (!set) return null
      tokens.push(set.token)
      at = set.close
    } else if (character === '\\') {
      const escaped = pattern[++at]
      if (escaped === undefined) return null
      tokens.push({ kind: 'character', is: escaped })
    } else tokens.push({ kind: 'character', is: character })
  }
  return tokens
}

/** The set behind `[`, and where its `]` stands. */
function readSet(pattern: readonly string[], start: number): { token: Token; close: number } | null {
  const negated = pattern[start] === '!' || pattern[start] === '^'
  const first = start + (negated ? 1 : 0)
  const holds: ((character: string) => boolean)[] = []
  for (let at = first; at < pattern.length; at++) {
    if (pattern[at] === ']' && at > first) return { token: { kind: 'set', negated, holds }, close: at }
    if (pattern[at] === '[' && pattern[at + 1] === ':') {
      const close = pattern.indexOf(']', at)
      const named =
        pattern[close - 1] === ':' ? classes.get(pattern.slice(at + 2, close - 1).join('')) : undefined
      if (!named) return null
      holds.push((character) => named.test(character))
      at = close
      continue
    }
    if (pattern[at] === '\\') at++
    const from = pattern[at]
    if (from === undefined) return null
    let to = from
    if (pattern[at + 1] === '-' && pattern[at + 2] !== undefined && pattern[at + 2] !== ']') {
      at += pattern[at + 2] === '\\' ? 3 : 2
      to = pattern[at] ?? from
    }
    holds.push((character) => from <= character && character <= to)
  }
  return null
}

/** The classes of POSIX, of which git knows the ASCII part. */
const classes: ReadonlyMap<string, RegExp> = new Map([
  ['alnum', /^[A-Za-z0-9]$/],
  ['alpha', /^[A-Za-z]$/],
  ['blank', /^[ \t]$/],
  ['cntrl', /^[\x00-\x1f\x7f]$/],
  ['digit', /^[0-9]$/],
  ['graph', /^[!-~]$/],
  ['lower', /^[a-z]$/],
  ['print', /^[ -~]$/],
  ['punct', /^[!-/:-@[-`{-~]$/],
  ['space', /^[ \t-\r]$/],
  ['upper', /^[A-Z]$/],
  ['xdigit', /^[A-Fa-f0-9]$/],
])

function matchesCharacter(token: Token, character: string): boolean {
  if (token.kind === 'any') return true
  if (token.kind === 'character') return token.is === character
  return token.kind === 'set' && token.holds.some((holds) => holds(character)) !== token.negated
}
