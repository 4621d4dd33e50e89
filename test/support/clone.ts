import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { commit, git } from './scratch.ts'

/** The root of this repository. */
export const top = fileURLToPath(new URL('../..', import.meta.url))

/** Makes a git repository with the files of this one as they are now, committed or not. */
export function cloneOfThisTree(clone: string): string {
  const options = ['ls-files', '-z', '--cached', '--others', '--exclude-standard']
  const listed = execFileSync('git', options, { cwd: top }).toString().split('\0')
  for (const path of listed.filter((name) => name !== '' && existsSync(join(top, name)))) {
    mkdirSync(dirname(join(clone, path)), { recursive: true })
    cpSync(join(top, path), join(clone, path))
  }
  git(clone, 'init', '-q', '-b', 'main')
  commit(clone)
  return clone
}
