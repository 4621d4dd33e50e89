import { expect, test } from 'vitest'
import commandsExist from '../../../rules/commands-exist.ts'
import knownMembers from '../../../rules/known-members.ts'
import packageNamed from '../../../rules/package-named.ts'
import pathsExist from '../../../rules/paths-exist.ts'
import runFromRoot from '../../../rules/run-from-root.ts'
import runThroughUv from '../../../rules/run-through-uv.ts'
import { everyRuleOn, type Files } from '../../support/in-memory.ts'
import { checkFiles } from '../../support/repair.ts'

const rules = [commandsExist, knownMembers, packageNamed, pathsExist, runFromRoot, runThroughUv]

const member = (name: string, rest = '') => ({
  [`libs/${name}/pyproject.toml`]: `[project]\nname = "${name}"\nversion = "1"\n${rest}`,
  [`libs/${name}/src/${name}/__init__.py`]: '',
})
const built = '[build-system]\nrequires = ["hatchling"]\n'

const repository: Files = {
  'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
  ...member('a', `dependencies = ["ruff"]\n[project.scripts]\na-cli = "a:main"\n${built}`),
  ...member('b', built),
  ...member('plain', '[project.scripts]\nplain-cli = "plain:main"\n'),
  'libs/a/src/a/__main__.py': '',
  'libs/a/scripts/x.py': 'print(1)\n',
  'scripts/inline.py': '# /// script\n# dependencies = ["rich"]\n# ///\nimport rich\n',
  'scripts/x.py': 'print(1)\n',
}

/** What is told about a command at the root, as rule and words. */
async function told(command: string): Promise<string[]> {
  const text = `#!/bin/bash\n${command}\n`
  const { findings } = await checkFiles({ ...repository, 'run.sh': text }, everyRuleOn(rules), rules)
  return findings
    .filter(({ path }) => path === 'run.sh')
    .map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`)
}

// uv/src/commands/project/run.rs, `RunCommand::from_args`, and uv/src/lib.rs for where the search starts.
test.each<[command: string, expected: string[]]>([
  // A script with a header of its own runs without the project; its interpreter alone does not read it.
  ['uv run scripts/inline.py', []],
  ['uv run --script scripts/inline.py', []],
  ['uv run python scripts/inline.py', ['run-through-uv: uv run python scripts/inline.py']],
  // The search for the project starts where the script is, but not for `python x.py`, modules and programs.
  ['uv run libs/a/scripts/x.py', []],
  ['uv run python libs/a/scripts/x.py', ['package-named: uv run']],
  ['uv run --package a python -m a', []],
  ['uv run --package a -m a', []],
  // Neither `--package` nor `--project` changes the directory; `--directory` does.
  ['uv run --package a scripts/x.py', []],
  ['uv run --package a python scripts/gone.py', ['paths-exist: scripts/gone.py']],
  ['uv run --package a gone.py', ['paths-exist: gone.py']],
  ['uv run --project libs/a a-cli', []],
  ['uv run --project libs/a scripts/x.py', []],
  ['uv --directory libs/a run scripts/x.py', ['run-from-root: --directory libs/a']],
  // Scripts of a member are reached through it, and only where it is a package.
  ['uv run --package a a-cli --package nope', []],
  ['uv run --package b a-cli', ['commands-exist: a-cli']],
  ['uv run --package plain plain-cli', ['commands-exist: plain-cli']],
  ['uv run a-cli', ['package-named: uv run']],
  // Options end at the first word that is none.
  ['uv run --package a -- python scripts/x.py', []],
  ['uv run --package a --with rich --env-file .env python scripts/x.py', []],
  ['uv run --package=nope x', ['known-members: nope']],
  ['uv run -p 3.12 --package a python scripts/x.py', []],
  ['uv run - < scripts/x.py', []],
  ['uv run https://example.com/x.py', []],
  // `--dev` and `--script` need no member at a root without a project.
  ['uv add rich', ['package-named: uv add']],
  ['uv add --dev pytest', []],
  ['uv add --script scripts/inline.py rich', []],
  ['uv remove rich', ['package-named: uv remove']],
  ['uv sync --package a --package nope', ['known-members: nope']],
  ['uv build --package nope', ['known-members: nope']],
  ['uv export --package a', []],
  ['uv tree --package rich', []],
  ['uv init --package new', []],
])('%s', async (command, expected) => {
  expect(await told(command)).toEqual(expected)
})
