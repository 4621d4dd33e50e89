import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outlineOf } from '../../../src/parse/python/outline.ts'
import { oracle } from '../../support/oracles.ts'

const python = oracle('python3')

test.each([
  [
    'functions, classes and values',
    'def a(): pass\nclass B:\n  c = 1\nd = e = 2\nf, g = 1, 2\nh: int = 3',
    'a B d e f g h',
  ],
  [
    'async, decorators, blocks',
    '@x(\n y=1)\nasync def a():\n  b = 1\nif x:\n  c = 2\nelse:\n  d = 3\n',
    'a c d',
  ],
  ['imports', 'import a.b, c as d\nfrom e import (f, # no\n  g as h)\nfrom . import i', 'a d f h i'],
  ['nothing in strings', '"""\nimport a\nb = 1\n"""\nc = "d = 2"\n', 'c'],
  ['comparison is no assignment', 'a == 1\nb(c=1)\n', ''],
])('names: %s', (_, code, names) => {
  expect([...(outlineOf(code).names ?? [])].join(' ')).toBe(names)
})

test('a star or `__getattr__` may bind more', () => {
  expect(outlineOf('from a import *').names).toBeNull()
  expect(outlineOf('def __getattr__(name): ...').names).toBeNull()
})

test('imports stand at their module, and say whether their failure is caught', () => {
  const code =
    'import a.b\nfrom c import d\ntry:\n  import e\nexcept ImportError:\n  pass\nif TYPE_CHECKING:\n  import f\n'
  const found = outlineOf(code).imports.map(({ module, members, span, optional }) => [
    code.slice(span.start, span.end),
    module,
    members.join(),
    optional,
  ])
  expect(found).toEqual([
    ['a.b', 'a.b', '', false],
    ['c', 'c', 'd', false],
    ['e', 'e', '', true],
    ['f', 'f', '', true],
  ])
})

/** What Python itself says of its own library: modules that are imported, names that are bound at the top level. */
const script = `
import ast, json, os, sys
out = {}
def bound(body):
    for s in body:
        if isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)): yield s.name
        elif isinstance(s, (ast.Import, ast.ImportFrom)):
            for a in s.names: yield a.asname or (a.name if isinstance(s, ast.ImportFrom) else a.name.split('.')[0])
        elif isinstance(s, ast.Assign):
            for t in s.targets:
                for n in ([t] if not isinstance(t, (ast.Tuple, ast.List)) else t.elts):
                    if isinstance(n, ast.Name): yield n.id
        elif isinstance(s, ast.AnnAssign) and s.value is not None and isinstance(s.target, ast.Name): yield s.target.id
        for part in ('body', 'orelse', 'finalbody'):
            if not isinstance(s, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)): yield from bound(getattr(s, part, []))
        for h in getattr(s, 'handlers', []): yield from bound(h.body)
for path in sys.argv[1:]:
    try: tree = ast.parse(open(path, encoding='utf-8').read())
    except Exception: continue
    imports = []
    for n in ast.walk(tree):
        if isinstance(n, ast.Import): imports += [a.name for a in n.names]
        elif isinstance(n, ast.ImportFrom) and n.level == 0: imports.append(n.module)
    out[path] = [sorted(set(imports)), sorted(set(bound(tree.body)))]
json.dump(out, sys.stdout)
`

test.skipIf(!python)("Python's own reader finds the same in its library", () => {
  const asked = spawnSync(python ?? '', ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
    encoding: 'utf8',
  })
  const library = asked.stdout.trim()
  const files = [
    '',
    'asyncio',
    'email',
    'http',
    'importlib',
    'json',
    'logging',
    'unittest',
    'xml/etree',
  ].flatMap((folder) =>
    readdirSync(join(library, folder))
      .filter((name) => name.endsWith('.py'))
      .map((name) => join(library, folder, name)),
  )
  const { stdout } = spawnSync(python ?? '', ['-c', script, ...files], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  })
  const theirs: Record<string, [string[], string[]]> = JSON.parse(stdout)
  expect(Object.keys(theirs).length).toBeGreaterThan(200)
  const wrong = Object.entries(theirs).flatMap(([path, [imports, names]]) => {
    const ours = outlineOf(readFileSync(path, 'utf8'))
    const modules = new Set(ours.imports.map(({ module }) => module))
    return [
      ...imports.filter((one) => !modules.has(one)).map((one) => `${path}: misses import ${one}`),
      ...[...modules].filter((one) => !imports.includes(one)).map((one) => `${path}: invents import ${one}`),
      ...names
        .filter((one) => ours.names && !ours.names.has(one))
        .map((one) => `${path}: misses name ${one}`),
    ]
  })
  expect(wrong).toEqual([])
})

test('an import is optional where its failure is caught, and late in a function', () => {
  const code =
    'import a\nwith contextlib.suppress(ImportError):\n    import b\ntry:\n    import c\nexcept ImportError:\n    c = None\ndef f():\n    """Text."""\n    import d\n'
  expect(outlineOf(code).imports.map(({ module, optional, late }) => [module, optional, late])).toEqual([
    ['a', false, false],
    ['b', true, false],
    ['c', true, false],
    ['d', false, true],
  ])
})
