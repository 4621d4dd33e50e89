// npm run corpus -- DIR: scores the built program on labelled commands of public repositories (test/corpus/README.md).
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const home = fileURLToPath(new URL('../..', import.meta.url))
const [directory] = process.argv.slice(2)
if (!directory) {
  console.error('Name the directory of the checkouts: npm run corpus -- DIR')
  process.exit(2)
}

const corpus = join(home, 'test/corpus')
const labels = readdirSync(corpus)
  .filter((name) => name.endsWith('.jsonl'))
  .flatMap((name) =>
    readFileSync(join(corpus, name), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  )
  .filter(({ debatable }) => !debatable)

/** @typedef {{ path: string, line: number, because: { stance: string, audience: string } }} Read */
/** @typedef {{ rule: string, path: string, range: { start: { line: number } }, related: { path: string, range: { start: { line: number } } }[] }} Found */

/** @type {Record<string, string | number>[]} */
const rows = []
const cues = new Map()
for (const repository of [...new Set(labels.map((label) => label.repository))].sort()) {
  const at = [repository, repository.split('/')[1]]
    .map((name) => join(resolve(directory), name))
    .find(existsSync)
  if (!at) continue
  /** @param {string[]} words */
  const run = (...words) =>
    spawnSync('node', [join(home, 'dist/cli.cjs'), ...words], {
      cwd: at,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    })
  /** @type {{ findings: Found[] }} */
  const { findings } = JSON.parse(run('--no-cache', '--format', 'json').stdout)
  const commands = run('inspect', 'commands', '--format', 'jsonl')
    .stdout.split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))
  // One finding may speak of all commands of a session: the others are related to it.
  const found = new Set(
    findings.flatMap(({ rule, path, range, related }) =>
      [{ path, range }, ...related].map((place) => `${rule} ${place.path}:${place.range.start.line}`),
    ),
  )
  const read = grouped(commands)
  for (const rule of [...new Set(labels.map((label) => label.rule))].sort()) {
    const own = labels.filter((label) => label.repository === repository && label.rule === rule)
    if (own.length === 0) continue
    const row = { repository, rule, found: 0, missed: 0, silent: 0, 'false alarms': 0, 'not read': 0 }
    for (const { path, line, verdict } of own) {
      const here = read.get(`${path}:${line}`) ?? []
      const reported = found.has(`${rule} ${path}:${line}`)
      if (verdict === 'silent') row[reported ? 'false alarms' : 'silent']++
      else if (reported) row.found++
      else row[here.length > 0 ? 'missed' : 'not read']++
      const right = reported === (verdict === 'finding')
      for (const { because } of here) {
        for (const reason of [because.stance, because.audience]) {
          const cue = reason.split(':')[0]
          const known = cues.get(cue) ?? { cue, right: 0, wrong: 0 }
          known[right ? 'right' : 'wrong']++
          cues.set(cue, known)
        }
      }
    }
    rows.push(row)
  }
}

console.table(rows)
/** @param {string} key */
const sum = (key) => rows.reduce((total, row) => total + Number(row[key]), 0)
/** @type {(part: number, whole: number) => string} */
const share = (part, whole) =>
  whole === 0 ? 'nothing to count' : `${Math.round((1000 * part) / whole) / 10} % of ${whole}`
console.log(`Recall: ${share(sum('found'), sum('found') + sum('missed') + sum('not read'))}.`)
console.log(`Precision: ${share(sum('found'), sum('found') + sum('false alarms'))} that are labelled.`)
console.log(`Silence kept: ${share(sum('silent'), sum('silent') + sum('false alarms'))}.`)
console.table([...cues.values()].sort((a, b) => b.wrong - a.wrong || b.right - a.right))

/**
 * @param {Read[]} commands
 * @returns {Map<string, Read[]>}
 */
function grouped(commands) {
  const places = new Map()
  for (const command of commands) {
    const place = `${command.path}:${command.line}`
    places.set(place, [...(places.get(place) ?? []), command])
  }
  return places
}
