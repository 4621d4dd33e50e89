import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Dice, seeds } from '../../support/dice.ts'
import { type Difference, judgeWorkspace } from '../../support/uv/judge-workspace.ts'
import type { Uv } from '../../support/uv/run-uv.ts'
import { makeTree, writeTree } from '../../support/uv/trees.ts'

/** Where uv and this program differ in so many trees, each seen from one of its directories, and how many uv refused. */
export async function judgeTrees(
  uv: Uv,
  count: number,
): Promise<{ differences: readonly (Difference & { seed: number; from: string })[]; refused: number }> {
  const differences: (Difference & { seed: number; from: string })[] = []
  let refused = 0
  for (const seed of seeds(count)) {
    const dice = new Dice(seed)
    const tree = makeTree(dice)
    const manifests = Object.keys(tree.files).filter((path) => path.endsWith('/pyproject.toml'))
    const from = dice.chance(0.5) ? '.' : join(dice.pick(['pyproject.toml', ...manifests]), '..')
    const top = realpathSync(mkdtempSync(join(tmpdir(), 'policy-check-tree-')))
    try {
      writeTree(top, tree)
      const verdict = await judgeWorkspace(uv, top, from)
      if (verdict.refused) refused++
      differences.push(...verdict.differences.map((difference) => ({ seed, from, ...difference })))
    } finally {
      rmSync(top, { recursive: true })
    }
  }
  return { differences, refused }
}
