import { describe, expect, it } from 'vitest'
import lockInStep from '../../rules/lock-in-step.ts'
import membersDiscovered from '../../rules/members-discovered.ts'
import oneLock from '../../rules/one-lock.ts'
import shellHookSyncs from '../../rules/shell-hook-syncs.ts'
import uvOnly from '../../rules/uv-only.ts'
import type { AnyRule } from '../../src/rule/rule.ts'
import { everyRuleOn, type Files } from '../support/in-memory.ts'
import { checkFiles } from '../support/repair.ts'

const flake = `{
  outputs = { self, nixpkgs }:
    let pkgs = nixpkgs.legacyPackages.x86_64-linux; in
    { devShells.x86_64-linux.default = pkgs.mkShell { packages = [ pkgs.uv ]; }; };
}
`

const project = (name: string) => `[project]\nname = "${name}"\nversion = "2"\nrequires-python = ">=3.12"\n`

const lock = (name: string) =>
  `version = 1\nrevision = 3\nrequires-python = ">=3.11"\n\n[[package]]\nname = "${name}"\nversion = "2"\nsource = { virtual = "." }\n`

const twoProjects: Files = {
  'backend/pyproject.toml': project('backend'),
  'backend/requirements.txt': 'numpy\n',
  'backend/uv.lock': lock('backend'),
  'frontend/pyproject.toml': project('frontend'),
  'flake.nix': flake,
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  a:\n    runs-on: x\n    defaults: { run: { working-directory: backend } }\n    steps:\n      - uses: actions/checkout@v4\n      - run: pip install -r requirements.txt\n',
}

async function told(rule: AnyRule, files: Files) {
  const { findings } = await checkFiles(files, everyRuleOn([rule]), [rule])
  return findings.map(({ message, next }) => [message, next])
}

describe('advice for a project that is not the root of the repository', () => {
  it('names it, and the lock', async () => {
    expect(await told(lockInStep, twoProjects)).toEqual([
      [
        '`requires-python` is `>=3.12`, but `backend/uv.lock` was made for `>=3.11`.',
        'Run `uv lock --project backend` and commit the lock.',
      ],
    ])
    const [[, next] = []] = await told(oneLock, twoProjects)
    expect(next).toMatch(
      /^Move what it lists to `backend\/pyproject.toml`, run `uv lock --project backend` and/,
    )
  })

  it('installs all of them on entering the shell', async () => {
    expect(await told(shellHookSyncs, twoProjects)).toEqual([
      [
        'Entering the default dev shell does not run `uv sync`.',
        'Add `shellHook = "uv sync --project backend; uv sync --project frontend";` to it.',
      ],
    ])
  })

  it('sees paths from where uv finds the project', async () => {
    const [[, next] = []] = await told(uvOnly, twoProjects)
    expect(next).toContain('`uv add -r requirements.txt`')
    const atRoot = Object.fromEntries(
      Object.entries(twoProjects).map(([path, text]) => [
        path,
        text.replace(/^ *defaults.*\n/m, '').replace('-r requirements', '-r backend/requirements'),
      ]),
    )
    const [[, named] = []] = await told(uvOnly, atRoot)
    expect(named).toContain('`uv add --project backend -r backend/requirements.txt`')
  })
})

it('says nothing of the projects that a misspelt pattern means', async () => {
  const files = (members: string) => ({
    'pyproject.toml': `[tool.uv.workspace]\nmembers = ["${members}"]\n`,
    'libs/core/pyproject.toml': project('core'),
    'apps/ui/pyproject.toml': project('ui'),
  })
  expect(await told(membersDiscovered, files('{libs,apps}/*'))).toHaveLength(1)
  expect(await told(membersDiscovered, files('libs/[^a]*'))).toEqual([
    ['This project is neither a member nor excluded.', 'List it in `members`, or in `exclude`.'],
    ['uv takes the `^` of `libs/[^a]*` literally: `!` is what turns a set round.', 'Write `libs/[!a]*`.'],
  ])
})
