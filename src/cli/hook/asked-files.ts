import { languageOf } from '../../parse/language.ts'
import type { Language } from '../../tables/languages.ts'
import { nameOf } from '../../text/paths.ts'

/** Which files are read before an agent is answered; which files there are is known of all. */
export type Asked = (path: string) => boolean

const prose: ReadonlySet<Language> = new Set(['markdown', 'restructuredtext', 'asciidoc', 'notebook'])

/** Where names are defined that a command line may ask for: manifests, locks, flakes and tasks. */
const defining: ReadonlySet<Language> = new Set(['toml', 'nix', 'make', 'just', 'json', 'yaml'])

/**
 * The files that decide what a command means: those that define names, what the shell of the repository is made of, and the scripts
 * that it names. What documents, images and workflows tell others is left aside.
 */
export function askedByCommand(command: string): Asked {
  return (path) => {
    const name = nameOf(path)
    const language = languageOf({ path, text: '' })
    if (language === 'yaml') return !path.startsWith('.github/')
    return defining.has(language) || name === '.envrc' || command.includes(name)
  }
}

/** The files that decide what an edit brings: all but the documents that are not edited; the README says for whom the others are. */
export function askedByEdit(edited: string): Asked {
  return (path) =>
    path === edited || /^readme\b/i.test(nameOf(path)) || !prose.has(languageOf({ path, text: '' }))
}
