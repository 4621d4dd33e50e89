// Writes `packaging/nix/modules.json`: for each system of the flake the hash of what npm installs from the lock there.
// `npm run release:nix`, or with `--check` only compares. It wants npm, its registry, and `nix`.

import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const file = join(root, 'packaging/nix/modules.json')
const systems = {
  'aarch64-darwin': ['darwin', 'arm64'],
  'aarch64-linux': ['linux', 'arm64'],
  'x86_64-darwin': ['darwin', 'x64'],
  'x86_64-linux': ['linux', 'x64'],
}

const hashes = Object.fromEntries(
  Object.entries(systems).map(([system, [os, cpu]]) => [system, hashOf(`--os=${os}`, `--cpu=${cpu}`)]),
)
const text = `${JSON.stringify(hashes, null, 2)}\n`
if (!process.argv.includes('--check')) writeFileSync(file, text)
else if (readFileSync(file, 'utf8') !== text) {
  process.stderr.write(`${file} is not in step with package-lock.json: run \`npm run release:nix\`.\n`)
  process.exitCode = 1
}

/** @param {string[]} platform options of npm that name a platform */
function hashOf(...platform) {
  const folder = mkdtempSync(join(tmpdir(), 'policy-check-modules-'))
  try {
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      cpSync(join(root, name), join(folder, name))
    const install = ['ci', '--ignore-scripts', '--no-bin-links', '--loglevel=error', ...platform]
    execFileSync('npm', install, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
    const modules = join(folder, 'node_modules')
    rmSync(join(modules, '.package-lock.json'))
    const ask = ['--extra-experimental-features', 'nix-command', 'hash', 'path', modules]
    return execFileSync('nix', ask, { encoding: 'utf8' }).trim()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
