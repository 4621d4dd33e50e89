import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { LiveRepository } from '../../src/cli/lsp/live-repository.ts'
import { linesOf } from '../../src/text/source-file.ts'
import { Dice } from '../support/dice.ts'
import { findings } from '../support/run-cli.ts'
import { commit, git, scratch } from '../support/scratch.ts'

const sample = fileURLToPath(new URL('../../fixtures/repos/evio-evlib-drifted', import.meta.url))

const edited = [
  'README.md',
  'docs/windows.md',
  'pyproject.toml',
  'workspace/libs/evio-core/pyproject.toml',
  'flake.nix',
  'Makefile',
  'scripts/new.sh',
]

const lines = [
  'pip install numpy',
  'uv run --package evio-core pytest',
  'cd evio && uv sync',
  '[project]',
  'name = "evio-core"',
  '```sh',
  '```',
  '<!-- policy-check: ignore-file[uv-only] -- a reason -->',
]

/** A text with one line more, less or in another place. */
function mutated(text: string, dice: Dice): string {
  const all = text.split('\n')
  const at = dice.below(all.length)
  const kind = dice.below(4)
  if (kind < 2) all.splice(at, 0, dice.pick(lines))
  else if (kind === 2) all.splice(at, 1)
  else all.splice(dice.below(all.length), 0, ...all.splice(at, 1))
  return all.join('\n')
}

it('finds after any edits, saved or not, what a run over the same texts finds', {
  timeout: 60_000,
}, async () => {
  const [disk, copy] = [scratch(), scratch()]
  for (const directory of [disk, copy]) {
    cpSync(sample, directory, { recursive: true })
    git(directory, 'init', '-q')
    commit(directory)
  }
  const live = new LiveRepository(disk, {})
  const dice = new Dice(20)
  const texts = new Map(
    edited.map((path) => [path, path === 'scripts/new.sh' ? '' : readFileSync(join(disk, path), 'utf8')]),
  )
  for (let step = 0; step < 40; step++) {
    const path = dice.pick(edited)
    const text = mutated(texts.get(path) ?? '', dice)
    texts.set(path, text)
    live.hold(path, text)
    writeFileSync(join(copy, path), text)
    if (dice.chance(0.3)) {
      writeFileSync(join(disk, path), text)
      live.hold(path, null)
      live.forgetDisk()
    }
    const { result, discovery } = await live.current()
    const found = result.findings.map(({ path: where, rule, span }) => {
      const file = discovery.sources.find((source) => source.path === where)
      const { line, column } = file ? linesOf(file).position(span.start) : { line: 1, column: 1 }
      return `${where}:${line}:${column} ${rule}`
    })
    expect(found).toEqual(await findings(copy))
  }
})
