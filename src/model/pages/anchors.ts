import GithubSlugger from 'github-slugger'
import type { ParsedFile } from '../../parse/document.ts'

const known = new WeakMap<object, ReadonlySet<string>>()

/**
 * Every anchor that a page of Markdown may have, in lower case: those that GitHub makes of its headings, in each reading of
 * their markup, and those that it writes itself.
 */
export function anchorsOf({ file, document }: ParsedFile): ReadonlySet<string> {
  const found = known.get(file)
  if (found) return found
  const anchors = new Set<string>()
  const headings = [
    ...(document.markdown?.headings.map(({ text }) => text) ?? []),
    // Headings inside of quotes and lists.
    ...Array.from(
      file.text.matchAll(/^[ \t>*+-]{1,20}#{1,6}[ \t]+(\S[^\n]{0,500})$/gm),
      ([, text = '']) => text,
    ),
  ]
  for (const reading of readings) {
    const slugger = new GithubSlugger()
    for (const heading of headings) {
      const slug = slugger.slug(reading(heading))
      // MkDocs and others join hyphens, and nothing here may say that such a site takes the page.
      anchors.add(slug).add(slug.replace(/-{2,}/g, '-'))
    }
  }
  for (const [, id = ''] of file.text.matchAll(/\b(?:id|name)\s{0,5}=\s{0,5}["']?([^\s"'>]{1,200})/gi))
    anchors.add(id.toLowerCase())
  for (const [, id = ''] of file.text.matchAll(/\{:?\s{0,5}#([\w-]{1,200})/g)) anchors.add(id.toLowerCase())
  known.set(file, anchors)
  return anchors
}

/** Ways to read the markup of a heading; a page has the anchors of one of them. */
const readings: readonly ((text: string) => string)[] = [
  (text) => plain(text),
  (text) => plain(text).replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, ''),
  (text) => plain(text).replace(/:[a-z0-9_+-]{1,40}:/g, ''),
  (text) => text,
]

/** The text that a heading shows. */
function plain(text: string): string {
  let end = text.trimEnd().length
  while (text[end - 1] === '#') end--
  return text
    .slice(0, end)
    .replace(/<[^<>]{1,300}>/g, '')
    .replace(/!?\[([^[\]]{0,300})\](?:\([^()]{0,500}\)|\[[^[\]]{0,200}\])/g, '$1')
    .replace(/[`*~]/g, '')
    .replace(/\\(?=[!-/:-@[-`{-~])/g, '')
    .trim()
}
