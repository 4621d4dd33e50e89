import type { ParsedFile } from '../../parse/document.ts'
import { publishActions } from '../../tables/actions.ts'
import { publishes } from '../../tables/managers.ts'
import { lazily } from '../../text/lazily.ts'
import { nameOf } from '../../text/paths.ts'
import type { Documents } from '../pages/documents.ts'
import { installedNames } from '../pages/installed-names.ts'
import { isTestData } from '../pages/page-kind.ts'
import { normalizeName } from '../python/names.ts'

/**
 * What shows that packages of the repository are on an index. A license, classifiers and a build system show nothing: every
 * template has them.
 */
export interface Publication {
  /** The reason to believe that a package of this normalised name is published, or null without any. */
  evidence(name: string): string | null
  /** Whether something shows just this package on an index, or installs it by its name. */
  names(name: string): boolean
}

/** The page of a package on an index, or a badge that shows one. */
const indexPage =
  /\b(?:pypi\.org\/(?:p|project|simple)|img\.shields\.io\/pypi\/\w+|badge\.fury\.io\/py|pepy\.tech\/(?:project|badge)s?|pypi\.python\.org\/pypi|anaconda\.org\/conda-forge|static\.pepy\.tech\/badge)\/([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)/g

/** Looks for evidence when it is first asked for. */
export function findPublication(documents: Documents): Publication {
  const found = lazily(() => look(documents))
  return {
    evidence: (name) => found().names.get(name) ?? found().all,
    names: (name) => found().names.has(name),
  }
}

function look(documents: Documents) {
  const names = new Map<string, string>()
  let all: string | null = null
  for (const parsed of documents.all) {
    const { path, text } = parsed.file
    if (isTestData(path)) continue
    if (!parsed.document.markdown) {
      if (all === null && sendsToIndex(parsed)) all = `\`${path}\` publishes packages`
      continue
    }
    for (const [, written = ''] of text.includes('/') ? text.matchAll(indexPage) : []) {
      const name = normalizeName(written.replace(/\.(?:svg|png)$/, ''))
      if (!names.has(name)) names.set(name, `\`${path}\` shows it on an index`)
    }
    if (path.includes('/') || !/^readme\b/i.test(nameOf(path))) continue
    for (const written of installedNames(text)) {
      const name = normalizeName(written)
      if (!names.has(name)) names.set(name, `\`${path}\` installs it by name`)
    }
  }
  return { all, names }
}

function sendsToIndex({ file: { text }, document }: ParsedFile): boolean {
  if (document.actions?.some(({ text: action }) => publishActions.test(action))) return true
  return document.scripts.length > 0 && publishes.test(text)
}
