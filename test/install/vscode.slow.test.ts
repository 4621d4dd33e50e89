import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { installOnce } from '../../scripts/install-packages.mjs'
import { top } from '../support/clone.ts'
import { oracle } from '../support/oracles.ts'
import { repository, scratch } from '../support/scratch.ts'

const folder = join(top, 'editors/vscode')
const python = oracle('python3')

beforeAll(() => {
  installOnce(pathToFileURL(`${folder}/`))
  execFileSync('npm', ['run', 'package', '--silent'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
}, 300_000)

it.skipIf(!python)('is packaged with its bundle, and nothing else', () => {
  const list = 'import sys, zipfile; print(*sorted(zipfile.ZipFile(sys.argv[1]).namelist()), sep="\\n")'
  const names = execFileSync(python as string, ['-c', list, join(folder, 'policy-check.vsix')], {
    encoding: 'utf8',
  })
  expect(names.trim().split('\n')).toEqual([
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/dist/extension.js',
    'extension/package.json',
    'extension/readme.md',
  ])
})

it('has the version of the program', () => {
  const versionOf = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version
  expect(versionOf(join(folder, 'package.json'))).toBe(versionOf(join(top, 'package.json')))
})

it.each([
  ['starts the server', [process.execPath, join(top, 'dist/cli.cjs')], /^activated\n$/],
  [
    'says what to set where the program is missing',
    ['no-such-program'],
    /`no-such-program lsp` does not start: .* Name the program in the setting policy-check\.command\./,
  ],
])('%s', { timeout: 30_000 }, (_, program, answer) => {
  const host = join(top, 'test/support/start-extension.cjs')
  const args = [host, join(folder, 'dist/extension.js'), repository({ 'a.sh': 'ls\n' }), ...program]
  const { stdout } = spawnSync(process.execPath, args, { cwd: scratch(), encoding: 'utf8', timeout: 20_000 })
  expect(stdout).toMatch(answer)
})
