import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMarks } from '../../../src/rule/example.ts'
import { interpreterName } from '../../../src/tables/nixpkgs-names.ts'
import { readFiles } from '../../support/cases.ts'
import { Dice, seeds } from '../../support/dice.ts'
import { flakeOf } from '../../support/flake-of.ts'
import type { Files } from '../../support/in-memory.ts'
import { stage } from '../../support/nix/stage.ts'
import { oracle } from '../../support/oracles.ts'
import { readRules } from '../../support/rule-files.ts'
import { behindConditions, makeFlake } from './made-flakes.ts'

const nix = oracle('nix-instantiate')

/** Flakes that Nix cannot evaluate over the stand-ins, each with the reason. */
const beyond: Readonly<Record<string, string>> = {
  'flake-lock-in-step: an input changed, one added, one removed': 'its input is not there',
  'flake-lock-in-step: flakes below the root that have a lock, and those of partitions':
    'its module is not there',
  'flake-provides-tools: packages that are not known may be anything': 'its input is not known here either',
  'one-flake: templates and inputs of the flake at the root': 'its input is not known here either',
  'one-flake: the inputs of a partition of flake-parts': 'its module is not there',
}

/** What a flake comes to: names that reach each shell, marks in its hook, and the outputs by kind. */
interface Meaning {
  readonly shells: Readonly<Record<string, { readonly names: readonly string[]; readonly hook: string }>>
  readonly outputs: Readonly<Record<string, readonly string[]>>
}

test.skipIf(!nix)('flakes mean here what they mean to Nix', { timeout: 240_000 }, () => {
  const made = seeds(300).map((seed) => ({ seed, files: makeFlake(new Dice(seed)) }))
  const meanings = evaluate(made.map(({ files }) => files))
  const differing: string[] = []
  const counted = { shells: 0, unknown: 0, hooks: 0, unknownHooks: 0, outputs: 0, unknownOutputs: 0 }
  for (const [at, { seed, files }] of made.entries()) {
    const meaning = meanings[at]
    if (!meaning) throw new Error(`seed ${seed}\n${files['flake.nix']}`)
    differing.push(
      ...compare(files, meaning, counted).map((what) => `${seed}: ${what}\n${files['flake.nix']}`),
    )
  }
  console.log(counted)
  expect(differing).toEqual([])
  // What is not understood is never wrong, but it must stay the exception.
  expect(counted.unknown * 20).toBeLessThan(counted.shells)
  expect(counted.unknownHooks * 20).toBeLessThan(counted.hooks)
  expect(counted.unknownOutputs * 20).toBeLessThan(counted.outputs)
})

test.skipIf(!nix)(
  'so do the flakes of the fixtures and of the rules’ examples',
  { timeout: 240_000 },
  async () => {
    const found = new Map<string, Files>()
    for (const [name, files] of [...fixtures(), ...(await examples())])
      if ('flake.nix' in files && !found.has(files['flake.nix'] ?? ''))
        found.set(files['flake.nix'] ?? '', { ...files, name })
    const differing: string[] = []
    const all = [...found.values()].filter(({ name = '' }) => !(name in beyond))
    const meanings = evaluate(all.map(({ name, ...files }) => files))
    for (const [at, { name = '', ...files }] of all.entries()) {
      const meaning = meanings[at]
      if (!meaning) differing.push(`${name}: Nix refuses it`)
      else differing.push(...compare(files, meaning, none()).map((what) => `${name}: ${what}`))
    }
    expect(differing).toEqual([])
  },
)

function none(): Counted {
  return { shells: 0, unknown: 0, hooks: 0, unknownHooks: 0, outputs: 0, unknownOutputs: 0 }
}

/** Every fixture with a flake, the files of its folder. */
function fixtures(): [string, Files][] {
  const top = new URL('../../../fixtures/', import.meta.url)
  const paths = readdirSync(top, { recursive: true, encoding: 'utf8' })
  return paths.flatMap((path): [string, Files][] => {
    if (!/(?:^|\/)flake\.nix$/.test(path)) return []
    const folder = new URL(path.slice(0, -'flake.nix'.length), top)
    return [[path, readFiles(folder)]]
  })
}

async function examples(): Promise<[string, Files][]> {
  const rules = await readRules()
  return rules.flatMap(([, { id, examples }]) =>
    examples.map(({ title, given, wrong, right }): [string, Files] => {
      const { files } = readMarks({ ...given, ...(wrong ?? right) })
      return [`${id}: ${title ?? ''}`, files]
    }),
  )
}

/** All flakes in one run of Nix; one that Nix refuses is undefined. */
function evaluate(all: readonly Files[]): readonly (Meaning | undefined)[] {
  const { directories, run } = stage(nix ?? '', all)
  const calls = directories.map(
    (directory) => `(import (support + "/evaluate-flake.nix") packages ${directory}/flake.nix)`,
  )
  const whole = run(`[ ${calls.join(' ')} ]`)
  if (whole.status === 0) return JSON.parse(whole.stdout) as Meaning[]
  return calls.map((call) => {
    const one = run(call)
    return one.status === 0 ? (JSON.parse(one.stdout) as Meaning) : undefined
  })
}

/** Interpreters go by several names, such as that of their set. */
function asInterpreter(name: string): string {
  return interpreterName.test(name) ? 'python' : name
}

type Counted = Record<'shells' | 'unknown' | 'hooks' | 'unknownHooks' | 'outputs' | 'unknownOutputs', number>

const kinds = {
  package: 'packages',
  app: 'apps',
  check: 'checks',
  overlay: 'overlays',
  formatter: 'formatter',
}

function compare(files: Files, { shells, outputs }: Meaning, counted: Counted): string[] {
  const flake = flakeOf(files)
  const found: string[] = []
  const differ = (what: string, theirs: readonly string[], ours: readonly string[], isKnown: boolean) => {
    const missed = isKnown ? theirs.filter((name) => !ours.includes(name)) : []
    const invented = ours.filter((name) => !theirs.includes(name) && !behindConditions.includes(name))
    if (missed.length + invented.length > 0) found.push(`${what}: missed [${missed}], invented [${invented}]`)
  }
  const own = flake.shells.filter(({ isRoot }) => isRoot)
  differ(
    'shells',
    Object.keys(shells),
    own.map(({ name }) => name),
    flake.shellsKnown,
  )
  for (const { name, packages, complete, hooks, hooksKnown, started, programs } of own) {
    counted.shells++
    counted.hooks++
    if (!complete) counted.unknown++
    if (!hooksKnown) counted.unknownHooks++
    const named = packages.flatMap((one) => one.name.split(' ').filter(Boolean))
    const names = [...named, ...programs.map((program) => program.name)].map(asInterpreter)
    differ(`packages of ${name}`, (shells[name]?.names ?? []).map(asInterpreter), names, complete)
    const marks = (text: string) => [...text.matchAll(/mark-\d+/g)].map(([mark]) => mark)
    const strings = [...hooks.map(({ path, string }) => ({ path, span: string })), ...started.strings]
    const written = strings.flatMap(({ path, span }) =>
      marks((files[path] ?? '').slice(span.start, span.end)),
    )
    const read = started.files.flatMap((path) => marks(files[path] ?? ''))
    differ(`hook of ${name}`, marks(shells[name]?.hook ?? ''), [...written, ...read], hooksKnown)
  }
  for (const [kind, key] of Object.entries(kinds)) {
    counted.outputs++
    if (!flake.outputsKnown) counted.unknownOutputs++
    const ours = flake.outputs.filter((output) => output.kind === kind).map(({ name }) => name)
    differ(key, [...new Set(outputs[key])], [...new Set(ours)], flake.outputsKnown)
  }
  return found
}
