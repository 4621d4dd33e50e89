// What users install: the program as it is built, without what its makers need. A tag points at such a tree, so that the
// pre-commit hook, the action, `npm install git+…` and the flake build nothing.

import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const files = [
  '.pre-commit-hooks.yaml',
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'SECURITY.md',
  'action.yml',
  'dist',
  'docs',
  'flake.lock',
  'flake.nix',
  'packaging/nix/modules.json',
  'packaging/nix/package.nix',
  'policy-check.schema.json',
  'scripts/action',
]

/**
 * Writes the release tree.
 * @param {string} root of this repository, built
 * @param {string} tree a folder that is not there yet
 */
export function writeReleaseTree(root, tree) {
  mkdirSync(tree, { recursive: true })
  for (const path of files) cpSync(join(root, path), join(tree, path), { recursive: true })
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  // npm prepares a package from git, with all its devDependencies, when it has a script of certain names.
  delete manifest.scripts
  delete manifest.devDependencies
  delete manifest.allowScripts
  writeFileSync(join(tree, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
