import { expect, it } from 'vitest'
import rule from '../../rules/known-uv-settings.ts'
import { everyRuleOn } from '../support/in-memory.ts'
import { repair } from '../support/repair.ts'

it.each([
  [
    'with its comment, whatever stands in the text',
    '[project]\nname = "a"\r\n[tool.uv]\r\nrequires-python = ">=3.11 # x" # why\r\npackage = true\r\n',
    '[project]\nname = "a"\r\nrequires-python = ">=3.11 # x" # why\r\n[tool.uv]\r\npackage = true\r\n',
  ],
  [
    'without it into an inline table',
    'project = { name = "a" }\n[tool.uv]\nrequires-python = ">=3.11" # why\npackage = true\n',
    'project = { name = "a", requires-python = ">=3.11" }\n[tool.uv]\npackage = true\n',
  ],
  [
    'out of an inline table, whose comment is not its own',
    '[project]\nname = "a"\n[tool]\nuv = { requires-python = ">=3.11", package = true } # uv\n',
    '[project]\nname = "a"\nrequires-python = ">=3.11"\n[tool]\nuv = { package = true } # uv\n',
  ],
])('moves `requires-python` %s', async (_, before, after) => {
  const fixed = await repair({ 'pyproject.toml': before }, everyRuleOn([rule]), [rule])
  expect(fixed['pyproject.toml']).toBe(after)
})
