import type { ForeignUse } from './foreign-managers.ts'
import { translateInstall, translateUninstall } from './translate-install.ts'
import { runsTask, translateHatch, translateRun } from './translate-run.ts'
import { translateSync } from './translate-sync.ts'
import {
  code,
  onlyIdle,
  optionOrMember,
  projectOption,
  type Translation,
  type TranslationPlace,
} from './translation.ts'

/** The command of uv that does what a foreign manager is asked to, as far as that can be told. */
export function translate(use: ForeignUse, place: TranslationPlace): Translation {
  const { does, manager } = use
  if (place.command.script.context.kind === 'shebang') return shebang(use, place)
  if (manager === 'conda' || manager === 'mamba' || manager === 'micromamba' || manager === 'pixi')
    return condaAdvice(use, place)
  switch (does) {
    case 'install':
      return translateInstall(use, place)
    case 'uninstall':
      return manager === 'pipx'
        ? renamed(['uv', 'tool', 'uninstall'], use, place)
        : translateUninstall(use, place)
    case 'sync':
      return translateSync(use, place)
    case 'upgrade':
      return simple(['uv', 'sync', '--upgrade'], use, place, 'it upgrades every locked version')
    case 'environment':
    case 'shell':
      return { next: 'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.' }
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
      return {
        next: `Use ${code(['uv', 'build', ...optionOrMember(projectOption(place.command, place.workspace))], place.source)}.`,
      }
    case 'publish':
      return { next: 'Use `uv publish`.' }
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

/** `pipx run` takes the name of a package, or a script with a header by its path or address. */
function toolRun(use: ForeignUse, { source }: TranslationPlace): Translation {
  const isScript = /\.py$/.test(use.target[0]?.text ?? '')
  if (use.options.length > 0) return { next: isScript ? 'Use `uv run`.' : 'Use `uvx`.' }
  const words = [...(isScript ? ['uv', 'run'] : ['uvx']), ...use.target]
  return { next: `Run ${code(words, source)}.`, words }
}

/** The path of the script follows a shebang; pipx and uv read its header alike. Only `env -S` takes several words. */
function shebang({ manager, does }: ForeignUse, { command }: TranslationPlace): Translation {
  const words = ['uv', 'run', '--script']
  const next = 'Write `#!/usr/bin/env -S uv run --script`.'
  if (!command.runner?.words.some(({ text }) => text === '-S')) return { next }
  if (does === 'tool-run') return { next, words }
  return { next, words, because: `the header of the script replaces the environment of ${manager}` }
}

function simple(
  words: readonly string[],
  use: ForeignUse,
  { source }: TranslationPlace,
  because: string,
): Translation {
  const next = `Use ${code(words, source)}.`
  return use.operands.length === 0 && onlyIdle(use) ? { next, words, because } : { next }
}

function renamed(prefix: readonly string[], use: ForeignUse, { source }: TranslationPlace): Translation {
  const words = [...prefix, ...use.operands]
  const next = `Use ${code(words, source)}.`
  return use.options.length === 0 ? { next, words } : { next }
}

/** Programs that are no Python: what they run in turn may be. */
const otherPrograms = /^(?:make|just|task|cmake|ninja|npm|npx|pnpm|yarn|node|cargo|bash|sh|zsh)$/

function condaAdvice(use: ForeignUse, place: TranslationPlace): Translation {
  const { command, workspace, source } = place
  const option = optionOrMember(projectOption(command, workspace))
  const [first] = use.target
  if (use.does === 'run' && first?.text && otherPrograms.test(first.text))
    return { next: `Take \`${first.text}\` from the dev shell, and let it run Python through \`uv run\`.` }
  if (use.does === 'run' && runsTask(use, place)) return translateRun(use, place)
  if (use.does === 'run') {
    const target = use.target.length > 0 ? use.target : ['…']
    return { next: `Use ${code(['uv', 'run', ...option, ...target], source)}.` }
  }
  if (use.does === 'lock') return { next: 'Use `uv lock`.' }
  if (use.does === 'environment' || use.does === 'shell')
    return { next: 'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.' }
  const add = ['uv', 'add', ...option, '…'].join(' ')
  return { next: `Declare Python packages with \`${add}\`; take system libraries from the flake.` }
}
