import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { oracle } from '../support/oracles.ts'
import { repository, scratch, write } from '../support/scratch.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const neovim = oracle('nvim')

/** The configuration that the page for editors shows. */
function configuration(): string {
  const page = readFileSync(join(root, 'docs/editors.md'), 'utf8')
  const [, lua = ''] = /<!-- tested: neovim -->\s*```lua\n([\s\S]*?)```/.exec(page) ?? []
  return lua
}

/** Opens a script, waits for what is found, edits it without saving, hovers, fixes, and prints what it saw. */
const session = `
local seen = {}
local function wait(what, holds)
  if not vim.wait(20000, holds, 50) then error(what .. ' did not come') end
end
local function codes()
  return vim.tbl_map(function(found) return found.code or found.user_data.lsp.code end, vim.diagnostic.get(0))
end
vim.cmd('edit scripts/setup.sh')
wait('the client', function() return #vim.tbl_values(vim.lsp.buf_get_clients(0)) == 1 end)
wait('the finding of the disk', function() return #codes() == 1 end)
seen.disk = codes()
vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'echo 𝒙 && uv run --package cor python libs/core/run.py' })
wait('the finding in memory', function() return codes()[1] == 'known-members' end)
seen.column = vim.diagnostic.get(0)[1].col
vim.api.nvim_win_set_cursor(0, { 1, 20 })
local params = vim.lsp.util.make_position_params(0, 'utf-16')
local hover = vim.lsp.buf_request_sync(0, 'textDocument/hover', params, 20000)
seen.hover = vim.tbl_values(hover)[1].result.contents.value
local range = vim.lsp.util.make_given_range_params({ 1, 0 }, { 1, 60 }, 0, 'utf-16')
range.context = { diagnostics = {}, only = { 'source.fixAll.policy-check' } }
local actions = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', range, 20000)
local action = vim.tbl_values(actions)[1].result[1]
vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
seen.fixed = vim.api.nvim_buf_get_lines(0, 0, -1, false)
wait('the end of the finding', function() return #codes() == 0 end)
io.stdout:write(vim.json and vim.json.encode(seen) or vim.fn.json_encode(seen))
vim.cmd('qall!')
`

it.skipIf(!neovim)('serves a real Neovim as the page for editors sets it up', { timeout: 60_000 }, () => {
  const directory = repository({
    'pyproject.toml': '[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    'libs/core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\nrequires-python = ">=3.11"\n',
    'libs/core/run.py': '',
    'scripts/setup.sh': 'pip install numpy\n',
  })
  const place = scratch({ 'init.lua': configuration(), 'session.lua': session })
  const starter = `#!/bin/sh\nexec "${process.execPath}" "${join(root, 'dist/cli.cjs')}" "$@"\n`
  write(place, { 'bin/policy-check': starter })
  chmodSync(join(place, 'bin/policy-check'), 0o755)
  const env = {
    HOME: place,
    PATH: [join(place, 'bin'), process.env.PATH ?? ''].join(delimiter),
  }
  const args = [
    '--headless',
    '-n',
    '-i',
    'NONE',
    '-u',
    join(place, 'init.lua'),
    '-S',
    join(place, 'session.lua'),
  ]
  const { stdout, stderr } = spawnSync(neovim as string, args, {
    cwd: directory,
    env,
    encoding: 'utf8',
    timeout: 50_000,
  })
  expect(stderr).toBe('')
  const seen = JSON.parse(stdout) as { disk: string[]; column: number; hover: string; fixed: string[] }
  expect(seen.disk).toEqual(['uv-only'])
  // Neovim counts bytes: the letter before takes four of them.
  expect(seen.column).toBe(Buffer.byteLength('echo 𝒙 && uv run --package '))
  expect(seen.hover).toContain('- runs in the root')
  expect(seen.fixed).toEqual(['echo 𝒙 && uv run --package core python libs/core/run.py'])
  expect(readFileSync(join(directory, 'scripts/setup.sh'), 'utf8')).toBe('pip install numpy\n')
})
