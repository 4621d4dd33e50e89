import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readCommands } from '../../support/read-commands.ts'

const pieces = fc.constantFrom(
  'pip install x',
  'cd evio',
  'uv run --package',
  '&&',
  '||',
  ';',
  '|',
  '(',
  ')',
  '{',
  '}',
  '$(',
  '`',
  "'",
  '"',
  '$',
  '<',
  '>',
  '<<EOF\n',
  'EOF',
  '\n',
  '\\\n',
  'if',
  'then',
  'fi',
  'for x in',
  'do',
  'done',
  '#',
  '❌',
  '✅',
  '→',
  'alias a=',
  'bash -c',
  'echo',
  'git clone',
  'uv --directory',
  '```bash\n',
  '```\n',
  '# Never',
  '- ',
  '> ',
  "''${",
  '${x}',
  '=',
  '--',
  '-m',
  '\u0000',
  '\ufeff',
  '\r\n',
  'popd',
  'pushd',
  'cd -',
  'find . -exec',
  'xargs',
)

it.each(['a.sh', 'a.md', 'flake.nix', 'Makefile', '.github/workflows/a.yml'])(
  'reads any text in %s',
  async (path) => {
    await fc.assert(
      fc.asyncProperty(fc.array(pieces, { maxLength: 40 }), async (parts) => {
        const text = parts.join(' ')
        const body = path === 'flake.nix' ? `{ shellHook = ''\n${text.replaceAll("''", "'''")}\n''; }` : text
        const yaml = `on: push\njobs:\n  a:\n    steps:\n      - run: ${JSON.stringify(text)}\n`
        const source = path.endsWith('.yml') ? yaml : body
        const { all } = await readCommands({ [path]: source, 'evio/x.py': '' })
        for (const { span } of all) {
          expect(span.start).toBeGreaterThanOrEqual(0)
          expect(span.end).toBeLessThanOrEqual(source.length)
        }
      }),
      { numRuns: 80 },
    )
  },
)

it('takes long lines and many commands in its stride', async () => {
  const start = Date.now()
  await readCommands({ 'a.md': `Run ${'`pip install x` and '.repeat(2000)}\n` })
  await readCommands({ 'a.sh': `${'pip install x; '.repeat(2000)}\n${'a'.repeat(300_000)}\n` })
  await readCommands({ 'a.md': `\`\`\`bash\n${'echo "pip install x" && '.repeat(2000)}ls\n\`\`\`\n` })
  expect(Date.now() - start).toBeLessThan(15_000)
}, 30_000)

it('follows scripts that start each other only so far', async () => {
  const chain = Array.from({ length: 20_000 }, (_, n) => [`s${n}.sh`, `./s${n + 1}.sh\n`] as const)
  const commands = await readCommands({ ...Object.fromEntries(chain), 's20000.sh': './s0.sh\n' })
  expect(commands.startOf('s0.sh')).toBe('unknown')
}, 30_000)
