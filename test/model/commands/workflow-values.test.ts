import { expect, test } from 'vitest'
import { line, readCommands } from '../../support/read-commands.ts'

const path = '.github/workflows/ci.yml'

/** Commands of a workflow as `directory: words — origin`, those that are one expression left out. */
async function commands(text: string, at = path, files: Record<string, string> = {}): Promise<string[]> {
  const { all } = await readCommands({ ...files, [at]: text })
  return all
    .filter(({ words }) => words.length > 1)
    .map((command) => `${command.directory}: ${line(command)} — ${command.origin}`)
}

function job(...lines: readonly string[]): string {
  return ['on: push', 'jobs:', '  test:', ...lines.map((each) => `    ${each}`), ''].join('\n')
}

test('values of a matrix and of its combinations, each where it is written', async () => {
  const text = job(
    'strategy:',
    '  matrix:',
    '    setup: [pip install a, "uv sync"]',
    '    include:',
    '      - setup: |',
    '          pip install b # why',
    '          uv run x',
    '      - other: pip install no',
    '      - setup: ""',
    '    exclude: [{ setup: pip install no }]',
    'steps:',
    '  - name: Set up',
    '    run: ${{ matrix.setup }}',
    '  - run: ${{matrix.setup}}',
  )
  const origin = 'a value of matrix `setup`, run by step `Set up` of job `test`'
  expect(await commands(text)).toEqual(
    ['pip install a', 'uv sync', 'pip install b', 'uv run x'].map((words) => `.: ${words} — ${origin}`),
  )
  const { all } = await readCommands({ [path]: text })
  const found = all.find((command) => line(command) === 'pip install b')
  expect(text.slice(found?.span.start, found?.span.end)).toBe('pip install b')
  expect(all.filter((command) => line(command) === 'pip install a')).toHaveLength(1)
})

test('a key inside the values of a matrix', async () => {
  const text = job(
    'strategy:',
    '  matrix:',
    '    settings:',
    '      - { host: linux, build: pip install a }',
    '      - build: uv build --package x',
    'steps:',
    '  - run: ${{ matrix.settings.build }}',
  )
  expect((await commands(text)).map((found) => found.split(' — ')[0])).toEqual([
    '.: pip install a',
    '.: uv build --package x',
  ])
})

test('one command line of several, behind a move, in the directory of the step', async () => {
  const text = job(
    'strategy:',
    '  matrix:',
    '    setup: [uv sync]',
    '    test: [uv run x]',
    'steps:',
    '  - run: |',
    '      cd libs',
    '      ${{ matrix.setup }}',
    '      bash -c "${{ matrix.test }}"',
    '  - run: ${{ env.MORE }}',
    '    working-directory: docs',
    '    env: { MORE: uv lock }',
  )
  const files = { 'libs/x': '', 'docs/x': '' }
  expect(await commands(text, path, files)).toEqual([
    'libs: uv sync — a value of matrix `setup`, run by a step of job `test`',
    'libs: uv run x — a value of matrix `test`, run by a step of job `test`',
    '.: cd libs — a step of job `test`',
    'libs: bash -c ? — a step of job `test`',
    'docs: uv lock — the value of `MORE`, run by a step of job `test`',
  ])
})

test('what stands as an argument, in a string or in a here-document is no command', async () => {
  const text = job(
    'strategy:',
    '  matrix:',
    '    it: [pip install a]',
    'steps:',
    '  - run: pip ${{ matrix.it }}',
    '  - run: |',
    '      uv pip install \\',
    '        ${{ matrix.it }}',
    '      cat <<EOF',
    '      ${{ matrix.it }}',
    '      EOF',
    '      echo "',
    '      ${{ matrix.it }}',
    '      "',
    '  - run: ${{ matrix.it }} --verbose',
    '  - run: ${{ matrix.it || matrix.other }}',
    '  - run: ${{ matrix.it }}',
    '    shell: python',
  )
  expect(await commands(text)).not.toContainEqual(expect.stringContaining('a value of matrix'))
})

test('the nearest `env`, and the defaults of inputs', async () => {
  const text = [
    'on:',
    '  workflow_call:',
    '    inputs:',
    '      check: { type: string, default: uv run check }',
    '      none: { type: string }',
    'env: { A: pip install far, B: uv sync }',
    'jobs:',
    '  test:',
    '    env: { A: pip install near }',
    '    steps:',
    '      - run: ${{ env.A }}',
    '      - run: ${{ env.B }}',
    '      - run: ${{ inputs.check }}',
    '      - run: ${{ inputs.none }}',
    '      - env: { A: pip install own }',
    '        run: ${{ env.A }}',
    '',
  ].join('\n')
  const found = await commands(text)
  const where = 'run by a step of job `test`'
  expect(found).toEqual([
    `.: uv run check — the default of input \`check\`, ${where}`,
    `.: uv sync — the value of \`B\`, ${where}`,
    `.: pip install near — the value of \`A\`, ${where}`,
    `.: pip install own — the value of \`A\`, ${where}`,
  ])
})

test('the default of an input of a composite action; values that name values, also in a circle', async () => {
  const action = [
    'inputs: { command: { default: pip install a } }',
    'runs:',
    '  using: composite',
    '  steps:',
    '    - run: ${{ inputs.command }}',
    '      shell: bash',
    '    - run: ${{ env.A }}',
    '      shell: bash',
    '      env: { A: "${{ env.B }}", B: "${{ env.A }}" }',
    '',
  ].join('\n')
  expect(await commands(action, 'tools/setup/action.yml')).toEqual([
    '.: pip install a — the default of input `command`, run by a step',
  ])
})
