import { saysGenerated } from '../tables/foreign-grounds.ts'
import { managers } from '../tables/managers.ts'
import { escaped, managerModules, managerPatterns, toolNames, wordPattern } from '../tables/program-names.ts'
import { interpreterPattern } from '../tables/python-tools.ts'
import { shellNames, shells, sourcing } from '../tables/shells.ts'
import { environmentRunners, scriptCalls, taskRunners } from '../tables/task-runners.ts'
import { headOf } from '../text/head.ts'
import type { SourceFile } from '../text/source-file.ts'

/**
 * What may be left unread: code without a word that some rule could act on, from the tables or among the names that the
 * repository defines. The words are asked of a text before any grammar reads it.
 */

/** Managers that have no program of their own. */
const modulesOnly = [...managerModules.keys()].filter((name) => managers[name]?.called === 'within')

const programs = wordPattern([
  ...managerPatterns.values(),
  ...[...toolNames, ...Object.keys(environmentRunners)].map(escaped),
  ...modulesOnly,
  'uvx?',
  'pyenv',
  'pip-tools',
  'nix-(?:shell|env)',
])

/** Endings of the files that hold shell code. */
const extensions = shells.flatMap((shell) => shell.extensions)

/** Those that are names of packages and modules too, as in `pkgs.bash`, are taken for endings behind a slash. */
const shellEndings = extensions.filter((extension) => shellNames.has(extension))
const otherEndings = ['py', ...extensions.filter((extension) => !shellNames.has(extension))]

/** Python and its tools, the managers of its packages, dev shells and the programs they define, scripts by path. */
const definingWords = [
  `python|pypy|mkPoetry|\\bscripts\\b|policy-check|\\.(?:${otherEndings.join('|')})\\b`,
  `\\.(?:${shellEndings.join('|')})\\b(?<=/[^\\s"';]{0,100})`,
  '(?:mk|dev)Shell|(?:shell|enter)(?:Hook|Shell)|writeShell(?:Application|ScriptBin)',
]

const nixWords = new RegExp(
  [...definingWords, programs, wordPattern(['nix (?:develop|run|shell|profile)'])].join('|'),
  'i',
)

/** What a file that a program has written may define for others; a program's name in it is that of a crate or a person. */
const generatedNixWords = new RegExp(definingWords.join('|'), 'i')

/** What a shell command does to those after it: where they run, what they may call, which files they find. */
const effects = [
  ...['cd', 'pushd', 'popd', 'alias', 'eval', 'activate', 'deactivate', 'PATH', 'UV_\\w+', 'VIRTUAL_ENV'],
  ...['clone', 'submodule', 'mkdir', 'touch', 'cp', 'mv', 'ln', 'curl', 'wget', 'tar', 'unzip', 'tee'],
]

/** What starts a program that some rule knows. */
const started = [
  interpreterPattern,
  'nix(?:-\\w+)?',
  ...scriptCalls,
  ...[...shellNames, ...Object.keys(taskRunners), ...sourcing.filter((name) => /\w/.test(name))].map(escaped),
]

const shellWords = shellPattern([...started, ...effects])
const programWords = shellPattern(started)

function shellPattern(words: readonly string[]): RegExp {
  return new RegExp(
    [
      `policy-check|\\.(?:${['pyw?', 'ipynb', ...extensions].join('|')})\\b|\\./`,
      programs,
      wordPattern(words),
      '(?:^|[;&|(\\s])\\.[ \\t]',
    ].join('|'),
    'im',
  )
}

/** Whether shell code may start a program that some rule knows, whatever the repository defines. */
export function startsKnownProgram(text: string): boolean {
  return programWords.test(text)
}

/** Whether a rule could act on shell code; `names` are those that the repository defines. */
export function concernsShell(text: string, names: readonly string[] = []): boolean {
  return shellWords.test(text) || holdsName(text, names)
}

/** Whether a Nix file is an entry to a dev shell, or names something that a rule could judge. */
export function concernsNix({ path, text }: SourceFile, names: readonly string[] = []): boolean {
  if (/(?:^|\/)(?:flake|devenv|shell)\.nix$/.test(path) || holdsName(text, names)) return true
  return nixWords.test(text) && (!saysGenerated.test(headOf(text)) || generatedNixWords.test(text))
}

/** Whether a text holds one of these names, or one like it: `run-demo-fn` beside `run-demo-fan`. */
export function holdsName(text: string, names: readonly string[]): boolean {
  return names.length > 0 && patternOf(names).test(text)
}

const patterns = new WeakMap<readonly string[], RegExp>()

function patternOf(names: readonly string[]): RegExp {
  const known = patterns.get(names)
  if (known) return known
  const sources = names.map((name) => {
    const family = /^[a-z]+-(?=[a-z])/.exec(name)?.[0]
    return family ? `(?<![\\w-])${family}` : `(?<!\\w)${escaped(name)}(?!\\w)`
  })
  const pattern = new RegExp([...new Set(sources)].join('|'))
  patterns.set(names, pattern)
  return pattern
}
