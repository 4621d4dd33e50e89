import { managerPatterns } from '../../tables/program-names.ts'

const installing = new RegExp(
  `\\b(?:${[...managerPatterns.values(), 'uvx?'].join('|')})[ \\t]+(?:(?:pip|tool)[ \\t]+)?(?:install|add)\\b([^\\n\`]*)`,
  'g',
)

/** The names that the commands of a document install, as written. */
export function* installedNames(text: string): Iterable<string> {
  for (const [, words = ''] of text.matchAll(installing)) {
    const names = words
      .split(/[\s"',]+/)
      .map((word) => word.replace(/[[<>=!~;@].*/s, '').replace(/(?<!\.)\.{1,3}$/, ''))
    yield* names.filter((name) => /^[\w.-]+$/.test(name))
  }
}
