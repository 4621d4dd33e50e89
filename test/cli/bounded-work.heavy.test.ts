import { describe, expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { scratch } from '../support/scratch.ts'

const manifest = { 'pyproject.toml': '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n' }

/** `first`, then each line made of the one before it, twice. */
const doubled = (first: string, line: (at: number) => string, count = 31) =>
  [first, ...Array.from({ length: count }, (_, index) => line(index + 1))].join('\n')

const flakeOf = (packages: string) =>
  `{ outputs = { self, nixpkgs }: let pkgs = nixpkgs.legacyPackages.x86_64-linux; in {
  devShells.x86_64-linux.default = pkgs.mkShell { packages = ${packages}; }; }; }\n`

/** Files that took minutes, gigabytes or the whole report in some version, or whose kind did. */
const files: Record<string, [path: string, text: string]> = {
  'variables made of one another': [
    'x.sh',
    `${doubled('a0=x', (at) => `a${at}=$a${at - 1}$a${at - 1}`)}\n$a31 y\n`,
  ],
  'functions made of one another': [
    'x.sh',
    `${doubled('f0() { pip install x; }', (at) => `f${at}() { f${at - 1}; f${at - 1}; }`)}\nf31\n`,
  ],
  'nested loops': ['x.sh', `${'for v in a b; do\n'.repeat(24)}pip install $v\n${'done\n'.repeat(24)}`],
  'arguments of an image made of one another': [
    'Dockerfile',
    `FROM x\n${doubled('ARG A0=aa', (at) => `ARG A${at}=$A${at - 1}$A${at - 1}`)}\nRUN pip install $A31\n`,
  ],
  'variables of make made of one another': [
    'Makefile',
    `${doubled('A0 = pip install x', (at) => `A${at} = $(A${at - 1}) $(A${at - 1})`)}\nall:\n\t$(A31)\n`,
  ],
  'texts of Nix made of one another': [
    'flake.nix',
    flakeOf(
      `let ${doubled('a0 = "pip install x\\n";', (at) => `a${at} = "\${a${at - 1}}\${a${at - 1}}";`)}
       in [ (pkgs.writeShellScriptBin "x" a31) ]`,
    ),
  ],
  'merged mappings of YAML made of one another': [
    '.github/workflows/a.yml',
    `${doubled('x0: &b0 {a: 1}', (at) => `x${at}: &b${at} {<<: [*b${at - 1}, *b${at - 1}], a: *b${at - 1}}`)}
jobs:\n  a:\n    steps:\n    - run: pip install x\n`,
  ],
  'blank lines in Nix': ['x.nix', '\n'.repeat(60_000)],
  'blank lines in text': ['x.rst', '\n'.repeat(60_000)],
  'lines of blanks': ['x.md', '   \n'.repeat(40_000)],
  'blank lines in a shown image': ['x.md', `\`\`\`dockerfile\n${'\n'.repeat(60_000)}\`\`\`\n`],
  'a pipeline without end': ['x.sh', `#!/bin/sh\n${'pip | '.repeat(20_000)}`],
  bars: ['x.sh', `pip ${'|'.repeat(40_000)}`],
  'arrays without end': ['x.sh', `pip ${'a=('.repeat(20_000)}`],
  'NUL characters in JSON': ['package.json', `{"scripts":{"a":"pip ${'\\u0000'.repeat(80_000)}"}}`],
  'a selection without end in Nix': ['flake.nix', flakeOf(`[ ${'a.'.repeat(60_000)} ]`)],
  'openings of fences': ['x.md', '```sh\n'.repeat(20_000)],
  'anchors and aliases in front matter': [
    '.claude/skills/x/SKILL.md',
    `---\nname: x\ndescription: ${'&a *a '.repeat(20_000)}\n---\n`,
  ],
  'a line of 4 MB': ['x.sh', `pip install x; echo ${'a '.repeat(2_000_000)}`],
  'a line of code spans of 4 MB': ['x.md', `# A\n\n${'`pip install x` and '.repeat(200_000)}\n`],
  'a Markdown file of 10,000 installs': ['x.md', '```sh\npip install x\n```\n\n'.repeat(10_000)],
  'scripts of 4 MB': [
    'package.json',
    `{"scripts":{${Array.from({ length: 120_000 }, (_, at) => `"s${at}":"pip install x"`).join(',')}}}`,
  ],
}

describe('is done with, and the rest is reported', () => {
  it.each(Object.keys(files))('%s', { timeout: 60_000 }, async (name) => {
    const [path, text] = files[name] ?? ['', '']
    const root = scratch({ ...manifest, 'other.sh': 'pip install known\n', [path]: text })
    const start = process.cpuUsage()
    const { code, output, errors } = await policyCheck(root, ['--format', 'concise', '--no-cache'])
    const { user, system } = process.cpuUsage(start)
    expect([code, errors]).toEqual([1, ''])
    expect(output).toMatch(/^other\.sh:1:1: error: .*\[uv-only\]$/m)
    // Each took 20 seconds and more, or all memory; on a quiet machine each takes less than 4 now.
    expect((user + system) / 1e6).toBeLessThan(20)
  })
})
