// npm run fuzz -- [--runs N] [--seed N] [--write]: gives the program damaged files and repositories, one after the other
// in one thread, while this one watches the clock. Every flaw is told with its seed; `--write` keeps the smallest input that
// shows it as a fixture, which `test/fuzz/fixtures.test.ts` tries again for ever.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

const home = fileURLToPath(new URL('../..', import.meta.url))
const fixtures = join(home, 'fixtures/')
/** Two folders deep, as `src/parse` is, so that the grammars are found. */
const built = join(home, 'node_modules/.cache')
const program = join(built, 'fuzz-campaign.mjs')
/** One input may take so long, in milliseconds; then it counts as one that hangs. Smaller ones have to hang sooner. */
const patience = 30_000
const patienceForSmaller = 5_000

const runs = numberAfter('--runs', 1_000)
const seed = numberAfter('--seed', 1)
const writes = process.argv.includes('--write')

await build({
  absWorkingDir: home,
  entryPoints: { 'fuzz-campaign': 'test/fuzz/campaign.ts', 'fuzz-shrink': 'test/fuzz/shrink.ts' },
  outdir: built,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
})

/** @typedef {{ flaw: string, seed: number, isNew: boolean, files: Record<string, string> }} Flaw */

/** @type {Map<string, number[]>} */
const flaws = new Map()
let [at, end] = [seed * 1_000_000, seed * 1_000_000 + runs]
while (at < end) at = await campaign(at, end)
for (const [flaw, seeds] of flaws)
  console.log(`${seeds.length} × ${flaw} (seed ${seeds.slice(0, 3).join(', ')})`)
console.log(`${runs} inputs, ${flaws.size} kinds of flaw`)
process.exitCode = flaws.size > 0 ? 1 : 0

/**
 * Runs until the end or until an input hangs; gives the seed to go on with.
 * @param {number} first
 * @param {number} end
 * @returns {Promise<number>}
 */
function campaign(first, end) {
  const now = new Int32Array(new SharedArrayBuffer(4))
  now[0] = first
  const worker = new Worker(program, {
    workerData: { fixtures, first, end, now },
    resourceLimits: { maxOldGenerationSizeMb: 2_000 },
  })
  return new Promise((resolve) => {
    let [last, since] = [first, Date.now()]
    const finish = (/** @type {number} */ next) => {
      clearInterval(watch)
      worker.terminate().then(() => resolve(next))
    }
    const watch = setInterval(() => {
      const current = Atomics.load(now, 0)
      if (Math.floor(current / 1_000) !== Math.floor(last / 1_000)) process.stderr.write(`${current} …\n`)
      if (current !== last) [last, since] = [current, Date.now()]
      else if (Date.now() - since > patience) {
        clearInterval(watch)
        worker.terminate()
        noteEnd('hangs', current).then(() => finish(current + 1))
      }
    }, 500)
    worker.on('message', (message) => ('done' in message ? finish(end) : note(message)))
    worker.on('error', () => {
      const current = Atomics.load(now, 0)
      clearInterval(watch)
      noteEnd('ends the process', current).then(() => finish(current + 1))
    })
  })
}

/**
 * Notes an input of which the campaign did not come back, made smaller as far as that can be tried.
 * @param {string} flaw
 * @param {number} seed
 */
async function noteEnd(flaw, seed) {
  const isNew = !flaws.has(flaw)
  const made = await answerOf({ fixtures, first: seed, tell: true })
  const { shrunk } = await import(join(built, 'fuzz-shrink.mjs'))
  const smaller = async (/** @type {object} */ input) => (await answerOf({ fixtures, input })) === null
  const { files } = isNew ? await shrunk(made, smaller, 60) : { files: {} }
  note({ flaw, seed, isNew, files })
}

/**
 * What a worker of its own says, or null when it does not come back.
 * @param {object} workerData
 */
function answerOf(workerData) {
  const worker = new Worker(program, { workerData })
  return new Promise((resolve) => {
    const finish = (/** @type {any} */ answer) => worker.terminate().then(() => resolve(answer))
    const watch = setTimeout(finish, patienceForSmaller, null)
    worker.on('message', (message) => finish(message))
    worker.on('error', () => finish(null))
    worker.on('exit', () => clearTimeout(watch))
  })
}

/** @param {Flaw} flaw */
function note({ flaw, seed, isNew, files }) {
  flaws.set(flaw, [...(flaws.get(flaw) ?? []), seed])
  if (!isNew) return
  console.log(`${seed}: ${flaw}`)
  for (const [path, text] of Object.entries(files)) {
    if (writes) {
      const file = join(fixtures, 'fuzz', `${seed}`, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    } else console.log(`  ${path}: ${JSON.stringify(text).slice(0, 400)}`)
  }
}

/**
 * @param {string} option
 * @param {number} otherwise
 */
function numberAfter(option, otherwise) {
  const at = process.argv.indexOf(option)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}
