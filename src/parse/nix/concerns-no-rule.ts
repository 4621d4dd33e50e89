import { managers } from '../../tables/managers.ts'
import {
  escaped,
  managerModules,
  managerPatterns,
  toolNames,
  wordPattern,
} from '../../tables/program-names.ts'
import { environmentRunners } from '../../tables/task-runners.ts'
import type { SourceFile } from '../../text/source-file.ts'

/** Managers that have no program of their own. */
const modulesOnly = [...managerModules.keys()].filter((name) => managers[name]?.called === 'within')

/** Python and its tools, the managers of its packages, dev shells and the programs they define, scripts by path. */
const ofInterest = new RegExp(
  [
    'python|pypy|mkPoetry|\\bscripts\\b|policy-check|\\.(?:py|sh)\\b',
    '(?:mk|dev)Shell|(?:shell|enter)(?:Hook|Shell)|writeShell(?:Application|ScriptBin)',
    wordPattern([
      ...managerPatterns.values(),
      ...[...toolNames, ...Object.keys(environmentRunners)].map(escaped),
    ]),
    wordPattern([
      'uvx?',
      ...modulesOnly,
      'pyenv',
      'pip-tools',
      'nix-(?:shell|env)',
      'nix (?:develop|run|shell|profile)',
    ]),
  ].join('|'),
  'i',
)

/** Whether a Nix text is no entry to a dev shell and names nothing that a rule could judge; `words` are names that matter here as well. */
export function concernsNoRule({ path, text }: SourceFile, words: readonly string[]): boolean {
  if (/(?:^|\/)(?:flake|devenv|shell)\.nix$/.test(path)) return false
  return !ofInterest.test(text) && !words.some((word) => text.includes(word))
}
