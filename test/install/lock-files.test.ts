import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fastGlob from 'fast-glob'
import { expect, it } from 'vitest'

interface LockFile {
  readonly packages: Readonly<
    Record<
      string,
      { readonly resolved?: string; readonly optionalDependencies?: Readonly<Record<string, string>> }
    >
  >
}

const top = fileURLToPath(new URL('../..', import.meta.url))
const paths = fastGlob.sync('**/package-lock.json', {
  cwd: top,
  ignore: ['**/node_modules/**', 'fixtures/**'],
})
const lockFiles = paths.map((path) => [path, read(path)] as const)

it('finds the lock files of the program, its grammars, its tests and its benchmark', () => {
  expect(paths.length).toBeGreaterThanOrEqual(4)
})

it.each(lockFiles)('%s names no registry, so that every machine asks its own', (_, { packages }) => {
  const resolved = Object.entries(packages).filter(([, { resolved }]) => resolved)
  expect(resolved).toEqual([])
})

/** What is missing here npm would not install there: a registry that lacked a package when the file was written. */
it.each(lockFiles)('%s names the packages of every system', (_, { packages }) => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !packages[`${path}/node_modules/${name}`] && !packages[`node_modules/${name}`],
    ),
  )
  expect(missing).toEqual([])
})

function read(path: string): LockFile {
  return JSON.parse(readFileSync(`${top}${path}`, 'utf8'))
}
