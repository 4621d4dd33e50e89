import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import packageJson from '../../package.json' with { type: 'json' }

interface Step {
  readonly name?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly if?: string
  readonly env?: Readonly<Record<string, string>>
  readonly with?: Readonly<Record<string, string>>
}

const text = readFileSync(new URL('../../action.yml', import.meta.url), 'utf8')
const action = parse(text)
const steps: readonly Step[] = action.runs.steps

it('is a composite action whose every run step names its shell', () => {
  expect(action.runs.using).toBe('composite')
  for (const step of steps) expect(step.run === undefined || step.shell === 'bash').toBe(true)
})

it('describes every input, and uses no other', () => {
  const used = [...text.matchAll(/\binputs\.([\w-]+)/g)].map(([, name]) => name)
  expect([...new Set(used)].sort()).toEqual(Object.keys(action.inputs).sort())
  for (const input of Object.values<{ description?: string }>(action.inputs))
    expect(input.description).toMatch(/\.$/)
})

it('puts no expression into a script', () => {
  expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([])
})

it('runs the program that the package installs, as SARIF and as annotations', () => {
  const check = steps.find(({ run }) => run?.includes('sarif='))
  expect(check?.env?.PROGRAM).toBe(`\${{ github.action_path }}/${packageJson.bin['policy-check']}`)
  expect(check?.run).toContain('--format github')
})

it('uploads the file that was written, also after findings', () => {
  const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'))
  expect(upload?.if).toContain('!cancelled()')
  expect(upload?.with?.sarif_file).toBe('${{ inputs.sarif-file }}')
})
