/**
 * `npm run bench:workspace`: reading a uv workspace of 500 members with a lock of 5 MB and comparing the two, against
 * parsing the same files with smol-toml and nothing more. Rounds alternate; medians of processor time count.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { parse } from 'smol-toml'

const top = fileURLToPath(new URL('../..', import.meta.url))
const rounds = Number(process.env.ROUNDS ?? 15)
const folder = mkdtempSync(join(tmpdir(), 'policy-check-bench-'))
try {
  const bundle = join(folder, 'model.mjs')
  const entry = [
    "export { makeTree } from './src/discover/make-tree.ts'",
    "export { parseToml } from './src/parse/toml/parse-toml.ts'",
    "export { parseUvLock } from './src/parse/lock/parse-uv-lock.ts'",
    "export { discoverWorkspace } from './src/model/workspace/discover-workspace.ts'",
    "export { readLockStatus } from './src/model/workspace/lock/lock-status.ts'",
  ].join('\n')
  buildSync({
    stdin: { contents: entry, resolveDir: top, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
  })
  const model = await import(pathToFileURL(bundle).href)
  const files = makeWorkspace(500, 5_000_000)
  const bytes = files.reduce((sum, { text }) => sum + text.length, 0)
  const contenders = {
    'smol-toml alone': () => files.map(({ text }) => parse(text)).length,
    'policy-check: parse': () => read(model, files).length,
    'policy-check: parse, discover, compare': () => compare(model, files),
  }
  const times = new Map(Object.keys(contenders).map((name) => [name, /** @type {number[]} */ ([])]))
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const start = process.cpuUsage().user
      run()
      times.get(name)?.push((process.cpuUsage().user - start) / 1000)
    }
  }
  console.log(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`)
  const base = median(times.get('smol-toml alone') ?? [])
  for (const [name, all] of times) {
    const time = median(all)
    console.log(`${name.padEnd(40)} ${time.toFixed(0).padStart(5)} ms  ${(time / base).toFixed(2)} ×`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @typedef {{ path: string, text: string }} File */

/**
 * @param {any} model
 * @param {readonly File[]} files
 */
function read(model, files) {
  return files.map((file) => {
    const content = file.path === 'uv.lock' ? model.parseUvLock(file) : model.parseToml(file)
    return { file, document: { path: file.path, language: 'toml', scripts: [], directives: [], ...content } }
  })
}

/**
 * @param {any} model
 * @param {readonly File[]} files
 */
function compare(model, files) {
  const all = read(model, files)
  const byPath = new Map(all.map((parsed) => [parsed.file.path, parsed]))
  const documents = { all, get: (/** @type {string} */ path) => byPath.get(path) }
  const tree = model.makeTree([...byPath.keys()].sort(), () => false)
  const workspace = model.discoverWorkspace(documents, tree)
  const { inStep } = model.readLockStatus(workspace, { documents, tree })
  if (!inStep) throw new Error('the lock of the benchmark is stale')
  return workspace.members.length
}

/**
 * A virtual root, members in a chain with a few packages each, and a lock filled up with packages of 40 wheels.
 * @param {number} members
 * @param {number} size of the lock in characters
 * @returns {File[]}
 */
function makeWorkspace(members, size) {
  const names = Array.from({ length: members }, (_, at) => `member-${String(at).padStart(3, '0')}`)
  const files = [{ path: 'pyproject.toml', text: '[tool.uv.workspace]\nmembers = ["libs/*"]\n' }]
  let lock = `version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[manifest]\nmembers = [\n${names.map((name) => `    "${name}",\n`).join('')}]\n`
  for (const [at, name] of names.entries()) {
    const before = names[at - 1]
    files.push({
      path: `libs/${name}/pyproject.toml`,
      text: `[project]\nname = "${name}"\nversion = "0.1.0"\ndescription = "Member number ${at} of the workspace"\nreadme = "README.md"\nrequires-python = ">=3.11"\ndependencies = [\n    "numpy>=2.0,<3",\n    "polars>=1; sys_platform == 'linux'",\n${before ? `    "${before}",\n` : ''}]\n\n[dependency-groups]\ndev = ["pytest>=8", "ruff"]\n\n${before ? `[tool.uv.sources]\n${before} = { workspace = true }\n\n` : ''}[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`,
    })
    lock += `\n[[package]]\nname = "${name}"\nversion = "0.1.0"\nsource = { editable = "libs/${name}" }\n\n[package.metadata]\nrequires-dist = [\n${before ? `    { name = "${before}", editable = "libs/${before}" },\n` : ''}    { name = "numpy", specifier = ">=2.0,<3" },\n    { name = "polars", marker = "sys_platform == 'linux'", specifier = ">=1" },\n]\n\n[package.metadata.requires-dev]\ndev = [\n    { name = "pytest", specifier = ">=8" },\n    { name = "ruff" },\n]\n`
  }
  const hash = '0123456789abcdef'.repeat(4)
  for (let at = 0; lock.length < size; at++) {
    const wheels = Array.from({ length: 40 }, (_, wheel) => {
      const url = `https://files.pythonhosted.org/packages/${at}/${wheel}/package_${at}-1.0-cp3${wheel}-manylinux_2_17_x86_64.whl`
      return `    { url = "${url}", hash = "sha256:${hash}", size = ${at * 1000 + wheel}, upload-time = "2026-01-01T00:00:00Z" },\n`
    })
    lock += `\n[[package]]\nname = "package-${at}"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\nwheels = [\n${wheels.join('')}]\n`
  }
  return [...files, { path: 'uv.lock', text: lock }]
}

/** @param {readonly number[]} numbers */
function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}
