import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check.ts'
import { allRules } from '../../src/cli/all-rules.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { beginMark, endMark, skillBlock, wordsIn } from '../../src/settle/skill/skill-block.ts'
import { appended, findBlock, newDocument } from '../../src/settle/skill/skill-document.ts'
import { skillFacts } from '../../src/settle/skill/skill-facts.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { hostile } from '../report/hostile-report.ts'
import { discoveryOf, type Files } from '../support/in-memory.ts'

const member = (name: string, more = '') =>
  `[project]\nname = "${name}"\nversion = "1"\nrequires-python = ">=3.11"\n${more}`
const built = '\n[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
const shell = `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  outputs = { nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
    devShells.x86_64-linux.default = pkgs.mkShell {
      packages = [ pkgs.uv pkgs.python312 ];
      shellHook = ''
        uv sync --all-packages
        alias fan="uv run --package app app"
      '';
    };
  };
}
`
const kinds: Readonly<Record<string, Files>> = {
  'a workspace with a flake': {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/app/pyproject.toml': member('app', `\n[project.scripts]\napp = "app:main"\n${built}`),
    'libs/core/pyproject.toml': member('core'),
    'flake.nix': shell,
    Makefile: 'test:\n\tuv run --package app app\n.PHONY: test\n',
  },
  'a single project without a flake': {
    'pyproject.toml': member(
      'tool',
      `\n[project.scripts]\ntool = "tool:main"\ntool-admin = "tool:admin"\n${built}`,
    ),
    justfile: 'lint:\n    uv run ruff check\n_hidden:\n    true\n',
    'policy-check.toml':
      '[rules]\nuv-only = { allow = ["conda"] }\n\n[[overrides]]\nfiles = ["legacy/**"]\nrules = { uv-only = "off" }\n',
    'setup.sh': 'pip install x # policy-check: ignore[uv-only] -- the vendor | asks `for` <it>\n',
  },
  'a root project beside others': {
    'pyproject.toml': member('main', '\n[tool.poe.tasks]\nlint = "ruff check"\n_private = "x"\n'),
    'uv.lock':
      'version = 1\nrequires-python = ">=3.11"\n\n[[package]]\nname = "main"\nversion = "1"\nsource = { virtual = "." }\n',
    'docs/pyproject.toml': member('docs'),
    'tests/data/pyproject.toml': member('data'),
  },
  'several roots': {
    'api/pyproject.toml': member('api'),
    'web/pyproject.toml': member('web', '\n[project.scripts]\nnot-installed = "web:main"\n'),
  },
}

async function factsOf(files: Files) {
  const { discovery, config } = opened(files)
  const { repository } = await check(discovery, config, allRules)
  return skillFacts(repository, config, allRules)
}

function opened(files: Files) {
  const discovery = discoveryOf(files)
  const config = loadConfig((path) => discovery.sources.find((file) => file.path === path) ?? null, allRules)
  if (config instanceof UsageError) throw new Error(config.message)
  return { discovery, config }
}

describe.each(Object.entries(kinds))('%s', (name, files) => {
  it('has a block as it was read by hand', async () => {
    const block = skillBlock(await factsOf(files))
    await expect(`${block}\n`).toMatchFileSnapshot(`skill/${name.replaceAll(' ', '-')}.md`)
    expect(wordsIn(block)).toBeLessThan(400)
  })

  it.each(['AGENTS.md', '.claude/skills/working-here/SKILL.md', '.cursor/rules/working-here.mdc'])(
    'passes its own check in %s',
    async (path) => {
      const block = skillBlock(await factsOf(files))
      const about = async (more: Files) => {
        const { discovery, config } = opened({ ...files, ...more })
        const { findings, troubles } = await check(discovery, config, allRules)
        return [...findings, ...troubles].filter((one) => one.path === path)
      }
      expect(await about({ [path]: newDocument(path, block) })).toEqual([])
      const notes = newDocument(path, '# Notes')
      expect(await about({ [path]: notes + appended(notes, block) })).toEqual([])
    },
  )

  it('is the same with the document there', async () => {
    const block = skillBlock(await factsOf(files))
    expect(skillBlock(await factsOf({ ...files, 'AGENTS.md': newDocument('AGENTS.md', block) }))).toBe(block)
  })
})

it('names no command of uv where there is no uv project', async () => {
  const block = skillBlock(
    await factsOf({ 'flake.nix': shell.replaceAll(/uv (?:sync|run)[^"\n]*/g, 'true') }),
  )
  expect(block).not.toMatch(/uv (?:add|run|sync)/)
})

it('holds the text of strangers inside of its cells', async () => {
  const facts = await factsOf(kinds['a workspace with a flake'] ?? {})
  fc.assert(
    fc.property(hostile, (text) => {
      const block = skillBlock({
        ...facts,
        projects: [
          {
            directory: text,
            isWorkspace: true,
            isLocked: true,
            members: [{ name: text, directory: text, scripts: [text] }],
          },
        ],
        shell: { syncs: true, commands: [text] },
        tasks: [{ call: 'make', path: 'Makefile', names: [text] }],
        exceptions: [{ where: text, rules: ['uv-only'], reason: text }],
      })
      const written = newDocument('AGENTS.md', block)
      expect(findBlock(written)).toEqual({ kind: 'block', span: { start: 0, end: block.length } })
      expect(block.split('\n').filter((line) => line.includes('<!--'))).toEqual([beginMark, endMark])
    }),
    { numRuns: 300 },
  )
})

describe('the marks in a document', () => {
  const begin = `${beginMark}\n`
  const end = `${endMark}\n`
  it.each([
    ['none', '# x\n', 'none', undefined],
    ['one pair', `# x\n\n${begin}old\n${end}\nrest\n`, 'block', undefined],
    ['one pair with CRLF', `# x\r\n\r\n${beginMark}\r\nold\r\n${endMark}\r\n`, 'block', undefined],
    ['never closed', begin, 'broken', 'ends nowhere'],
    ['never begun', end, 'broken', 'begins nowhere'],
    ['begun twice', begin + begin + end, 'broken', 'a second time'],
    ['two blocks', begin + end + begin + end, 'broken', 'a second block'],
    ['in the middle of a line', `It starts with \`${beginMark}\`.\n`, 'none', undefined],
  ])('%s', (_, text, kind, message) => {
    const found = findBlock(text)
    expect(found.kind).toBe(kind)
    if (found.kind === 'broken') expect(found.message).toContain(message)
  })
})
