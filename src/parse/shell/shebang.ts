import { otherInterpreters, posixShellPattern } from '../../tables/shells.ts'

const lastPart = new RegExp(`(?:^|/)${posixShellPattern}$`)
const firstWord = new RegExp(`^(?:\\S*/)?${posixShellPattern}\\b`)
const shebang = new RegExp(`^\\s*#!.*\\b${posixShellPattern}\\b`)

const otherLanguage = new RegExp(`^(?:\\S*/)?(?:${otherInterpreters.join('|')})[\\d.]*(?:\\.exe)?\\b`, 'i')

/** Whether a word names a POSIX shell, perhaps by its path: `sh`, `/bin/bash`. */
export function isShellPath(word: string): boolean {
  return lastPart.test(word)
}

/** Whether a command line starts a POSIX shell: `bash -e {0}`, `/bin/sh -c`. */
export function startsShell(line: string): boolean {
  return firstWord.test(line)
}

/** Whether code begins with a first line that hands it to a POSIX shell. */
export function hasShellShebang(code: string): boolean {
  return shebang.test(code)
}

/** Whether code begins with a first line that hands it to another interpreter. */
export function hasOtherShebang(code: string): boolean {
  return /^\s*#!/.test(code) && !shebang.test(code)
}

/** Whether a command line starts an interpreter whose code is no list of commands: `python {0}`, `cmd /c`. */
export function startsOtherLanguage(line: string): boolean {
  return otherLanguage.test(line)
}
