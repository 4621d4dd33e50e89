import { expect, test } from 'vitest'
import { line, readCommands } from '../../support/read-commands.ts'

const setUpUv = (...inputs: readonly string[]) => [
  '- uses: astral-sh/setup-uv@v7',
  ...(inputs.length > 0 ? ['  with:', ...inputs.map((each) => `    ${each}`)] : []),
]

/** The commands of one job that run in the environment of uv, of those that could. */
async function active(steps: readonly string[], files: Record<string, string> = {}): Promise<string[]> {
  const text = [
    'on: push',
    'jobs:',
    '  test:',
    '    steps:',
    ...steps.map((each) => `      ${each}`),
    '',
  ].join('\n')
  return activeIn({ ...files, '.github/workflows/ci.yml': text })
}

async function activeIn(files: Record<string, string>): Promise<string[]> {
  const { all } = await readCommands({ 'pyproject.toml': '[project]\nname = "a"\nversion = "1"\n', ...files })
  return all.filter(({ inEnvironment }) => inEnvironment).map(line)
}

test('`activate-environment` of astral-sh/setup-uv, for the steps behind it', async () => {
  const steps = ['- run: pytest before', ...setUpUv('activate-environment: true'), '- run: pytest behind']
  expect(await active(steps)).toEqual(['pytest behind'])
  expect(await active([...setUpUv('activate-environment: "true"'), '- run: pytest'])).toEqual(['pytest'])
  expect(await active([...setUpUv('activate-environment: false'), '- run: pytest'])).toEqual([])
  expect(await active([...setUpUv(), '- run: pytest'])).toEqual([])
})

test('each job has its own environment', async () => {
  const job = (name: string, ...steps: readonly string[]) => [
    `  ${name}:`,
    '    steps:',
    ...steps.map((each) => `      ${each}`),
  ]
  const text = [
    'jobs:',
    ...job('one', ...setUpUv('activate-environment: true'), '- run: pytest one'),
    ...job('two', '- run: pytest two'),
    '',
  ].join('\n')
  expect(await activeIn({ '.github/workflows/a.yml': text })).toEqual(['pytest one'])
})

test('an activated environment that is not the one uv syncs', async () => {
  const pytest = '- run: pytest'
  const on = 'activate-environment: true'
  expect(await active([...setUpUv(on, 'working-directory: docs'), pytest])).toEqual([])
  expect(await active([...setUpUv(on, 'venv-path: /tmp/x'), pytest])).toEqual([])
  expect(await active([...setUpUv(on, 'working-directory: ${{ github.workspace }}'), pytest])).toEqual([
    'pytest',
  ])
})

test('before version 6, every `python-version` activated', async () => {
  const steps = (version: string) => [
    `- uses: astral-sh/setup-uv@${version}`,
    '  with: { python-version: "3.12" }',
    '- run: pytest',
  ]
  expect(await active(steps('v5'))).toEqual(['pytest'])
  expect(await active(steps('v5.4.1'))).toEqual(['pytest'])
  expect(await active(steps('v6'))).toEqual([])
})

test.each<[string, readonly string[], readonly string[]]>([
  ['before the command', ['- run: UV_PROJECT_ENVIRONMENT=$pythonLocation uv sync --extra dev'], ['pytest']],
  ['in quotes', ['- run: UV_PROJECT_ENVIRONMENT="${pythonLocation}" uv sync'], ['pytest']],
  ['the system', ['- run: UV_PROJECT_ENVIRONMENT=/usr/local uv sync'], ['pytest']],
  [
    'asked',
    ['- run: UV_PROJECT_ENVIRONMENT="$(python -c \'import sys; print(sys.prefix)\')" uv sync'],
    ['pytest'],
  ],
  ['elsewhere', ['- run: UV_PROJECT_ENVIRONMENT=.cache/env uv sync'], []],
  ['without a sync', ['- run: UV_PROJECT_ENVIRONMENT=$pythonLocation uv pip install -e .'], []],
  [
    'of the step',
    ['- run: uv sync', '  env: { UV_PROJECT_ENVIRONMENT: "${{ env.pythonLocation }}" }'],
    ['pytest'],
  ],
  ['exported', ['- run: |', '    export UV_PROJECT_ENVIRONMENT=$pythonLocation', '    uv sync'], ['pytest']],
  ['for one step only', ['- run: export UV_PROJECT_ENVIRONMENT=$pythonLocation', '- run: uv sync'], []],
  [
    'kept for later steps',
    ['- run: echo "UV_PROJECT_ENVIRONMENT=$pythonLocation" >> "$GITHUB_ENV"', '- run: uv sync'],
    ['pytest'],
  ],
  ['for `uv pip` only', ['- run: UV_SYSTEM_PYTHON=1 uv pip install -e .'], []],
])('uv syncs into the Python of the job: %s', async (_, steps, expected) => {
  expect(await active([...steps, '- run: pytest'])).toEqual(expected)
})

test('the variable of the job and of the workflow', async () => {
  const text = (of: string) =>
    [
      'env: { UV_PROJECT_ENVIRONMENT: /usr/local }',
      'jobs:',
      '  test:',
      `    env: ${of}`,
      '    steps:',
      '      - run: uv sync',
      '      - run: pytest',
      '',
    ].join('\n')
  expect(await activeIn({ '.github/workflows/a.yml': text('{}') })).toEqual(['pytest'])
  expect(await activeIn({ '.github/workflows/a.yml': text('{ UV_PROJECT_ENVIRONMENT: .venv }') })).toEqual([])
})

test('a composite action of the repository, looked through one level deep', async () => {
  const action = (...steps: readonly string[]) =>
    ['runs:', '  using: composite', '  steps:', ...steps.map((each) => `    ${each}`), ''].join('\n')
  const files = {
    '.github/actions/set-up/action.yml': action(
      '- run: UV_PROJECT_ENVIRONMENT=$pythonLocation uv sync',
      '  shell: bash',
    ),
    '.github/actions/activate/action.yaml': action(...setUpUv('activate-environment: true')),
    '.github/actions/sync/action.yml': action('- run: uv sync', '  shell: bash'),
    '.github/actions/nothing/action.yml': action('- run: ls', '  shell: bash'),
    '.github/actions/keep/action.yml': action(
      '- run: echo "UV_PROJECT_ENVIRONMENT=$pythonLocation" >> $GITHUB_ENV',
      '  shell: bash',
    ),
    '.github/actions/outer/action.yml': action('- uses: ./.github/actions/set-up'),
  }
  const used = async (...steps: readonly string[]) =>
    (await active([...steps, '- run: pytest'], files)).filter((command) => command === 'pytest')
  expect(await used('- uses: ./.github/actions/set-up')).toEqual(['pytest'])
  expect(await used('- uses: ./.github/actions/activate')).toEqual(['pytest'])
  expect(await used('- uses: ./.github/actions/sync')).toEqual([])
  expect(
    await used('- uses: ./.github/actions/sync', '  env: { UV_PROJECT_ENVIRONMENT: /usr/local }'),
  ).toEqual(['pytest'])
  const nothing = ['- uses: ./.github/actions/nothing', '  env: { UV_PROJECT_ENVIRONMENT: /usr/local }']
  expect(await used(...nothing, '- run: uv sync')).toEqual([])
  expect(await used('- uses: ./.github/actions/keep', '- run: uv sync')).toEqual(['pytest'])
  expect(await used('- uses: ./.github/actions/outer')).toEqual([])
  expect(await used('- uses: ./.github/actions/gone')).toEqual([])
})

test('a value of a matrix syncs where its step stands', async () => {
  const text = [
    'jobs:',
    '  test:',
    '    strategy: { matrix: { sync: [uv sync] } }',
    '    steps:',
    '      - run: pytest before',
    '      - run: ${{ matrix.sync }}',
    '        env: { UV_PROJECT_ENVIRONMENT: /usr/local }',
    '      - run: pytest behind',
    '',
  ].join('\n')
  const found = await activeIn({ '.github/workflows/a.yml': text })
  expect(found).toContain('pytest behind')
  expect(found).not.toContain('pytest before')
})

test('a value of a matrix runs where its step stands', async () => {
  const text = [
    'jobs:',
    '  test:',
    '    strategy: { matrix: { command: [pytest] } }',
    '    steps:',
    ...setUpUv('activate-environment: true').map((each) => `      ${each}`),
    '      - run: ${{ matrix.command }}',
    '',
  ].join('\n')
  expect(await activeIn({ '.github/workflows/a.yml': text })).toContain('pytest')
})

test('the programs of the environment on the path of later steps, once uv has synced', async () => {
  const path = '- run: echo "$GITHUB_WORKSPACE/.venv/bin" >> "$GITHUB_PATH"'
  expect(await active([path, '- run: uv sync -p .venv', '- run: pytest'])).toEqual(['pytest'])
  expect(await active(['- run: uv sync', path, '- run: pytest'])).toEqual(['pytest'])
  expect(await active([path, '- run: pytest'])).toEqual([])
  const other = '- run: echo "$HOME/.local/bin" >> $GITHUB_PATH'
  expect(await active([other, '- run: uv sync', '- run: pytest'])).toEqual([])
})
