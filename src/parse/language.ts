import {
  fileKinds,
  jsonPaths,
  type Language,
  shellPaths,
  templated,
  workflowWords,
  yamlPaths,
} from '../tables/languages.ts'
import { posixShellPattern } from '../tables/shells.ts'
import { nameOf } from '../text/paths.ts'
import type { SourceFile } from '../text/source-file.ts'
import { madeBy } from './template.ts'

const byName = new Map(
  fileKinds.flatMap(({ language, names = [] }) => names.map((name) => [name, language] as const)),
)
const byExtension = new Map(
  fileKinds.flatMap(({ language, extensions = [] }) =>
    extensions.map((extension) => [extension, language] as const),
  ),
)
const stems = fileKinds.flatMap(({ stems = [] }) => stems)

/** `Dockerfile.dev` and `Dockerfile-dev`; `Dockerfile.dockerignore` is a list of patterns. */
const stemmed = new RegExp(`^(${stems.join('|')})[._-](?!(?:.*\\.)?dockerignore$)`)

const shellShebang = new RegExp(
  `^\\uFEFF?#!\\s*\\S*\\b(?:env\\s+(?:-S\\s+)?(?:\\w+=\\S+\\s+)*)?(?:\\S*\\/)?${posixShellPattern}\\b`,
)
const nixShellShebang = new RegExp(`^#!\\s*nix-shell\\s.*-i\\s+${posixShellPattern}\\b`, 'm')
const pythonShebang = /^\uFEFF?#!.*\bpython[\d.]*\b/
const uvShebang = /^\uFEFF?#!.*\buv\s+run\b/

/** The format of a file: by its path, and by its first line when its name has no known extension. */
export function languageOf(file: SourceFile): Language {
  const made = madeBy(file.path)
  if (made === undefined) return languageByPath(file)
  const language = languageByPath({ path: made, text: file.text })
  if (templated.has(language)) return language
  return /\.ya?ml$/.test(made) && workflowWords.test(file.text) ? 'yaml' : 'other'
}

function languageByPath(file: SourceFile): Language {
  const name = nameOf(file.path)
  if (yamlPaths.some((pattern) => pattern.test(file.path))) return 'yaml'
  if (jsonPaths.some((pattern) => pattern.test(file.path))) return 'json'
  if (shellPaths.some((pattern) => pattern.test(file.path))) return 'shell'
  const known = byName.get(name)
  if (known) return known
  const dot = name.lastIndexOf('.')
  const extension = dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
  return byExtension.get(extension) ?? byStem(name) ?? byShebang(file.text.slice(0, 400))
}

function byStem(name: string): Language | null {
  const stem = stemmed.exec(name)?.[1]
  return (stem && byName.get(stem)) || null
}

function byShebang(text: string): Language {
  if (!/^\uFEFF?#!/.test(text)) return 'other'
  const [first = '', second = ''] = text.split('\n', 2)
  if (/\bnix-shell\b/.test(first)) return nixShellShebang.test(second) ? 'shell' : 'other'
  if (shellShebang.test(first)) return 'shell'
  return pythonShebang.test(first) || uvShebang.test(first) ? 'python' : 'other'
}
