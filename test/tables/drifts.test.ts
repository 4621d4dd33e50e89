import { describe, expect, test } from 'vitest'
import allRules from '../../rules/index.ts'
import { check } from '../../src/check.ts'
import { fenceKind } from '../../src/parse/hosts/markdown/shell-fences.ts'
import { concernsNix, concernsShell } from '../../src/parse/relevance.ts'
import { homeOf } from '../../src/tables/distributions.ts'
import { managers } from '../../src/tables/managers.ts'
import { managerPatterns, toolNames } from '../../src/tables/program-names.ts'
import { posixShells, shellNames } from '../../src/tables/shells.ts'
import { discoveryOf, everyRuleOn } from '../support/in-memory.ts'

const workspace = {
  'pyproject.toml':
    '[project]\nname = "evio"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["litestar", "streamlit", "pytest"]\n',
}

/** The findings of one rule in one file, as the words that they mark and what they say to do. */
async function found(rule: string, path: string, text: string): Promise<string[]> {
  const files = { ...workspace, [path]: text }
  const { findings } = await check(discoveryOf(files), everyRuleOn(allRules), allRules)
  return findings
    .filter((finding) => finding.rule === rule && finding.path === path)
    .map(({ span, next }) => `${text.slice(span.start, span.end)} → ${next}`)
}

describe('what one list knew and another did not', () => {
  test.each([...shellNames])(
    'code that %s reads from a word is code, in a script and in an image',
    async (shell) => {
      for (const program of posixShells.has(shell) ? [shell, `/bin/${shell}`] : [shell]) {
        const command = `${program} -c "pip install flask"`
        expect(await found('uv-only', 'a.sh', `${command}\n`)).toHaveLength(1)
        expect(await found('uv-only', 'Dockerfile', `FROM x\nRUN ${command}\n`)).toHaveLength(1)
      }
    },
  )

  test('a tool in a Nix file is found whatever stands beside it', async () => {
    const alone = await found('run-through-uv', 'nix/a.nix', "{ x = writeScript \"x\" ''litestar run''; }\n")
    expect(alone).toHaveLength(1)
    const text = "{ x = writeScript \"x\" ''\n  litestar run\n  pytest -q\n''; }\n"
    expect(await found('run-through-uv', 'nix/b.nix', text)).toHaveLength(2)
  })

  test.each(['debugpy', 'autopep8', 'jupyterlab', 'notebook', 'pyupgrade', 'pytest-mock', 'types-toml'])(
    '%s serves development, in a command and in a flake alike',
    async (name) => {
      const [install] = await found('uv-only', 'a.sh', `pip install ${name}\n`)
      expect(install).toContain(`uv add --dev ${name}`)
      const flake = `{ inputs.nixpkgs.url = "github:NixOS/nixpkgs"; outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = [ (pkgs.python3.withPackages (ps: [ ps.${name} ])) ]; }; }; }\n`
      const [use] = await found('no-python-packages-in-nix', 'flake.nix', flake)
      expect(use).toContain('uv add --dev ')
    },
  )

  test.each([
    'pixi add numpy',
    'pip3.11 install numpy',
    'easy_install numpy',
    'poetry add numpy',
    'hatch env create',
  ])('a script that shows `%s` is found out', async (command) => {
    expect(await found('uv-only', 'a.sh', `echo "Run: ${command}"\n`)).toHaveLength(1)
  })

  test.each([
    'echo "easy_install is deprecated"',
    'echo "poetry version is too old"',
    'echo "pip cache is broken"',
  ])('%s shows no command', async (line) => {
    expect(await found('uv-only', 'a.sh', `${line}\n`)).toEqual([])
  })

  test.each([
    ['uv-only', 'pixi add numpy'],
    ['run-through-uv', 'streamlit run app.py'],
  ])('a fence without a tag holds shell code: %s in `%s`', async (rule, command) => {
    expect(await found(rule, 'CONTRIBUTING.md', `# Work\n\n\`\`\`\n${command}\n\`\`\`\n`)).toHaveLength(1)
  })
})

describe('every name of a table is known everywhere', () => {
  const called = [...managerPatterns.keys()]

  test.each([...called, ...toolNames])('%s', (name) => {
    expect(concernsNix({ path: 'a.nix', text: `{ x = ''${name} x''; }` })).toBe(true)
    expect(concernsShell(`${name} x`)).toBe(true)
    expect(fenceKind('', [`${name} --x`])).toBe('shell')
  })

  test.each(called)('%s with one of its verbs is found where it is shown', async (name) => {
    const { verbs, bare } = managers[name] ?? { verbs: {} }
    const verb = verbs.install ?? verbs['tool-install'] ?? ''
    if (!bare && verb === '') return
    const command = [name, verb.split(' ')[0], 'numpy'].filter(Boolean).join(' ')
    expect(await found('uv-only', 'a.sh', `echo "Run: ${command}"\n`)).toHaveLength(1)
  })

  test('nothing is known of a library', () => {
    expect(homeOf('numpy')).toBeNull()
    expect(homeOf('mypy-extensions')).toBeNull()
    expect(homeOf('flask')).toBe('project')
  })
})
