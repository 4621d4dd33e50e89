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

const never = /^$/

/** Runners of recipes that stand in a file of their own. */
export const recipes = {
  make: { files: taskRunners.make?.files ?? never, read: makeTargets },
  just: { files: taskRunners.just?.files ?? never, read: justRecipes },
  task: { files: taskRunners.task?.files ?? never, read: taskfileTasks },
} satisfies Readonly<Record<string, TaskFile>>

/** Runners of Python that are asked for names. */
const named = {
  poe: { files: namedTasks.poe?.files ?? never, read: poeTasks },
  nox: { files: namedTasks.nox?.files ?? never, read: noxSessions },
  tox: { files: namedTasks.tox?.files ?? never, read: toxEnvironments },
} satisfies Readonly<Record<string, TaskFile>>

/** The files of each runner, by its program. */
export const taskFiles = {
  ...recipes,
  ...named,
  npm: { files: /^package\.json$/, read: packageScripts },
} satisfies Readonly<Record<string, TaskFile>>
