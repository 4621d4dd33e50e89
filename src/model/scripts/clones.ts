import type { Move } from './move.ts'

/** The directory that `git clone` makes, from its operands and options; null when it is not known. */
export function clonedName(words: readonly (string | null)[]): string | null {
  const operands = words.filter((word) => word === null || !word.startsWith('-'))
  const at = operands.findIndex((word) => word !== null && /[/:]/.test(word))
  const [address, directory] = at < 0 ? [] : operands.slice(at)
  if (directory) return directory
  return address ? (/(?<=^|[/:])([^/:]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? null) : null
}

/** Directories that the commands in a text clone, with the name of the repository that each is a clone of. */
export function clonesIn(text: string): { readonly directory: string; readonly repository: string }[] {
  const found = [...text.matchAll(/\bgit clone[ \t]+([^\n`&;|)]+)/g)]
  return found.flatMap(([, line = '']) => {
    const words = line.trim().split(/[ \t]+/)
    const directory = clonedName(words)
    const address = words.find((word) => !word.startsWith('-') && /[/:]/.test(word))
    const repository = address === undefined ? null : clonedName([address])
    return directory === null ? [] : [{ directory, repository: repository ?? directory }]
  })
}

/** Directories that the commands in a text clone, so that a later block may enter them. */
export function clonedIn(text: string): string[] {
  return clonesIn(text).map(({ directory }) => directory)
}

/** The folder that a `cd` enters, when it is one name. `text` is that of the file. */
export function enteredFolder({ place: { span } }: Pick<Move, 'place'>, text: string): string | null {
  const [, folder] = /^\S+\s+["']?(?:\.\/)?([^\s"'/]+)\/?["']?$/.exec(text.slice(span.start, span.end)) ?? []
  return folder ?? null
}

/** The first folder on the way that a `cd` or a setting leads, when it is a relative path. `text` is that of the file. */
export function firstFolder({ place: { span } }: Pick<Move, 'place'>, text: string): string | null {
  const [, folder] =
    /(?:^|\s)["']?(?:\.\/)?([\w.-]+)(?:\/[^\s"']*)?["']?$/.exec(text.slice(span.start, span.end)) ?? []
  return folder && folder !== '..' && folder !== '.' ? folder : null
}
