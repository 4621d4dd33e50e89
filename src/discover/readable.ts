import {
  fileKinds,
  jsonPaths,
  otherNames,
  requirementsName,
  shellPaths,
  templateEnding,
  yamlPaths,
} from '../tables/languages.ts'
import { nameOf } from '../text/paths.ts'

/**
 * What a file must hold to be read where its path does not decide: a shebang, the header of a PEP 723 script, or that or an
 * import of one of these top-level modules.
 */
export type Mark = 'shebang' | 'script-header' | ImportMark

export interface ImportMark {
  readonly imports: ReadonlySet<string>
}

/**
 * Whether some stage reads files of this path, or the mark that decides it: only a shebang makes a file without an
 * extension readable, only a header a Python file. YAML and JSON are read by name, because data files of these formats
 * can be huge.
 */
export function isReadable(path: string): boolean | Mark {
  const made = path.replace(templateEnding, '')
  if (made !== path) return isReadable(made) === true || /\.ya?ml$/.test(made)
  const name = nameOf(path)
  if (names.has(name) || stemmed.test(name) || requirementsName.test(name)) return true
  if (byPath.some((pattern) => pattern.test(path))) return true
  const dot = name.lastIndexOf('.')
  if (dot === -1) return 'shebang'
  const extension = name.slice(dot + 1).toLowerCase()
  if (withHeader.has(extension)) return 'script-header'
  return extensions.has(extension)
}

const byPath = [...yamlPaths, ...jsonPaths, ...shellPaths]
const isPython = ({ language }: (typeof fileKinds)[number]) => language === 'python'
const names = new Set([...otherNames, ...fileKinds.flatMap((kind) => kind.names ?? [])])
const stemmed = new RegExp(`^(?:${fileKinds.flatMap(({ stems = [] }) => stems).join('|')})(?:[._-]|$)`)
const extensions = new Set(fileKinds.flatMap((kind) => (isPython(kind) ? [] : (kind.extensions ?? []))))
const withHeader = new Set(fileKinds.flatMap((kind) => (isPython(kind) ? (kind.extensions ?? []) : [])))
