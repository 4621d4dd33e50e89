import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { installerActions } from '../../src/tables/actions.ts'
import { managers, replacedByUv } from '../../src/tables/managers.ts'
import { pythonTools } from '../../src/tables/python-tools.ts'
import { shellNames } from '../../src/tables/shells.ts'
import { taskRunners } from '../../src/tables/task-runners.ts'
import { uvSettings } from '../../src/tables/uv-settings.ts'
import { wrappers } from '../../src/tables/wrappers.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Names by the table that holds them, and how many of one table a statement may name without being a second copy of it. */
const tables: Readonly<Record<string, { readonly names: ReadonlySet<string>; readonly most: number }>> = {
  shells: { names: shellNames, most: 2 },
  managers: {
    names: new Set([...Object.keys(managers), ...Object.keys(replacedByUv)].filter(isName)),
    most: 3,
  },
  'python-tools': { names: new Set(Object.keys(pythonTools)), most: 3 },
  'task-runners': { names: new Set(Object.keys(taskRunners)), most: 2 },
  wrappers: { names: new Set(Object.keys(wrappers)), most: 3 },
  actions: { names: new Set(installerActions.keys()), most: 1 },
  'uv-settings': { names: new Set(uvSettings), most: 12 },
}

/** `build` and `venv` are words of every language. */
function isName(name: string): boolean {
  return name !== 'build' && name !== 'venv'
}

const sources = ['src', 'rules'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length)),
)

/** The words in the literals of each statement at the top of a file; comments and examples of rules are left out. */
function* statementsOf(text: string): Iterable<readonly string[]> {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  for (const statement of code.split(/\n(?=\S)/)) {
    if (/^import\b/.test(statement)) continue
    const found = [...statement.replace(/\bexamples: \[[\s\S]*/, '').matchAll(literal)].map(([text]) => text)
    if (found.length > 0) yield found.flatMap((each) => each.match(/[\w.][\w./-]*/g) ?? [])
  }
}

/** A string on one line, a template, or a regular expression with an alternation. */
const literal = /'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|\/(?![*/ ])(?:[^/\\\n]|\\.)*\|(?:[^/\\\n]|\\.)*\//g

test.each(Object.entries(tables))('no file but its table lists %s', (_, { names, most }) => {
  const copies = sources
    .filter((path) => !path.startsWith('src/tables/'))
    .flatMap((path) =>
      [...statementsOf(readFileSync(join(root, path), 'utf8'))].flatMap((words) => {
        const named = [...new Set(words.filter((word) => names.has(word)))]
        return named.length > most ? [`${path}: ${named.join(' ')}`] : []
      }),
    )
  expect(copies).toEqual([])
})

test('a second list is seen', () => {
  const shells = tables.shells?.names ?? new Set()
  const [words = []] = statementsOf("const shells = ['bash', 'zsh', 'dash']")
  expect(words.filter((word) => shells.has(word))).toHaveLength(3)
  expect([...statementsOf('const shell = /^(?:bash|zsh|dash)$/')][0]).toContain('zsh')
})
