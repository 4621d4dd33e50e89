import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rewriteCommand } from '../../../src/model/commands/rewrite.ts'
import { applyEdits } from '../../../src/text/edit.ts'
import { readCommands } from './read-commands.ts'

/** Files with the command `pip install kept "also kept" last` in every kind of place. */
const places: Readonly<Record<string, readonly [path: string, text: string]>> = {
  'a script': ['a.sh', '#!/bin/sh\nset -e\npip install kept "also kept" last && echo done\n'],
  'a continued line': ['a.sh', 'pip install \\\n  kept \\\n  "also kept" last\n'],
  'an indented Nix string': [
    'flake.nix',
    "{ shellHook = ''\n    if true; then\n      pip install kept \"also kept\" last\n    fi\n  ''; }\n",
  ],
  'a quoted Nix string': ['flake.nix', '{ shellHook = "pip install kept \\"also kept\\" last"; }\n'],
  'a fence': ['a.md', '# A\n\n```bash\npip install kept "also kept" last\n```\n'],
  'a fence in a list in a quote': [
    'a.md',
    '> - one\n>\n>   ```console\n>   $ pip install kept "also kept" last\n>   out\n>   ```\n',
  ],
  'a code span': ['a.md', 'Run `pip install kept "also kept" last` now.\n'],
  'a literal block': [
    '.github/workflows/a.yml',
    'on: push\njobs:\n  a:\n    steps:\n      - run: |\n          pip install kept "also kept" last\n          ls\n',
  ],
  'a plain scalar': [
    '.github/workflows/a.yml',
    'on: push\njobs:\n  a:\n    steps:\n      - run: pip install kept "also kept" last\n',
  ],
  'a double-quoted scalar': [
    '.github/workflows/a.yml',
    'on: push\njobs:\n  a:\n    steps:\n      - run: "pip install kept \\"also kept\\" last"\n',
  ],
  'a single-quoted scalar': [
    '.github/workflows/a.yml',
    'on: push\njobs:\n  a:\n    steps:\n      - run: \'pip install kept "also kept" last\'\n',
  ],
}

const word = fc.oneof(
  fc.constantFrom(
    'uv',
    'add',
    '--package',
    'evio-core',
    '<member>',
    "it's",
    '"',
    '$HOME',
    '${x}',
    "''",
    '`',
    '\\',
    'a b',
    '#',
    '*',
    'x: y',
    '{{ x }}',
    'é',
    '!',
    '&&',
  ),
  fc
    .string({ minLength: 1, maxLength: 8 })
    .filter((text) => !/[\n\r\u0000-\u001f\u007f-\u009f\ufeff\u2028\u2029]/.test(text) && text.trim() !== ''),
)

describe.each(Object.entries(places))('%s', (_, [path, text]) => {
  it('takes new words, and reads back as them', async () => {
    const before = (await readCommands({ [path]: text })).of('pip')[0]
    if (!before) throw new Error('the command was not found')
    expect(before.words.map((known) => known.text)).toEqual(['pip', 'install', 'kept', 'also kept', 'last'])
    const [, , kept, alsoKept] = before.words
    if (!kept || !alsoKept) throw new Error('words are missing')
    let written = 0
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 4 }), async (words) => {
        const target = { source: text, script: before.script }
        const edit = rewriteCommand(before.words, ['uv', 'run', kept, alsoKept, ...words], target)
        if (!edit) return
        written++
        const after = (await readCommands({ [path]: applyEdits(text, [edit]) })).of('uv', 'run')[0]
        expect(after?.words.map((known) => known.text)).toEqual(['uv', 'run', 'kept', 'also kept', ...words])
      }),
      { numRuns: 60 },
    )
    expect(written).toBeGreaterThan(10)
  })
})
