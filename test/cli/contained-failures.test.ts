import { expect, it, vi } from 'vitest'
import { allRules } from '../../src/cli/all-rules.ts'
import * as shellFile from '../../src/parse/hosts/shell-file.ts'
import { policyCheck } from '../support/run-cli.ts'
import { repository } from '../support/scratch.ts'

vi.mock('../../src/parse/hosts/shell-file.ts', { spy: true })

const files = {
  'docs/setup.md': '# Development\n\n```sh\npip install requests\n```\n',
  'a.sh': 'pip install x\n',
}

/** A failure of ours takes what it happened to out of the report, and nothing else. */
it('in reading a file is trouble for that file, and told behind the report', async () => {
  vi.mocked(shellFile.readShellFile).mockImplementation(() => {
    throw new RangeError('Invalid string length')
  })
  const { code, output, errors } = await policyCheck(repository(files), ['--format', 'json'])
  vi.mocked(shellFile.readShellFile).mockReset()
  const { findings, troubles } = JSON.parse(output) as { findings: { path: string }[]; troubles: unknown[] }
  expect(findings.map(({ path }) => path)).toContain('docs/setup.md')
  expect(troubles).toMatchObject([{ path: 'a.sh', id: 'internal-error' }])
  expect([code, errors]).toEqual([3, expect.stringContaining('while reading or judging: "a.sh"')])
})

it('in a rule leaves the other rules alone', async () => {
  const rule = allRules.find(({ id }) => id === 'required-files')
  const judge = vi.spyOn(rule as NonNullable<typeof rule>, 'check').mockImplementation(() => {
    throw new Error('no')
  })
  const { code, output, errors } = await policyCheck(repository(files), ['--format', 'json'])
  judge.mockRestore()
  const { findings, skipped } = JSON.parse(output) as { findings: { path: string }[]; skipped: unknown[] }
  expect(findings.map(({ path }) => path)).toEqual(['a.sh', 'docs/setup.md'])
  expect(skipped).toContainEqual({ rule: 'required-files', reason: 'A bug in policy-check stopped it' })
  expect([code, errors]).toEqual([3, expect.stringContaining('This is a bug in policy-check.')])
})
