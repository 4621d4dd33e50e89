import { expect, it } from 'vitest'
import { everyRuleOn } from '../support/in-memory.ts'
import { repair } from '../support/repair.ts'
import { readRules } from '../support/rule-files.ts'
import { baseFiles } from '../support/session-cases.ts'

const rules = (await readRules()).map(([, rule]) => rule).filter(({ id }) => id === 'uv-only')

it.each([
  ['build', 'python -m build packages/core'],
  ['build', 'python3.12 -m build --wheel packages/core'],
  ['build twine', 'python -m twine upload dist/*'],
  ['twine', 'twine upload dist/*'],
])('takes `pip install %s` away only together with `%s`', async (names, call) => {
  const files = { ...baseFiles('workspace'), 'release.sh': `pip install ${names}\n${call}\n` }
  const fixed = (await repair(files, everyRuleOn(rules), rules))['release.sh']?.split('\n') ?? []
  expect(fixed.includes(`pip install ${names}`)).toBe(fixed.includes(call))
})
