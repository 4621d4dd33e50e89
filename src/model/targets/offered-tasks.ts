import { noxSessions, toxNames } from '../../parse/environment-names.ts'
import {
  justRecipes,
  makeTargets,
  packageScripts,
  poeTasks,
  type TaskNames,
  taskfileTasks,
} from '../../parse/task-names.ts'
import { namedTasks, taskRunners } from '../../tables/task-runners.ts'
import type { SourceFile } from '../../text/source-file.ts'
import type { Documents } from '../pages/documents.ts'

/** What the files of tasks at the root offer to those who work there. */
export interface OfferedTasks {
  /** How one is called: `make`, `just`, `task`, `npm run`. */
  readonly call: string
  /** The first file that holds some. */
  readonly path: string
  /** In the order of the file, without those that only others call. */
  readonly names: readonly string[]
}

interface Offer {
  readonly call: string
  readonly files: RegExp
  read(file: SourceFile): TaskNames
}

const byRunner: Readonly<Record<string, Offer['read']>> = {
  make: makeTargets,
  just: justRecipes,
  task: taskfileTasks,
}

const offers: readonly Offer[] = [
  ...Object.entries(byRunner).map(([call, read]) => ({
    call,
    files: taskRunners[call]?.files ?? /^$/,
    read,
  })),
  { call: 'uv run poe', files: /^(?:pyproject|poe_tasks)\.toml$/, read: poeTasks },
  { call: 'uvx nox -s', files: runnerFiles('nox'), read: noxSessions },
  { call: 'uvx tox -e', files: runnerFiles('tox'), read: (file) => toxNames(file) },
  { call: 'npm run', files: /^package\.json$/, read: packageScripts },
]

/** The files of a runner that asks for its own environments. */
function runnerFiles(program: string): RegExp {
  return namedTasks[program]?.files ?? /^$/
}

/** Names that people call: no files that make builds, no private recipes. */
const called = /^[A-Za-z][\w:-]*$/

/** The tasks of the repository's root, by runner. */
export function offeredTasks(documents: Documents): readonly OfferedTasks[] {
  return offers.flatMap(({ call, files, read }) => {
    const holders = documents.all.filter(({ file }) => files.test(file.path))
    const names = new Set(
      holders.flatMap(({ file }) => [...read(file).names].filter((name) => called.test(name))),
    )
    const [first] = holders
    return first && names.size > 0 ? [{ call, path: first.file.path, names: [...names] }] : []
  })
}
