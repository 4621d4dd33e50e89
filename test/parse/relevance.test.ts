import { expect, test } from 'vitest'
import allRules from '../../rules/index.ts'
import { check } from '../../src/check.ts'
import { leavesOut, parse } from '../../src/parse/parse.ts'
import { concernsShell } from '../../src/parse/relevance.ts'
import { discoveryOf, everyRuleOn } from '../support/in-memory.ts'

const path = 'modules/a.nix'
const relevant = { names: [] }

test('a Nix file that names nothing of interest is left unread', async () => {
  const text = "{ lib, ... }: { script = ''make all''; }"
  const left = await parse({ path, text }, { relevant })
  expect(left).toMatchObject({ scripts: [], troubles: [], unread: true })
  expect(left.nix).toBeUndefined()
  expect((await parse({ path, text })).nix?.kind).toBe('lambda')
  expect(leavesOut({ path, text }, left, ['make'])).toBe(true)
  expect(leavesOut({ path, text }, left, ['makes'])).toBe(false)
})

test('the package or module of a shell is no script', async () => {
  const text = '{ pkgs, ... }: { programs.zsh.enable = true; x = "${pkgs.bash}/bin/bash -c true"; }'
  expect(await parse({ path, text }, { relevant })).toMatchObject({ unread: true })
})

test('nobody is told of a syntax error in a Nix module that concerns no rule', async () => {
  expect((await parse({ path, text: '{ x = ; }' }, { relevant })).troubles).toEqual([])
  expect((await parse({ path: 'flake.nix', text: '{ x = ; }' }, { relevant })).troubles).toHaveLength(1)
})

test.each([
  ['a flake', 'flake.nix', '{ outputs = _: { }; }'],
  ['Python', path, '{ x = "pypy"; }'],
  ['a manager', path, "{ script = ''pip install x''; }"],
  ['a tool', path, "{ script = ''(cd lib && pytest)''; }"],
  ['a script', path, "{ script = ''./tools/make.sh''; }"],
  ['a script of another shell', path, '{ x = builtins.readFile ./tools/hook.zsh; }'],
  ['a dev shell', path, '{ pkgs }: pkgs.mkShell { }'],
  ['a directive', path, '# policy-check: ignore[uv-only] -- no\n{ }'],
])('%s is read as ever', async (_, path, text) => {
  expect(await parse({ path, text }, { relevant })).toEqual(await parse({ path, text }))
})

test('of a document, only the code that concerns a rule is read, and the rest is kept to be asked again', async () => {
  const text = '```bash\nnpm ci\n```\n\n```bash\nuv sync\n```\n\n```bash\nrun-demo-fn x\n```\n'
  const read = async (names: readonly string[]) =>
    (await parse({ path: 'a.md', text }, { relevant: { names } })).scripts.flatMap(({ span, unread }) =>
      unread === undefined ? [text.slice(span.start, span.end).trim()] : [],
    )
  expect(await read([])).toEqual(['uv sync'])
  expect(await read(['run-demo-fan'])).toEqual(['uv sync', 'run-demo-fn x'])
  const left = await parse({ path: 'a.md', text }, { relevant })
  expect(left.scripts.map(({ unread }) => unread?.trim())).toEqual(['npm ci', undefined, 'run-demo-fn x'])
  expect(leavesOut({ path: 'a.md', text }, left, ['run-demo-fan'])).toBe(true)
  expect(leavesOut({ path: 'a.md', text }, left, ['walk-demo', 'np'])).toBe(false)
})

test.each([
  ...[
    'cd lib',
    'source x',
    '. ./env',
    'a && . env',
    'alias a=b',
    'mkdir -p a',
    'git clone x',
    'make all',
    'nix run',
  ],
  ...[
    'bash tools/x',
    'tools/x.py',
    './x',
    'UV_PYTHON=3 x',
    'PATH=$PWD x',
    'pip3.11 install x',
    'just a',
    'npx pyright',
  ],
])('%j concerns rules', (code) => expect(concernsShell(code)).toBe(true))

test.each(['npm ci', 'git status', 'echo hello', 'cargo build --release', 'gh pr list', 'docker compose up'])(
  '%j concerns no rule',
  (code) => expect(concernsShell(code)).toBe(false),
)

test('an expression of the host counts as the code that it stands for', async () => {
  const text = 'P = pip\n\na:\n\t$(P) install x\n'
  const { scripts } = await parse({ path: 'Makefile', text }, { relevant })
  expect(scripts).toHaveLength(1)
})

// A line that says nothing of interest may not decide whether another is found.
test.each([
  ['a.sh', 'pip install x\n', 'npm ci\n'],
  ['a.md', '```bash\nrun-demo-fn\n```\n', '```bash\nuv sync\n```\n'],
])('in %s, the findings of %j do not depend on %j', async (path, text, other) => {
  const given = {
    'pyproject.toml': '[tool.uv.workspace]\nmembers = []\n[project]\nname = "a"\nversion = "1"\n',
    'flake.nix':
      '{ outputs = { nixpkgs, ... }: { a = nixpkgs.writeShellScriptBin "run-demo-fan" "true"; }; }',
  }
  const found = async (text: string) => {
    const { findings } = await check(discoveryOf({ ...given, [path]: text }), everyRuleOn(allRules), allRules)
    return findings.filter((finding) => finding.path === path).map(({ rule, message }) => [rule, message])
  }
  const alone = await found(text)
  expect(alone.length).toBeGreaterThan(0)
  expect(await found(text + other)).toEqual(expect.arrayContaining(alone))
})
