import type { FileTree } from '../discover/file-tree.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import type { CommandWord } from '../model/programs/word.ts'
import type { Member, Workspace } from '../model/projects/workspace.ts'
import { stringAt, type TomlTable, tableAt } from '../parse/toml/toml-file.ts'
import { joinPath, resolvePath, seenFrom } from '../text/paths.ts'
import { isPattern } from './beyond-words.ts'

/**
 * Tools that take their settings from where the files lie that they are pointed at, and so do the same from the root when
 * they are pointed at the same files:
 * - pytest: "Finding the rootdir" begins at the common ancestor of the arguments;
 * - ruff: "Hierarchical configuration", the closest one to each file;
 * - black: "Where Black looks for the file", the common parent of the arguments.
 *
 * All others (mypy, pyright, flake8, pylint, coverage, tox, mkdocs, alembic, uvicorn …) look into the working directory
 * for their settings or for the code, and cannot be told to do the same from elsewhere.
 */
interface Tool {
  /** Verbs, one of which comes first. */
  readonly verbs?: readonly string[]
  /** Options without a value. */
  readonly flags: RegExp
  /** Options with a value that is no path. */
  readonly valued: RegExp
  /** What it works on without a path: its directory, or nothing. */
  readonly otherwise: 'directory' | 'tests' | null
}

const tools: Readonly<Record<string, Tool>> = {
  pytest: {
    flags:
      /^(?:-[vqxsl]+|-r\w+|-n\w+|--(?:lf|ff|nf|sw|pdb|co|last-failed|failed-first|new-first|stepwise|exitfirst|verbose|quiet|collect-only|showlocals|no-header|no-summary|strict|strict-markers|strict-config|disable-warnings|runxfail|full-trace|setup-show|durations-min))$/,
    valued:
      /^(?:-[kmnpWr]|--(?:tb|maxfail|durations|color|capture|import-mode|numprocesses|dist|timeout|reruns|log-level|log-cli-level|asyncio-mode|show-capture|verbosity))$/,
    otherwise: 'tests',
  },
  ruff: {
    verbs: ['check', 'format'],
    flags:
      /^(?:-[qvs]|--(?:fix|no-fix|fix-only|unsafe-fixes|show-fixes|diff|check|quiet|verbose|silent|preview|no-preview|no-cache|exit-zero|exit-non-zero-on-fix|show-files|statistics|add-noqa|watch))$/,
    valued:
      /^--(?:select|ignore|extend-select|extend-ignore|fixable|unfixable|line-length|target-version|output-format)$/,
    otherwise: 'directory',
  },
  black: {
    flags:
      /^(?:-[qvSC]|--(?:check|diff|quiet|verbose|fast|safe|color|no-color|preview|skip-string-normalization|skip-magic-trailing-comma))$/,
    valued: /^(?:-[lt]|--(?:line-length|target-version))$/,
    otherwise: null,
  },
}

/** What a tool is taken out of. */
export interface ToolPlace {
  readonly project: Pick<Member, 'directory' | 'toml'>
  readonly workspace: Workspace
  readonly tree: FileTree
}

/**
 * The words behind a tool, in the directory of a project, as they do the same from the root; null when the tool or an option
 * looks into the working directory.
 */
export function toolFromRoot(name: string, words: readonly CommandWord[], place: ToolPlace): NewWords | null {
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined
  if (!tool) return null
  const fresh: (string | CommandWord)[] = []
  let paths = 0
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as CommandWord
    const { text } = word
    if (text === null || isPattern(word)) return null
    if (at === 0 && tool.verbs) {
      if (!tool.verbs.includes(text)) return null
      fresh.push(word)
    } else if (text.startsWith('-')) {
      const takes = optionOf(text, tool)
      const value = words[at + 1]
      if (takes === null || (takes === 'next' && !value)) return null
      fresh.push(word)
      if (takes === 'next' && value) {
        fresh.push(value)
        at++
      }
    } else {
      const path = pathFromRoot(word, place)
      if (path === null) return null
      fresh.push(path)
      paths++
    }
  }
  if (tool.verbs && words.length === 0) return null
  if (name === 'pytest' && !keepsPytest(tool, place)) return null
  if (paths > 0) return fresh
  const otherwise = withoutPaths(tool, place)
  return otherwise && [...fresh, ...otherwise]
}

/** Whether an option is known, and takes the next word. */
function optionOf(text: string, { flags, valued }: Tool): 'alone' | 'next' | null {
  const [name = ''] = text.split('=', 1)
  if (valued.test(name)) return name === text ? 'next' : 'alone'
  return flags.test(text) ? 'alone' : null
}

/** A path that exists, perhaps with the name of a test behind it. */
function pathFromRoot({ text, span }: CommandWord, { project, workspace, tree }: ToolPlace): string | null {
  if (text === null || span.end - span.start !== text.length) return null
  const [file = '', ...names] = text.split('::')
  const path = resolvePath(project.directory, file)
  if (path === null || !(tree.hasFile(path) || tree.hasDirectory(path))) return null
  const seen = seenFrom(workspace.root, path)
  return seen && [seen + (/[^./]\/$/.test(file) ? '/' : ''), ...names].join('::')
}

function withoutPaths({ otherwise }: Tool, { project, tree, workspace }: ToolPlace): NewWords | null {
  const directory = seenFrom(workspace.root, project.directory)
  if (otherwise === null || directory === null) return null
  if (otherwise === 'directory') return [directory]
  const own = pytestTable(project.toml)
  const item = own?.entries.testpaths?.item
  if (!item || own === pytestTable(workspace.toml)) return [directory]
  const items = item.kind === 'array' ? item.items : [item]
  const paths = items.flatMap((each) => (each.kind === 'string' ? String(each.value).split(/\s+/) : [null]))
  if (!paths.every((path) => path !== null && tree.hasDirectory(joinPath(project.directory, path))))
    return null
  return paths.flatMap((path) => (path === null ? [] : joinPath(directory, path)))
}

const otherSettings = ['pytest.ini', '.pytest.ini', 'pytest.toml', '.pytest.toml', 'tox.ini', 'setup.cfg']

/** Whether pytest's settings are known, and add no option that looks into the working directory. */
function keepsPytest(tool: Tool, { project, workspace, tree }: ToolPlace): boolean {
  for (const directory of [project.directory, workspace.root])
    if (otherSettings.some((name) => tree.hasFile(joinPath(directory, name)))) return false
  const table = pytestTable(project.toml) ?? pytestTable(workspace.toml)
  const item = table?.entries.addopts?.item
  const added =
    item?.kind === 'array'
      ? item.items.map((each) => (each.kind === 'string' ? String(each.value) : '?'))
      : (stringAt(table, 'addopts')?.match(/"[^"]*"|'[^']*'|\S+/g) ?? [])
  for (let at = 0; at < added.length; at++) {
    const takes = optionOf(added[at] ?? '', tool)
    if (takes === null) return false
    if (takes === 'next') at++
  }
  return true
}

/** `[tool.pytest.ini_options]`, or `[tool.pytest]` since pytest 9. */
function pytestTable(toml: TomlTable): TomlTable | undefined {
  return tableAt(toml, 'tool', 'pytest', 'ini_options') ?? tableAt(toml, 'tool', 'pytest')
}
