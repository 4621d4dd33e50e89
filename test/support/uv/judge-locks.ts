import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Dice, seeds } from '../dice.ts'
import { oracle } from '../oracles.ts'
import { write } from '../scratch.ts'
import { describe } from './judge-workspace.ts'
import { filesOf, makeLockable, mutate } from './lockable.ts'
import type { Uv } from './run-uv.ts'

/** A change on which both were asked. */
export interface Judged {
  readonly seed: number
  readonly at: number
  /** `refused` when uv cannot say, because it refuses the workspace or finds no solution. */
  readonly uv: 'fresh' | 'stale' | 'refused'
  /** Null when this program does not decide. */
  readonly ours: boolean | null
  readonly said: string
  readonly reasons: readonly string[]
}

const changesEach = 25

/** Locks generated workspaces, changes each 25 times and asks uv and this program whether the lock is still in step. */
export async function judgeLocks(uv: Uv, count: number): Promise<readonly Judged[]> {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'policy-check-locks-')))
  const judged: Judged[] = []
  try {
    const wheels = join(top, 'wheels')
    const maker = fileURLToPath(new URL('../sandbox/wheels.py', import.meta.url))
    const made = spawnSync(oracle('python3') ?? 'python3', [maker, wheels], { encoding: 'utf8' })
    if (made.status !== 0) throw new Error(made.stderr)
    for (const seed of seeds(Math.ceil(count / changesEach))) {
      const dice = new Dice(seed)
      const base = makeLockable(dice)
      const place = join(top, String(seed))
      const put = (at: number, files: Record<string, string>, lock?: string) => {
        const project = join(place, String(at))
        mkdirSync(project, { recursive: true })
        write(project, lock === undefined ? files : { ...files, 'uv.lock': lock })
        symlinkSync(wheels, join(project, 'wheels'))
        return project
      }
      const first = put(0, filesOf(base))
      if (uv.run('/', '--project', first, 'lock').code !== 0) continue
      const lock = readFileSync(join(first, 'uv.lock'), 'utf8')
      const changed = Array.from({ length: changesEach - 1 }, (_, at) =>
        put(at + 1, filesOf(mutate(dice, base)), lock),
      )
      const projects = [first, ...changed]
      const answers = uv.runFor(projects, 'lock', '--check')
      const ours = []
      for (const project of projects) ours.push((await describe(project)).lock)
      for (const [at, { code, errors }] of (await answers).entries()) {
        const said = code === 0 ? 'fresh' : /needs to be updated/.test(errors) ? 'stale' : 'refused'
        const { inStep, reasons, undecided } = ours[at] ?? { inStep: null, reasons: [], undecided: [] }
        const why = reasons.map(({ code, message }) => `${code}: ${message}`)
        judged.push({ seed, at, uv: said, ours: inStep, said: errors, reasons: [...why, ...undecided] })
      }
      rmSync(place, { recursive: true })
    }
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
  return judged
}
