import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { flakeOf } from '../../support/flake-of.ts'
import { oracle } from '../../support/oracles.ts'
import { scratch } from '../../support/scratch.ts'
import { forms } from './forms.ts'
import { notJudged } from './not-judged.ts'
import { variants } from './variants.ts'

const nix = oracle('nix-instantiate')
const stub = fileURLToPath(new URL('../../support/stub-nixpkgs.nix', import.meta.url))

test.skipIf(!nix)(
  'every Python package that Nix finds in a shell is found here',
  { timeout: 120_000 },
  () => {
    const missed: string[] = []
    let evaluated = 0
    for (const { title, path, code } of [...forms, ...notJudged, ...variants]) {
      if (path !== 'shell.nix') continue
      const { files } = readMarks({ [path]: code })
      const directory = scratch(files)
      const args = ['--eval', '--strict', '--json', '-E', `import ${stub} (import ${join(directory, path)})`]
      const env = { ...process.env, NIX_STATE_DIR: directory, NIX_STORE_DIR: directory }
      const { status, stdout } = spawnSync(nix ?? '', args, { encoding: 'utf8', env })
      // What the stub does not have is not compared.
      if (status !== 0) continue
      evaluated++
      const names = new Set(flakeOf(files).uses.flatMap((use) => use.names))
      for (const name of JSON.parse(stdout) as string[])
        if (!names.has(name)) missed.push(`${title}: ${name}`)
      if (
        stdout.trim() === '[]' &&
        !/\bif\b|\bor\b/.test(code) &&
        [...flakeOf(files).uses].some(({ kind, inText }) => kind === 'python-package' && !inText)
      )
        missed.push(`${title}: nothing reaches it`)
    }
    // A name that nixpkgs has at the top too is taken for that where both scopes are open: see docs/facts/nix-python.md, form 4.
    expect(missed).toEqual(['4. Nested with pkgs; with python3Packages;: cmake'])
    expect(evaluated).toBeGreaterThan(30)
  },
)
