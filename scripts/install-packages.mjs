// Some packages stand apart from the root's: whoever installs this program from git downloads all that the root's
// `package.json` names, since `prepare` builds the program there.

import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Installs what the lock file of a folder names, unless an earlier call has done so.
 * @param {URL} folder
 * @param {...string} options of `npm ci`
 */
export function installOnce(folder, ...options) {
  const lock = new URL('package-lock.json', folder)
  const installed = new URL('node_modules/.installed-lock.json', folder)
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return
  console.error(`Installing what ${relative(root, fileURLToPath(folder))}/package.json names, once`)
  installPackages(folder, ...options)
  copyFileSync(lock, installed)
}

/**
 * Installs what the lock file of a folder names, in place of what is there.
 * @param {URL} folder
 * @param {...string} options of `npm ci`
 */
export function installPackages(folder, ...options) {
  const cwd = fileURLToPath(folder)
  const npm = process.env.npm_execpath
  const args = ['ci', '--loglevel=error', ...options]
  const env = withoutOuterInstall(process.env)
  /** @type {import('node:child_process').StdioOptions} */
  const stdio = ['ignore', 'ignore', 'inherit']
  if (npm?.endsWith('.js')) execFileSync(process.execPath, [npm, ...args], { cwd, env, stdio })
  else execFileSync('npm', args, { cwd, env, stdio, shell: process.platform === 'win32' })
}

/**
 * What the outer npm was told (where to install, globally, as a trial) reaches an inner one through the environment.
 * @param {NodeJS.ProcessEnv} environment
 */
function withoutOuterInstall(environment) {
  const told = /^npm_config_(?:global|prefix|local_prefix|global_prefix|location|install_links|dry_run)$/i
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !told.test(name)))
}
