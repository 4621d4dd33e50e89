import { execFileSync } from 'node:child_process'
import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { commit, repository } from '../support/scratch.ts'

const member = (name: string, rest = '') =>
  `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.12"\n${rest}\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n`
const code = `def main():\n${Array.from({ length: 20 }, (_, at) => `    print(${at})\n`).join('')}`

/** A workspace whose module and member bore other names once. */
function renamed(): string {
  const root = repository({
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/evio/pyproject.toml': member('evio', '\n[project.scripts]\nplay = "evio.player:main"\n'),
    'libs/evio/src/evio/__init__.py': '',
    'libs/evio/src/evio/player.py': code,
    'libs/recorder/pyproject.toml': member('camera'),
    'libs/recorder/src/camera/__init__.py': '',
    'run.sh': 'uv run --package evio python -m evio.player\nuv run --package recorder pytest\n',
    '.claude/skills/Set up.md': '# Set up\n',
  })
  const move = (from: string, to: string) => {
    mkdirSync(dirname(join(root, to)), { recursive: true })
    renameSync(join(root, from), join(root, to))
  }
  move('libs/evio/src/evio/player.py', 'libs/evio/src/evio/app/show.py')
  move('libs/recorder', 'libs/camera')
  commit(root)
  return root
}

interface Found {
  readonly rule: string
  readonly message: string
  readonly next: string
}

async function found(root: string, ...args: string[]): Promise<Found[]> {
  const { output } = await policyCheck(root, ['--format', 'json', '--no-cache', ...args])
  return JSON.parse(output).findings
}

it('says what became of modules and members, and writes only what is certain', async () => {
  const root = renamed()
  const receipts = (findings: Found[]) =>
    findings.flatMap(({ rule, message }) => (message.includes('was renamed') ? [rule] : [])).sort()
  expect(receipts(await found(root))).toEqual(['commands-exist', 'entry-points-exist', 'known-members'])
  expect(receipts(await found(root, '--fix'))).toEqual(['known-members'])
})

it('tells a flat skill the command that moves it', async () => {
  const root = renamed()
  const flat = (findings: Found[]) => findings.find(({ rule }) => rule === 'skill-front-matter')
  const command = /`(mkdir [^`]+)`/.exec(flat(await found(root))?.next ?? '')?.[1] ?? ''
  execFileSync('sh', ['-c', command], { cwd: root })
  const moved = flat(await found(root))
  expect(moved).toMatchObject({ path: '.claude/skills/set-up/SKILL.md' })
  expect(moved?.next).not.toContain('git mv')
})
