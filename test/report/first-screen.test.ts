import { describe, expect, it } from 'vitest'
import { pretty } from '../../src/report/pretty.ts'
import { fixFrame } from '../../src/report/terminal/fix-frame.ts'
import { causesOf } from '../../src/report/told-once.ts'
import { policyCheck } from '../support/run-cli.ts'
import { repository } from '../support/scratch.ts'
import { plain, sample } from './sample.ts'

const manifest = '[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.11"\n'
const flooded = (number: number) =>
  repository({
    'pyproject.toml': manifest,
    ...Object.fromEntries(Array.from({ length: number }, (_, at) => [`run${at}.sh`, `pip install p${at}\n`])),
  })
const entries = (output: string) =>
  output.split('\n').filter((line) => / (?:error|warning|note): /.test(line))

describe('a cause', () => {
  const [first] = sample.findings
  it('is told once, with every place of it', () => {
    if (!first) throw new Error('the sample has findings')
    const more = Array.from({ length: 7 }, (_, at) => ({
      ...first,
      path: `docs/${at}.md`,
      identity: `${at}`,
    }))
    const shown = pretty.render({ ...sample, findings: [first, ...more] }, plain)
    expect(shown.split(first.message)).toHaveLength(2)
    expect(shown).toMatch(/^ +also +docs\/0\.md:1:1\n +docs\/1\.md:1:1\n/m)
    expect(shown).toContain('and at 2 more places')
  })

  it('is another one where anything that a person reads differs', () => {
    if (!first) throw new Error('the sample has findings')
    const others = [
      { ...first, message: 'Other.' },
      { ...first, next: 'Other.' },
      { ...first, severity: 'error' as const },
      { ...first, rule: 'other' },
      { ...first, fix: { title: 'Other', safety: 'safe' as const, edits: [] } },
    ]
    expect(causesOf([first, ...others])).toHaveLength(6)
  })
})

describe('the first screen', () => {
  it('shows 50 findings on a terminal, then the rules and what to type', async () => {
    const root = flooded(60)
    const { output, code } = await policyCheck(root, [], { isTerminal: true, env: { NO_COLOR: '1' } })
    expect([code, entries(output).length]).toEqual([1, 50])
    expect(output).toMatch(/^\d+ more findings are not shown: `--max-findings all` shows everything\.$/m)
    expect(output).toMatch(/^ +60 +\d+ +\d+ +error +uv-only$/m)
    for (const command of ['explain uv-only', '--only uv-only', 'suppress uv-only', '--write-baseline'])
      expect(output).toContain(`policy-check ${command}`)
  })

  it('shows everything elsewhere, with the table', async () => {
    const { output } = await policyCheck(flooded(60))
    expect(entries(output).length).toBeGreaterThanOrEqual(60)
    expect(output).not.toContain('not shown')
    expect(output).toMatch(/^ +60 .*uv-only$/m)
  })

  it('has no table and one hint after a few findings', async () => {
    const { output } = await policyCheck(flooded(2), [], { isTerminal: true, env: { NO_COLOR: '1' } })
    expect(output).not.toContain('safe fix  unsafe fix')
    expect(output).toMatch(/`policy-check explain [\w-]+` says why/)
  })

  it.each(['pretty', 'concise'])('follows --max-findings in %s, the most severe first', async (format) => {
    const root = flooded(5)
    const shown = async (most: string) =>
      entries((await policyCheck(root, ['--format', format, '--max-findings', most])).output).length
    expect([await shown('3'), await shown('0')]).toEqual([3, 0])
    expect(await shown('all')).toBeGreaterThanOrEqual(5)
  })

  it('leaves formats for machines whole', async () => {
    const { output } = await policyCheck(flooded(5), ['--format', 'json', '--max-findings', '1'])
    const { findings } = JSON.parse(output) as { findings: unknown[] }
    expect(findings.length).toBeGreaterThanOrEqual(5)
  })

  it.each([
    ['--max-findings', 'many', 'is not a number'],
    ['--max-findings', '-1', ''],
    ['--color', 'alway', 'Did you mean `always`?'],
  ])('refuses %s %s', async (option, value, words) => {
    const { code, errors } = await policyCheck(flooded(1), [option, value])
    expect([code, errors.includes(words)]).toEqual([2, true])
  })

  it('is coloured as --color says, whatever the environment is', async () => {
    const root = flooded(1)
    const coloured = async (when: string, env: Record<string, string>, isTerminal: boolean) =>
      (await policyCheck(root, ['--color', when], { env, isTerminal })).output.includes('\u001b[')
    expect(await coloured('always', { NO_COLOR: '1' }, false)).toBe(true)
    expect(await coloured('never', { FORCE_COLOR: '1' }, true)).toBe(false)
    expect([await coloured('auto', {}, true), await coloured('auto', {}, false)]).toEqual([true, false])
  })

  it('gives each finding a place that a terminal can open, and one that $gcc of VS Code reads', async () => {
    const root = flooded(1)
    expect((await policyCheck(root)).output).toMatch(/^run0\.sh:1:1 error: /m)
    const { output } = await policyCheck(root, ['--format', 'concise'])
    const gcc = /^(.*?):(\d+):(\d*):?\s+(?:fatal\s+)?(warning|error):\s+(.*)$/
    expect(output.split('\n').filter((line) => gcc.test(line)).length).toBeGreaterThanOrEqual(1)
    expect(
      gcc.exec(output.split('\n').find((line) => line.startsWith('run0.sh')) ?? '')?.slice(1, 5),
    ).toEqual(['run0.sh', '1', '1', 'error'])
  })
})

describe('the small diff of a fix', () => {
  const file = { path: 'a', text: 'one\ntwo\nthree\nfour\nfive\nsix\n' }
  const at = (words: string) => {
    const start = file.text.indexOf(words)
    return { start, end: start + words.length }
  }
  const shown = (...edits: [string, string][]) =>
    fixFrame(
      file,
      edits.map(([words, text]) => ({ span: at(words), text })),
      40,
    ).map(({ sign, number, text }) => `${sign}${number} ${text}`)

  it.each([
    ['a word', [['two', 'TWO']], ['-2 two', '+2 TWO']],
    ['a line that goes', [['two\n', '']], ['-2 two']],
    ['a line that comes', [['three', 'new\nthree']], ['+3 new']],
    [
      'two lines',
      [
        ['two', '2'],
        ['three', '3'],
      ],
      ['-2 two', '-3 three', '+2 2', '+3 3'],
    ],
    ['the end of the file', [['six\n', 'six\nseven\n']], ['+7 seven']],
    [
      'too much',
      [
        ['one', '1'],
        ['six', '6'],
      ],
      [],
    ],
    ['too many new lines', [['two', '1\n2\n3\n4\n5']], []],
  ] as [string, [string, string][], string[]][])('%s', (_name, edits, expected) => {
    expect(shown(...edits)).toEqual(expected)
  })

  it('is cut to the width', () => {
    const long = { path: 'a', text: `${'x'.repeat(100)}\n` }
    const [line] = fixFrame(long, [{ span: { start: 0, end: 1 }, text: 'y' }], 20)
    expect(line?.text).toHaveLength(20)
  })
})
