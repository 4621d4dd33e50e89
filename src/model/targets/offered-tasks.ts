import { toxNames } from '../../parse/environment-names.ts'
import type { Documents } from '../pages/documents.ts'
import { recipes, type TaskFile, taskFiles } from './task-files.ts'

/** What the files of tasks at the root offer to those who work there. */
export interface OfferedTasks {
  /** How one is called: `make`, `just`, `task`, `npm run`. */
  readonly call: string
  /** The first file that holds some. */
  readonly path: string
  /** In the order of the file, without those that only others call. */
  readonly names: readonly string[]
}

interface Offer extends TaskFile {
  readonly call: string
}

const { poe, nox, tox, npm } = taskFiles

const offers: readonly Offer[] = [
  ...Object.entries(recipes).map(([call, file]) => ({ call, ...file })),
  { call: 'uv run poe', ...poe },
  { call: 'uvx nox -s', ...nox },
  { call: 'uvx tox -e', ...tox, read: (file) => toxNames(file) },
  { call: 'npm run', ...npm },
]

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
