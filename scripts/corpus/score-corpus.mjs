// npm run corpus -- DIR: scores the built program on labelled commands of public repositories (test/corpus/README.md).
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../..', import.meta.url))
const [directory] = process.argv.slice(2)
if (!directory) {
  console.error('Name the directory of the checkouts: npm run corpus -- DIR')
  process.exit(2)
}

/** @typedef {{ repository: string, path: string, line: number, column?: number, says?: string, audience?: string, rule?: string, verdict?: string, debatable?: unknown, tuned?: boolean }} Label */
/** @typedef {{ path: string, line: number, column: number, stance: string, audience: string, because: { stance: string, audience: string } }} Read */
/** @typedef {{ rule: string, path: string, range: { start: { line: number } }, related: { path: string, range: { start: { line: number } } }[] }} Found */
/** @typedef {'tuned' | 'held out'} Half */

/** The stance that a label asks for; what is data of tests or anything else orders nothing. */
const stances = { instructs: 'runs', prohibits: 'forbids' }

const corpus = join(home, 'test/corpus')
/** @type {Label[]} */
const labels = readdirSync(corpus)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) =>
    readFileSync(join(corpus, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  )
  .filter(({ debatable }) => !debatable)

/**
 * Rows may be tuned on the repositories of one half: those whose name has an even hash, and those that were read while
 * rows were mended.
 * @param {Label} label
 * @returns {Half}
 */
function halfOf({ repository, tuned }) {
  const odd = (createHash('sha256').update(repository).digest()[0] ?? 0) % 2 === 1
  return odd && !tuned ? 'held out' : 'tuned'
}

/** @type {Record<string, string | number>[]} */
const byRepository = []
/** @type {Map<string, Record<string, string | number>>} */
const byRule = new Map()
/** @type {Map<string, Record<string, string | number>>} */
const bySaying = new Map()
/** @type {Map<string, Record<string, string | number>>} */
const byCue = new Map()

for (const repository of [...new Set(labels.map((label) => label.repository))].sort()) {
  const at = [repository, repository.split('/')[1] ?? '']
    .map((name) => join(resolve(directory), name))
    .find(existsSync)
  if (!at) continue
  const own = labels.filter((label) => label.repository === repository)
  const { commands, found } = readRepository(at)
  const row = {
    repository,
    half: '',
    labels: own.length,
    found: 0,
    missed: 0,
    silent: 0,
    'false alarms': 0,
    'not read': 0,
  }
  for (const label of own) {
    const half = halfOf(label)
    row.half = half
    const here = commands.get(`${label.path}:${label.line}`) ?? []
    const [command] = label.column === undefined ? here : here.filter(({ column }) => column === label.column)
    if (label.rule) {
      const reported = found.has(`${label.rule} ${label.path}:${label.line}`)
      const outcome = outcomeOf(label, reported, here.length > 0)
      row[outcome]++
      const rule = count(byRule, `${label.rule}, ${half}`, {
        rule: label.rule,
        half,
        found: 0,
        missed: 0,
        silent: 0,
        'false alarms': 0,
        'not read': 0,
      })
      rule[outcome] = Number(rule[outcome]) + 1
    }
    if (command && label.says && label.column !== undefined) judge(label, command, half)
  }
  byRepository.push(row)
}

console.table(byRepository)
for (const rule of byRule.values()) {
  rule.recall = share(Number(rule.found), Number(rule.found) + Number(rule.missed) + Number(rule['not read']))
  rule.precision = share(Number(rule.found), Number(rule.found) + Number(rule['false alarms']))
}
console.table([...byRule.values()])
for (const saying of bySaying.values())
  saying.share = share(Number(saying.right), Number(saying.right) + Number(saying.wrong))
console.table([...bySaying.values()])
const wrong = (/** @type {Record<string, string | number>} */ cue) =>
  Number(cue['wrong, held out']) + Number(cue['wrong, tuned'])
console.table([...byCue.values()].sort((a, b) => wrong(b) - wrong(a)))

/**
 * Whether stance and audience of a command are those of its label, by half and by the row of cues that decided.
 * @param {Label} label
 * @param {Read} command
 * @param {Half} half
 */
function judge(label, command, half) {
  const wanted = stances[/** @type {keyof typeof stances} */ (label.says)] ?? 'mentions'
  const isOrder = wanted === 'runs'
  note('stance', command.because.stance, isOrder === (command.stance === 'runs'), half)
  if (label.audience && isOrder && command.stance === 'runs')
    note('audience', command.because.audience, label.audience === command.audience, half)
}

/**
 * @param {string} of
 * @param {string} reason
 * @param {boolean} right
 * @param {Half} half
 */
function note(of, reason, right, half) {
  const saying = count(bySaying, `${of}, ${half}`, { of, half, right: 0, wrong: 0 })
  const verdict = right ? 'right' : 'wrong'
  saying[verdict] = Number(saying[verdict]) + 1
  const cue = reason.split(':')[0] ?? ''
  const start = { cue, of, 'right, tuned': 0, 'wrong, tuned': 0, 'right, held out': 0, 'wrong, held out': 0 }
  const row = count(byCue, `${of} ${cue}`, start)
  const key = `${verdict}, ${half}`
  row[key] = Number(row[key]) + 1
}

/**
 * @param {Map<string, Record<string, string | number>>} rows
 * @param {string} key
 * @param {Record<string, string | number>} start
 */
function count(rows, key, start) {
  const known = rows.get(key) ?? start
  rows.set(key, known)
  return known
}

/**
 * @param {Label} label
 * @param {boolean} reported
 * @param {boolean} isRead
 */
function outcomeOf({ verdict }, reported, isRead) {
  if (verdict === 'silent') return reported ? 'false alarms' : 'silent'
  return reported ? 'found' : isRead ? 'missed' : 'not read'
}

/** @type {(part: number, whole: number) => string} */
function share(part, whole) {
  return whole === 0 ? '–' : `${Math.round((1000 * part) / whole) / 10} % of ${whole}`
}

/**
 * What the program says of a checkout. One finding may speak of all commands of a session: the others are related to it.
 * @param {string} cwd
 */
function readRepository(cwd) {
  /** @param {string[]} words */
  const run = (...words) =>
    spawnSync('node', [join(home, 'dist/cli.cjs'), ...words], { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 })
      .stdout
  /** @type {{ findings: Found[] }} */
  const { findings } = JSON.parse(run('--no-cache', '--format', 'json'))
  const found = new Set(
    findings.flatMap(({ rule, path, range, related }) =>
      [{ path, range }, ...related].map((place) => `${rule} ${place.path}:${place.range.start.line}`),
    ),
  )
  /** @type {Map<string, Read[]>} */
  const commands = new Map()
  for (const line of run('inspect', 'commands', '--format', 'jsonl').split('\n').filter(Boolean)) {
    const command = JSON.parse(line)
    const place = `${command.path}:${command.line}`
    commands.set(place, [...(commands.get(place) ?? []), command])
  }
  return { commands, found }
}
