// Builds the docs as a site: `npm run site [-- DIR]`. Every link and anchor is checked; a broken one fails the build.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import GithubSlugger from 'github-slugger'

/**
 * What is used of a token of markdown-it.
 * @typedef {{ type: string, content: string, attrs: [string, string][], children: Token[] | null,
 *   attrGet(name: string): string, attrSet(name: string, value: string): void }} Token
 * @typedef {{ tokens: Token[], anchors: Set<string>, title: string }} Page
 */

const root = fileURLToPath(new URL('../..', import.meta.url))
const MarkdownIt = createRequire(join(root, 'test/package.json'))('markdown-it')
const target = process.argv[2] ?? join(root, 'node_modules/.cache/policy-check/site')
const source = process.argv[3] ?? root
const { repository } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const address = typeof repository === 'string' ? repository : repository?.url

/** Pages of the navigation, in their order; the others are listed by their folder. */
const first = [
  'README',
  'docs/install',
  'docs/adopting',
  'docs/configuration',
  'docs/sessions',
  'docs/editors',
]

const style = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 76rem; display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 2rem; padding: 1rem; }
nav { font-size: .9rem; } nav ul { list-style: none; padding: 0; margin: .3rem 0 1rem; }
nav a[aria-current] { font-weight: bold; } summary { cursor: pointer; font-weight: bold; }
main { overflow-wrap: break-word; } pre, .wide { overflow-x: auto; }
pre { padding: .8rem; border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: 6px; }
code { font-size: .9em; } table { border-collapse: collapse; }
td, th { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding: .3rem .6rem; text-align: left; vertical-align: top; }
@media (max-width: 50rem) { body { grid-template-columns: minmax(0, 1fr); } nav { order: 1; } }
`

const markdown = new MarkdownIt({ html: true })
/** @type {Map<string, Page>} */
const pages = new Map(pathsOf().map((path) => [path, parse(path)]))
const broken = [...pages].flatMap(([path, page]) =>
  linksOf(page.tokens).flatMap((link) => resolve(path, link)),
)
if (broken.length > 0) {
  console.error(broken.join('\n'))
  process.exit(1)
}
rmSync(target, { recursive: true, force: true })
for (const [path, page] of pages) {
  const file = join(target, outputOf(path))
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, html(path, page))
}
console.log(`${pages.size} pages in ${relative(process.cwd(), target) || '.'}`)

function pathsOf() {
  const docs = readdirSync(join(source, 'docs'), { recursive: true }).map(String)
  return ['README.md', ...docs.map((path) => `docs/${path.replaceAll('\\', '/')}`)]
    .filter((path) => path.endsWith('.md'))
    .sort()
}

/**
 * The tokens of a page, its headings with the anchors that GitHub gives them.
 * @param {string} path
 * @returns {Page}
 */
function parse(path) {
  const slugger = new GithubSlugger()
  /** @type {Token[]} */
  const tokens = markdown.parse(readFileSync(join(source, path), 'utf8'), {})
  /** @type {Set<string>} */
  const anchors = new Set()
  /** @type {string | undefined} */
  let title
  tokens.forEach((token, at) => {
    if (token.type !== 'heading_open') return
    const text = textOf(tokens[at + 1])
    const slug = slugger.slug(text)
    title ??= text
    anchors.add(slug)
    token.attrSet('id', slug)
  })
  return { tokens, anchors, title: title ?? path }
}

/** @param {Token | undefined} token */
function textOf(token) {
  return (token?.children ?? []).map(({ content }) => content).join('')
}

/**
 * @param {Token[]} tokens
 * @returns {Token[]}
 */
function linksOf(tokens) {
  return tokens.flatMap((token) => [
    ...(token.type === 'link_open' ? [token] : []),
    ...linksOf(token.children ?? []),
  ])
}

/**
 * Points a link to the built page; says what is wrong with one that leads nowhere.
 * @param {string} path
 * @param {Token} link
 */
function resolve(path, link) {
  const href = link.attrGet('href')
  if (/^[a-z]+:/.test(href)) return []
  const [to = '', anchor] = href.split('#')
  const named = to === '' ? path : posix.normalize(posix.join(posix.dirname(path), decodeURI(to)))
  const page = pages.get(named)
  if (page) {
    if (anchor && !page.anchors.has(anchor)) return [`${path}: ${href} names no heading of ${named}`]
    link.attrSet('href', `${to === '' ? '' : linkTo(path, named)}${anchor ? `#${anchor}` : ''}`)
    return []
  }
  if (!existsSync(join(source, named))) return [`${path}: ${href} leads to no file`]
  // Files beside the docs are read where the repository is published; until then they are no links.
  if (address) link.attrSet('href', `${address.replace(/^git\+|\.git$/g, '')}/blob/HEAD/${named}`)
  else link.attrs = link.attrs.filter(([name]) => name !== 'href')
  return []
}

/**
 * @param {string} from
 * @param {string} to
 */
function linkTo(from, to) {
  return posix.relative(posix.dirname(outputOf(from)), outputOf(to))
}

/** @param {string} path */
function outputOf(path) {
  return path === 'README.md' ? 'index.html' : path.replace(/^docs\//, '').replace(/\.md$/, '.html')
}

/**
 * @param {string} path
 * @param {Page} page
 */
function html(path, { tokens, title }) {
  const body = markdown.renderer
    .render(tokens, markdown.options, {})
    .replaceAll('<table>', '<div class="wide"><table>')
    .replaceAll('</table>', '</table></div>')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title === 'policy-check' ? title : `${title} · policy-check`)}</title>
<style>${style}</style>
<nav aria-label="Pages">${navigation(path)}</nav>
<main>
${body}</main>
</html>
`
}

/** @param {string} path */
function navigation(path) {
  const known = first.map((name) => `${name}.md`).filter((name) => pages.has(name))
  const rest = [...pages.keys()].filter((name) => !known.includes(name))
  /** @type {[string, string[]][]} */
  const groups = [
    ['policy-check', [...known, ...rest.filter((name) => name.split('/').length === 2)]],
    ['Rules', rest.filter((name) => name.startsWith('docs/rules/'))],
    ['Facts', rest.filter((name) => name.startsWith('docs/facts/'))],
  ]
  return groups
    .map(([label, names]) => {
      const items = names.map((name) => {
        const here = name === path ? ' aria-current="page"' : ''
        return `<li><a href="${linkTo(path, name)}"${here}>${escaped(pages.get(name)?.title ?? name)}</a>`
      })
      const isOpen = label === 'policy-check' || names.includes(path) ? ' open' : ''
      return `<details${isOpen}><summary>${label}</summary><ul>${items.join('')}</ul></details>`
    })
    .join('')
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
