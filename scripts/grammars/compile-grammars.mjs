// Compiles the tree-sitter grammars to WebAssembly with a clang that is itself WebAssembly, so that every machine makes
// the same bytes. Sources and compiler are npm packages pinned by the lock file beside this one.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import v8 from 'node:v8'
import { installOnce } from '../install-packages.mjs'
import { tabulateLexers } from './tabulate-lexer.mjs'

const folder = new URL('.', import.meta.url)
const here = fileURLToPath(folder)

const owners = { bash: 'tree-sitter-bash', nix: 'tree-sitter-nix' }

/**
 * The files of `grammars/` by name: each grammar with its licence, and `made-of.json`, which says what made them.
 * Takes about 20 seconds, and a download of 100 MB the first time.
 * @returns {Promise<Map<string, Uint8Array>>}
 */
export async function compileGrammars() {
  installOnce(folder, '--ignore-scripts')
  // Optimising the compiler itself costs more than it gives in so short a run.
  v8.setFlagsFromString('--liftoff-only')
  const compiler = '@yowasp/clang'
  /** @type {{ runClang: Clang }} */
  const { runClang } = await import(compiler)
  await runClang(null, {}, { fetchProgress() {} })
  const made = new Map()
  for (const [name, owner] of Object.entries(owners)) {
    const sources = readTree(join(here, 'node_modules', owner, 'src'))
    made.set(`${name}.wasm`, await compile(name, sources, runClang))
    made.set(`${name}.license.txt`, readFileSync(join(here, 'node_modules', owner, 'LICENSE')))
  }
  const hashes = Object.fromEntries(Array.from(made, ([name, bytes]) => [name, hashOf(bytes)]))
  const record = { madeOf: ingredients(), made: hashes }
  return made.set('made-of.json', Buffer.from(`${JSON.stringify(record, null, 2)}\n`))
}

/**
 * What the bytes of the grammars depend on, with hashes: packages as their lock file has them, and the scripts here.
 * @returns {Record<string, string>}
 */
export function ingredients() {
  const { packages } = JSON.parse(readFileSync(join(here, 'package-lock.json'), 'utf8'))
  const used = ['@yowasp/clang', ...Object.values(owners)].map((name) => {
    const { version, integrity } = packages[`node_modules/${name}`]
    return [`${name}@${version}`, integrity]
  })
  const scripts = ['compile-grammars.mjs', 'tabulate-lexer.mjs'].map((name) => [
    `scripts/grammars/${name}`,
    hashOf(readFileSync(join(here, name))),
  ])
  return Object.fromEntries([...used, ...scripts])
}

/**
 * A hash as lock files write it.
 * @param {Uint8Array} bytes
 */
export function hashOf(bytes) {
  return `sha256-${createHash('sha256').update(bytes).digest('base64')}`
}

/** @typedef {{ [name: string]: Tree | string | Uint8Array }} Tree */
/** @typedef {(args: string[] | null, files: Tree, options: object) => Promise<Tree>} Clang */

/**
 * The C files of a folder, with lexers that are quick to compile here and at run time.
 * @param {string} folder
 * @returns {Tree}
 */
function readTree(folder) {
  /** @type {Tree} */
  const tree = {}
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) tree[entry.name] = readTree(path)
    else if (entry.name === 'parser.c') tree[entry.name] = tabulateLexers(readFileSync(path, 'utf8'))
    else if (/\.[ch]$/.test(entry.name)) tree[entry.name] = readFileSync(path)
  }
  return tree
}

/**
 * @param {string} name
 * @param {Tree} tree
 * @param {Clang} runClang
 * @returns {Promise<Uint8Array>}
 */
async function compile(name, tree, runClang) {
  const symbol = `tree_sitter_${name.replaceAll('-', '_')}`
  const link = ['--experimental-pic', '--allow-undefined', '--no-entry', '--strip-all', `--export=${symbol}`]
  const files = ['-o', 'grammar.wasm', 'parser.c', 'scanner.c']
  const flags = ['-shared', '-fPIC', '-Os', '-w', '-nostdlib', '-fvisibility=hidden', '-I.', `-Wl,${link}`]
  let output = ''
  const stderr = (/** @type {Uint8Array | null} */ bytes) => {
    if (bytes) output += Buffer.from(bytes).toString()
  }
  try {
    const built = await runClang(['clang', ...flags, ...files], tree, { stderr })
    return /** @type {Uint8Array} */ (built['grammar.wasm'])
  } catch {
    throw new Error(`The ${name} grammar does not compile:\n${output}`)
  }
}
