import type { FileTree } from '../../discover/file-tree.ts'
import { madeBy } from '../../parse/template.ts'
import { nameOf } from '../../text/paths.ts'

/**
 * Whether a file is a template that this repository makes no file from: it is filled in by whoever copies it. Its own
 * files lie beside their template, or are workflows that begin with its name.
 */
export function isForOthers(path: string, tree: FileTree): boolean {
  const made = madeBy(path)
  if (made === undefined || tree.hasFile(made)) return false
  const stem = nameOf(made).replace(/\.ya?ml$/, '')
  return !tree.paths.some((other) => workflow.exec(other)?.[1]?.startsWith(stem))
}

const workflow = /^\.github\/workflows\/([^/]+)\.ya?ml$/
