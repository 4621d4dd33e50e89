// `npm run release [-- DIR]`: checks that everything agrees, builds once, and packs every form in which the program is had
// into DIR (`release/` where none is named), with a bill of materials and checksums. It publishes nothing;
// docs/releasing.md says how that is done.

import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { billOfMaterials } from './bill-of-materials.mjs'
import { writePythonProject } from './python-project.mjs'
import { writeReleaseTree } from './release-tree.mjs'
import { disagreements } from './versions.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = resolve(process.argv[2] ?? join(root, 'release'))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const wrong = disagreements(root)
if (wrong.length > 0) {
  process.stderr.write(`${wrong.join('\n')}\n`)
  process.exit(1)
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
run(process.execPath, join(root, 'scripts/build.mjs'))

writeReleaseTree(root, join(out, 'tree'))
run('npm', 'pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', out, join(out, 'tree'))

const staging = mkdtempSync(join(tmpdir(), 'policy-check-release-'))
writePythonProject(root, join(staging, 'python'))
run('uv', 'build', '--quiet', '--no-create-gitignore', '--out-dir', out, join(staging, 'python'))
rmSync(staging, { recursive: true, force: true })

writeFileSync(
  join(out, `policy-check-${version}.cdx.json`),
  `${JSON.stringify(billOfMaterials(root), null, 2)}\n`,
)
const packed = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isFile())
const sums = packed.map(({ name }) => `${sha256(join(out, name))}  ${name}\n`)
writeFileSync(join(out, 'SHA256SUMS'), sums.sort().join(''))
process.stdout.write(`${out}\n${sums.join('')}Read docs/releasing.md for how each is published.\n`)

/**
 * @param {string} program
 * @param {string[]} args
 */
function run(program, ...args) {
  execFileSync(program, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}

/** @param {string} path */
function sha256(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
