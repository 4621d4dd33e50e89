// Runs a program of a package that `test/package.json` names, and installs those packages first where they are missing:
// `node scripts/tool.mjs biome check`.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { installOnce } from './install-packages.mjs'

const folder = new URL('../test/', import.meta.url)
const [name = '', ...args] = process.argv.slice(2)

installOnce(folder)
const { status, error } = spawnSync(process.execPath, [scriptOf(name), ...args], { stdio: 'inherit' })
if (error) throw error
process.exitCode = status ?? 1

/**
 * The script behind the name of a program. Unlike the link in `.bin`, it starts on every system without a shell.
 * @param {string} program
 */
function scriptOf(program) {
  for (const owner of Object.keys(manifest('.').devDependencies)) {
    const script = manifest(`node_modules/${owner}`).bin?.[program]
    if (script) return fileURLToPath(new URL(`node_modules/${owner}/${script}`, folder))
  }
  throw new Error(`No package of test/package.json has a program \`${program}\`.`)
}

/** @param {string} path of a package */
function manifest(path) {
  return JSON.parse(readFileSync(new URL(`${path}/package.json`, folder), 'utf8'))
}
