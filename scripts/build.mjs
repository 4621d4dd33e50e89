// Builds `dist/`: the program as one file without dependencies, the launcher that npm links as `policy-check`, and the
// grammars with the runtime that loads them.

import { chmodSync, copyFileSync, cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const root = fileURLToPath(new URL('..', import.meta.url))
const dist = join(root, 'dist')

/** What all bundles share. */
const shared = /** @type {const} */ ({
  absWorkingDir: root,
  bundle: true,
  minify: true,
  lineLimit: 160,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
})

rmSync(dist, { recursive: true, force: true })
cpSync(join(root, 'grammars'), join(dist, 'grammars'), { recursive: true })
copyFileSync(
  require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  join(dist, 'grammars/web-tree-sitter.wasm'),
)
cpSync(join(root, 'docs/rules'), join(dist, 'rules'), { recursive: true })
const bundled = [...(await bundle()), ...(await bundleLanguageServer())]
writeFileSync(join(dist, 'third-party-licenses.txt'), licenses(bundled))
await bundleReplay()
copyFileSync(join(root, 'scripts/launcher.cjs'), join(dist, 'launcher.cjs'))
const entry = join(dist, 'cli.cjs')
copyFileSync(join(root, 'scripts/entry.cjs'), entry)
chmodSync(entry, 0o755)

/** Bundles what decides whether an earlier run can be replayed. */
async function bundleReplay() {
  await build({
    ...shared,
    entryPoints: ['src/cli/replay/replay.ts'],
    outfile: join(dist, 'replay.cjs'),
  })
}

/**
 * Leaves the protocol of editors to a file of its own, which is loaded when it is asked for.
 * @returns {import('esbuild').Plugin}
 */
function protocolApart() {
  return {
    name: 'protocol-apart',
    setup: ({ onResolve }) =>
      onResolve({ filter: /\/protocol\.ts$/ }, () => ({ path: './language-server.cjs', external: true })),
  }
}

/** Bundles the program and answers which files of which packages went into it. */
async function bundle() {
  const { metafile, outputFiles } = await build({
    ...shared,
    entryPoints: ['src/cli/main.ts'],
    outfile: join(dist, 'policy-check.cjs'),
    banner: { js: 'const bundleUrl=require("node:url").pathToFileURL(__filename).href;' },
    define: { 'import.meta.url': 'bundleUrl' },
    // What V8 compiles from a string cannot import, so `import()` of Node's own modules becomes `require`, which the
    // other edition of web-tree-sitter hides behind a variable.
    supported: { 'dynamic-import': false },
    alias: { 'web-tree-sitter': './node_modules/web-tree-sitter/web-tree-sitter.cjs' },
    plugins: [protocolApart()],
    metafile: true,
    write: false,
  })
  for (const { path, text } of outputFiles) writeFileSync(path, ascii(text))
  return Object.keys(metafile.inputs)
}

/** Bundles the protocol of editors, which only `policy-check lsp` loads; answers like `bundle`. */
async function bundleLanguageServer() {
  const { metafile } = await build({
    ...shared,
    entryPoints: ['src/cli/lsp/protocol.ts'],
    outfile: join(dist, 'language-server.cjs'),
    metafile: true,
  })
  return Object.keys(metafile.inputs)
}

/**
 * esbuild leaves no character beyond ASCII except in regular expressions, where an escape says the same, and in raw
 * templates, where it would not. The launcher relies on this to read the file fast.
 * @param {string} code
 */
function ascii(code) {
  const raw = /\.raw`[^`]*[^\0-\x7f][^`]*`/.exec(code)
  if (raw) throw new Error(`A raw template must be ASCII: ${raw[0]}`)
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * The licences of the packages that these files belong to.
 * @param {string[]} files
 */
function licenses(files) {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []))
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry))
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `License: ${license}`
    return `${name} ${version}\n\n${text}\n`
  })
  return texts.join(`\n${'-'.repeat(80)}\n\n`)
}
