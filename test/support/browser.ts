import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, launch, type Page } from 'puppeteer-core'
import { oracle } from './oracles.ts'

/** A real Chromium that opens pages from the disk, and what such a page did that it should not. */
export class PageViewer {
  readonly #browser: Browser
  readonly #folder = mkdtempSync(join(tmpdir(), 'policy-check-pages-'))

  private constructor(browser: Browser) {
    this.#browser = browser
  }

  static async open(): Promise<PageViewer> {
    const executablePath = oracle('chromium') ?? ''
    // In CI the tests run as root, whom Chromium gives no sandbox.
    return new PageViewer(await launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] }))
  }

  /** Opens a page. `trouble` collects errors of its console, dialogs, and requests for anything but itself. */
  async view(
    html: string,
    { width = 1100, dark = false }: { readonly width?: number; readonly dark?: boolean } = {},
  ): Promise<{ readonly page: Page; readonly trouble: string[] }> {
    const file = join(this.#folder, 'page.html')
    writeFileSync(file, html)
    const page = await this.#browser.newPage()
    const trouble: string[] = []
    page.on('console', (message) => trouble.push(`console: ${message.text()}`))
    page.on('pageerror', (error) => trouble.push(`error: ${error instanceof Error ? error.message : error}`))
    page.on('dialog', (dialog) => {
      trouble.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (request.url() !== `file://${file}`) trouble.push(`request: ${request.url()}`)
    })
    await page.setViewport({ width, height: 900 })
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }])
    await page.goto(`file://${file}`)
    return { page, trouble }
  }

  async close(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
