import { describe, expect, it } from 'vitest'
import { check } from '../../src/check.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { fix } from '../../src/fix/fix.ts'
import { rule } from '../../src/rule/rule.ts'
import { engineRules } from '../../src/settle/engine-rules.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { discoveryOf, type Files } from '../support/in-memory.ts'

/** Finds every `BAD` and, as another rule, every `UGLY`. */
const finder = (id: string, word: string, severity: 'error' | 'off' = 'error') =>
  rule({
    ...{
      id,
      group: 'uv',
      says: `No ${word}.`,
      why: `It is ${word}.`,
      severity,
      needs: ['documents'],
      examples: [],
    },
    check({ documents }, report) {
      for (const { file } of documents.all) {
        for (const { index } of file.text.matchAll(new RegExp(word, 'g'))) {
          const span = { start: index, end: index + word.length }
          report({ path: file.path, span }, { message: `${word}.`, next: 'Go.' })
        }
      }
    },
  })
const rules = [
  finder('no-bad', 'BAD'),
  finder('no-ugly', 'UGLY'),
  finder('no-odd', 'ODD', 'off'),
  ...engineRules,
]
const config = loadConfig(() => null, rules)
if (config instanceof UsageError) throw new Error(config.message)
const checkFiles = (discovery: ReturnType<typeof discoveryOf>) => check(discovery, config, rules)

async function shown(files: Files): Promise<string[]> {
  const { findings } = await checkFiles(discoveryOf(files))
  return findings.map(({ path, span, rule: id }) => {
    const line = (files[path] ?? '').slice(0, span.start).split('\n').length
    return `${path}:${line} ${id}`
  })
}

async function fixed(files: Files): Promise<Files> {
  const { discovery } = await fix(discoveryOf(files), checkFiles, 'safe')
  return Object.fromEntries(discovery.sources.map(({ path, text }) => [path, text]))
}

describe('a suppression that counts', () => {
  it.each([
    ['on the line', 'a.toml', 'a = "BAD" # policy-check: ignore[no-bad] -- here it is right\n'],
    ['on the line before', 'a.toml', '# policy-check: ignore[no-bad] -- here it is right\na = "BAD"\n'],
    ['of several rules', 'a.toml', '# policy-check: ignore[no-bad, no-ugly] -- both\na = "BAD UGLY"\n'],
    [
      'stacked',
      'a.toml',
      '# policy-check: ignore[no-bad] -- one\n# policy-check: ignore[no-ugly] -- two\na = "BAD UGLY"\n',
    ],
    [
      'above a line with another',
      'a.toml',
      '# policy-check: ignore[no-bad] -- one\na = "BAD UGLY" # policy-check: ignore[no-ugly] -- two\n',
    ],
    ['with CRLF', 'a.toml', '# policy-check: ignore[no-bad] -- x\r\na = "BAD"\r\n'],
    ['after another comment', 'a.toml', 'a = "BAD" # noqa  # policy-check: ignore[no-bad] -- x\n'],
    [
      'for the file',
      'a.toml',
      'a = "BAD"\n\n\nb = "BAD"\n# policy-check: ignore-file[no-bad] -- generated\n',
    ],
    [
      'for a part',
      'a.toml',
      '# policy-check: ignore-start[no-bad] -- x\na = "BAD"\nb = "BAD"\n# policy-check: ignore-end\n',
    ],
    ['above a recipe', 'Makefile', '# policy-check: ignore[no-bad] -- x\nsetup:\n\techo a\n\techo BAD\n'],
    ['above a just recipe', 'justfile', '# policy-check: ignore[no-bad] -- x\nsetup:\n    echo BAD\n'],
    [
      'above a block of YAML',
      '.github/workflows/a.yml',
      'jobs:\n  a:\n    steps:\n      # policy-check: ignore[no-bad] -- x\n      - run: |\n          echo a\n          echo BAD\n',
    ],
    [
      'in a block of YAML',
      '.github/workflows/a.yml',
      'jobs:\n  a:\n    steps:\n      - run: |\n          # policy-check: ignore[no-bad] -- x\n          echo BAD\n',
    ],
    ['in a Dockerfile', 'Dockerfile', 'FROM a\n# policy-check: ignore[no-bad] -- x\nRUN echo BAD\n'],
    ['in Markdown', 'a.md', '<!-- policy-check: ignore[no-bad] -- x -->\nBAD\n'],
    [
      'in Markdown, a blank line before the text',
      'a.md',
      '<!-- policy-check: ignore[no-bad] -- x -->\n\nBAD\n',
    ],
    ['above a fence', 'a.md', '<!-- policy-check: ignore[no-bad] -- x -->\n```sh\necho a\necho BAD\n```\n'],
    ['in a fence', 'a.md', '```sh\n# policy-check: ignore[no-bad] -- x\necho BAD\n```\n'],
    ['for several lines of one command', 'a.sh', '# policy-check: ignore[no-bad] -- x\necho a \\\n  BAD\n'],
    [
      'above a Nix string',
      'a.nix',
      "{\n  # policy-check: ignore[no-bad] -- x\n  shellHook = ''\n    echo a\n    echo BAD\n  '';\n}\n",
    ],
    [
      'in a Nix string',
      'a.nix',
      "{\n  shellHook = ''\n    echo a\n    echo BAD # policy-check: ignore[no-bad] -- x\n  '';\n}\n",
    ],
  ])('%s', async (_, path, text) => {
    expect(await shown({ [path]: text })).toEqual([])
    expect(await fixed({ [path]: text })).toEqual({ [path]: text })
  })

  it('is counted', async () => {
    const text = '# policy-check: ignore[no-bad] -- x\na = "BAD BAD"\n'
    expect((await checkFiles(discoveryOf({ 'a.toml': text }))).suppressed).toBe(2)
  })
})

describe('a suppression that does not reach', () => {
  it.each([
    [
      'two lines below',
      'a.toml',
      '# policy-check: ignore[no-bad] -- x\na = 1\nb = "BAD"\n',
      ['a.toml:1 unused-suppression', 'a.toml:3 no-bad'],
    ],
    [
      'another rule',
      'a.toml',
      'b = "BAD" # policy-check: ignore[no-ugly] -- x\n',
      ['a.toml:1 no-bad', 'a.toml:1 unused-suppression'],
    ],
    [
      'out of its code',
      'a.md',
      '```sh\n# policy-check: ignore-file[no-bad] -- x\necho\n```\n\nBAD\n',
      ['a.md:6 no-bad'],
    ],
    [
      'out of an example',
      'a.md',
      '```md\n<!-- policy-check: ignore-file[no-bad] -- x -->\n```\n\nBAD\n',
      ['a.md:5 no-bad'],
    ],
    [
      'past its end',
      'a.toml',
      '# policy-check: ignore-start[no-bad] -- x\na = "BAD"\n# policy-check: ignore-end\nb = "BAD"\n',
      ['a.toml:4 no-bad'],
    ],
  ])('%s', async (_, path, text, expected) => {
    expect(await shown({ [path]: text })).toEqual(expected)
  })

  it('is none when a comment only mentions policy-check', async () => {
    expect(await shown({ 'a.toml': '# see the docs of policy-check: ignore nothing\n' })).toEqual([])
  })
})

describe('a suppression that is wrong', () => {
  it.each([
    ['no reason', '# policy-check: ignore[no-bad]\na = "BAD"\n', 'gives no reason'],
    ['an empty reason', '# policy-check: ignore[no-bad] --\na = "BAD"\n', 'gives no reason'],
    ['no rule', '# policy-check: ignore -- x\na = "BAD"\n', 'names no rule'],
    ['no rule in brackets', '# policy-check: ignore[] -- x\na = "BAD"\n', 'names no rule'],
    ['another word', '# policy-check: disable[no-bad] -- x\na = "BAD"\n', 'means nothing'],
  ])('%s is told and silences nothing', async (_, text, message) => {
    const { findings } = await checkFiles(discoveryOf({ 'a.toml': text }))
    expect(findings.map(({ rule: id }) => id)).toEqual(['invalid-suppression', 'no-bad'])
    expect(findings[0]?.message).toContain(message)
    expect(await fixed({ 'a.toml': text })).toEqual({ 'a.toml': text })
  })

  it.each([
    ['unused, alone on its line', 'a = 1\n# policy-check: ignore[no-bad] -- x\nb = 2\n', 'a = 1\nb = 2\n'],
    ['unused, after code', 'a = 1  # policy-check: ignore[no-bad] -- x\nb = 2\n', 'a = 1\nb = 2\n'],
    ['unused, in the last line', 'a = 1\n# policy-check: ignore[no-bad] -- x', 'a = 1\n'],
    [
      'one of two ids unused',
      '# policy-check: ignore[no-ugly, no-bad] -- x\na = "BAD"\n',
      '# policy-check: ignore[no-bad] -- x\na = "BAD"\n',
    ],
    [
      'an unknown id',
      '# policy-check: ignore[no-bda, no-bad] -- x\na = "BAD"\n',
      '# policy-check: ignore[no-bad] -- x\na = "BAD"\n',
    ],
    ['only unknown ids', '# policy-check: ignore[nope] -- x\na = 1\n', 'a = 1\n'],
    [
      'an unused part',
      '# policy-check: ignore-start[no-bad] -- x\na = 1\n# policy-check: ignore-end\n',
      'a = 1\n',
    ],
    ['an unclosed part', '# policy-check: ignore-start[no-bad] -- x\na = 1\n', 'a = 1\n'],
    ['a stray end', 'a = 1\n# policy-check: ignore-end\n', 'a = 1\n'],
    ['CRLF', 'a = 1\r\n# policy-check: ignore[no-bad] -- x\r\nb = 2\r\n', 'a = 1\r\nb = 2\r\n'],
  ])('%s is removed by --fix', async (_, before, after) => {
    expect(await fixed({ 'a.toml': before })).toEqual({ 'a.toml': after })
  })

  it('is not judged in a fence: it may be shown there', async () => {
    const sample =
      '```sh\necho # policy-check: ignore[no-bad] -- like this\n# policy-check: ignore -- or not\n```\n'
    expect(await shown({ 'a.md': sample })).toEqual([])
    expect(await fixed({ 'a.md': sample })).toEqual({ 'a.md': sample })
  })

  it('is not judged when its rule did not run', async () => {
    expect(await shown({ 'a.toml': '# policy-check: ignore[no-odd] -- x\na = 1\n' })).toEqual([])
  })

  it('offers the nearest rule', async () => {
    const { findings } = await checkFiles(
      discoveryOf({ 'a.toml': 'a = 1 # policy-check: ignore[no-uglly] -- x\n' }),
    )
    expect(findings.map(({ next }) => next)).toEqual(['Write `no-ugly` if that is meant, else remove it.'])
  })
})
