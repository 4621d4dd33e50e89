import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { graphPage } from '../../src/report/graph/graph-page.ts'
import { html } from '../../src/report/html.ts'
import { PageViewer } from '../support/browser.ts'
import { top } from '../support/clone.ts'
import { oracle } from '../support/oracles.ts'
import { policyCheck } from '../support/run-cli.ts'
import { graphWith } from './hostile-graph.ts'
import { hostile, reportWith } from './hostile-report.ts'
import { plain } from './sample.ts'

/** The pages in a real Chromium. */
describe.skipIf(!oracle('chromium'))('a page that the program writes', () => {
  let viewer: PageViewer
  let report = ''
  let graph = ''
  beforeAll(async () => {
    viewer = await PageViewer.open()
    const sample = join(top, 'fixtures/repos/evio-evlib-drifted')
    report = (await policyCheck(top, ['--format', 'html', '--exit-zero', sample])).output
    graph = (await policyCheck(top, ['graph', '--format', 'html', sample])).output
  }, 60_000)
  afterAll(() => viewer.close())

  const shown = (page: Awaited<ReturnType<PageViewer['view']>>['page'], selector: string) =>
    page.$$eval(selector, (elements) => elements.filter((element) => element.checkVisibility()).length)

  it('filters by severity, rule and file with the keyboard, and without a script', async () => {
    const { page, trouble } = await viewer.view(report)
    const all = await shown(page, 'article')
    const warnings = await shown(page, 'article.warning')
    expect([all > 30, warnings]).toEqual([true, 1])
    await page.focus('#severity-warning')
    await page.keyboard.press('Space')
    expect([await shown(page, 'article'), await shown(page, 'article.warning')]).toEqual([all - 1, 0])
    const pip = await shown(page, 'article.rule-uv-only')
    expect(pip).toBeGreaterThan(3)
    for (const details of await page.$$('details.filter > summary')) await details.press('Enter')
    await page.click('#rule-uv-only')
    expect(await shown(page, 'article')).toBe(all - 1 - pip)
    await page.click('#only-0')
    expect(await shown(page, '#file-0')).toBe(0)
    expect(await page.$$('script')).toEqual([])
    expect(trouble).toEqual([])
    await page.close()
  }, 60_000)

  it('links each member of the picture to its row', async () => {
    const { page, trouble } = await viewer.view(graph)
    const links = await page.$$('svg a')
    expect(links).toHaveLength(7)
    await page.evaluate("document.querySelector('svg a').focus()")
    await page.keyboard.press('Enter')
    expect(await page.$eval(':target', (row) => row.textContent)).toContain('evio')
    const lost =
      "[...document.querySelectorAll('svg a')].filter((a) => !document.querySelector(a.getAttribute('href')))"
    expect(await page.evaluate(`${lost}.length`)).toBe(0)
    expect(trouble).toEqual([])
    await page.close()
  }, 60_000)

  it.each([
    ['a report', () => report],
    ['a graph', () => graph],
  ])(
    '%s fits a narrow window, in light and in dark',
    async (_, html) => {
      for (const dark of [false, true]) {
        const { page, trouble } = await viewer.view(html(), { width: 420, dark })
        await page.$$eval('details', (all) => {
          for (const details of all) details.open = true
        })
        const wide = await page.evaluate('document.documentElement.scrollWidth')
        expect(wide).toBeLessThanOrEqual(420)
        const canvas =
          "Object.assign(document.body.appendChild(document.createElement('p')), { style: 'background: Canvas' })"
        const background = await page.evaluate(`getComputedStyle(${canvas}).backgroundColor`)
        const colour = await page.evaluate('getComputedStyle(document.body).color')
        expect(lightness(`${background}`) > lightness(`${colour}`)).toBe(!dark)
        expect(trouble).toEqual([])
        await page.close()
      }
    },
    60_000,
  )

  it('shows the text of strangers as text', async () => {
    const pages = fc
      .sample(hostile, { numRuns: 25, seed: 7 })
      .map((text) => [
        html.render(reportWith(`<script>alert(1)</script><img src=x onerror=alert(1)>${text}`), plain),
        graphPage(graphWith(`<script>alert(1)</script><img src=x onerror=alert(1)>${text}`)),
      ])
    for (const text of pages.flat()) {
      const { page, trouble } = await viewer.view(text)
      expect(await page.$$eval('script, img, iframe, object, embed, link', (all) => all.length)).toBe(0)
      expect(await page.evaluate('document.body.innerText')).toContain('<script>alert(1)</script>')
      expect(trouble).toEqual([])
      await page.close()
    }
  }, 120_000)
})

/** Of `rgb(r, g, b)`, from 0 to 765. */
function lightness(colour: string): number {
  return (colour.match(/\d+/g) ?? []).slice(0, 3).reduce((sum, part) => sum + Number(part), 0)
}
