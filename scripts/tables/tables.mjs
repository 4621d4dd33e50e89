/**
 * `npm run tables -- uv [PROGRAM]` writes the tables that a real uv tells (`uv` on the PATH, or the program given; `pip
 * install uv` brings the newest one), `npm run tables -- nixpkgs CHECKOUT…` those that checkouts of nixpkgs tell. With `--check` nothing is written, and the exit code is 1 when a table is not in step.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nixpkgsTables } from './nixpkgs.mjs'
import { uvTables } from './uv.mjs'

/**
 * What writes tables, by its name: from the other words, each yields the text of files in `src/tables`.
 * @type {Record<string, (words: string[]) => Record<string, string>>}
 */
const makers = { uv: ([program]) => uvTables(program), nixpkgs: nixpkgsTables }

const [name = '', ...rest] = process.argv.slice(2)
const check = rest.includes('--check')
const maker = Object.hasOwn(makers, name) ? makers[name] : undefined
if (!maker) {
  console.error(`Name the tables to write: ${Object.keys(makers).join(', ')}.`)
  process.exit(2)
}
for (const [file, text] of Object.entries(maker(rest.filter((word) => word !== '--check')))) {
  const path = fileURLToPath(new URL(`../../src/tables/${file}`, import.meta.url))
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (before === text) continue
  console.log(`src/tables/${file} ${check ? 'is not in step' : 'is written'}`)
  if (check) process.exitCode = 1
  else writeFileSync(path, text)
}
