/**
 * `npm run bench`: whole runs and replays of this program against `node -e 0`, ast-grep, which parses with the same
 * grammars and matches equal patterns, and `rg`, which reads everything and understands nothing. Runs alternate, so that
 * a slow moment of the machine hits all.
 *
 * `--repos DIR` measures the repositories in a folder instead of the sample and two generated monorepos, `--rounds N`
 * says how often.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { installOnce } from '../install-packages.mjs'
import { measure } from './measure.mjs'
import { writeMonorepo } from './monorepo.mjs'
import { astGrepRules, ripgrepPattern } from './patterns.mjs'

/** @typedef {import('./measure.mjs').Contender} Contender */
/** @typedef {import('./measure.mjs').Run} Run */

const top = fileURLToPath(new URL('../..', import.meta.url))
const program = join(top, 'dist/cli.cjs')
const { values: options } = parseArgs({ options: { repos: { type: 'string' }, rounds: { type: 'string' } } })
const rounds = Number(options.rounds ?? 7)

installOnce(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'policy-check-bench-'))
const { NODE_EXTRA_CA_CERTS: _, ...inherited } = process.env
const environment = { ...inherited, XDG_CACHE_HOME: join(folder, 'cache') }
const rules = join(folder, 'rules.yml')
try {
  writeFileSync(rules, astGrepRules)
  tellVersions()
  if (options.repos !== undefined) await compareRepositories(resolve(options.repos))
  else await compareOwn()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** @param {string} directory */
async function compareRepositories(directory) {
  for (const name of readdirSync(directory).sort()) {
    const repository = join(directory, name)
    if (existsSync(join(repository, '.git'))) await compare(name, repository, rounds)
  }
}

async function compareOwn() {
  const sample = join(folder, 'sample')
  cpSync(join(top, 'fixtures/repos/evio-evlib-drifted'), sample, { recursive: true })
  await compareListed('Sample', sample, rounds)
  for (const files of [5_000, 100_000]) {
    const large = join(folder, `monorepo-${files}`)
    mkdirSync(large)
    writeMonorepo(large, files)
    await compareListed('Generated monorepo', large, files > 5_000 ? 1 : rounds)
  }
}

/** @type {(title: string, directory: string, times: number) => Promise<void>} */
async function compareListed(title, directory, times) {
  execFileSync('git', ['init', '--quiet'], { cwd: directory })
  execFileSync('git', ['add', '--all'], { cwd: directory })
  await compare(title, directory, times)
}

function tellVersions() {
  const { version } = createRequire(import.meta.url)(join(top, 'package.json'))
  const others = [astGrep(), 'rg'].map((command) => spawnSync(command, ['--version'], { encoding: 'utf8' }))
  const found = others.flatMap(({ stdout }) => stdout?.split('\n')[0] ?? [])
  console.log([`policy-check ${version}`, `Node ${process.versions.node}`, ...found].join(', '))
}

/**
 * @param {string} directory
 * @returns {Contender[]}
 */
function contenders(directory) {
  const own = [program, '--format', 'concise']
  const scan = ['scan', '--rule', rules, '.']
  const all = [
    { name: '`node -e 0`', command: process.execPath, options: ['-e', '0'] },
    { name: 'replay', command: process.execPath, options: own },
    { name: 'whole, no cache', command: process.execPath, options: [...own, '--no-cache'] },
    { name: 'ast-grep', command: astGrep(), options: scan },
    { name: 'rg', command: 'rg', options: ['--hidden', '-n', ripgrepPattern, '.'] },
  ]
  const found = spawnSync('rg', ['--version']).status === 0
  return all
    .filter(({ command }) => found || command !== 'rg')
    .map((contender) => ({ ...contender, directory, environment }))
}

function astGrep() {
  const require = createRequire(import.meta.url)
  return join(dirname(require.resolve('@ast-grep/cli/package.json')), 'ast-grep')
}

/** @type {(title: string, directory: string, times: number) => Promise<void>} */
async function compare(title, directory, times) {
  const all = contenders(directory)
  /** @type {Map<string, Run[]>} */
  const runs = new Map(all.map(({ name }) => [name, []]))
  for (let round = 0; round <= times; round++) {
    for (const contender of all) {
      const run = await measure(contender)
      if (run instanceof Error) console.log(`\n${title}: ${run.message}`)
      // The first round warms the page cache, and leaves the record that is replayed.
      else if (round > 0) runs.get(contender.name)?.push(run)
    }
  }
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: directory, maxBuffer: 1e9 })
  const number = files.reduce((sum, byte) => (byte === 0 ? sum + 1 : sum), 0)
  const rows = Array.from(runs).flatMap(([name, own]) => (own.length > 0 ? [rowOf(name, own)] : []))
  const floor = rows[0]?.wall ?? 1
  console.log(`\n${title}: ${number.toLocaleString('en')} files, ${times} rounds\n`)
  console.log('| | ms | × node | processor ms | peak MiB |\n|---|---:|---:|---:|---:|')
  for (const { name, wall, processor, memory } of rows) {
    const cells = [name, wall.toFixed(0), (wall / floor).toFixed(1), processor.toFixed(0), memory.toFixed(0)]
    console.log(`| ${cells.join(' | ')} |`)
  }
}

/** @type {(name: string, runs: readonly Run[]) => { name: string } & Run} */
function rowOf(name, runs) {
  return {
    name,
    wall: median(runs.map(({ wall }) => wall)),
    processor: median(runs.map(({ processor }) => processor)),
    memory: Math.max(...runs.map(({ memory }) => memory)),
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
