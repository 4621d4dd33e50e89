import { spawnSync } from 'node:child_process'
import { DockerfileParser } from 'dockerfile-ast'
import { expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { Dice, seeds } from '../support/dice.ts'
import type { Files } from '../support/in-memory.ts'
import { oracle } from '../support/oracles.ts'
import { type Compared, misread, probedRepository, type Run } from '../support/probes.ts'
import { ground, makeDockerfile, makeMakefile, makeShell, makeWorkflow, Names } from './made-code.ts'

/** Compares made files with what happens when they are run; the share of what is not known here stays small. */
async function judge(
  count: number,
  make: (dice: Dice, names: Names) => { path: string; text: string; run: (files: Files) => readonly Run[] },
): Promise<void> {
  const compared: Compared = { runs: 0, unknownDirectories: 0, unknownWords: 0 }
  const differing: string[] = []
  for (const seed of seeds(count)) {
    const { path, text, run } = make(new Dice(seed), new Names())
    const files = { ...ground, [path]: text }
    const found = await misread(files, run(files), compared)
    if (found.length > 0) differing.push(`${seed}\n${text}\n${found.join('\n')}`)
  }
  console.log(compared)
  expect(differing).toEqual([])
  expect(compared.runs).toBeGreaterThan(count)
  expect(compared.unknownDirectories * 5).toBeLessThan(compared.runs)
  expect(compared.unknownWords * 5).toBeLessThan(compared.runs)
}

test.skipIf(!oracle('bash'))(
  'bash runs what is read in a script, in the directory and with the words',
  { timeout: 180_000 },
  () =>
    judge(40, (dice, names) => {
      const text = `#!/bin/bash\n${makeShell(dice, names)}\n`
      // What bash does not even parse would prove nothing.
      expect(spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' }).stderr).toBe('')
      return { path: 'run.sh', text, run: (files) => probedRepository(files).run('bash', ['run.sh']) }
    }),
)

test.skipIf(!oracle('make'))('make runs what is read in a Makefile', { timeout: 180_000 }, () =>
  judge(25, (dice, names) => {
    const { text, targets } = makeMakefile(dice, names)
    return { path: 'Makefile', text, run: (files) => probedRepository(files).run('make', ['-s', ...targets]) }
  }),
)

test.skipIf(!oracle('bash'))(
  'the steps that a parser of YAML finds run what is read in a workflow',
  { timeout: 180_000 },
  () =>
    judge(20, (dice, names) => {
      const text = makeWorkflow(dice, names)
      return {
        path: '.github/workflows/ci.yml',
        text,
        run: (files) => {
          const repository = probedRepository(files)
          return stepsOf(text).flatMap(({ run, directory }) =>
            repository.run('bash', ['-e', '-c', run], directory),
          )
        },
      }
    }),
)

test.skipIf(!oracle('bash'))(
  'the instructions that a parser of Dockerfiles finds run what is read in one',
  { timeout: 180_000 },
  () =>
    judge(20, (dice, names) => {
      const text = makeDockerfile(dice, names)
      return {
        path: 'Dockerfile',
        text,
        run: (files) => {
          const repository = probedRepository(files)
          return runsOf(text).flatMap(({ words, directory }) => {
            const [program = '', ...rest] = words
            return repository.run(program, rest, directory)
          })
        },
      }
    }),
)

interface Settings {
  readonly defaults?: { readonly run?: { readonly 'working-directory'?: string } }
}

interface Workflow extends Settings {
  readonly jobs: Readonly<
    Record<
      string,
      Settings & {
        readonly steps: readonly { readonly run?: string; readonly 'working-directory'?: string }[]
      }
    >
  >
}

/** The code of each step with its directory: its own, else that of its job, else that of the workflow. */
function stepsOf(text: string): { run: string; directory: string }[] {
  const workflow = parseYaml(text) as Workflow
  return Object.values(workflow.jobs).flatMap((job) =>
    job.steps.flatMap((step) => {
      const directory =
        step['working-directory'] ??
        job.defaults?.run?.['working-directory'] ??
        workflow.defaults?.run?.['working-directory'] ??
        '.'
      return step.run === undefined ? [] : [{ run: step.run, directory }]
    }),
  )
}

/** What each `RUN` starts, in the directory that `WORKDIR` says, with `/app` as the root of the repository. */
function runsOf(text: string): { words: readonly string[]; directory: string }[] {
  let at = '/app'
  return DockerfileParser.parse(text)
    .getInstructions()
    .flatMap((instruction) => {
      const keyword = instruction.getKeyword()
      const content = instruction.getArgumentsContent() ?? ''
      if (keyword === 'WORKDIR') at = content.startsWith('/') ? content : `${at}/${content}`
      if (keyword !== 'RUN') return []
      const directory = at.slice('/app'.length).replace(/^\//, '') || '.'
      if (content.startsWith('[')) return [{ words: JSON.parse(content) as string[], directory }]
      const code = content.replace(/^(?:--\S+\s+(?:\\\n\s*)?)+/, '')
      const [, heredoc] = /^<<EOT\n([\s\S]*)\nEOT$/.exec(code) ?? []
      // Comment lines between joined lines belong to no command.
      const joined = heredoc ?? code.replace(/\\\n(?:#.*\n)*/g, '')
      return [{ words: ['sh', '-c', `A=1; ${joined}`], directory }]
    })
}
