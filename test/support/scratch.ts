import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A directory for one test, removed after it, that holds these files. */
export function scratch(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'policy-check-')))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  write(directory, files)
  return directory
}

/** Writes files below a directory. */
export function write(directory: string, files: Readonly<Record<string, string | Buffer>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
}

/** A scratch directory that is a git repository with everything committed. */
export function repository(files: Readonly<Record<string, string | Buffer>> = {}): string {
  const directory = scratch(files)
  git(directory, 'init', '-q', '-b', 'main')
  commit(directory)
  return directory
}

/** Runs git with a configuration of its own. */
export function git(directory: string, ...args: readonly string[]): string {
  const env = { PATH: process.env.PATH ?? '', HOME: directory, GIT_CONFIG_NOSYSTEM: '1' }
  const person = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false']
  return execFileSync('git', [...person, ...args], { cwd: directory, env, encoding: 'utf8', stdio: 'pipe' })
}

/** Commits everything. */
export function commit(directory: string): void {
  git(directory, 'add', '-A')
  git(directory, 'commit', '-q', '--allow-empty', '-m', 'A commit')
}
