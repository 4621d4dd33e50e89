import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { repository, scratch } from '../support/scratch.ts'

const project = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
const skill = '.claude/skills/working-here/SKILL.md'

it('prints the block, writes nothing', async () => {
  const root = repository({ 'pyproject.toml': project })
  const { code, output, errors } = await policyCheck(root, ['skill'])
  expect([code, errors]).toEqual([0, ''])
  expect(output).toMatch(/^<!-- policy-check: begin skill -->\n[\s\S]*<!-- policy-check: end skill -->\n$/)
  expect(existsSync(join(root, '.claude'))).toBe(false)
})

it('creates the document, and is then in step until something changes', async () => {
  const root = repository({ 'pyproject.toml': project })
  expect(await policyCheck(root, ['skill', '--check'])).toMatchObject({
    code: 1,
    output: expect.stringContaining(skill),
  })
  expect((await policyCheck(root, ['skill', '--write'])).output).toBe(`${skill}: created.\n`)
  expect(await policyCheck(root, ['skill', '--check'])).toEqual({
    code: 0,
    output: `${skill}: in step.\n`,
    errors: '',
  })
  expect((await policyCheck(root, [])).code).toBe(0)
  writeFileSync(join(root, 'Makefile'), 'test:\n\tuv run pytest\n')
  const { code, output } = await policyCheck(root, ['skill', '--check'])
  expect([code, output]).toEqual([
    1,
    expect.stringMatching(
      /SKILL\.md:\d+:1: The block is not in step: .*today it says `### Commands that are there`/,
    ),
  ])
  expect((await policyCheck(root, ['skill', '--write'])).output).toBe(`${skill}: written.\n`)
  expect((await policyCheck(root, ['skill', '--write'])).output).toBe(`${skill}: in step already.\n`)
})

it('touches nothing outside of its marks, and keeps a mark of byte order and the line endings', async () => {
  const before = '\ufeff# Agents\r\n\r\nOurs.  \r\n'
  const root = repository({ 'pyproject.toml': project, 'AGENTS.md': before })
  await policyCheck(root, ['skill', '--write', '--document', 'AGENTS.md'])
  const written = readFileSync(join(root, 'AGENTS.md'), 'utf8')
  expect(written.startsWith(before)).toBe(true)
  expect(written.replaceAll('\r\n', '')).not.toContain('\n')
  writeFileSync(join(root, 'AGENTS.md'), `${written}\r\nMore of ours.\r\n`)
  writeFileSync(join(root, 'Makefile'), 'test:\n\tuv run pytest\n')
  await policyCheck(root, ['skill', '--write'])
  const again = readFileSync(join(root, 'AGENTS.md'), 'utf8')
  expect(again.startsWith(before) && again.endsWith('\r\n\r\nMore of ours.\r\n')).toBe(true)
  expect(again).toContain('`make`: `test`')
  expect(existsSync(join(root, '.claude'))).toBe(false)
})

it('holds several documents at once, by the configuration too', async () => {
  const documents = ['AGENTS.md', '.github/copilot-instructions.md', '.cursor/rules/here.mdc']
  const config = `[rules]\nskill-in-step = { severity = "error", documents = ${JSON.stringify(documents)} }\n`
  const root = repository({ 'pyproject.toml': project, 'policy-check.toml': config })
  const { code, output } = await policyCheck(root, ['--format', 'concise'])
  expect([code, output.match(/skill-in-step/g)?.length]).toEqual([1, 3])
  expect((await policyCheck(root, ['--fix'])).code).toBe(0)
  expect((await policyCheck(root, ['skill', '--check'])).output).toBe(`${documents.join(', ')}: in step.\n`)
})

it('tells a block that is longer than it may be', async () => {
  const config = '[rules]\nskill-in-step = { severity = "warning", words = 20 }\n'
  const root = repository({ 'pyproject.toml': project, 'policy-check.toml': config })
  expect((await policyCheck(root, ['skill'])).errors).toMatch(/^The block has \d+ words, more than the 20 /)
  await policyCheck(root, ['skill', '--write'])
  const { code, output } = await policyCheck(root, ['--format', 'concise'])
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(/SKILL\.md:\d+:1: note: The block has \d+ words.*\[skill-in-step\]/),
  ])
  expect((await policyCheck(root, ['skill', '--check'])).code).toBe(0)
})

it('writes nothing where it must not', async () => {
  const elsewhere = scratch({ 'out.md': 'theirs\n' })
  const root = repository({ 'pyproject.toml': project, 'AGENTS.md': '<!-- policy-check: begin skill -->\n' })
  const write = (document: string) => policyCheck(root, ['skill', '--write', '--document', document])
  expect(await write('AGENTS.md')).toMatchObject({ code: 2, errors: expect.stringContaining('ends nowhere') })
  symlinkSync(join(elsewhere, 'out.md'), join(root, 'CLAUDE.md'))
  expect((await write('CLAUDE.md')).code).toBe(2)
  mkdirSync(join(root, '.cursor'))
  symlinkSync(elsewhere, join(root, '.cursor/rules'))
  expect((await write('.cursor/rules/new.mdc')).code).toBe(2)
  expect(readFileSync(join(elsewhere, 'out.md'), 'utf8')).toBe('theirs\n')
  expect(existsSync(join(elsewhere, 'new.mdc'))).toBe(false)
  expect((await write('../x.md')).code).toBe(2)
  expect((await write('setup.sh')).code).toBe(2)
})

it('says so where there is nothing to speak of', async () => {
  const { code, errors } = await policyCheck(repository({ 'README.md': '# x\n' }), ['skill'])
  expect([code, errors]).toEqual([2, expect.stringContaining('There is no uv project and no dev shell')])
})
