import type { Report, ReportedFinding, Surface } from '../../src/report/report.ts'
import { readMarks } from '../../src/rule/example.ts'
import { rule } from '../../src/rule/rule.ts'
import type { Place } from '../../src/text/span.ts'

const { files, places } = readMarks({
  '.claude/skills/été & co.md': '❌ nie: 日本 `⟦cd evio && ⟦uv⟧ run x⟧` 👩‍🔬\n',
  'docs/setup.md': '# Setup\r\n\r\n```sh\r\n⟦pip install -r requirements.txt⟧\r\n```\r\n',
  'flake.nix': [
    '{',
    '  outputs = { self, nixpkgs }: let',
    '    ⟦science⟧ = ps: [ ps.numpy ];',
    '  in {',
    '    devShells.default = pkgs.mkShell {',
    '      packages = [',
    '        ⟦(pkgs.python311.withPackages (ps: [',
    '          ps.numpy',
    '        ]))⟧',
    '      ];',
    '    };',
    '  }⟦⟧',
    '',
  ].join('\n'),
  'pyproject.toml': '[tool.uv.sources]\nevio-core = ⟦{ path = "workspace/libs/evio-core" }⟧\n',
  'scripts/long.sh': `echo ${'x'.repeat(300)} \x1b[31m; ⟦poetry install⟧ ${'y'.repeat(300)}\n`,
})

const texts: Readonly<Record<string, string>> = { ...files, 'a|b,c:d%.md': '' }

/** The marked place whose text starts with the given words. */
function at(start: string): Place {
  const found = places.find(({ path, span }) => files[path]?.slice(span.start, span.end).startsWith(start))
  if (!found) throw new Error(`nothing marked starts with ${start}`)
  return found
}

const uvOnly = rule({
  id: 'uv-only',
  group: 'Commands',
  says: 'uv is the only Python package manager.',
  why: 'What another tool installs is missing from `uv.lock`, so the next `uv sync` removes it and nobody else gets it.',
  severity: 'error',
  fixes: 'unsafe',
  needs: ['commands'],
  check() {},
  examples: [
    { wrong: { 'a.sh': '⟦pip install requests⟧\n' }, right: { 'a.sh': 'uv add requests\n' } },
    { right: { 'a.sh': 'uv sync\n' } },
  ],
})
const runFromRoot = {
  ...uvOnly,
  id: 'run-from-root',
  says: 'Commands run from the root.',
  why: 'A command that needs a `cd` works in one directory only.',
  severity: 'warning',
} as const
const noPythonInNix = {
  ...uvOnly,
  id: 'no-python-packages-in-nix',
  group: 'Nix',
  says: 'No Python package reaches a dev shell through Nix.',
  why: 'Two versions of one package end up on the path.',
} as const
const workspaceSources = {
  ...uvOnly,
  id: 'workspace-sources',
  group: 'uv',
  says: 'A dependency on a member is declared `{ workspace = true }`.',
  why: 'A path source escapes the lock.',
  fixes: 'safe',
} as const
const requiredFiles = {
  ...uvOnly,
  id: 'required-files',
  group: 'Repository',
  says: 'The files named in the config exist.',
  why: 'Agents look for them.',
  severity: 'note',
} as const

const cd = at('cd evio')
const pip = at('pip install')
const source = at('{ path')

const findings: ReportedFinding[] = [
  {
    ...cd,
    rule: 'run-from-root',
    severity: 'warning',
    message: '`uv run` runs from `evio`.',
    why: runFromRoot.why,
    next: 'Run it from the root: `uv run --package evio x`.',
    related: [{ ...at('uv'), message: 'this command.' }],
    identity: 'run-from-root:1',
    words: [],
  },
  {
    path: 'a|b,c:d%.md',
    span: { start: 0, end: 0 },
    rule: 'required-files',
    severity: 'note',
    message: 'The file | is 100% empty: <b>fill</b> it.',
    why: requiredFiles.why,
    next: 'Write it,\nline by line.',
    related: [],
    identity: 'required-files:1',
    words: [],
  },
  {
    ...pip,
    rule: 'uv-only',
    severity: 'error',
    message: '`pip install` goes around uv.',
    why: uvOnly.why,
    next: 'Declare the packages with `uv add --package <member> …`.',
    origin: 'a `sh` block under "Setup"',
    related: [],
    identity: 'uv-only:1',
    words: [],
    fix: {
      title: 'Run `uv sync` instead',
      safety: 'unsafe',
      because: 'the packages must be declared first',
      edits: [{ ...pip, text: 'uv sync' }],
    },
  },
  {
    ...at('(pkgs'),
    rule: 'no-python-packages-in-nix',
    severity: 'error',
    message: 'Nix provides `numpy`.',
    why: noPythonInNix.why,
    next: 'Remove it and run `uv add numpy`.',
    origin: '`packages` of devShell `default`',
    related: [{ ...at('science'), message: 'it comes from here.' }],
    identity: 'no-python-packages-in-nix:1',
    words: [],
  },
  {
    path: 'missing/SKILL.md',
    span: { start: 0, end: 0 },
    rule: 'required-files',
    severity: 'note',
    message: 'There is no `missing/SKILL.md`.',
    why: requiredFiles.why,
    next: 'Create it.',
    related: [],
    identity: 'required-files:2',
    words: [],
    fix: {
      title: 'Create `missing/SKILL.md`',
      safety: 'safe',
      edits: [{ path: 'missing/SKILL.md', span: { start: 0, end: 0 }, text: '# Skill\n' }],
    },
  },
  {
    ...source,
    rule: 'workspace-sources',
    severity: 'error',
    message: '`evio-core` is a member, but its source is a path.',
    why: workspaceSources.why,
    next: 'Write `{ workspace = true }`.',
    related: [],
    identity: 'workspace-sources:1',
    words: [],
    fix: {
      title: 'Write `{ workspace = true }`',
      safety: 'safe',
      edits: [{ ...source, text: '{ workspace = true }' }],
    },
  },
  {
    ...at('poetry'),
    rule: 'uv-only',
    severity: 'error',
    message: '`poetry install` goes around uv.',
    why: uvOnly.why,
    next: 'Run `uv sync`.',
    related: [],
    identity: 'uv-only:2',
    words: [],
  },
]

/** One report for the tests of all formats: each severity, both kinds of fix, troubles, skips, odd paths, hostile text. */
export const sample: Report = {
  version: '1.2.3',
  findings,
  troubles: [
    {
      id: 'syntax-error',
      path: 'flake.nix',
      span: { start: 222, end: 223 },
      message: 'Nix syntax: `;` is missing.',
    },
    { id: 'unreadable-file', path: 'locked.md', message: 'The file cannot be read: permission denied.' },
  ],
  skipped: [
    { rule: 'layers', reason: 'no layers are configured.' },
    { path: 'options.md', reason: 'larger than 1 MB.' },
  ],
  summary: { error: 4, warning: 1, note: 2, suppressed: 2, baselined: 3, files: 12 },
  rules: [noPythonInNix, requiredFiles, runFromRoot, uvOnly, workspaceSources],
  source: (path) => {
    const text = texts[path]
    return text === undefined ? undefined : (sources.get(path) ?? remember(path, text))
  },
}

const sources = new Map<string, { path: string; text: string }>()

function remember(path: string, text: string) {
  const file = { path, text }
  sources.set(path, file)
  return file
}

/** A report of a repository in which nothing is wrong. */
export const clean: Report = {
  ...sample,
  findings: [],
  troubles: [],
  skipped: [],
  summary: { error: 0, warning: 0, note: 0, suppressed: 0, baselined: 0, files: 1 },
}

export const plain: Surface = { colour: false, width: 80, links: false, limit: Number.POSITIVE_INFINITY }
