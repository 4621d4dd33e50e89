import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { top } from '../support/clone.ts'
import { line, readCommands } from '../support/read-commands.ts'

const pages = ['README.md', 'docs/install.md']
const texts = Object.fromEntries(pages.map((path) => [path, readFileSync(join(top, path), 'utf8')]))

it('shows snippets in which the program itself finds what they run', async () => {
  const { all } = await readCommands(texts)
  const found = all
    .filter(({ path, stance }) => path === 'docs/install.md' && stance.value === 'runs')
    .map((command) => `${command.origin}: ${line(command)}`)
  for (const expected of [
    'fence under "npm": npm install --save-dev ?',
    'fence under "uv": uv add --dev --find-links release policy-check',
    'fence under "Nix": nix run ? -- --help',
    '`shellHook` of devShell `default` in a fence under "Nix": uv sync',
    '`policy-check.entry` in a fence under "Hook managers": policy-check',
    '`pre-commit.jobs.run` in a fence under "Hook managers": npx policy-check --staged',
    'fence under "Hook managers": npx policy-check --staged',
    'fence under "CI": npx policy-check --exit-zero --format sarif',
    'Dockerfile in a fence under "An image": policy-check',
  ])
    expect(found).toContain(expected)
  const inCi = found.filter((one) => one.includes('in a fence under "CI"') && one.includes('npx --yes'))
  expect(inCi).toHaveLength(2)
})

it('names the address of the repository once, and no owner that nobody has', () => {
  expect(texts['README.md']?.match(/^POLICY_CHECK=/gm)).toHaveLength(1)
  for (const text of Object.values(texts))
    expect(text).not.toMatch(/github\.com[/:](?:you|owner|me|acme|example)\b/i)
})
