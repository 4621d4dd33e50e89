/**
 * `npm run bench`: this program against `rg`, which reads everything and understands nothing, and ast-grep, which parses
 * with the same grammars and matches equal patterns. Runs alternate, so that a slow moment of the machine hits all.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { installOnce } from '../install-packages.mjs'
import { writeMonorepo } from './monorepo.mjs'
import { astGrepRules, ripgrepPattern } from './patterns.mjs'

const top = fileURLToPath(new URL('../..', import.meta.url))
const program = join(top, 'dist/cli.cjs')
const rounds = Number(process.env.ROUNDS ?? 7)
const { NODE_EXTRA_CA_CERTS: _, ...environment } = process.env

/**
 * @typedef {{ name: string, command: string, options: string[], directory: string }} Contender
 * @typedef {{ milliseconds: number, memory: number }} Run memory in MiB, 0 when unknown
 */

installOnce(new URL('.', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'policy-check-bench-'))
try {
  const large = join(folder, 'large')
  writeMonorepo(large)
  const sample = join(folder, 'sample')
  execFileSync('cp', ['-r', join(top, 'fixtures/repos/evio-evlib-drifted'), sample])
  for (const directory of [large, sample]) {
    execFileSync('git', ['init', '--quiet'], { cwd: directory })
    execFileSync('git', ['add', '--all'], { cwd: directory })
  }
  const rules = join(folder, 'rules.yml')
  writeFileSync(rules, astGrepRules)
  await compare('large monorepo, 5,000 files', contenders(large, rules))
  await compare('sample', [...contenders(sample, rules), node(sample)])
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * @param {string} directory
 * @param {string} rules
 * @returns {Contender[]}
 */
function contenders(directory, rules) {
  const found = spawnSync('rg', ['--version']).status === 0
  return [
    {
      name: 'policy-check',
      command: process.execPath,
      options: [program, '--no-cache', '--format', 'concise'],
      directory,
    },
    { name: 'ast-grep', command: astGrep(), options: ['scan', '--rule', rules, '.'], directory },
    ...(found
      ? [{ name: 'rg', command: 'rg', options: ['--hidden', '-n', ripgrepPattern, '.'], directory }]
      : []),
  ]
}

/**
 * @param {string} directory
 * @returns {Contender}
 */
function node(directory) {
  return { name: 'node -e 0', command: process.execPath, options: ['-e', '0'], directory }
}

function astGrep() {
  const require = createRequire(import.meta.url)
  return join(dirname(require.resolve('@ast-grep/cli/package.json')), 'ast-grep')
}

/**
 * @param {string} title
 * @param {Contender[]} contenders
 */
async function compare(title, contenders) {
  /** @type {Map<string, Run[]>} */
  const runs = new Map(contenders.map(({ name }) => [name, []]))
  for (let round = 0; round <= rounds; round++) {
    for (const contender of contenders) {
      const run = await measure(contender)
      // The first round warms the page cache.
      if (round > 0) runs.get(contender.name)?.push(run)
    }
  }
  const rows = contenders.map(({ name }) => {
    const own = runs.get(name) ?? []
    return {
      name,
      milliseconds: median(own.map((run) => run.milliseconds)),
      memory: Math.max(...own.map((run) => run.memory)),
    }
  })
  const mine = rows[0]?.milliseconds ?? 0
  console.log(`\n${title} (${rounds} rounds, medians)\n`)
  console.log('| | ms | policy-check takes | peak memory |\n|---|---:|---:|---:|')
  for (const { name, milliseconds, memory } of rows) {
    const ratio = name === 'policy-check' ? '' : `${(mine / milliseconds).toFixed(2)} ×`
    console.log(
      `| ${name} | ${milliseconds.toFixed(0)} | ${ratio} | ${memory > 0 ? `${memory.toFixed(0)} MiB` : '?'} |`,
    )
  }
}

/**
 * @param {Contender} contender
 * @returns {Promise<Run>}
 */
function measure({ command, options, directory }) {
  return new Promise((resolve, reject) => {
    const began = performance.now()
    const child = spawn(command, options, { cwd: directory, env: environment, stdio: 'ignore' })
    let memory = 0
    const status = `/proc/${child.pid}/status`
    const look = () => {
      memory = Math.max(memory, peakMemory(status))
    }
    const timer = existsSync(status) ? setInterval(look, 5) : undefined
    child.on('error', reject)
    child.on('exit', (code) => {
      clearInterval(timer)
      if (code === null || code > 1) reject(new Error(`${command} ${options.join(' ')} ended with ${code}`))
      else resolve({ milliseconds: performance.now() - began, memory })
    })
  })
}

/**
 * The kernel's high-water mark in MiB, 0 once the process is gone.
 *
 * @param {string} status
 */
function peakMemory(status) {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(status, 'utf8')) ?? []
    return Number(kilobytes ?? 0) / 1024
  } catch {
    return 0
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? 0
}
