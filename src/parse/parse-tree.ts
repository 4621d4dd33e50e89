import type { Parser, Tree } from 'web-tree-sitter'

const milliseconds = 2_000
const millisecondsPerUnit = 0.01

/**
 * Parses text with tree-sitter. Null when it takes far longer than any code that people write (half a megabyte takes
 * about a second): the recovery from errors is quadratic on some input, such as a long run of `|`.
 */
export function parseTree(parser: Parser, text: string): Tree | null {
  const deadline = performance.now() + milliseconds + text.length * millisecondsPerUnit
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline })
  if (!tree) parser.reset()
  return tree
}
