import type { TomlTable } from '../../parse/toml/toml-file.ts'

/** The directory that `git clone` makes, from its operands and options; null when it is not known. */
export function clonedName(words: readonly (string | null)[]): string | null {
  const operands = words.filter((word) => word === null || !word.startsWith('-'))
  const at = operands.findIndex((word) => word !== null && /[/:]/.test(word))
  const [address, directory] = at < 0 ? [] : operands.slice(at)
  if (directory) return directory
  return address ? (/([^/:]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? null) : null
}

/** The names of the repositories that projects say they are kept in (`[project.urls]`). */
export function ownRepositories(projects: readonly { readonly toml: TomlTable }[]): Set<string> {
  const names = new Set<string>()
  for (const { toml } of projects) {
    const project = toml.entries.project?.item
    const urls = project?.kind === 'table' ? project.entries.urls?.item : undefined
    for (const { item } of urls?.kind === 'table' ? Object.values(urls.entries) : []) {
      const found = item.kind === 'string' ? repository.exec(String(item.value))?.[1] : undefined
      if (found) names.add(found.toLowerCase())
    }
  }
  return names
}

const repository =
  /(?:github|gitlab|codeberg|bitbucket)\.[a-z]+[/:][^/\s]+\/([^/\s#?]+?)(?:\.git)?(?:[/#?]|$)/i

/** Directories that the commands in a text clone, so that a later block may enter them. */
export function clonedIn(text: string): string[] {
  const found = [...text.matchAll(/\bgit clone[ \t]+([^\n`&;|)]+)/g)]
  return found.flatMap(([, words = '']) => clonedName(words.trim().split(/[ \t]+/)) ?? [])
}
