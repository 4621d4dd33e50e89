import type { Command } from '../model/commands/command.ts'
import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import type { CommandWord } from '../model/programs/word.ts'
import { homeOf, pluginsOfTools } from '../tables/distributions.ts'
import { packaging, replacedByUv } from '../tables/managers.ts'
import { isRepeated, type Translation } from './translation.ts'

/** Whether uv does the work of a package. */
export function isReplaced(name: string): boolean {
  return Object.hasOwn(replacedByUv, name)
}

/** The command of uv that does the work of a package. */
export function successorOf(name: string): string {
  return replacedByUv[name] ?? 'uv'
}

/**
 * What to do where packages are installed that are no dependencies: installers, uv itself, applications, and what was
 * built here. Null for dependencies. `source` is the text of the file.
 */
export function adviseInstall(use: ForeignUse, command: Command, source: string): Translation | null {
  const written = ({ span }: CommandWord) => source.slice(span.start, span.end)
  const names = use.names.filter((name) => !packaging.has(name))
  const named = use.operands.length === use.names.length && use.directories.length + use.files.length === 0
  if (use.manager === 'ensurepip' || (named && use.names.length > 0 && names.length === 0))
    return { next: 'Delete it: uv needs no pip.' }
  const [only] = names
  if (named && only !== undefined && names.length === 1) {
    if (only === 'uv') return { next: takeUv(command) }
  }
  if (named && names.length > 0 && names.every(isReplaced)) {
    const successors = [...new Set(names.map(successorOf))].map((successor) => `\`${successor}\``).join(', ')
    const purpose = names.length === 1 ? `does what \`${only}\` is for` : 'do what they are for'
    return {
      next: `Delete it: ${successors} ${successors.includes(',') ? purpose : purpose.replace('do ', 'does ')}.`,
    }
  }
  if (
    use.operands.length === 0 &&
    use.files.length === 1 &&
    use.files.every(({ text }) => /^(?:.*\/)?uv[-_.]requirements\.txt$/.test(text ?? ''))
  )
    return { next: takeUv(command) }
  const built = use.operands.filter((word) => isDistribution(written(word)))
  if (built.length > 0 || use.options.some(isLocalIndex))
    return { next: tryBuilt(built.map(written), command) }
  const advice = named ? adviseApplication(use, names, written) : null
  return advice && isRepeated(command) ? { next: advice.next } : advice
}

function adviseApplication(
  use: ForeignUse,
  names: readonly string[],
  written: (word: CommandWord) => string,
): Translation | null {
  const hosts = new Set(
    names.map((name) => (Object.hasOwn(pluginsOfTools, name) ? pluginsOfTools[name] : name)),
  )
  const [application = ''] = hosts
  if (hosts.size !== 1 || homeOf(application) !== 'tool') return null
  const own = use.operands.find((_, position) => use.names[position] === application)
  const beside = use.operands.filter((_, position) =>
    Object.hasOwn(pluginsOfTools, use.names[position] ?? ''),
  )
  const words = ['uv', 'tool', 'install', own ?? application, ...beside.flatMap((word) => ['--with', word])]
  const text = words.map((word) => (typeof word === 'string' ? word : written(word))).join(' ')
  return {
    next: `Use \`${text}\`, or \`uvx ${application}\` where it runs.`,
    words,
    because: `\`${application}\` gets an environment of its own, outside that of the project`,
  }
}

function takeUv({ host }: Command): string {
  if (host === 'dockerfile') return 'Use `COPY --from=ghcr.io/astral-sh/uv /uv /uvx /bin/`.'
  if (host === 'workflow') return 'Use the action `astral-sh/setup-uv`, or take uv from the dev shell.'
  return 'Take uv from the dev shell, or install it with its own installer.'
}

/** Whether an operand is a wheel or a source distribution in a directory, as it is written. */
export function isDistribution(text: string): boolean {
  const path = text.replace(/^["']|["']$/g, '').replace(/\[[\w, -]*\]$/, '')
  return !path.includes('://') && (/\.(?:whl|tar\.gz)$/.test(path) || /(?:^|\/)dist\/./.test(path))
}

function isLocalIndex({ name, value }: ForeignUse['options'][number]): boolean {
  return (name === '--find-links' || name === '-f') && value !== undefined && !value.text?.includes('://')
}

function tryBuilt(built: readonly string[], { host }: Command): string {
  if (host === 'dockerfile') return 'Use `uv sync --locked --no-editable`, which installs members as wheels.'
  const what = built.length === 1 ? built[0] : '<distribution>'
  return `Use \`uv run --isolated --no-project --with ${what} …\`, which tries it apart from the project.`
}
