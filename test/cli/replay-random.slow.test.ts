import { expect, it } from 'vitest'
import { Dice } from '../support/dice.ts'
import { ChangingRepository } from '../support/replay-steps.ts'

const count = Number(process.env.POLICY_CHECK_REPLAY_STEPS ?? 2000)

const paths = [
  ...['a.sh', 'bin/setup', 'docs/setup.md', 'docs/a/b.md', 'evio/pyproject.toml', 'flake.nix', '.gitignore'],
  ...['new/pyproject.toml', 'policy-check.toml', 'evio/scripts/play_dat.py', 'evio/scripts/new.py'],
]
const texts = [
  ...['pip install x\n', 'pip install y\n', '```sh\npip install x\n```\n', '*.md\n', '', 'print(1)\n'],
  ...['[project]\nname = "x"\nversion = "1"\n', '# /// script\n# dependencies = ["evio"]\n# ///\n'],
  ...['#!/bin/sh\npip install z\n', '[rules]\nuv-only = "note"\n'],
]
const ofFiles = ['write', 'append', 'append', 'remove', 'unseen', 'touch', 'touch', 'link']
const ofGit = ['stage', 'stage', 'unstage', 'commit', 'commit', 'stash', 'pop', 'branch', 'back']
const hour = 60 * 60 * 1000

it('tells after each change what a whole run says, or nothing', { timeout: 1_800_000 }, async () => {
  const dice = new Dice(17)
  let replayed = 0
  for (let step = 0, repository = new ChangingRepository(); step < count; step++) {
    if (step % 200 === 199) repository = new ChangingRepository()
    const kind = dice.pick(dice.chance(0.6) ? ofFiles : [...ofGit, 'rename'])
    const [path, text] = [dice.pick(paths), dice.pick(kind === 'rename' || kind === 'link' ? paths : texts)]
    repository.attempt(kind, path, text)
    // For a run in an hour all stamps are old enough to be believed.
    const now = Date.now() + (dice.chance(0.5) ? hour : 0)
    const { earlier, whole } = await repository.observe(['--format', 'json'], now)
    if (earlier) expect(earlier, `step ${step}: ${kind} ${path}`).toEqual(whole)
    if (earlier) replayed++
  }
  expect(replayed).toBeGreaterThan(count / 5)
})
