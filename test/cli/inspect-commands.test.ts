import { expect, it } from 'vitest'
import { policyCheck } from '../support/run-cli.ts'
import { repository } from '../support/scratch.ts'

it('lists the command of a script’s shebang and what pre-commit runs', async () => {
  const header = '# /// script\n# dependencies = []\n# ///\n'
  const root = repository({
    'tools/x.py': `#!/usr/bin/env -S uv run --script\n${header}`,
    'tools/y': `#!/usr/bin/env -S uv run --script\n${header}`,
    'tools/z.py': '#!/usr/bin/env python3\n',
    '.pre-commit-config.yaml':
      'repos:\n  - repo: local\n    hooks:\n      - id: a\n        language: system\n        entry: uv run tools/x.py\n',
  })
  const { output } = await policyCheck(root, ['inspect', 'commands', '--format', 'jsonl'])
  const shown = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ program }) => program === 'uv')
    .map(({ path, line, column, words, host, origin, stance }) => [
      path,
      line,
      column,
      words,
      host,
      origin,
      stance,
    ])
  expect(shown).toEqual([
    ['.pre-commit-config.yaml', 6, 16, ['uv', 'run', 'tools/x.py'], 'config', '`a.entry`', 'runs'],
    ['tools/x.py', 1, 19, ['uv', 'run', '--script'], 'script', 'shebang', 'runs'],
    ['tools/y', 1, 19, ['uv', 'run', '--script'], 'script', 'shebang', 'runs'],
  ])
})
