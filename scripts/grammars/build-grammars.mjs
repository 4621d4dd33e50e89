// Compiles the tree-sitter grammars to WebAssembly with a clang that is itself WebAssembly, so no compiler is needed on
// the machine. Sources and compiler are npm packages pinned by the lock file beside this one, which is why that file
// stands for them in the key of the cache. The runtime that loads the grammars is copied next to them.

import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import v8 from 'node:v8'
import { installPackages } from '../install-packages.mjs'
import { tabulateLexers } from './tabulate-lexer.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const root = fileURLToPath(new URL('../..', import.meta.url))
const runtime = createRequire(import.meta.url).resolve('web-tree-sitter/web-tree-sitter.wasm')

const sources = {
  bash: 'tree-sitter-bash/src',
  nix: 'tree-sitter-nix/src',
}

/** Leaves all grammars, with their licences, and the runtime in `dist/grammars`; compiles only what no earlier build left in the cache. */
export async function buildGrammars() {
  const cache = join(root, 'node_modules/.cache/policy-check/grammars', cacheKey())
  if (!existsSync(cache)) await fill(cache)
  const target = join(root, 'dist/grammars')
  // An earlier version may have left others.
  rmSync(target, { recursive: true, force: true })
  mkdirSync(target, { recursive: true })
  for (const file of readdirSync(cache)) cpSync(join(cache, file), join(target, file))
  cpSync(runtime, join(target, 'web-tree-sitter.wasm'))
}

function cacheKey() {
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', 'build-grammars.mjs', 'tabulate-lexer.mjs'])
    hash.update(readFileSync(join(here, file)))
  return hash.digest('hex').slice(0, 16)
}

/** @param {string} cache folder that appears only once it is complete */
async function fill(cache) {
  console.error('Compiling the grammars, once, for about 20 seconds')
  installPackages(new URL('.', import.meta.url), '--ignore-scripts')
  // Optimising the compiler itself costs more than it gives in so short a run.
  v8.setFlagsFromString('--liftoff-only')
  const compiler = '@yowasp/clang'
  /** @type {{ runClang: Clang }} */
  const { runClang } = await import(compiler)
  await runClang(null, {}, { fetchProgress() {} })
  const unfinished = `${cache}.${process.pid}`
  mkdirSync(unfinished, { recursive: true })
  for (const [name, source] of Object.entries(sources)) {
    const wasm = await compile(name, readTree(join(here, 'node_modules', source)), runClang)
    writeFileSync(join(unfinished, `${name}.wasm`), wasm)
    const [owner] = /^(?:@[^/]+\/)?[^/]+/.exec(source) ?? []
    cpSync(join(here, `node_modules/${owner}/LICENSE`), join(unfinished, `${name}.license.txt`))
  }
  if (existsSync(cache)) rmSync(unfinished, { recursive: true })
  else renameSync(unfinished, cache)
  // Its 100 MB would stay in the clone that pre-commit keeps.
  rmSync(join(here, 'node_modules/@yowasp'), { recursive: true })
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
