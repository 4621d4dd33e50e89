import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { makeFlake } from '../../model/flake/made-flakes.ts'
import { Dice, seeds } from '../../support/dice.ts'
import { oracle } from '../../support/oracles.ts'
import { parseNix } from '../../support/parse-whole.ts'
import { readRules } from '../../support/rule-files.ts'
import { scratch, write } from '../../support/scratch.ts'

const nix = oracle('nix-instantiate')

test.skipIf(!nix)(
  'Nix parses what is called well-formed and refuses what is called broken',
  { timeout: 240_000 },
  async () => {
    const texts = [...new Set([...(await shown()), ...seeds(60).map((seed) => damaged(seed))])]
    const files = Object.fromEntries(texts.map((text, at) => [`${at}.nix`, text]))
    const top = scratch()
    write(top, files)
    const parses = (names: readonly string[]) =>
      spawnSync(nix ?? '', ['--parse', ...names.map((name) => join(top, name))], {
        env: { ...process.env, NIX_STATE_DIR: top, NIX_STORE_DIR: top },
      }).status === 0
    const names = Object.keys(files)
    const broken = names.filter((name) => parseNix(files[name] ?? '').troubles.length > 0)
    const well = names.filter((name) => !broken.includes(name))
    // One run for all, and only where it fails one for each.
    const refused = parses(well) ? [] : well.filter((name) => !parses([name]))
    const accepted = broken.filter((name) => parses([name]))
    expect(refused.map((name) => files[name])).toEqual([])
    expect(accepted.map((name) => files[name])).toEqual([])
    expect(broken.length).toBeGreaterThan(30)
    expect(well.length).toBeGreaterThan(50)
  },
)

/** Every Nix file of the fixtures and of the rules' examples. */
async function shown(): Promise<string[]> {
  const top = new URL('../../../fixtures/', import.meta.url)
  const paths = readdirSync(top, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.nix'),
  )
  const rules = await readRules()
  const examples = rules.flatMap(([, rule]) =>
    rule.examples.flatMap(({ given, wrong, right }) =>
      [
        { ...given, ...wrong },
        { ...given, ...right },
      ].flatMap((files) =>
        Object.entries(readMarks(files).files).flatMap(([path, text]) =>
          path.endsWith('.nix') ? [text] : [],
        ),
      ),
    ),
  )
  return [...paths.map((path) => readFileSync(new URL(path, top), 'utf8')), ...examples]
}

/** A made flake with a few characters taken out, doubled or put in. */
function damaged(seed: number): string {
  const dice = new Dice(seed)
  const text = makeFlake(dice)['flake.nix'] ?? ''
  const at = dice.below(text.length)
  const put = dice.pick(['', ';', '}', '{', ']', '"', "''", '(', ' in ', '=', ',', ':', '${', '...'])
  return text.slice(0, at) + put + text.slice(at + dice.below(4))
}
