import { componentTest, matchesComponents, pathTests } from '../text/wildcards.ts'

/** A line of an ignore file. */
export interface IgnorePattern {
  /** With `!` before it: what it matches is not ignored. */
  readonly negated: boolean
  /** With `/` behind it. */
  readonly onlyDirectories: boolean
  /** Whether a path below the ignore file's directory matches, given as its components. */
  matches(components: readonly string[]): boolean
}

/** The patterns of an ignore file in their order (gitignore(5), "Pattern format"; `dir.c` and `wildmatch.c` of git 2.47). */
export function readIgnorePatterns(text: string): readonly IgnorePattern[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .flatMap((line) => readPattern(line.replace(/\r$/, '')) ?? [])
}

function readPattern(line: string): IgnorePattern | null {
  if (line.startsWith('#')) return null
  const negated = line.startsWith('!')
  const trimmed = withoutSpacesAtEnd(negated ? line.slice(1) : line)
  const onlyDirectories = trimmed.endsWith('/')
  const pattern = onlyDirectories ? trimmed.slice(0, -1) : trimmed
  if (pattern === '') return null
  // An escaped slash is a slash.
  const plain = pattern.replace(/\\[\s\S]/g, (pair) => (pair === '\\/' ? '/' : pair))
  return { negated, onlyDirectories, matches: testOf(plain) }
}

function testOf(pattern: string): IgnorePattern['matches'] {
  if (!pattern.includes('/')) {
    const test = componentTest(pattern)
    return (components) => test(components.at(-1) ?? '')
  }
  const tests = pathTests(pattern.replace(/^\//, '').split('/'))
  return (components) => matchesComponents(tests, components)
}

/** Spaces at the end do not count unless a backslash stands before them. */
function withoutSpacesAtEnd(line: string): string {
  let end = line.length
  while (line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--
  return line.slice(0, end)
}

function isEscaped(line: string, at: number): boolean {
  let backslashes = 0
  while (line[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}
