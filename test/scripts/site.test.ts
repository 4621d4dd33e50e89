import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type DefaultTreeAdapterMap, parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { scratch } from '../support/scratch.ts'

const builder = fileURLToPath(new URL('../../scripts/site/build-site.mjs', import.meta.url))

function build(...args: string[]) {
  return spawnSync(process.execPath, [builder, ...args], { encoding: 'utf8' })
}

/** Values of an attribute anywhere in a page, as a reader of HTML sees them. */
function values(path: string, attribute: string): string[] {
  const found: string[] = []
  const visit = (node: DefaultTreeAdapterMap['node']) => {
    if ('attrs' in node)
      found.push(...node.attrs.filter(({ name }) => name === attribute).map(({ value }) => value))
    if ('childNodes' in node) for (const child of node.childNodes) visit(child)
  }
  visit(parse(readFileSync(path, 'utf8')))
  return found
}

describe('the docs as a site', () => {
  it('has a page for each document, and no link or anchor that leads nowhere', () => {
    const target = join(scratch(), 'site')
    expect(build(target)).toMatchObject({ status: 0, stderr: '' })
    const pages = readdirSync(target, { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.html'))
    for (const page of ['index', 'configuration', 'sessions', 'verified', 'editors', 'install', 'agents'])
      expect(pages).toContain(`${page}.html`)
    expect(pages.filter((path) => path.startsWith('rules/')).length).toBeGreaterThan(30)
    const anchors = new Map(
      pages.map((path) => [join(target, path), new Set(values(join(target, path), 'id'))]),
    )
    const lost = pages.flatMap((path) =>
      values(join(target, path), 'href')
        .filter((href) => !/^[a-z]+:/.test(href))
        .filter((href) => {
          const [to = '', anchor] = href.split('#')
          const page = to === '' ? join(target, path) : join(target, dirname(path), to)
          return !existsSync(page) || (anchor !== undefined && !anchors.get(page)?.has(anchor))
        })
        .map((href) => `${path}: ${href}`),
    )
    expect(lost).toEqual([])
  })

  it.each([
    ['[x](docs/missing.md)', 'docs/missing.md leads to no file'],
    ['[x](docs/a.md#nowhere)', 'names no heading of docs/a.md'],
    ['[x](#nowhere)', 'names no heading of README.md'],
  ])('is refused with %s', (link, words) => {
    const source = scratch({ 'README.md': `# Top\n\n${link}\n`, 'docs/a.md': '# A\n' })
    expect(build(join(source, 'site'), source)).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(words),
    })
    expect(existsSync(join(source, 'site'))).toBe(false)
  })

  it('takes links to pages, anchors and files beside them', () => {
    const source = scratch({
      'README.md': '# Top\n\n[a](docs/a.md#the-a) [b](#top) [c](x.json) [d](https://example.org)\n',
      'docs/a.md': '## The A\n\n[up](../README.md)\n',
      'x.json': '{}',
    })
    const target = join(source, 'site')
    expect(build(target, source).status).toBe(0)
    expect(values(join(target, 'index.html'), 'href')).toEqual(
      expect.arrayContaining(['a.html#the-a', '#top', 'https://example.org']),
    )
    expect(values(join(target, 'a.html'), 'href')).toContain('index.html')
  })
})
