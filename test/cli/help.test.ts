import { describe, expect, it } from 'vitest'
import { allRules } from '../../src/cli/all-rules.ts'
import { commands, commandTable } from '../../src/cli/options/command-table.ts'
import { helpOf, overview } from '../../src/cli/options/help.ts'
import { optionTable } from '../../src/cli/options/option-table.ts'
import { columnsOf } from '../../src/report/terminal/cells.ts'
import { policyCheck } from '../support/run-cli.ts'
import { scratch } from '../support/scratch.ts'

const tooLong = (text: string, width: number) =>
  text.split('\n').filter((line) => columnsOf(line) > width && line.trim().includes(' '))

describe('the help of a command', () => {
  it.each(commands)('%s: has each of its options, and says which words they take', async (command) => {
    const { code, output } = await policyCheck(scratch(), [command, '--help'])
    const listed = [...output.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm)].map(([, name]) => name)
    expect([code, listed]).toEqual([0, [...commandTable[command].options, 'help']])
    expect(output).toContain(`policy-check ${command === 'check' ? '[check]' : command}`)
  })

  it.each([40, 60, 80])('keeps to %i columns', (width) => {
    expect(commands.flatMap((name) => tooLong(helpOf(name, width), width))).toEqual([])
    expect(tooLong(overview(width), width)).toEqual([])
  })

  it('fits on one screen of 80 columns for the overview', () => {
    expect(overview(80).trimEnd().split('\n').length).toBeLessThanOrEqual(30)
  })

  it('leaves no option without a command', () => {
    const owned = new Set<string>([
      ...commands.flatMap((name) => commandTable[name].options),
      'help',
      'version',
    ])
    expect(Object.keys(optionTable).filter((name) => !owned.has(name))).toEqual([])
  })
})

describe('explain and rules', () => {
  const rule = 'uv-only'
  it('explain: short first, with the values of options and TOML', async () => {
    const { output } = await policyCheck(scratch(), ['explain', rule])
    expect(output.split('\n').length).toBeLessThan(40)
    expect(output).toContain('`"contributor"` or `"everyone"`')
    expect(output).toContain('[rules.uv-only]')
    const full = (await policyCheck(scratch(), ['explain', rule, '--full'])).output
    expect(full.length).toBeGreaterThan(3 * output.length)
    expect(full).toContain('## Examples')
  })

  it('keep to the width of the terminal', async () => {
    const options = { isTerminal: true }
    const narrow = await Promise.all([
      ...allRules.map(({ id }) => policyCheck(scratch(), ['explain', id], options)),
      policyCheck(scratch(), ['rules'], options),
    ])
    expect(
      narrow.flatMap(({ output }) => tooLong(output, 80)).filter((line) => !/^ {2}\w+ = /.test(line)),
    ).toEqual([])
  })

  it('every example of options is a configuration that the program takes', async () => {
    for (const { id, options } of allRules) {
      if (!options || Object.keys(options.entries).length === 0) continue
      const { output } = await policyCheck(scratch(), ['explain', id])
      const toml = output.split('\n').flatMap((line) => /^ {2}(\[rules\..*|\w+ = .*)$/.exec(line)?.[1] ?? [])
      const root = scratch({ 'policy-check.toml': `${toml.join('\n')}\n`, 'a.sh': 'ls\n' })
      expect([id, (await policyCheck(root, ['inspect', 'config', 'a.sh'])).errors, toml.length > 1]).toEqual([
        id,
        '',
        true,
      ])
    }
  })
})
