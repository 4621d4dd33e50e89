import { markup } from './markup.ts'

/** What a page holds; `title` is plain text, the rest is markup. */
export interface Page {
  readonly title: string
  readonly style: string
  readonly body: readonly string[]
}

/**
 * One page of HTML that needs nothing else. Its policy forbids every request and every script, so that text of strangers
 * could not act even if it came through as markup.
 */
export function pageOf({ title, style, body }: Page): string {
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>policy-check: ${markup(title)}</title>`,
    `<style>${baseStyle}${style}</style>`,
    '</head>',
    '<body>',
    ...body,
    '</body>',
    '</html>',
    '',
  ].join('\n')
}

const baseStyle = [
  ':root{color-scheme:light dark;--error:#c62828;--warning:#9a6700;--note:#1f6feb;--edge:#8884}',
  '@media (prefers-color-scheme:dark){:root{--error:#ff8a80;--warning:#e3b341;--note:#79b8ff}}',
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:64rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}',
  'code,pre{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:.875em}',
  '.wide{overflow-x:auto}table{border-collapse:collapse;overflow-wrap:normal}th,td{border:1px solid var(--edge);padding:.25rem .5rem;text-align:left;vertical-align:top}',
  '.bad{color:var(--error)}:target{outline:2px solid var(--note)}',
].join('')
