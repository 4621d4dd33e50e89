import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import { isDistribution } from './install-advice.ts'
import { jobOf } from './installed-apart.ts'
import type { TranslationPlace } from './translation.ts'

/** What uv does in place of making or entering an environment. */
export function adviseEnvironment(use: ForeignUse, place: TranslationPlace): string {
  if (triesBuilt(use, place))
    return '`uv run --isolated --no-project --with <distribution> …` needs no environment of its own.'
  const version = use.operands
    .map(({ text }) => /^python={1,2}(\d[\d.]*)/.exec(text ?? '')?.[1])
    .find(Boolean)
  return version
    ? `Pin the version with \`uv python pin ${version}\`; \`uv sync\` makes \`.venv\`, and \`uv run\` uses it.`
    : 'Delete it: `uv sync` makes `.venv`, and `uv run` uses it.'
}

/** Whether the environment has a name of its own, and what follows in the same job installs a built distribution. */
function triesBuilt(use: ForeignUse, { command, commands, source }: TranslationPlace): boolean {
  const [name] = use.operands
  const named = use.manager === 'venv' || use.manager === 'virtualenv'
  if (!named || !name || /^(?:.*\/)?\.?v?env$/.test(name.text ?? '')) return false
  const job = jobOf(command)
  return commands.all.some((other) => {
    if (other.path !== command.path || other.span.start < command.span.end || jobOf(other) !== job)
      return false
    const install = other.foreign
    return (
      install?.does === 'install' &&
      install.operands.some(({ span }) => isDistribution(source.slice(span.start, span.end)))
    )
  })
}
