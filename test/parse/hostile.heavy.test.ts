import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from '../../src/parse/parse.ts'
import { commandsIn } from '../support/outline.ts'

const paths = [
  'a.sh',
  'a.nix',
  'a.md',
  'a.mdx',
  'a.rst',
  'a.adoc',
  '.github/workflows/a.yml',
  '.gitlab-ci.yml',
  '.pre-commit-config.yaml',
  'Taskfile.yml',
  'package.json',
  'Dockerfile',
  'Makefile',
  'justfile',
  'Procfile',
  'a.ipynb',
  'pyproject.toml',
  'uv.lock',
  'a.py',
]

const pieces = [
  ...'(){}[]<>`\'"$\\#|&;=:,.-!?@*~%^/ \t\n\r\0aé😀\uFEFF\u2028',
  '\r\n',
  '${',
  '${{ x }}',
  '{{ y }}',
  "''",
  '<<EOF',
  'EOF\n',
  '```',
  '```sh\n',
  '<!--',
  '-->',
  '$(',
  'if ',
  'then ',
  'fi',
  'case ',
  'esac',
  'uv run ',
  'cd a && ',
  '\n\t',
  '\n  - run: |\n      ',
  'jobs:\n  a:\n    steps:\n',
  'RUN ',
  'FROM x\n',
  'all:\n',
  'shellHook = ',
  '"cells": [',
  '{"scripts": {"a": "',
  '[tool.poe.tasks]\n',
  '\n# /// script\n',
  '\n```nix\n',
  '\n```yaml\n',
  '\n```json\n"scripts": {',
  '\n```toml\n',
  '\n```make title="Makefile"\n',
  '\n```{note}\n',
  '\n:::{tab-item} A\n',
  '\n:::\n',
  '\n# ///\n',
  '\n# ',
  'a = "',
  '.. code-block:: sh\n\n   ',
  '[source,bash]\n----\n',
  '&a ',
  '*a ',
  '<<: *a\n',
]

for (const path of paths) {
  test(`${path}: any text is parsed to something that stands in it`, async () => {
    const anything = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((found) => found.join(''))
    await fc.assert(
      fc.asyncProperty(fc.oneof(anything, fc.string({ unit: 'binary' })), async (text) => {
        const { scripts, directives, troubles } = await parse({ path, text })
        const commands = commandsIn(scripts.map(({ statements }) => statements))
        const words = commands.flatMap((command) => command.words)
        for (const { span } of [...scripts, ...directives, ...commands, ...words, ...troubles]) {
          if (!span) continue
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeGreaterThanOrEqual(span.start)
          expect(span.end).toBeLessThanOrEqual(text.length)
        }
      }),
      { numRuns: 150 },
    )
  })
}

const bombs = [
  '[',
  '{',
  '(',
  '> ',
  '- ',
  '"',
  "'",
  '`',
  '$(',
  '{ a = ',
  '\n',
  ' ',
  '#',
  'a',
  '<!--',
  '${{',
  '"$(',
  '? - ',
]

for (const path of paths) {
  test(`${path}: 5,000 times the same is read or refused`, { timeout: 60_000 }, async () => {
    for (const bomb of bombs) {
      const { troubles } = await parse({ path, text: bomb.repeat(5_000) })
      for (const { id } of troubles) expect(['syntax-error', 'too-deep']).toContain(id)
    }
  })
}
