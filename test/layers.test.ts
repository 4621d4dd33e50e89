import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The stages and the rooms of the model in order. Each imports from itself and from those before it. */
const stages = [
  'src/text',
  'src/tables',
  'src/discover',
  'src/parse',
  'src/model/absent.ts',
  'src/model/python',
  'src/model/manifest',
  'src/model/pages',
  'src/model/projects',
  'src/model/flake',
  'src/model/programs',
  'src/model/scripts',
  'src/model/commands',
  'src/model/targets',
  'src/model/environments',
  'src/model/repository.ts',
  'src/model/build-repository.ts',
  'src/advise',
  'src/rule',
  'rules',
  'src/config',
  'src/settle',
  'src/fix',
  'src/report',
  'src/check.ts',
  'src/cli',
]

const sources = [...filesBelow('src'), ...filesBelow('rules')]

it('has a stage for every source file', () => {
  expect(sources.length).toBeGreaterThan(20)
  expect(sources.filter((path) => stageOf(path) === -1)).toEqual([])
})

it('imports only from the same stage or from stages before it', () => {
  const against = sources.flatMap((path) =>
    importsOf(path)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => posix.join(dirname(path), specifier))
      .filter((target) => target !== 'package.json')
      .filter((target) => stageOf(target) > stageOf(path) || stageOf(target) === -1)
      .map((target) => `${path} imports ${target}`),
  )
  expect(against).toEqual([])
})

it('has no circle of imports, of types neither', () => {
  const edges = new Map(
    sources.map((path) => [
      path,
      importsOf(path)
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => posix.join(dirname(path), specifier)),
    ]),
  )
  expect(circlesIn(edges)).toEqual([])
})

it('decodes manifests in one room: the rest of the model reads no TOML', () => {
  const readers = sources.filter((path) =>
    importsOf(path).some((specifier) => specifier.includes('parse/toml/')),
  )
  const allowed = ['src/parse/', 'src/model/manifest/', 'src/advise/', 'src/config/', 'src/cli/']
  expect(readers.length).toBeGreaterThan(5)
  expect(readers.filter((path) => !allowed.some((room) => path.startsWith(room)))).toEqual([])
})

it('lets a rule import few modules, no parser, and the facts by one name', () => {
  const rules = filesBelow('rules').filter((path) => path !== 'rules/index.ts')
  expect(rules.length).toBeGreaterThan(20)
  const tooMany = rules.filter((path) => new Set(importsOf(path)).size > 11)
  expect(tooMany).toEqual([])
  const outside = /\/src\/(?:parse|discover|config|settle|fix|report|cli)\//
  expect(rules.filter((path) => importsOf(path).some((specifier) => outside.test(specifier)))).toEqual([])
  const own = importsOf('src/rule/facts.ts').map((specifier) => specifier.replace('..', '../src'))
  const byType = rules.flatMap((path) =>
    [...codeOf(path).matchAll(/import type \{[^}]*\} from '([^']+)'/g)]
      .filter(([, specifier]) => own.includes(specifier ?? ''))
      .map(([statement]) => `${path}: ${statement}`),
  )
  expect(byType).toEqual([])
})

it('names the file it imports, with its extension', () => {
  const relative = sources.flatMap((path) => importsOf(path).filter((specifier) => specifier.startsWith('.')))
  expect(relative.filter((specifier) => !/\.(ts|json)$/.test(specifier))).toEqual([])
})

it('prints, reads arguments and sets exit codes only in src/cli', () => {
  const forbidden = /\bconsole\s*\.|\bprocess\s*\.\s*(argv|exit|exitCode|stdout|stderr|stdin)\b/
  const elsewhere = sources.filter((path) => !path.startsWith('src/cli/'))
  expect(elsewhere.filter((path) => forbidden.test(codeOf(path)))).toEqual([])
})

it('reads the disk only where files are found, fixed or printed, and the grammars of the package', () => {
  const readers = ['src/discover', 'src/fix', 'src/cli', 'src/parse/grammar.ts']
  const disk = sources.filter((path) => importsOf(path).some((name) => /^(node:)?fs(\/|$)/.test(name)))
  expect(disk.filter((path) => !readers.some((reader) => path.startsWith(reader)))).toEqual([])
})

it('reads and writes files in one place each', () => {
  const reader = ['src/discover/open-file.ts', 'src/discover/marks.ts']
  const writer = ['src/fix/write-file.ts']
  const reading = /\b(?:readFile|readv|read|open|opendir)Sync\s*\(|\bcreateReadStream\b/
  const writing =
    /\b(?:writeFile|appendFile|rename|write|writev|copyFile|truncate|ftruncate|symlink|link|cp)Sync\s*\(|\bcreateWriteStream\b/
  const having = (pattern: RegExp) => sources.filter((path) => pattern.test(codeOf(path)))
  expect(having(reading).filter((path) => ![...reader, ...writer].includes(path))).toEqual([])
  expect(having(writing).filter((path) => !writer.includes(path))).toEqual([])
  expect(
    having(
      /'(?:node:)?fs\/promises'|\bimport \* as \w+ from '(?:node:)?fs'|\bimport \w+ from '(?:node:)?fs'/,
    ),
  ).toEqual([])
})

/** Names that several files may have, because they stand for the same idea: one a table and its reader, one a language. */
const shared = new Set([
  ...[
    'ast.ts',
    'boxes.ts',
    'config.ts',
    'directives.ts',
    'facts.ts',
    'flake.ts',
    'placeholders.ts',
    'python-tools.ts',
  ],
  ...['task-runners.ts', 'tool-options.ts', 'wrappers.ts'],
])

it('gives no two ideas the same file name', () => {
  const names = filesBelow('src')
    .map((path) => posix.basename(path))
    .filter((name) => !shared.has(name))
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

it('opens no connection and runs no program but git', () => {
  const network = /^(node:)?(http|https|http2|net|tls|dgram|dns|inspector|cluster)(\/|$)/
  expect(sources.filter((path) => importsOf(path).some((name) => network.test(name)))).toEqual([])
  expect(sources.filter((path) => /\b(fetch|WebSocket|eval|Function)\s*\(/.test(codeOf(path)))).toEqual([])
  const spawning = sources.filter((path) => importsOf(path).some((name) => /child_process/.test(name)))
  expect(spawning.filter((path) => !path.startsWith('src/discover/'))).toEqual([])
  const programs = spawning.flatMap((path) =>
    [
      ...codeOf(path).matchAll(
        /\b(?:spawn|spawnSync|execFile|execFileSync|exec|execSync|fork)\(\s*([^,)\s]+)/g,
      ),
    ].map(([, program]) => program),
  )
  expect(programs.filter((program) => program !== "'git'")).toEqual([])
})

/** The groups of files that reach each other (Tarjan's strongly connected components), each sorted. */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const found: string[][] = []
  const index = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const visit = (path: string) => {
    index.set(path, index.size)
    low.set(path, index.size - 1)
    stack.push(path)
    for (const target of edges.get(path) ?? []) {
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0))
    }
    if (low.get(path) !== index.get(path)) return
    const group = stack.splice(stack.indexOf(path))
    if (group.length > 1) found.push(group.sort())
  }
  for (const path of edges.keys()) if (!index.has(path)) visit(path)
  return found
}

function stageOf(path: string): number {
  return stages.findIndex((stage) => path === stage || path.startsWith(`${stage}/`))
}

function importsOf(path: string): string[] {
  const statements = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g
  return [...codeOf(path).matchAll(statements)].map(([, specifier]) => specifier ?? '')
}

/** A file without its comments. */
function codeOf(path: string): string {
  const text = readFileSync(join(root, path), 'utf8')
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, '').replace(/(^|\s)\/\/ .*$/gm, '$1')
}

function filesBelow(folder: string): string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length))
      .sort()
  } catch {
    return []
  }
}
