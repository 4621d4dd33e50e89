import fc from 'fast-check'
import { expect, it } from 'vitest'
import { steps } from '../support/replay-changes.ts'
import { ChangingRepository } from '../support/replay-steps.ts'

it('prints what a whole run prints, after every change, in two forms', { timeout: 600_000 }, () => {
  const repository = new ChangingRepository()
  for (const [what, change] of steps) {
    change(repository)
    for (const args of [['--format', 'json'], []]) {
      const whole = repository.run(args, false)
      expect(repository.run(args), `${what}, recorded`).toEqual(whole)
      expect(repository.run(args), `${what}, replayed`).toEqual(whole)
    }
  }
})

const paths = [
  'a.sh',
  'docs/setup.md',
  'docs/a/b.md',
  'evio/pyproject.toml',
  'flake.nix',
  '.gitignore',
  'new/pyproject.toml',
  'policy-check.toml',
]
const texts = [
  'pip install x\n',
  'pip install y\n',
  '```sh\npip install x\n```\n',
  '[project]\nname = "x"\nversion = "1"\n',
  '*.md\n',
  '',
]

const change = fc.oneof(
  fc.tuple(fc.constant('write'), fc.constantFrom(...paths), fc.constantFrom(...texts)),
  fc.tuple(fc.constant('remove'), fc.constantFrom(...paths)),
  fc.tuple(fc.constant('unseen'), fc.constantFrom(...paths)),
  fc.tuple(fc.constantFrom('stage', 'unstage', 'stash', 'pop', 'branch')),
)

it('prints what a whole run prints, whatever is done in whichever order', { timeout: 900_000 }, () => {
  const random = fc.sample(change, { numRuns: Number(process.env.POLICY_CHECK_STEPS ?? 40), seed: 17 })
  const repository = new ChangingRepository()
  for (const [index, [kind, path = '', text = '']] of random.entries()) {
    repository.attempt(kind, path, text)
    const whole = repository.run(['--format', 'json'], false)
    expect(repository.run(['--format', 'json']), `step ${index}, ${kind} ${path}, recorded`).toEqual(whole)
    expect(repository.run(['--format', 'json']), `step ${index}, ${kind} ${path}, replayed`).toEqual(whole)
  }
})
