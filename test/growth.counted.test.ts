import { Session } from 'node:inspector'
import { expect, it } from 'vitest'
import { check } from '../src/check.ts'
import { allRules } from '../src/cli/all-rules.ts'
import { loadConfig } from '../src/config/load-config.ts'
import { UsageError } from '../src/text/usage-error.ts'
import { discoveryOf } from './support/in-memory.ts'

const config = loadConfig(() => null, allRules)
if (config instanceof UsageError) throw new Error(config.message)
const settings = config

/** The kinds of text that once took more than twice the work for twice their length, by the file in which they did. */
const kinds: readonly (readonly [path: string, piece: string, head?: string])[] = [
  ['a.sh', 'pip install x\n'],
  ['a.sh', 'git clone https://a/b\ncd b\n'],
  ['a.sh', 'use `pip install x` '],
  ['a.sh', 'a=$a$a\n'],
  ['a.md', '`pip install x` '],
  ['a.md', '- never, `pip install x`\n'],
  ['a.md', '```sh\npip install x\n```\n'],
  ['a.md', '```sh\n'],
  ['a.md', '<!-- `a` -->'],
  ['a.md', 'python -m venv env, '],
  ['a.rst', '``pip install x`` '],
  ['package.json', '"a": "pip install x",'],
  ['.github/workflows/a.yml', 'a: |\n  pip install x\n'],
  ['.github/workflows/a.yml', '::: tab\n'],
  ['Dockerfile', 'FROM x\nRUN pip install x\n'],
  ['Makefile', 'a:\n\tpip install x\n'],
  ['justfile', 'a:\n  pip install x\n'],
  ['noxfile.py', '#\nsession.run("pip", "install", "x")\n'],
  ['Jenkinsfile', '/* '],
  ['flake.nix', '{ a = '],
  ['pyproject.toml', '[tool.poe.tasks.a]\ncmd = "pip install x"\n'],
  ['a.sh', 'python a.py\n'],
  ['a.sh', 'cd x && uv sync\n'],
  ['a.sh', 'f() { pip install "$1"; }\nf x\n'],
  ['a.sh', 'poetry install\npytest\n'],
  ['a.md', '[a](b.md#c) and `uv run x`\n'],
  ['a.md', '# h\n\n[x](#h)\n\n'],
  ['a.md', '| a | `pip install x` |\n'],
  ['a.md', '## A\n\n```sh\nuv sync\npython b/c.py\n```\n\n'],
  [
    '.github/workflows/a.yml',
    '      - run: pip install x\n',
    'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n',
  ],
  [
    '.github/workflows/a.yml',
    '      - uses: ./a/b\n        working-directory: c\n',
    'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n',
  ],
  [
    '.pre-commit-config.yaml',
    '  - repo: local\n    hooks:\n      - id: a\n        entry: pip install x\n',
    'repos:\n',
  ],
  ['Dockerfile', 'COPY a b\nRUN uv sync\n', 'FROM x\n'],
  ['pyproject.toml', '  "a>=1",\n', '[project]\nname = "a"\nversion = "1"\ndependencies = [\n'],
  [
    'flake.nix',
    '    pkgs.python3Packages.numpy\n',
    '{ outputs = { nixpkgs, ... }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in { devShells.x86_64-linux.default = pkgs.mkShell { packages = [\n',
  ],
  ['uv.lock', '[[package]]\nname = "a"\nversion = "1"\n'],
]

/** In UTF-16 units. */
const length = 6_000
const most = 2.3

it.each(kinds.map(([path, piece, head = '']) => [path, piece, head] as const))(
  '%s of %j takes in proportion to its length, counted in steps',
  { timeout: 120_000 },
  async (path, piece, head) => {
    const steps = async (units: number) =>
      stepsOf(() =>
        check(
          discoveryOf({ [path]: head + piece.repeat(Math.ceil(units / piece.length)) }),
          settings,
          allRules,
        ),
      )
    await steps(length)
    const [once, again, twice] = [await steps(length), await steps(length), await steps(2 * length)]
    // Where V8 forgets counts, no count says anything.
    expect(again).toBe(once)
    expect(once).toBeGreaterThan(100)
    expect(twice / once).toBeLessThan(most)
  },
)

/** How often blocks of the program's own code were entered: the same on any machine, however busy. */
async function stepsOf(work: () => Promise<unknown>): Promise<number> {
  const session = new Session()
  session.connect()
  const ask = <Answer>(method: string, parameters = {}) =>
    new Promise<Answer>((resolve, reject) =>
      session.post(method, parameters, (error, answer) =>
        error ? reject(error) : resolve(answer as Answer),
      ),
    )
  await ask('Profiler.enable')
  await ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  await work()
  const { result } = await ask<{
    result: { url: string; functions: { ranges: { count: number }[] }[] }[]
  }>('Profiler.takePreciseCoverage')
  await ask('Profiler.stopPreciseCoverage')
  session.disconnect()
  const own = result.filter(({ url }) => /\/(?:src|rules)\//.test(url))
  return own
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}
