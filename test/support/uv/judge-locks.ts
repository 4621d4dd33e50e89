import { spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
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
      const ask = async (files: Record<string, string>, lock: string | null) => {
        for (const name of readdirSync(top))
          if (name !== 'wheels') rmSync(join(top, name), { recursive: true })
        write(top, files)
        if (lock !== null) writeFileSync(join(top, 'uv.lock'), lock)
        return uv.run('/', '--project', top, 'lock', ...(lock === null ? [] : ['--check']))
      }
      const first = await ask(filesOf(base), null)
      if (first.code !== 0) continue
      const lock = readFileSync(join(top, 'uv.lock'), 'utf8')
      for (let at = 0; at < changesEach; at++) {
        const changed = at === 0 ? base : mutate(dice, base)
        const { code, errors } = await ask(filesOf(changed), lock)
        const { lock: status } = await describe(top)
        const said = code === 0 ? 'fresh' : /needs to be updated/.test(errors) ? 'stale' : 'refused'
        const reasons = status.reasons.map(({ code, message }) => `${code}: ${message}`)
        judged.push({
          seed,
          at,
          uv: said,
          ours: status.inStep,
          said: errors,
          reasons: [...reasons, ...status.undecided],
        })
      }
    }
    mkdirSync(top, { recursive: true })
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
  return judged
}
