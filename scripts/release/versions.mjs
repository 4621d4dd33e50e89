// One version for everything that is published.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What names another version than package.json, as sentences; none when all agree.
 * @param {string} root of this repository
 * @returns {string[]}
 */
export function disagreements(root) {
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8')
  const { version } = JSON.parse(read('package.json'))
  const named = [
    ['package-lock.json', JSON.parse(read('package-lock.json')).version],
    [
      'packaging/python/pyproject.toml',
      /^version = "(.*?)"/m.exec(read('packaging/python/pyproject.toml'))?.[1],
    ],
    ...(existsSync(join(root, 'editors/vscode/package.json'))
      ? [['editors/vscode/package.json', JSON.parse(read('editors/vscode/package.json')).version]]
      : []),
  ]
  return named.flatMap(([path, other]) =>
    other === version ? [] : [`${path} says ${other}, package.json says ${version}.`],
  )
}
