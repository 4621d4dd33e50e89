/** In UTF-16 units. */
const opening = 1_000
const longestHead = 20_000

/** How much of a file may say what it is, such as that it is generated: the comments it begins with, else so many characters. */
export function headOf(text: string): string {
  const [comments = ''] =
    /^(?:[ \t]*(?:#|\/\/|--|;|%|\*|\/\*|<!--).*\n|\s*\n)*/.exec(text.slice(0, longestHead)) ?? []
  return comments.length > opening ? comments : text.slice(0, opening)
}
