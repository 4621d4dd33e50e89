import type { OptionUse } from '../model/programs/arguments.ts'
import type { ForeignUse } from '../model/programs/foreign-managers.ts'
import { meaningOf, type OptionMeaning } from '../tables/manager-options.ts'

/** Options of another manager in the words of `uv sync`. */
export interface SyncOptions {
  readonly options: readonly string[]
  /** Whether nothing that the old options ask for is missing. */
  readonly whole: boolean
}

/** How `uv sync` says what an option means, given its values; null for what it cannot say. */
const spelled: Readonly<Record<OptionMeaning, ((values: readonly string[]) => readonly string[]) | null>> = {
  nothing: () => [],
  again: () => [],
  development: () => [],
  source: () => [],
  group: (values) => values.flatMap((group) => ['--group', group]),
  'without-group': (values) => values.flatMap((group) => ['--no-group', group]),
  extra: (values) => values.flatMap((extra) => ['--extra', extra]),
  production: () => ['--no-dev'],
  'all-extras': () => ['--all-extras'],
  'all-groups': () => ['--all-groups'],
  'no-project': () => ['--no-install-project'],
  elsewhere: null,
  index: null,
  'no-dependencies': null,
}

/** The options of a use as `uv sync` says them. */
export function syncOptions({ manager, options }: ForeignUse): SyncOptions {
  const said = options.map((option) => spellingOf(manager, option))
  return {
    options: said.flatMap((words) => words ?? []),
    whole: said.every((words) => words !== null),
  }
}

function spellingOf(manager: string, { name, value }: OptionUse): readonly string[] | null {
  const meaning = name === null ? undefined : meaningOf(manager, name)
  const spelling = meaning && spelled[meaning]
  if (value?.text === null && meaning !== 'source') return null
  return spelling ? spelling(value?.text?.split(/[ ,]+/).filter(Boolean) ?? []) : null
}
