import { mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { Dice } from '../dice.ts'
import { write } from '../scratch.ts'

/** A directory tree with uv projects in it, most of them unusual. */
export interface Tree {
  /** Whether it is a git work tree. */
  readonly git: boolean
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>
  readonly empty: readonly string[]
  /** Target by path, both relative to the top; a target need not exist. */
  readonly links: Readonly<Record<string, string>>
}

const places = [
  ...['a', 'b', 'c', 'pkgs/a', 'pkgs/b', 'pkgs/c', 'pkgs/x/y', 'pkgs/a/deep', 'pkgs', 'libs/one', 'libs/two'],
  ...['.hidden', 'pkgs/.hidden', 'A', 'ä', 'with space', 'a[1]', 'docs', 'vendor/lib'],
]

const patterns = [
  ...['*', 'pkgs/*', 'pkgs/*', 'libs/*', 'pkgs/**', '**', 'pkgs/*/*', '**/y', '*/x/*', '**/deep'],
  ...['a', 'b', 'c', 'pkgs/a', 'libs/one', 'pkgs/x/y', 'pkgs/a/deep', 'A', 'with space', 'a[[]1]', 'ä', '?'],
  ...[
    './a',
    'a/',
    './pkgs//a/',
    'x/../b',
    'pkgs/../a',
    '[ab]',
    '[!a]',
    '[a-c]',
    '[!.]*',
    '{a,b}',
    '\\a',
    '[^a]',
  ],
  ...[
    '.*',
    'pkgs/.*',
    '.hidden',
    '.',
    '..',
    '../sibling',
    'missing',
    'missing/*',
    '',
    'pkgs',
    'l*',
    'link',
    'links/*',
  ],
  ...['a**', '[', '***', 'pkgs/[', 'a]', '**/**', '**a', 'docs', 'vendor/*', 'p*s/[ab]', 'pkgs/?'],
]

const exclusions = [
  ...[
    'a',
    'b',
    'pkgs/a',
    'pkgs/*',
    '*',
    'pkgs',
    'p*',
    '**/deep',
    '**',
    'pkgs/**',
    './c/',
    'x/../a',
    '?',
    '[ab]',
  ],
  ...[
    'docs',
    'vendor',
    'vendor/*',
    '.*',
    'libs/one',
    '../sibling',
    'pkgs/../b',
    'link',
    '[',
    'a**',
    '.',
    'ä',
  ],
]

/** Makes a tree. */
export function makeTree(dice: Dice): Tree {
  const files: Record<string, string> = {}
  const empty: string[] = []
  const links: Record<string, string> = {}
  const git = dice.chance(0.6)
  files['pyproject.toml'] = rootManifest(dice)
  const chosen = dice.some(places, 0.35)
  for (const place of chosen) {
    const kind = dice.pick(['project', 'project', 'project', 'project', 'odd', 'file', 'empty', 'ignored'])
    if (kind === 'empty') empty.push(place)
    else if (kind === 'file') files[`${place}/${dice.pick(['x.py', 'README.md', '.keep', 'src/m.py'])}`] = ''
    else if (kind === 'ignored') files[`${place}/${dice.pick(['x.log', 'out/x.py'])}`] = ''
    else files[`${place}/pyproject.toml`] = kind === 'odd' ? oddManifest(dice) : manifest(dice, place)
    if (kind === 'project' && dice.chance(0.2)) files[`${place}/src/m.py`] = ''
  }
  if (dice.chance(0.3)) files[dice.pick(['README.md', 'pkgs/README.md', 'libs/notes.txt'])] = ''
  if (git && dice.chance(0.5)) files[dice.pick(['.gitignore', 'pkgs/.gitignore'])] = ignoring(dice)
  // What git ignores is not there for others, so that no `.ignore` brings it back.
  if (dice.chance(0.3)) {
    files[dice.pick(['.ignore', 'pkgs/.ignore'])] = ignoring(dice).replaceAll('!', '')
  }
  // Not to a directory above: uv itself walks round there.
  const targets = chosen.filter((place) => place !== 'pkgs')
  if (dice.chance(0.2) && targets.length > 0) {
    links[dice.pick(['link', 'links/one', 'pkgs/link'])] = dice.pick(targets)
  }
  return { git, files, empty, links }
}

function ignoring(dice: Dice): string {
  const lines = dice.several(['*.log', '*.py', '.keep', '!x.log', 'README.md', 'm.*'], 1, 3)
  return `${lines.join('\n')}\n`
}

function rootManifest(dice: Dice): string {
  const project = dice.chance(0.4)
    ? `[project]\nname = "${dice.pick(['top', 'a', 'Root.Project'])}"\nversion = "1"\n${python(dice)}`
    : ''
  if (dice.chance(0.05)) return `${project}[tool.ruff]\n`
  const list = (key: string, from: readonly string[], most: number) =>
    dice.chance(0.9) ? `${key} = ${JSON.stringify(dice.several(from, 0, most))}\n` : ''
  const members = list('members', patterns, 4)
  const exclude = dice.chance(0.4) ? list('exclude', exclusions, 2) : ''
  const odd = dice.chance(0.03) ? dice.pick(['package = true\n', 'members = "a"\n', 'exclude = [1]\n']) : ''
  const uv = dice.chance(0.06)
    ? dice.pick(['managed = false\n', 'package = true\n', 'package = false\n'])
    : ''
  return `${project}[tool.uv]\n${uv}[tool.uv.workspace]\n${members}${exclude}${odd}${sources(dice, 0.2)}`
}

/** The name of the directory in some spelling, or the name of another. */
function nameFor(dice: Dice, place: string): string {
  const own = place.replace(/^.*\//, '').replace(/[^A-Za-z0-9]+/g, '') || 'one'
  if (dice.chance(0.75))
    return place.includes('/') ? place.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') : own
  return dice.pick([own, own.toUpperCase(), 'a', 'b', 'A_B', 'a.b', 'a--b', 'top'])
}

function manifest(dice: Dice, place: string): string {
  const dependencies = dice.chance(0.2)
    ? `dependencies = ${JSON.stringify(dice.several(['a', 'b', 'pkgs-a', 'top', 'libs-one'], 1, 2))}\n`
    : ''
  const version = dice.chance(0.98)
    ? `version = "${dice.pick(['1', '0.1.0', '1.0rc1'])}"\n`
    : 'dynamic = ["version"]\n'
  const build = dice.chance(0.15)
    ? '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
    : ''
  const uv = dice.chance(0.1)
    ? `[tool.uv]\n${dice.pick(['managed = false', 'managed = true', 'package = true', 'package = false'])}\n`
    : ''
  const nested = dice.chance(0.04)
    ? `[tool.uv.workspace]\n${dice.pick(['', 'members = []\n', 'members = ["*"]\n'])}`
    : ''
  return `[project]\nname = "${nameFor(dice, place)}"\n${version}${python(dice)}${dependencies}${build}${uv}${nested}${sources(dice, 0.25)}`
}

function python(dice: Dice): string {
  if (dice.chance(0.4)) return ''
  const bounds = [
    '>=3.9',
    '>=3.8',
    '>=3.10',
    '>=3.8,<4',
    '>=3.9,!=3.9.1',
    '~=3.9',
    '>=3.11',
    '<3.13',
    '==3.*',
    '>3.8',
    '<3.9',
  ]
  return `requires-python = "${dice.pick(bounds)}"\n`
}

function sources(dice: Dice, share: number): string {
  if (!dice.chance(share)) return ''
  const values = [
    '{ workspace = true }',
    '{ workspace = true }',
    '{ workspace = true, editable = false }',
    '{ workspace = true, editable = true }',
    '{ path = "../a" }',
    '{ workspace = false }',
  ]
  const names = [...new Set(dice.several(['a', 'b', 'pkgs-a', 'libs-one', 'top', 'nobody'], 1, 3))]
  return `[tool.uv.sources]\n${names.map((name) => `${name} = ${dice.pick(values)}\n`).join('')}`
}

function oddManifest(dice: Dice): string {
  return dice.pick([
    '[tool.ruff]\n',
    '',
    '[tool.uv]\nmanaged = false\n',
    '[project\nname = "x"\n',
    '[project]\nname = "x"\nname = "y"\n',
    '[project]\nversion = "1"\n',
    '[project]\nname = "x"\n',
    '[project]\nname = "-x"\nversion = "1"\n',
    '[project]\nname = ""\nversion = "1"\n',
    '[project]\nname = 1\nversion = "1"\n',
    '[project]\nname = "x"\nversion = "1"\nrequires-python = "3.9 or so"\n',
    '[project]\nname = "x"\nversion = "one"\n',
    '[project]\nname = "x"\ndynamic = ["version"]\n',
    '[project]\nname = "x"\nversion = "1"\noptional-dependencies = { e_f = [], "e-f" = [] }\n',
    '[project]\nname = "x"\nversion = "1"\n[dependency-groups]\ne_f = []\n"E.F" = []\n',
    '[project]\nname = "x"\nversion = "1"\n[dependency-groups]\na = [{ include-group = "b" }]\n',
    '[project]\nname = "x"\nversion = "1"\n[tool.uv.sources]\nb = { workspace = true, path = "b" }\n',
    '[project]\nname = "x"\nversion = "1"\n[tool.uv]\nunknown = 1\n',
    '[project]\nname = "x"\nversion = "1"\n[tool.uv]\nmanaged = "no"\n',
    '<<<<<<< HEAD\n[project]\n=======\n>>>>>>> other\n',
    '\ufeff[project]\nname = "bom"\nversion = "1"\n',
    '[project]\r\nname = "crlf"\r\nversion = "1"\r\n',
  ])
}

/** Writes a tree below a directory that is empty. */
export function writeTree(top: string, { git, files, empty, links }: Tree): void {
  write(top, files)
  for (const path of empty) mkdirSync(join(top, path), { recursive: true })
  if (git) makeRepository(top)
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(top, path)), { recursive: true })
    symlinkSync(relative(dirname(path), target) || '.', join(top, path))
  }
}

/** The least that git takes for a repository, without a run of git. */
function makeRepository(directory: string): void {
  write(join(directory, '.git'), {
    HEAD: 'ref: refs/heads/main\n',
    config: '[core]\n\trepositoryformatversion = 0\n\tbare = false\n',
  })
  for (const inside of ['objects', 'refs']) mkdirSync(join(directory, '.git', inside), { recursive: true })
}
