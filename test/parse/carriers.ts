import type { ScriptShape } from './random-shell.ts'

/** A file that carries shell code: how the file is written, and how a piece of the code reads in it. */
export interface Carrier {
  readonly name: string
  readonly path: string
  readonly shape?: ScriptShape
  write(code: string, indentation: number): string
  encode?(source: string): string
}

/** For hosts whose code stands on one line. */
export const oneLine = { lineEnds: [' && ', '; ', ' | '], gaps: [' ', '\t'] }
const json = (source: string) => JSON.stringify(source).slice(1, -1)
const ascii = (source: string) =>
  json(source).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
const indented = (code: string, prefix: string) => code.replaceAll('\n', `\n${prefix}`)
const nixIndented = (source: string) => source.replaceAll("''", "'''").replaceAll('${', "''${")
const nixQuoted = (source: string) => source.replace(/[\\"]/g, '\\$&').replaceAll('${', '\\${')

/** Every kind of place. */
export const carriers: readonly Carrier[] = [
  { name: 'script', path: 'a.sh', write: (code) => `#!/bin/bash\n${code}\n` },
  {
    name: 'indented Nix string',
    path: 'flake.nix',
    write: (code, n) => {
      const pad = ' '.repeat(n)
      return `{ pkgs }: pkgs.mkShell {\n  shellHook = ''\n${pad}${indented(nixIndented(code), pad)}\n  '';\n}\n`
    },
    encode: nixIndented,
  },
  {
    name: 'Nix string in an interpolation',
    path: 'a.nix',
    write: (code, n) => {
      const pad = ' '.repeat(n)
      return `{ lib }: { shellHook = "\${lib.optionalString true ''\n${pad}${indented(nixIndented(code), pad)}
''}"; }`
    },
    encode: nixIndented,
  },
  {
    name: 'quoted Nix string',
    path: 'devenv.nix',
    write: (code) => `{ enterShell = "${nixQuoted(code)}"; }`,
    encode: nixQuoted,
  },
  {
    name: 'fence in a list in a quote',
    path: 'docs/a.md',
    write: (code, n) => {
      const pad = `> ${' '.repeat(n + 2)}`
      return `# 😀\n\n> 1.${' '.repeat(n)}\`\`\`bash\n${pad}${indented(code, pad)}\n${pad}\`\`\`\n`
    },
  },
  {
    name: 'indented fence',
    path: 'docs/a.mdx',
    write: (code) => `text\n\n  ~~~sh title="x"\n  ${indented(code, '  ')}\n  ~~~\n`,
  },
  {
    name: 'YAML literal block',
    path: '.github/workflows/a.yml',
    write: (code, n) => {
      const pad = ' '.repeat(6 + n)
      return `jobs:\n  a:\n    steps:\n    - run: |\n${pad}${indented(code, pad)}\n`
    },
  },
  {
    name: 'YAML double-quoted scalar',
    path: '.github/workflows/a.yml',
    write: (code) => `jobs: { a: { steps: [ { run: "${json(code)}" } ] } }\n`,
    encode: json,
  },
  {
    name: 'value of a matrix',
    path: '.github/workflows/a.yml',
    write: (code, n) => {
      const pad = ' '.repeat(10 + n)
      return `jobs:
  a:
    strategy:
      matrix:
        include:
        - c: |
${pad}${indented(code, pad)}
    steps:
    - run: |
        ignored
        \${{ matrix.c }}
`
    },
  },
  {
    name: 'word of a Compose file',
    path: 'compose.yaml',
    write: (code) => `services: { a: { command: "${json(code).replaceAll('$', '$$$$')}" } }\n`,
    encode: (source) => json(source).replaceAll('$', '$$$$'),
  },
  {
    name: 'YAML single-quoted scalar',
    path: '.gitlab-ci.yml',
    shape: { ...oneLine, without: '' },
    write: (code) => `a:\n  script: ['${code.replaceAll("'", "''")}']\n`,
    encode: (source) => source.replaceAll("'", "''"),
  },
  {
    name: 'Dockerfile',
    path: 'Dockerfile',
    shape: {
      lineEnds: [' && ', '; ', ' | ', ' && \\\n    # comment\n\n  '],
      gaps: [' ', '\t', ' \\\n   '],
      // Docker joins lines at a `\` with white space behind it.
      without: ' \t\\',
    },
    write: (code) => `FROM x\nRUN --mount=type=cache,target=/x ${code}\nUSER y\n`,
  },
  {
    name: 'Makefile',
    path: 'Makefile',
    shape: { ...oneLine, gaps: [' ', ' \\\n\t'], without: '#' },
    write: (code) => `all: x\n\t@${code.replaceAll('$', '$$$$')}\n`,
    encode: (source) => source.replaceAll('$', '$$$$'),
  },
  {
    name: 'justfile',
    path: 'justfile',
    shape: { ...oneLine, gaps: [' ', ' \\\n      '] },
    write: (code) => `all x='y:z': a\n    @${code}\n`,
  },
  {
    name: 'JSON string',
    path: 'package.json',
    shape: oneLine,
    write: (code) => JSON.stringify({ scripts: { a: code } }, null, '\t'),
    encode: json,
  },
  {
    name: 'JSON string in ASCII',
    path: 'package.json',
    write: (code) => `{ "scripts": { "a": "${ascii(code)}" } }`,
    encode: ascii,
  },
  {
    name: 'TOML string',
    path: 'pyproject.toml',
    write: (code) => `[tool.poe.tasks]\na.shell = "${json(code)}"\n`,
    encode: json,
  },
  {
    name: 'TOML multi-line string',
    path: 'pyproject.toml',
    write: (code) => `[tool.poe.tasks]\na.shell = """\n${code.replace(/[\\"]/g, '\\$&')}"""\n`,
    encode: (source) => source.replace(/[\\"]/g, '\\$&'),
  },
  {
    name: 'reStructuredText',
    path: 'a.rst',
    write: (code) => `Text::\n\n  $ ignored\n\n.. code-block:: bash\n\n   ${indented(code, '   ')}\n\nEnd\n`,
  },
]
