import type { OptionUse } from '../model/programs/arguments.ts'
import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import { uvOption } from '../model/programs/uv-invocation.ts'
import { meaningOf, type OptionMeaning } from '../tables/manager-options.ts'
import { jobOf } from './installed-apart.ts'
import type { Translation, TranslationPlace } from './translation.ts'

/**
 * What to do where an install is meant for another place than the environment of the project, or for other versions
 * than those of its lock; null for any other install.
 */
export function adviseSpecial(use: ForeignUse, own: boolean, place: TranslationPlace): Translation | null {
  const { source, command } = place
  const means = ({ name }: OptionUse) => (name === null ? undefined : meaningOf(use.manager, name))
  const has = (meaning: OptionMeaning) => use.options.some((option) => means(option) === meaning)
  if (has('elsewhere'))
    return {
      next: 'Fill a directory from the lock with `UV_PROJECT_ENVIRONMENT=<directory> uv sync --locked --no-editable`; the packages lie in its `site-packages`.',
    }
  const written = use.operands.map(({ span }) => source.slice(span.start, span.end))
  if (
    use.options.some(
      (option) => means(option) === 'index' && option.value?.text?.includes('://test.pypi.org/'),
    )
  )
    return { next: tryRelease(['--index', 'https://test.pypi.org/simple/', '--with', written[0] ?? '…']) }
  const resolved = use.manager === 'uv pip' ? resolutionOf(use, place) : null
  if (resolved) return { next: `Use \`${['uv', 'sync', ...resolved].join(' ')}\`, which resolves anew.` }
  const again = has('again')
  if (
    own &&
    use.directories.length + use.files.length === 0 &&
    (again || written.some((text) => /==/.test(text)))
  )
    return { next: tryRelease(['--with', written[0] ?? '…']) }
  const here = use.directories.length === 1 && /^\.\/?$/.test(use.directories[0]?.text ?? '')
  if (again && has('no-dependencies') && here && command.project)
    return { next: `Use \`uv sync --reinstall-package ${command.project.name}\`.` }
  return null
}

function tryRelease(words: readonly string[]): string {
  return `Use \`uv run --isolated --no-project ${words.join(' ')} …\`, which tries the release apart from the project.`
}

/** `--resolution` and the extras of a list that the same job made with `uv pip compile` before. */
function resolutionOf(
  { span }: ForeignUse,
  { command, commands, source }: TranslationPlace,
): readonly string[] | null {
  const job = jobOf(command)
  for (const { path, uv, span: at, ...other } of commands.all) {
    if (path !== command.path || at.start >= span.start || uv?.subcommand !== 'pip compile') continue
    if (jobOf({ path, ...other }) !== job) continue
    const value = uvOption(uv, '--resolution')
    if (!value) continue
    const extras = uv.options.flatMap(({ name, value: extra }) =>
      name === '--extra' && extra?.text ? ['--extra', extra.text] : [],
    )
    return ['--resolution', source.slice(value.span.start, value.span.end), ...extras]
  }
  return null
}
