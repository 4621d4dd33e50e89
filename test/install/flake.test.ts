import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { cloneOfThisTree, top } from '../support/clone.ts'
import { oracle } from '../support/oracles.ts'
import { scratch } from '../support/scratch.ts'

/** The flake of this tree, evaluated by a real Nix over the stand-in for nixpkgs. */
it.skipIf(!oracle('nix-instantiate'))(
  'has a package, an app, an overlay, a shell and a check',
  () => {
    const clone = cloneOfThisTree(scratch())
    const name = `policy-check-${packageJson.version}`
    const wanted = {
      'packages.x86_64-linux.default.name': name,
      'packages.aarch64-darwin.policy-check.meta.mainProgram': 'policy-check',
      'apps.aarch64-linux.default.program': `/nix/store/${name}/bin/policy-check`,
      'devShells.x86_64-linux.default.name': 'shell',
    }
    for (const [output, value] of Object.entries(wanted))
      expect([output, evaluated(clone, output)]).toEqual([output, value])
    expect(evaluated(clone, 'checks.x86_64-linux.policies.text')).toMatch(
      /^cd \/nix\/store\/.*\npolicy-check --no-cache\ntouch \$out\n$/,
    )
    expect(evaluated(clone, 'packages.x86_64-linux.default.buildPhase')).toContain('node scripts/build.mjs')

    mkdirSync(join(clone, 'dist'))
    writeFileSync(join(clone, 'dist/cli.cjs'), '')
    expect(evaluated(clone, 'packages.x86_64-linux.default.buildPhase')).toBe('')
  },
  60_000,
)

function evaluated(flake: string, output: string): unknown {
  const { status, stdout, stderr } = spawnSync(
    'nix',
    [
      ...['--extra-experimental-features', 'nix-command flakes', 'eval', '--offline', '--no-write-lock-file'],
      ...['--override-input', 'nixpkgs', `path:${join(top, 'test/support/nix/nixpkgs')}`],
      ...['--json', `path:${flake}#${output}`],
    ],
    { encoding: 'utf8' },
  )
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout)
}
