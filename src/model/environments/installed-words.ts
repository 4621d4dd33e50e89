import type { Command } from '../commands/command.ts'
import type { ForeignUse } from '../programs/foreign-managers.ts'

/** What a command installs, as written in the file: requirements, paths, `-r FILE`; `uv sync` installs `.`. */
export function installsOf({ uv }: Command, use: ForeignUse | null, source: string): readonly string[] {
  const cut = ({ start, end }: { readonly start: number; readonly end: number }) => source.slice(start, end)
  if (use) {
    if (!['install', 'sync', 'tool-install', 'upgrade'].includes(use.does)) return []
    const editable = use.directories.filter((word) => !use.operands.includes(word))
    const files = use.files.map(({ span }) => `-r ${cut(span)}`)
    const named = [...editable, ...use.operands].map(({ span }) => cut(span))
    return named.length + files.length > 0 ? [...named, ...files] : ['.']
  }
  if (!uv) return []
  if (uv.subcommand === 'add' || uv.subcommand === 'tool install')
    return uv.operands.map(({ span }) => cut(span))
  if (uv.subcommand !== 'sync') return []
  const packages = uv.options.flatMap(({ name, value }) =>
    name === '--package' && value ? [cut(value.span)] : [],
  )
  return packages.length > 0 ? packages : ['.']
}
