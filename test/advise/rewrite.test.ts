import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rewriteCommand } from '../../src/advise/rewrite.ts'
import { applyEdits } from '../../src/text/edit.ts'
import { readCommands } from '../support/read-commands.ts'
import { hang, shownInFence } from '../support/shown-in-fence.ts'

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
  'a folded scalar': [
    '.github/workflows/a.yml',
    'on: push\njobs:\n  a:\n    steps:\n      - run: >-\n          pip install kept\n          "also kept" last\n',
  ],
  'a composite action': [
    'setup/action.yml',
    'runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: pip install kept "also kept" last\n',
  ],
  'a value of a matrix': [
    '.github/workflows/a.yml',
    'jobs:\n  a:\n    strategy:\n      matrix:\n        include:\n          - c: "pip install kept \\"also kept\\" last"\n    steps:\n      - run: ${{ matrix.c }}\n',
  ],
  'a string of a Compose file': [
    'compose.yaml',
    'services:\n  a:\n    command: >\n      pip install kept\n      "also kept" last\n',
  ],
  'a script of package.json': [
    'package.json',
    '{\n  "scripts": {\n    "setup": "echo a && pip install kept \\"also kept\\" last && echo done"\n  }\n}\n',
  ],
  'a continued instruction of a Dockerfile': [
    'Dockerfile',
    'FROM x\nRUN ls && \\\n    # why\n    pip install \\\n      kept "also kept" \\\n      last \\\n    && rm -rf /x\nCMD ["x"]\n',
  ],
  'the exec form of a Dockerfile': [
    'Dockerfile',
    'FROM x\nRUN ["pip", "install", "kept", "also kept", "last"]\n',
  ],
  'a here-document of a Dockerfile': [
    'Dockerfile',
    'FROM x\nRUN <<EOF\nset -e\npip install kept "also kept" last\nEOF\nRUN ls\n',
  ],
  'a Makefile': [
    'Makefile',
    '.PHONY: a\na: b\n\t@ls\n\t@pip install kept "also kept" last && echo $$HOME\n\nb:\n\tls\n',
  ],
  'a continued line of a Makefile': ['Makefile', 'a:\n\tpip install \\\n\t  kept "also kept" \\\n\t  last\n'],
  'a justfile': ['justfile', 'a b="c":\n    @ls\n    -pip install kept "also kept" last && echo {{ b }}\n'],
  'a script of a justfile': [
    'justfile',
    'a:\n    #!/usr/bin/env bash\n    set -e\n    if true; then\n      pip install kept "also kept" last\n    fi\n',
  ],
  'a Procfile': ['Procfile', 'web: pip install kept "also kept" last\n'],
  'a task of pyproject.toml': [
    'pyproject.toml',
    '[tool.poe.tasks]\nsetup = \'pip install kept "also kept" last\'\nother = "ls"\n',
  ],
  'a task in double quotes': [
    'pyproject.toml',
    '[tool.taskipy.tasks]\nsetup = "pip install kept \\"also kept\\" last"\n',
  ],
  'a task of mise': ['mise.toml', '[tasks.a]\nrun = \'pip install kept "also kept" last\'\n'],
  'a Taskfile': [
    'Taskfile.yml',
    'version: "3"\ntasks:\n  a:\n    cmds:\n      - pip install kept "also kept" last\n',
  ],
  'GitLab CI': ['.gitlab-ci.yml', 'test:\n  script:\n    - pip install kept "also kept" last\n'],
  'GitLab CI in single quotes': [
    '.gitlab-ci.yml',
    'test:\n  script:\n    - \'pip install kept "also kept" last\'\n',
  ],
  'a hook of pre-commit': [
    '.pre-commit-config.yaml',
    'repos:\n  - repo: local\n    hooks:\n      - id: a\n        language: system\n        entry: pip install kept "also kept" last\n',
  ],
  'a notebook': [
    'a.ipynb',
    '{\n "cells": [\n  {"cell_type": "code", "metadata": {}, "outputs": [], "source": [\n   "import os\\n",\n   "!pip install kept \\"also kept\\" last\\n"\n  ]}\n ],\n "metadata": {}, "nbformat": 4, "nbformat_minor": 5\n}\n',
  ],
}

/** The same places in files that a document shows in a fence of a list. */
const shown = Object.entries(places).flatMap(([name, [path, text]]) => {
  if (/\.(?:md|sh|ipynb)$|^mise/.test(path)) return []
  const document = `# A\n\n${hang(`One:\n\n${shownInFence(path, text)}`, '1. ')}`
  return [[`${name}, shown in a document`, ['a.md', document]] as const]
})

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

describe.each([...Object.entries(places), ...shown])('%s', (_, [path, text]) => {
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

it.each([
  '["pip", "install", "x"]',
  "['pip', 'install', 'x']",
  '[pip, install, x]',
  '\n      - pip\n      - install\n      - x',
])('leaves the list %j of a Compose file as it is', async (list) => {
  const text = `services:\n  a:\n    command: ${list}\n`
  const [command] = (await readCommands({ 'compose.yaml': text })).of('pip')
  if (!command) throw new Error('the command was not found')
  const fresh = ['uv', ...command.words.slice(1)]
  expect(rewriteCommand(command.words, fresh, { source: text, script: command.script })).toBeNull()
})
