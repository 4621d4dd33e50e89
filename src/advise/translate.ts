import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import type { NewWords } from '../model/programs/new-words.ts'
import type { CommandWord } from '../model/programs/word.ts'
import { managers } from '../tables/managers.ts'
import { posixShells } from '../tables/shells.ts'
import { taskRunners } from '../tables/task-runners.ts'
import { otherBuilders } from '../tables/terminal-programs.ts'
import { runsTask, translateHatch, translateRun } from './translate-run.ts'
import { translateUninstall } from './translate-uninstall.ts'
import {
  code,
  onlyIdle,
  optionOrMember,
  projectOption,
  type Translation,
  type TranslationContext,
} from './translation.ts'

/**
 * The command of uv that does what another manager is asked to, for what one command does alone; what shares an
 * environment with others is planned by `sessions/`.
 */
export function translate(use: ForeignUse, place: TranslationContext): Translation {
  const { does, manager } = use
  if (place.command.script.context.kind === 'shebang') return shebang(use, place)
  if (managers[manager]?.conda) return condaAdvice(use, place)
  switch (does) {
    case 'install':
    case 'sync':
      return { next: 'Use `uv sync`.' }
    case 'uninstall':
      return manager === 'pipx'
        ? renamed(['uv', 'tool', 'uninstall'], use, place)
        : translateUninstall(use, place)
    case 'upgrade':
      return simple(['uv', 'sync', '--upgrade'], use, place, 'it upgrades every locked version')
    case 'environment':
    case 'shell':
      return { next: makesEnvironment }
    case 'lock':
      return manager === 'pip-compile'
        ? { next: 'Use `uv lock`, or `uv export` where a requirements file must exist.' }
        : simple(['uv', 'lock'], use, place, 'it writes `uv.lock` instead of another lock file')
    case 'export':
      return { next: 'Use `uv export`.' }
    case 'run':
      return translateRun(use, place)
    case 'test':
    case 'format':
      return translateHatch(use, place)
    case 'init':
      return { next: 'Use `uv init`.' }
    case 'build':
      return { next: `Use ${code(buildWords(use, place), place.source)}.` }
    case 'publish':
      return { next: publishAdvice(use) }
    case 'tool-install':
      return use.verb === 'install' && manager === 'pipx'
        ? renamed(['uv', 'tool', 'install'], use, place)
        : { next: 'Use `uv tool install` or `uv tool upgrade`.' }
    case 'tool-run':
      return toolRun(use, place)
    case 'read':
      return { next: 'Use `uv pip list` or `uv tree`.' }
  }
}

const makesEnvironment = 'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.'

/** `uv build` for the same directory; a front end names it, other managers work on their own. */
function buildWords(
  { manager, operands, options }: ForeignUse,
  { command, workspace }: TranslationContext,
): NewWords {
  const kept = manager === 'pyproject-build' ? options.flatMap(buildOption) : []
  if (manager === 'pyproject-build' && operands.length > 0) return ['uv', 'build', ...kept, ...operands]
  return ['uv', 'build', ...optionOrMember(projectOption(command, workspace)), ...kept]
}

/** An option of `python -m build` as `uv build` calls it; nothing for one that uv has no need of. */
function buildOption({ name, value }: ForeignUse['options'][number]): NewWords {
  if (name === '--sdist' || name === '-s') return ['--sdist']
  if (name === '--wheel' || name === '-w') return ['--wheel']
  const isOut = name === '--outdir' || name === '-o'
  // `dist` is where uv builds to by itself.
  return isOut && value?.word && value.text !== 'dist' && value.text !== 'dist/'
    ? ['--out-dir', value.word]
    : []
}

/** `uv publish` for the repository that is named; without a name it is PyPI. */
function publishAdvice({ words }: ForeignUse): string {
  const at = words.findIndex(({ text }) =>
    /^(?:-r|--repo|--repository|--repository-url)(?:=|$)/.test(text ?? ''),
  )
  if (at < 0) return 'Use `uv publish`.'
  const name = /=(.*)/s.exec(words[at]?.text ?? '')?.[1] ?? words[at + 1]?.text ?? '<name>'
  if (name.includes('://')) return `Use \`uv publish --publish-url ${name}\`.`
  if (/^(?:test|test-?pypi)$/i.test(name))
    return 'Use `uv publish --publish-url https://test.pypi.org/legacy/`.'
  return `Use \`uv publish --index ${name}\`, with a \`publish-url\` for it in \`[[tool.uv.index]]\`.`
}

/** `pipx run` takes the name of a package, or a script with a header by its path or address. */
function toolRun(use: ForeignUse, { source }: TranslationContext): Translation {
  const isScript = /\.py$/.test(use.target[0]?.text ?? '')
  const options: (string | CommandWord)[] = []
  let whole = true
  for (const { name, value } of use.options) {
    const same = name === null ? undefined : optionsOfUvx[name]
    if (same === undefined || (value && !value.word)) whole = false
    else if (value?.word) options.push(same, value.word)
    else if (same !== '') options.push(same)
  }
  const [named] = use.target
  const builds = /^build(?:[=<>!~].*)?$/.test(named?.text ?? '')
  if (builds && use.options.length === 0)
    return { next: `Use ${code(['uv', 'build', ...use.target.slice(1).map(asUvBuild)], source)}.` }
  const words = [...(isScript ? ['uv', 'run'] : ['uvx']), ...options, ...use.target]
  const next = `Run ${code(words, source)}.`
  return whole ? { next, words } : { next }
}

/** The option of `python -m build` as `uv build` calls it. */
function asUvBuild(word: CommandWord): CommandWord | string {
  return word.text === '--outdir' || word.text === '-o' ? '--out-dir' : word
}

/** Options of `pipx run` with those of uv that mean the same; empty for what uv needs not be told. */
const optionsOfUvx: Readonly<Record<string, string>> = {
  '--python': '--python',
  '--spec': '--from',
  '--with': '--with',
  '--no-cache': '--no-cache',
  '-q': '-q',
  '--quiet': '--quiet',
  '-y': '',
  '--yes': '',
}

/** The path of the script follows a shebang; pipx and uv read its header alike. Only `env -S` takes several words. */
function shebang({ manager, does }: ForeignUse, { command }: TranslationContext): Translation {
  const words = ['uv', 'run', '--script']
  const next = 'Write `#!/usr/bin/env -S uv run --script`.'
  if (!command.runner?.words.some(({ text }) => text === '-S')) return { next }
  if (does === 'tool-run') return { next, words }
  return { next, words, because: `the header of the script replaces the environment of ${manager}` }
}

function simple(
  words: readonly string[],
  use: ForeignUse,
  { source }: TranslationContext,
  because: string,
): Translation {
  const next = `Use ${code(words, source)}.`
  return use.operands.length === 0 && onlyIdle(use) ? { next, words, because } : { next }
}

function renamed(prefix: readonly string[], use: ForeignUse, { source }: TranslationContext): Translation {
  const words = [...prefix, ...use.operands]
  const next = `Use ${code(words, source)}.`
  return use.options.length === 0 ? { next, words } : { next }
}

function condaAdvice(use: ForeignUse, place: TranslationContext): Translation {
  const { command, workspace, source, tree } = place
  const hasFlake = tree.hasFile('flake.nix')
  const option = optionOrMember(projectOption(command, workspace))
  const [first] = use.target
  if (use.does === 'run' && first?.text && startsOther(first.text))
    return {
      next: `${hasFlake ? `Take \`${first.text}\` from the dev shell` : `Run \`${first.text}\` by itself`}, and let it run Python through \`uv run\`.`,
    }
  if (use.does === 'run' && runsTask(use, place)) return translateRun(use, place)
  if (use.does === 'run') {
    const target = use.target.length > 0 ? use.target : ['…']
    return { next: `Use ${code(['uv', 'run', ...option, ...target], source)}.` }
  }
  if (use.does === 'lock') return { next: 'Use `uv lock`.' }
  if (use.does === 'environment' || use.does === 'shell') return { next: makesEnvironment }
  const add = ['uv', 'add', ...option, '…'].join(' ')
  return {
    next: `Declare Python packages with \`${add}\`; take ${hasFlake ? 'system libraries from the flake' : 'other libraries from the system'}.`,
  }
}

/** Whether a program is no Python, so that it needs no `uv run`: what it runs in turn may be. */
function startsOther(program: string): boolean {
  return otherBuilders.includes(program) || Object.hasOwn(taskRunners, program) || posixShells.has(program)
}
