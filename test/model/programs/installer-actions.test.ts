import { expect, test } from 'vitest'
import { installerSteps } from '../../../src/model/programs/installer-actions.ts'
import { parse } from '../../../src/parse/parse.ts'

async function found(steps: string, allow: readonly string[] = []): Promise<string[]> {
  const text = `on: push\njobs:\n  test:\n    steps:\n${steps}`
  const file = { path: '.github/workflows/ci.yml', text }
  const document = await parse(file)
  return installerSteps({ file, document }, { allow, ban: [] }).map(({ span }) =>
    text.slice(span.start, span.end),
  )
}

test('the place is the value without its quotes', async () => {
  expect(await found("      - uses: 'ABATILO/actions-poetry@v3' # x\n")).toEqual([
    'ABATILO/actions-poetry@v3',
  ])
})

test('inputs of `actions/setup-python`', async () => {
  const step = (inputs: string) => `      - uses: actions/setup-python@v6\n        with: ${inputs}\n`
  expect(await found(step('{ cache: "pipenv", pip-install: -r requirements.txt }'))).toEqual([
    'pipenv',
    '-r requirements.txt',
  ])
  expect(await found(step('{ cache: pip }'), ['pip'])).toEqual([])
  expect(await found(step('{ cache: "", pip-install: uv==0.8 }'))).toEqual([])
  expect(await found(step(`{ cache: ${'$'}{{ inputs.cache }} }`))).toEqual([])
})

test('the cache of pip is for `pre-commit/action` in its job', async () => {
  const python = '      - uses: actions/setup-python@v6\n        with:\n          cache: pip\n'
  expect(await found(python)).toEqual(['pip'])
  expect(await found(`${python}      - uses: pre-commit/action@v3\n`)).toEqual([])
  const other = '  lint:\n    steps:\n      - uses: pre-commit/action@v3\n'
  expect(await found(python + other)).toEqual(['pip'])
})

test('a step that two jobs share by an anchor is told once', async () => {
  const steps =
    '      - &poetry\n        uses: snok/install-poetry@v1\n  other:\n    steps:\n      - *poetry\n'
  expect(await found(steps)).toEqual(['snok/install-poetry@v1'])
})
