import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { git, repository, scratch, write } from '../support/scratch.ts'

/** Events as the documents of the agents show them; `$ROOT`, `$COMMAND` … are filled in. */
const recorded = (name: string) => readFileSync(new URL(`agent-events/${name}.json`, import.meta.url), 'utf8')

const files = {
  'pyproject.toml':
    '[project]\nname = "tool"\nversion = "1"\nrequires-python = ">=3.11"\ndependencies = []\n\n[dependency-groups]\ndev = ["pytest", "ruff"]\n\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\nrequires-python = ">=3.11"\n',
  'libs/core/tests/test_core.py': '',
  'CONTRIBUTING.md': '# Tool\n\nOld: `pip install numpy`.\n\n```sh\nuv run --package core pytest\n```\n',
  '.gitignore': 'build/\n',
}

async function hook(
  directory: string,
  event: string,
  fill: Readonly<Record<string, string>> = {},
  args: readonly string[] = [],
) {
  const filled = Object.entries({ ROOT: directory, ...fill }).reduce(
    (text, [name, value]) => text.replaceAll(`$${name}`, () => JSON.stringify(value).slice(1, -1)),
    recorded(event),
  )
  const { code, output, errors } = await policyCheck(directory, ['hook', ...args], { input: filled })
  return { code, errors, answer: output === '' ? null : (JSON.parse(output) as Record<string, unknown>) }
}

const silent = { code: 0, errors: '', answer: null }

describe('a command that an agent is about to run', () => {
  const run = (command: string, args: readonly string[] = []) =>
    hook(repository(files), 'claude-bash', { COMMAND: command }, args)

  it.each([
    'pip install flask',
    'bash -c "pip install flask"',
    'ls && uv pip install flask',
    'sudo -H timeout 60 pip install flask',
    'printf flask | xargs pip install',
    'FOO=1 python -m pip install flask',
    'pip install flask # policy-check: ignore[uv-only] -- I want it',
    'bash <<E\npip install flask\nE',
  ])('refuses %s', async (command) => {
    const { code, errors, answer } = await run(command)
    expect(answer).toBeNull()
    expect(errors).toMatch(
      /^policy-check: This command is refused[^\n]*\n`[^`]+` installs past uv and its lock\. \w/,
    )
    expect(code).toBe(2)
  })

  it.each([
    'git status',
    'echo "pip install flask"',
    'echo "pip install flask" >> notes.txt',
    'cat > setup.sh <<E\npip install flask\nE',
    'cat <<E\nRun pip install flask\nE',
    'git commit -m "pip install flask"',
    'rg "pip install" .',
    'uv run --package core pytest libs/core',
    'cat > new.py <<E\nprint(1)\nE\nuv run --package core python new.py',
    'uv run --package core python build/made.py',
    'uv run --package core python /elsewhere/made.py',
    'uv add --package core flask',
    // What is missing may be made by what runs before.
    'git checkout other && uv run --package core python only/there.py',
    './generate && uv run --package core python made.py',
    'uv init libs/new && uv run --package new pytest',
  ])('lets %s run', async (command) => {
    const directory = repository(files)
    write(directory, { 'build/made.py': '' })
    expect(await hook(directory, 'claude-bash', { COMMAND: command })).toEqual(silent)
  })

  it.each(['uv run --package core python gone.py', 'cd . && uv run --package kernel pytest'])(
    'refuses what cannot run: %s',
    async (command) => expect((await run(command)).code).toBe(2),
  )

  it('says what to type from the root, by its absolute path too', async () => {
    const directory = repository(files)
    const inside = await hook(directory, 'claude-bash', { COMMAND: 'cd libs/core && uv run pytest' })
    expect(inside.errors).toContain('Write `uv run --package core pytest libs/core`.')
    const command = `cd ${directory}/libs/core && uv run pytest`
    expect((await hook(directory, 'claude-bash', { COMMAND: command })).errors).toBe(inside.errors)
    const back = `cd ${directory} && uv run --package core pytest libs/core`
    expect(await hook(directory, 'claude-bash', { COMMAND: back })).toEqual(silent)
  })

  it('starts where the agent stands', async () => {
    const directory = repository(files)
    const text = recorded('claude-bash').replace('"$ROOT"', '"$ROOT/libs/core"')
    const input = text.replaceAll('$ROOT', directory).replace('$COMMAND', 'uv run pytest')
    const { code, errors } = await policyCheck(directory, ['hook'], { input })
    expect(errors).toContain('`uv run` runs in `libs/core` instead of the root.')
    expect(errors).toContain(`The root is ${directory}.`)
    expect(code).toBe(2)
  })

  it('is nothing to us outside of the folder that the agent works for', async () => {
    const directory = repository(files)
    const elsewhere = repository(files)
    const input = recorded('claude-bash').replaceAll('$ROOT', elsewhere).replace('$COMMAND', 'pip install x')
    const outcome = await policyCheck(directory, ['hook'], { input, env: { CLAUDE_PROJECT_DIR: directory } })
    expect(outcome).toEqual({ code: 0, output: '', errors: '' })
  })

  it('asks about a warning, tells the agent, or refuses it', async () => {
    const asked = await run('pytest libs/core')
    expect(asked).toMatchObject({
      code: 0,
      errors: '',
      answer: { hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision: 'ask' } },
    })
    const reason = expect.stringContaining('Write `uv run pytest libs/core`.')
    expect(asked.answer).toMatchObject({ hookSpecificOutput: { permissionDecisionReason: reason } })
    expect((await run('pytest libs/core', ['--no-ask'])).answer).toEqual({
      hookSpecificOutput: { hookEventName: 'PreToolUse', additionalContext: reason },
    })
    expect((await run('pytest libs/core', ['--fail-on', 'warning'])).code).toBe(2)
  })

  it('keeps to the configuration, which can speak of agents alone', async () => {
    const overrides = '[[overrides]]\nfiles = ["agent-command.sh"]\nrules = { uv-only = "off" }\n'
    const directory = repository({ ...files, 'policy-check.toml': overrides })
    expect(await hook(directory, 'claude-bash', { COMMAND: 'pip install flask' })).toEqual(silent)
  })
})

describe('an edit that an agent is about to write', () => {
  it('refuses a file that tells people to leave uv', async () => {
    const { code, errors } = await hook(repository(files), 'claude-write')
    expect(errors).toMatch(/^policy-check: This edit is refused[^\n]*\ndocs\/setup\.md: `pip install`/)
    expect(code).toBe(2)
  })

  it.each([
    ['# Tool', '# The tool', 0],
    ['uv run --package core pytest', 'pip install flask', 2],
    ['uv run --package core pytest', 'pip install numpy', 2],
    ['Old: `pip install numpy`.', 'New.', 0],
    // What other files have to say comes after the write.
    ['pytest', 'python scripts/later.py', 0],
    ['not in the file', 'pip install flask', 0],
  ])('of CONTRIBUTING.md from %s to %s: %i', async (before, after, code) => {
    const filled = { BEFORE: before, AFTER: after }
    expect((await hook(repository(files), 'claude-edit', filled)).code).toBe(code)
  })

  it('reads several edits one after the other', async () => {
    expect((await hook(repository(files), 'claude-multi-edit')).code).toBe(2)
  })

  it('leaves ignored and excluded files alone', async () => {
    const exclude = { 'policy-check.toml': 'exclude = ["docs"]\n' }
    expect(await hook(repository({ ...files, ...exclude }), 'claude-write')).toEqual(silent)
    expect(await hook(repository({ ...files, '.gitignore': 'docs/\n' }), 'claude-write')).toEqual(silent)
  })
})

describe('what an agent has written', () => {
  const written = () => {
    const directory = repository(files)
    write(directory, { 'docs/setup.md': '```sh\nuv run --package core python scripts/later.py\n```\n' })
    return directory
  }

  it('tells what other files lack', async () => {
    const { code, errors } = await hook(written(), 'claude-written')
    expect(errors).toContain('docs/setup.md: There is no `scripts/later.py`.')
    expect(code).toBe(2)
    expect((await hook(written(), 'codex-patched')).errors).toBe(errors)
    expect((await hook(written(), 'gemini-written')).answer).toEqual({
      hookSpecificOutput: { hookEventName: 'AfterTool', additionalContext: errors },
    })
  })

  it('sends the agent back once, and only for what it has changed', async () => {
    const directory = written()
    for (const event of ['claude-stop', 'gemini-stop']) {
      const { code, errors } = await hook(directory, event)
      expect(errors).toContain('There is no `scripts/later.py`.')
      expect(errors).not.toContain('numpy')
      expect(code).toBe(2)
    }
    const again = recorded('claude-stop').replace('false', 'true').replace('$ROOT', directory)
    expect(await policyCheck(directory, ['hook'], { input: again })).toEqual({
      code: 0,
      output: '',
      errors: '',
    })
    expect((await hook(directory, 'cursor-stop')).answer).toEqual({
      followup_message: expect.stringContaining('There is no `scripts/later.py`.'),
    })
    expect(await hook(repository(files), 'claude-stop')).toEqual(silent)
  })
})

it('sends the agent back for what a rename breaks in files that it has not touched', async () => {
  const guide = '# Tool\n\n```sh\nuv run --package core python scripts/old.py\n```\n'
  const directory = repository({ ...files, 'docs/guide.md': guide, 'scripts/old.py': 'print("a script")\n' })
  expect(await hook(directory, 'claude-stop')).toEqual(silent)
  git(directory, 'mv', 'scripts/old.py', 'scripts/new.py')
  const { code, errors } = await hook(directory, 'claude-stop')
  expect([code, errors]).toEqual([2, expect.stringContaining('docs/guide.md: There is no `scripts/old.py`.')])
  expect(errors).toContain('scripts/new.py')
})

describe('other agents', () => {
  it.each(['codex-bash', 'gemini-shell'])('answers %s by its exit code', async (event) => {
    const { code, errors } = await hook(repository(files), event, { COMMAND: 'pip install flask' })
    expect([code, errors]).toEqual([2, expect.stringContaining('installs past uv')])
  })

  it('does not ask where an agent cannot', async () => {
    const fill = { COMMAND: 'pytest libs/core' }
    const text = expect.stringContaining('Write `uv run pytest libs/core`.')
    expect((await hook(repository(files), 'codex-bash', fill)).answer).toEqual({
      hookSpecificOutput: { hookEventName: 'PreToolUse', additionalContext: text },
    })
    expect((await hook(repository(files), 'gemini-shell', fill)).answer).toEqual({ systemMessage: text })
  })

  it('answers Cursor in JSON', async () => {
    const text = expect.stringContaining('installs past uv')
    const refused = await hook(repository(files), 'cursor-shell', { COMMAND: 'pip install flask' })
    expect(refused).toEqual({
      code: 0,
      errors: '',
      answer: { permission: 'deny', user_message: text, agent_message: text },
    })
    const asked = await hook(repository(files), 'cursor-shell', { COMMAND: 'pytest libs/core' })
    expect(asked.answer).toMatchObject({ permission: 'ask' })
  })

  it('knows the folder in which Gemini runs a command', async () => {
    expect((await hook(repository(files), 'gemini-in-folder')).errors).toContain('runs in `libs/core`')
  })
})

describe('its own trouble', () => {
  it.each([
    ['', 'Standard input holds no JSON'],
    ['{"a": 1}', '`hook_event_name` is missing'],
    ['{"hook_event_name": "PreToolUse", "tool_name": "Bash", "tool_input": {"command": 7}}', ''],
    ['{"hook_event_name": "PreToolUse", "tool_name": "Bash"}', ''],
    ['{"hook_event_name": "SomethingNew", "tool_input": {"command": "pip install x"}}', ''],
  ])('lets the agent go on after %s', async (input, reason) => {
    const { code, output, errors } = await policyCheck(repository(files), ['hook'], { input })
    expect([code, output]).toEqual([0, ''])
    expect(errors).toContain(reason)
  })

  it('lets the agent go on where the configuration is wrong, or the folder is gone', async () => {
    const broken = repository({ ...files, 'policy-check.toml': 'preset = "strikt"\n' })
    const { code, errors } = await hook(broken, 'claude-bash', { COMMAND: 'pip install flask' })
    expect([code, errors]).toEqual([0, expect.stringContaining('Nothing was judged.')])
    const gone = join(scratch(), 'gone')
    mkdirSync(gone)
    rmSync(gone, { recursive: true })
    expect((await hook(gone, 'claude-bash', { COMMAND: 'pip install flask' })).code).toBe(0)
  })

  it('never ends with 2 for an option that does not exist', async () => {
    expect((await policyCheck(repository(files), ['hook', '--nope'])).code).toBe(1)
  })
})

describe('as a process', () => {
  const program = fileURLToPath(new URL('../../dist/cli.cjs', import.meta.url))
  const start = (cwd: string, event: string, command: string, env: Record<string, string> = {}) => {
    const input = recorded(event).replaceAll('$ROOT', cwd).replace('$COMMAND', command)
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'hook'], {
      cwd,
      input,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...env },
    })
    return { status, stdout, stderr }
  }

  it('refuses with 2 and a reason, and is silent otherwise, with what it has kept as without', () => {
    const directory = repository(files)
    const cache = { XDG_CACHE_HOME: scratch() }
    const refused = start(directory, 'claude-bash', 'pip install flask', cache)
    expect(refused).toEqual({ status: 2, stdout: '', stderr: expect.stringContaining('uv add') })
    expect(start(directory, 'claude-bash', 'pip install flask', cache)).toEqual(refused)
    expect(start(directory, 'claude-bash', 'git status', cache)).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    })
  })

  it('is started as the settings say, by the program of the repository', () => {
    const directory = repository(files)
    mkdirSync(join(directory, 'node_modules/.bin'), { recursive: true })
    symlinkSync(program, join(directory, 'node_modules/.bin/policy-check'))
    const { stdout } = spawnSync(process.execPath, [program, 'hook', '--print-settings', 'claude'], {
      cwd: directory,
      encoding: 'utf8',
    })
    const settings = JSON.parse(stdout) as { hooks: { PreToolUse: [{ hooks: [{ command: string }] }] } }
    const { command } = settings.hooks.PreToolUse[0].hooks[0]
    const input = recorded('claude-bash')
      .replaceAll('$ROOT', directory)
      .replace('$COMMAND', 'pip install flask')
    const env = { PATH: process.env.PATH ?? '', CLAUDE_PROJECT_DIR: directory }
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      cwd: scratch(),
      input,
      env,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([2, expect.stringContaining('installs past uv')])
  })

  it('lets the agent go on where its own directory is gone', () => {
    const command = `cd "$1" && rmdir "$1" && exec "${process.execPath}" "${program}" hook`
    const gone = join(scratch(), 'gone')
    mkdirSync(gone)
    const input = recorded('claude-bash').replaceAll('$ROOT', gone).replace('$COMMAND', 'pip install flask')
    const { status } = spawnSync('bash', ['-c', command, 'bash', gone], { input })
    expect(status).toBe(0)
  })
})

describe('--print-settings', () => {
  it.each(['claude', 'codex', 'gemini', 'cursor'])('prints those of %s', async (agent) => {
    const { code, output } = await policyCheck(scratch(), ['hook', '--print-settings', agent])
    expect(code).toBe(0)
    expect(JSON.stringify(JSON.parse(output))).toContain('policy-check hook')
  })

  it('adds to the settings that are there, once, after showing what', async () => {
    const before = '{\n    "model": "opus",\n    "hooks": { "Stop": [{ "hooks": [] }] }\n}\n'
    const directory = repository({ ...files, '.claude/settings.json': before })
    const { code, output } = await policyCheck(directory, ['init', '--agent', 'claude'])
    expect([code, output]).toEqual([
      0,
      expect.stringContaining('+                        "command": "policy-check hook"'),
    ])
    const written = readFileSync(join(directory, '.claude/settings.json'), 'utf8')
    expect(JSON.parse(written)).toMatchObject({
      model: 'opus',
      hooks: {
        PreToolUse: [{ matcher: 'Bash|Write|Edit|MultiEdit' }],
        Stop: [{ hooks: [] }, { hooks: [{ type: 'command' }] }],
      },
    })
    const again = await policyCheck(directory, ['init', '--agent', 'claude'])
    expect(again.output).toContain('already')
    expect(readFileSync(join(directory, '.claude/settings.json'), 'utf8')).toBe(written)
  })

  it('makes the folder, and is a file that the check reads without a finding', async () => {
    for (const agent of ['claude', 'codex', 'gemini', 'cursor']) {
      const directory = repository({ 'a.sh': 'ls\n' })
      expect((await policyCheck(directory, ['init', '--agent', agent])).code).toBe(0)
      const { code, output } = await policyCheck(directory, ['--format', 'concise'])
      expect([code, output]).toEqual([0, ''])
    }
  })

  it('starts the program of the repository where it has one', async () => {
    const directory = repository(files)
    write(directory, { 'node_modules/.bin/policy-check': '' })
    const { output } = await policyCheck(directory, ['hook', '--print-settings', 'claude'])
    expect(output).toContain('\\"$CLAUDE_PROJECT_DIR\\"/node_modules/.bin/policy-check hook')
  })

  it('does not touch settings that are not plain JSON', async () => {
    const directory = repository({ ...files, '.gemini/settings.json': '{ // mine\n}\n' })
    const { code, errors } = await policyCheck(directory, ['init', '--agent', 'gemini'])
    expect([code, errors]).toEqual([2, expect.stringContaining('--print-settings gemini')])
  })

  it('knows no others', async () => {
    const { errors } = await policyCheck(scratch(), ['hook', '--print-settings', 'cluade'])
    expect(errors).toContain('Did you mean `claude`?')
  })
})
