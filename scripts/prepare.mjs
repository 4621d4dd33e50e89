// What npm runs after `npm install` in a clone, and before it packs this program from git: it builds `dist/`.
//
// npm up to 11 prepares a git dependency of a global install without its devDependencies, because the inner install
// inherits `npm_config_global` (npm/cli#8440), and so does pre-commit since 4.6.1, which installs hooks in this way
// (pre-commit/pre-commit#3719). Then they are installed here first.

import { createRequire } from 'node:module'
import { installPackages } from './install-packages.mjs'

if (!resolves('esbuild')) installPackages(new URL('..', import.meta.url), '--ignore-scripts', '--include=dev')
await import('./build.mjs')

/** @param {string} name of a package */
function resolves(name) {
  try {
    return Boolean(createRequire(import.meta.url).resolve(name))
  } catch {
    return false
  }
}
