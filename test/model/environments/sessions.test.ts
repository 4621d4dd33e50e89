import { expect, it } from 'vitest'
import { Absent } from '../../../src/model/absent.ts'
import { buildRepository } from '../../../src/model/build-repository.ts'
import { describeSessions } from '../../../src/model/environments/describe-sessions.ts'
import { parse } from '../../../src/parse/parse.ts'
import { discoveryOf, type Files } from '../../support/in-memory.ts'

const project: Files = {
  'pyproject.toml': '[project]\nname = "evio"\nversion = "1"\n\n[tool.uv]\n',
}

/** The sessions of a file, as `inspect sessions` tells them. */
async function sessionsOf(path: string, text: string) {
  const { sources, tree } = discoveryOf({ ...project, [path]: text })
  const parsed = []
  for (const file of sources) parsed.push({ file, document: await parse(file) })
  const repository = buildRepository(parsed, tree)
  const sessions = repository.fact('sessions')
  const commands = repository.fact('commands')
  if (sessions instanceof Absent || commands instanceof Absent) throw new Error('there are no commands')
  return describeSessions(sessions, commands, [path])
}

const environments = (
  session: { readonly commands: readonly { readonly environment: string }[] } | undefined,
) => session?.commands.map(({ environment }) => environment)

it('knows what a job has and on which environment each of its commands acts', async () => {
  const job = (...steps: string[]) =>
    `on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n${steps.map((step) => `      - ${step}\n`).join('')}`
  const [with_] = await sessionsOf(
    '.github/workflows/a.yml',
    job(
      'uses: actions/checkout@v5',
      'uses: astral-sh/setup-uv@v7',
      'run: pip install -e .',
      'run: uv sync',
      'run: uvx ruff check',
      'run: pytest',
    ),
  )
  expect(with_).toMatchObject({ kind: 'job', provides: { uv: true, project: '.' } })
  expect(environments(with_)).toEqual(['system', 'project', 'tool', 'system'])
  expect(with_?.commands[0]).toEqual({ line: 8, program: 'pip', environment: 'system', installs: ['.'] })
  const [without] = await sessionsOf('.github/workflows/a.yml', job('run: pip install -e .'))
  expect(without?.provides).toEqual({ uv: false, project: null })
})

it('follows what a script activates, and tells a venv for a purpose from the project', async () => {
  const [script] = await sessionsOf(
    'a.sh',
    'python -m venv .venv\nsource .venv/bin/activate\npip install x\ndeactivate\npython -m venv /tmp/smoke\n/tmp/smoke/bin/pip install y\nconda activate train\npip install z\n',
  )
  expect(environments(script)).toEqual([
    'project',
    'project',
    'project',
    'unknown',
    'throwaway',
    'throwaway',
    'conda',
    'conda',
  ])
})

it('takes a stage with what it inherits', async () => {
  const [, last] = await sessionsOf(
    'Dockerfile',
    'FROM ghcr.io/astral-sh/uv:0.9.8-debian AS base\nWORKDIR /app\nCOPY . .\nRUN uv sync\nFROM base\nRUN pip install x\n',
  )
  expect(last).toMatchObject({ kind: 'stage', provides: { uv: true, project: '.' } })
})

it('keeps the terminal of a page open from fence to fence, and parts another way from the first', async () => {
  const fence = (code: string) => `\`\`\`bash\n${code}\n\`\`\`\n\n`
  const page = `# a\n\n## Setup\n\n${fence('uv sync')}Then:\n\n${fence('uv run pytest')}If you prefer pip:\n\n${fence('pip install -e .')}`
  const sessions = await sessionsOf('CONTRIBUTING.md', page)
  expect(sessions.map(({ kind, commands }) => [kind, ...commands.map(({ line }) => line)])).toEqual([
    ['terminal', 6, 12],
    ['terminal', 18],
  ])
})
