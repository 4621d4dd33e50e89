import { describe, expect, it } from 'vitest'
import { line, readCommands } from '../../support/read-commands.ts'

/** Stances of the commands of a foreign manager in a document, in order. */
async function stances(text: string, path = 'CONTRIBUTING.md'): Promise<string> {
  const commands = await readCommands({ [path]: text })
  const foreign = commands.all.filter(({ program }) => /^(?:pip|poetry|conda|python)$/.test(program ?? ''))
  return foreign.map(({ stance }) => stance.value).join(' ')
}

describe('a code span', () => {
  it.each([
    'Run `pip install x` first.',
    'Run `FLAGS="--threads 4" JOBS=8 pip install x` first.',
    'Then install the exporter with `pip install x`, which the runs need.',
    '- 🎥 The service needs its bridge: run `pip install x` once.',
    '1. `pip install x`',
    '1. Open it.\n2. `pip install x`\n',
    '- Install: `pip install x`',
    'You can also use `pip install x`.',
    'To install the tools, run the following: `pip install x`.',
    "Don't forget to run `pip install x`.",
    'If it fails with an error ❌, run `pip install x`.',
    'Always use `pip install x`.',
    'Please `pip install x` before you start.',
    'Install dependencies via `pip install x`',
    'Execute `pip install x` and restart.',
    '- [ ] I ran `pip install x`',
    'Without Nix, run `pip install x`.',
    'You can also run the loader tests with `pip install x` before that.',
    '- Get it to pass there first, then here: `pip install x`',
    '```sh\npip install x  # no GPU there\n```',
    '```sh\npip install x  # not waived\n```',
  ])('orders: %s', async (text) => expect(await stances(text)).toBe('runs'))

  it.each([
    '- ❌ **NEVER** run `pip install x`',
    'Do not `pip install x` here.',
    'What pip puts there is gone. So never\nrun `pip install x` in the shell, not even to try.',
    '❌ `pip install x`\n✅ `uv add x`',
    'Use `uv add x` instead of `pip install x`.',
    'Use `uv add x`, not `pip install x`.',
    'Prefer `uv add` over anything else; avoid `pip install x`.',
    'Running `pip install x` is forbidden.',
    '`pip install x` → `uv add x`',
    'We no longer `pip install x`.',
    'There is no need to run `pip install x`.',
    '| Instead of | use |\n|---|---|\n| `pip install x` | `uv add x` |',
    'Never use pip: `pip install x` breaks the lock.',
    'Please don’t use `pip install x`.',
    'Rather than `pip install x`, add it.',
    'You should not run `pip install x`.',
    '🚫 `pip install x`',
    '```sh\npip install x  # not this\nuv add x\n```',
    '```sh\npip install x  # NO\nuv add x\n```',
  ])('bans: %s', async (text) => expect(await stances(text)).not.toBe('runs'))

  it.each([
    'There is one lock. The first prototype was a single package, and a\n`pip install x` was all that it took.',
    'The export was slow: the `pip install x` step of the old image took longer.',
    '`uv add x` is similar to `pip install x`.',
    'We used to call `pip install x` here.',
    'Under the hood, it uses a fetcher to\nrun `pip install x` with reproducible inputs.',
    'When someone runs `pip install x`, the lock is stale.',
    'The image runs `pip install x` at build time.',
    '## How `pip install x` works\n\ntext',
  ])('only speaks of it: %s', async (text) => expect(await stances(text)).not.toBe('runs'))
})

describe('a fence', () => {
  const fence = (code: string, before = '') => `${before}\n\n\`\`\`bash\n${code}\n\`\`\`\n`

  it.each([
    [fence('pip install x'), 'runs'],
    [fence('# WRONG: past the lock\npip install x\n\n# CORRECT\nuv add x'), 'forbids'],
    [fence('# CORRECT\npip install y\n# WRONG\npip install x'), 'runs forbids'],
    [fence('pip install x  # WRONG'), 'forbids'],
    [fence("pip install x  # don't"), 'forbids'],
    [fence('❌ pip install x\n✅ uv add x'), ''],
    [fence('pip install x', 'Instead of:'), 'forbids'],
    [fence('pip install x', 'Never do this:'), 'forbids'],
    [fence('pip install x', '**Before:**'), 'forbids'],
    [fence('pip install x', 'Before and after each change:'), 'runs'],
    [fence('pip install x', 'Do not forget the tools:'), 'runs'],
    [fence('pip install x', '## Common mistakes'), 'forbids'],
    [fence('pip install x', '## Do not panic'), 'runs'],
    [fence('# Install the tools\npip install x'), 'runs'],
    [fence('# Install the tools\npip install x', 'Never do this:'), 'forbids'],
    [fence('# Install the tools\npip install x', '## Common mistakes'), 'forbids'],
    [fence('# CORRECT\npip install x', 'Never do this:'), 'runs'],
    [fence('# pip install y\nuv add y'), ''],
    ['```console\n$ pip install x\nSuccessfully ran pip install y\n```\n', 'runs'],
    ['> ```bash\n> # WRONG\n> pip install x\n> ```\n', 'forbids'],
    ['1. one\n\n   ```bash\n   # WRONG\n   pip install x\n   ```\n', 'forbids'],
  ])('%j', async (text, expected) => expect(await stances(text)).toBe(expected))

  it('holds what once was in a changelog', async () => {
    expect(await stances(fence('pip install x'), 'CHANGELOG.md')).toBe('mentions')
  })
})

describe('a text that a script shows', () => {
  it.each([
    ['echo "NEVER use pip - pip install x breaks the lock"', 'forbids'],
    ['echo "NEVER run ${PIP} or pip install x"', 'forbids'],
    ['echo "Via ${PIP} or pip install x"', 'mentions'],
    ['echo "No pip install x: use uv"', 'mentions'],
    ['echo "Installing the tools via pip install x..."', 'mentions'],
    ['echo "  pip install plotly"', 'runs'],
    ["echo 'Run: pip install x'", 'runs'],
    ['cat <<EOF\n  - do not pip install x here\nEOF', 'forbids'],
    ['cat > notes.txt <<EOF\npip install x\nEOF', ''],
    ['echo "x" | grep pip', ''],
    ['echo "pip is old"', ''],
  ])('%s', async (code, expected) => expect(await stances(`${code}\n`, 'a.sh')).toBe(expected))
})

it('does not order a program that is only named', async () => {
  const evio = {
    'pyproject.toml': '[project]\nname = "evio"\nscripts.opentelemetry-instrument = "evio:main"\n',
  }
  const read = async (text: string) =>
    (await readCommands({ ...evio, 'CONTRIBUTING.rst': text })).all[0]?.stance.value
  expect(await read('Execute the sample via ``opentelemetry-instrument`` so that it is seen.')).toBe(
    'mentions',
  )
  expect(await read('Run the ``opentelemetry-instrument`` tool below.')).toBe('mentions')
  expect(await read('Then run ``opentelemetry-instrument``.')).toBe('runs')
})

it('takes documents among the data of tests for data', async () => {
  const text = '```sh\npip install x\n```\n'
  expect(await stances(text, 'scripts/tests/fixer/data/en.md')).toBe('mentions')
  expect(await stances(text, 'tests/README.md')).toBe('runs')
  expect(await stances(text, 'third_party/sage/README.md')).toBe('mentions')
  expect(await stances(text, 'examples/third_party/sage/README.md')).toBe('runs')
})

it('keeps the extras of what a script shows', async () => {
  const { all } = await readCommands({ 'a.sh': 'echo "(Install it with: pip install hub[cli])"\n' })
  expect(all.filter(({ program }) => program === 'pip').map(line)).toEqual(['pip install hub[cli]'])
})

it('leaves the pages of older versions as they are', async () => {
  const text = '```sh\npip install -r requirements.txt\n```\n'
  const stance = async (path: string, files: Record<string, string>) =>
    (await readCommands({ ...files, [path]: text })).all.at(-1)?.stance.value
  expect(await stance('docs/v2/development/tests.md', { 'docs/development/tests.md': '' })).toBe('mentions')
  expect(await stance('docs/v3/development/tests.md', {})).toBe('runs')
  expect(await stance('website/versioned_docs/version-1.0/a.md', {})).toBe('mentions')
  expect(await stance('docs/site/versions/0.4.2/a.mdx', {})).toBe('mentions')
  expect(await stance('docs/site/versions/nightly/a.mdx', {})).toBe('runs')
})

it.each([
  ['blog/2024/leak.md', 'mentions'],
  ['writeups/leak/post.md', 'mentions'],
  ['posts/README.md', 'runs'],
  ['docs/blogging.md', 'runs'],
])('reads a post as what its author did: %s', async (path, expected) => {
  const { all } = await readCommands({ [path]: '```sh\npip install memory_profiler\n```\n' })
  expect(all.at(-1)?.stance.value).toBe(expected)
})

it('orders what is joined to an order, and nothing beyond', async () => {
  expect(
    await stances('Ensure that it passes with `pip install x`, `pip install y` and `pip install z`.'),
  ).toBe('runs runs runs')
  expect(await stances('Run `pip install x`, never `pip install y`.')).toBe('runs forbids')
  expect(await stances('The old `pip install x` and `pip install y` are gone.')).toBe('mentions mentions')
})

it('leaves workflows that GitHub does not run', async () => {
  const workflow = 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pip install x\n'
  expect(await stances(workflow, 'packages/a/.github/workflows/ci.yml')).toBe('mentions')
  expect(await stances(workflow, '.github/workflows/ci.yml')).toBe('runs')
})
