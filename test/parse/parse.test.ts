import { expect, test } from 'vitest'
import { outline } from '../support/outline.ts'

test('a shell script: quoting resolved, expansions unknown, native spans', async () => {
  const { words, scripts, document } = await outline(
    'a.sh',
    '#!/bin/sh\nA=1 uv run "a b" \'c\'$x \\\n  --y="${z:-1}"\n',
  )
  expect(words).toEqual(['uv|run|a b|c$x|--y=$z!'])
  expect(scripts[0]?.sources).toEqual(['uv run "a b" \'c\'$x \\\n  --y="${z:-1}"'])
  expect(document.troubles).toEqual([])
})

test('a script without an extension is known by its first line', async () => {
  expect((await outline('bin/run', '#!/usr/bin/env bash\nuv sync\n')).words).toEqual(['uv|sync'])
  expect((await outline('bin/run', '#!/usr/bin/env python3\nuv sync\n')).words).toEqual([])
})

test('shell code in Nix strings: indentation dropped, escapes read, interpolations kept as holes', async () => {
  const text = `{ pkgs }: pkgs.mkShell {
  shellHook = ''
    \${pkgs.uv}/bin/uv sync
    export A=''\${HOME}
    cat <<EOF
    pip install x
    EOF
    echo "it'''s"
  '';
}
`
  const { words, scripts } = await outline('flake.nix', text)
  expect(words).toEqual(['‹${pkgs.uv}›/bin/uv|sync', 'export', 'cat', "echo|it''s"])
  expect(scripts[0]?.context).toMatchObject({ kind: 'nix', attributes: ['shellHook'] })
  expect(scripts[0]?.sources[0]).toBe('${pkgs.uv}/bin/uv sync')
})

test('shell code in Markdown: fences by tag, placeholders as holes, console output left out', async () => {
  const text = [
    '> ```bash',
    '> uv add --package <member> \\',
    '>   requests',
    '> ```',
    '',
    '```console',
    '$ uv sync',
    'pip install is output',
    '```',
    '',
    'Run `uv run x` but not `pyproject.toml`.',
  ].join('\n')
  const { words, scripts } = await outline('README.md', text)
  expect(words).toEqual(['uv|add|--package|‹?<member>›|requests', 'uv|sync', 'uv|run|x'])
  expect(scripts.map(({ host }) => host)).toEqual(['markdown-fence', 'markdown-fence', 'markdown-span'])
  expect(scripts[0]?.sources[0]).toBe('uv add --package <member> \\\n>   requests')
})

test('a broken line costs no other line', async () => {
  const { words, document } = await outline('a.sh', "uv sync\necho it's\nuv lock\n")
  expect(words).toEqual(['uv|sync', 'uv|lock'])
  expect(document.troubles.map(({ id, span }) => [id, span])).toEqual([
    ['syntax-error', { start: 8, end: 17 }],
  ])
})

test('directives: of the host anywhere, of the guest within the guest, none from the text of a fence', async () => {
  const text = [
    '<!-- policy-check: ignore[a] -- x -->',
    '```sh',
    'uv sync # policy-check: ignore[b] -- y',
    '```',
    '```text',
    '<!-- policy-check: ignore[c] -- z -->',
    '```',
  ].join('\n')
  const { document } = await outline('a.md', text)
  expect(
    document.directives.map(({ span, guest }) => [text.slice(span.start, span.end), guest !== undefined]),
  ).toEqual([
    ['<!-- policy-check: ignore[a] -- x -->', false],
    ['# policy-check: ignore[b] -- y', true],
  ])
})

test('what the grammar alone does not take', async () => {
  const code = [
    'for i do echo "$i"; done',
    'exec 3<> "file"',
    '[ "$x" = ~ ] && @coreutils@/bin/cat @out@',
    'cat <<EOF >out | grep x && uv sync',
    'pip install y',
    'EOF',
    "if python - <<'PY' >/dev/null 2>&1; then",
    'import x',
    'PY',
    '  uv lock',
    'fi',
    'A=1 B=2',
    'C=3 # comment',
    'uv run x | cat >/dev/null 2>&1 <<<"$y" || fail \\ a',
    'uv add \\',
    '  last \\',
    '',
  ].join('\n')
  const { words, document } = await outline('a.sh', code)
  expect(document.troubles).toEqual([])
  expect(words).toEqual([
    'echo|$i',
    'exec',
    '[|$x|=|~|]',
    '@coreutils@/bin/cat|@out@',
    'cat',
    'grep|x',
    'uv|sync',
    'python|-',
    'uv|lock',
    '',
    '',
    '',
    'uv|run|x',
    'cat',
    'fail| a',
    'uv|add|last',
  ])
})

test('MkDocs: fences in admonitions and tabs', async () => {
  const text = [
    '!!! note "Title"',
    '    Text, then:',
    '',
    '    ```bash',
    '    uv sync',
    '    ```',
    '',
    '=== "pip"',
    '',
    '    ```bash',
    '    pip install x',
    '      y',
    '    ```',
    '    ??? tip',
    '        Run `uv run deep`.',
    '',
    'After.',
    '',
    '    $ uv lock',
  ].join('\n')
  const { words, document } = await outline('docs/a.md', text)
  expect(words).toEqual(['uv|sync', 'pip|install|x', 'y', 'uv|run|deep', 'uv|lock'])
  expect(document.markdown?.fences.map(({ indentedCode }) => indentedCode)).toEqual([false, false, true])
})

test('code nested too deep to follow is a trouble, what stands outside is read', async () => {
  const deep = `uv sync\n${'echo $('.repeat(500)}x${')'.repeat(500)}\nuv lock\n`
  const { words, document } = await outline('a.sh', deep)
  expect(document.troubles.map(({ id }) => id)).toEqual(['too-deep'])
  expect(words.at(0)).toBe('uv|sync')
  expect(words.at(-1)).toBe('uv|lock')
})

test('a document is plain data', async () => {
  const files = {
    'a.nix': '{ shellHook = "uv sync # policy-check: ignore[a] -- b"; }',
    'a.md': '# A\n\n```sh\nuv sync\n```\n',
    'pyproject.toml': '[tool.poe.tasks]\na = "uv sync"\n',
    '.github/workflows/a.yml': 'jobs: { a: { steps: [ { run: uv sync, uses: a/b@v1 } ] } }',
    Dockerfile: 'FROM x\nRUN ["uv", "sync"]\n',
    'a.ipynb': '{"cells":[{"cell_type":"code","source":["!uv sync"]}]}',
  }
  for (const [path, text] of Object.entries(files)) {
    const { document, words } = await outline(path, text)
    expect(words).toEqual(['uv|sync'])
    expect(structuredClone(document)).toEqual(document)
  }
})
