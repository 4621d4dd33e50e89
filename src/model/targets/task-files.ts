import { noxSessions, toxEnvironments } from '../../parse/environment-names.ts'
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

/** A file that says which names a runner can be asked for. */
export interface TaskFile {
  /** Names of it, as a pattern for the whole name. */
  readonly files: RegExp
  read(file: SourceFile): TaskNames
}

/** The files of each runner, by its program. */
export const taskFiles = {
  make: { files: filesOf('make'), read: makeTargets },
  just: { files: filesOf('just'), read: justRecipes },
  task: { files: filesOf('task'), read: taskfileTasks },
  poe: { files: filesOf('poe'), read: poeTasks },
  nox: { files: filesOf('nox'), read: noxSessions },
  tox: { files: filesOf('tox'), read: toxEnvironments },
  npm: { files: /^package\.json$/, read: packageScripts },
} as const satisfies Readonly<Record<string, TaskFile>>

function filesOf(program: string): RegExp {
  return (taskRunners[program] ?? namedTasks[program])?.files ?? /^$/
}
