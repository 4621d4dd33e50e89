import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findings, policyCheck } from '../support/run-cli.ts'
import { repository, write } from '../support/scratch.ts'

const text = (root: string, path: string) => readFileSync(join(root, path), 'utf8')
const note = 'policy-check: ignore[uv-only] -- kept for now'

describe('suppress', () => {
  it('writes into the header of a script as TOML wants it', async () => {
    const directive = 'policy-check: ignore[workspace-sources] -- kept for now'
    const header = (...lines: readonly string[]) => ['# /// script', ...lines, '# ///', ''].join('\n')
    const root = repository({
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["core"]\n',
      'core/pyproject.toml': '[project]\nname = "core"\nversion = "1"\n',
      'x.py': header('# dependencies = [', '#     "core",', '# ]'),
    })
    expect(await findings(root)).toContain('x.py:3:8 workspace-sources')
    await policyCheck(root, ['suppress', 'workspace-sources', '--reason', 'kept for now'])
    expect(text(root, 'x.py')).toBe(
      header('# dependencies = [', `#     # ${directive}`, '#     "core",', '# ]'),
    )
    expect(await findings(root)).not.toContain('x.py:4:8 workspace-sources')
  })

  it.each([
    ['run.sh', 'set -e\npip install x\n', `set -e\n# ${note}\npip install x\n`],
    [
      'run.sh',
      'true \\\n  && pip install x \\\n    y\n',
      `# ${note}\ntrue \\\n  && pip install x \\\n    y\n`,
    ],
    [
      'a.md',
      'Setup:\n\n  ```sh\n  pip install x\n  ```\n',
      `Setup:\n\n  <!-- ${note} -->\n  \`\`\`sh\n  pip install x\n  \`\`\`\n`,
    ],
    [
      'a.md',
      '# Development\n\nFirst run `pip install x`\nand then go on.\n',
      `# Development\n\nFirst run \`pip install x\` <!-- ${note} -->\nand then go on.\n`,
    ],
    [
      'flake.nix',
      "{ pkgs }:\npkgs.mkShell {\n  shellHook = ''\n    pip install x\n  '';\n}\n",
      `{ pkgs }:\npkgs.mkShell {\n  shellHook = ''\n    # ${note}\n    pip install x\n  '';\n}\n`,
    ],
    ['Makefile', 'setup:\n\tpip install x\n', `setup:\n# ${note}\n\tpip install x\n`],
    ['Makefile', 'setup:\n\tcd a; \\\n\tpip install x\n', `setup:\n# ${note}\n\tcd a; \\\n\tpip install x\n`],
    [
      'Dockerfile',
      'FROM a\nRUN echo \\\n  && pip install x\n',
      `FROM a\nRUN echo \\\n  # ${note}\n  && pip install x\n`,
    ],
    ['Dockerfile', 'FROM a\r\nRUN pip install x\r\n', `FROM a\r\n# ${note}\r\nRUN pip install x\r\n`],
    ['package.json', '{ "scripts": { "setup": "pip install x" } }\n', null],
  ])('%s %j', async (path, before, after) => {
    const root = repository({ [path]: before })
    const own = async () => (await findings(root)).filter((line) => !line.includes('run-'))
    expect((await own()).map((line) => line.split(' ')[1])).toEqual(['uv-only'])
    const { code, output, errors } = await policyCheck(root, [
      'suppress',
      'uv-only',
      '--reason',
      'kept for now',
    ])
    expect([errors, text(root, path)]).toEqual(['', after ?? before])
    expect(code).toBe(after === null ? 1 : 0)
    if (after === null)
      expect(output).toContain('[[overrides]]\n  files = ["package.json"]\n  rules.uv-only = "off"')
    else expect(await own()).toEqual([])
  })

  const fence = (tag: string, ...lines: readonly string[]) => `\n\`\`\`${tag}\n${lines.join('\n')}\n\`\`\`\n`
  const nix = ['pkgs.mkShell {', "  shellHook = ''", '    pip install b', "  '';", '}']
  const workflow = ['jobs:', '  t:', '    runs-on: x', '    steps:', '      - run: pip install c']

  it('silences each finding of a page by the form that works there, whatever its fence holds', async () => {
    const page = [
      fence('bash', 'pip install a'),
      fence('nix', ...nix),
      fence('yaml', ...workflow),
      fence('console', '$ pip install e'),
      '\nFirst run `pip install i`.\n',
    ]
    const root = repository({
      'docs/setup.md': `# Development\n${page.join('\n## Next\n')}`,
      'docs/setup.rst': 'Setup\n=====\n\n.. code-block:: bash\n\n   pip install rst\n',
      'docs/setup.adoc': '= Setup\n\n[source,bash]\n----\npip install adoc\n----\n',
      'package.json': '{ "scripts": { "setup": "pip install x" } }\n',
    })
    const own = async () => (await findings(root)).filter((line) => /uv-only|suppression/.test(line))
    const before = await own()
    expect(before.length).toBeGreaterThanOrEqual(7)
    const { code, output } = await policyCheck(root, ['suppress', 'uv-only', '--reason', 'kept for now'])
    expect(code).toBe(1)
    expect(await own()).toEqual(before.filter((line) => line.startsWith('package.json')))
    expect(output.match(/^\S+:\d+: /gm)).toEqual(['package.json:1: '])
    expect(text(root, 'docs/setup.md')).toContain(`    # ${note}\n    pip install b`)
  })

  it('offers what silences the rest, and that does', async () => {
    const root = repository({ 'package.json': '{ "scripts": { "setup": "pip install x" } }\n' })
    const { output } = await policyCheck(root, ['suppress', 'uv-only', '--reason', 'kept for now'])
    const override = output.slice(output.indexOf('[[overrides]]')).replaceAll('\n  ', '\n')
    write(root, { 'policy-check.toml': override })
    expect((await findings(root)).filter((line) => /uv-only|unused/.test(line))).toEqual([])
  })

  it('writes one comment for two findings of a line, and none when nothing is found', async () => {
    const root = repository({ 'run.sh': 'pip install x; pip install y\n' })
    await policyCheck(root, ['suppress', 'uv-only', '--reason', 'kept for now'])
    expect(text(root, 'run.sh')).toBe(`# ${note}\npip install x; pip install y\n`)
    expect(await policyCheck(root, ['suppress', 'uv-only', '--reason', 'again'])).toMatchObject({
      code: 0,
      output: 'Suppressed 0 findings in 0 files.\n',
    })
  })

  it.each([
    [['suppress', 'uv-only']],
    [['suppress', 'uv-only', '--reason', ' ']],
    [['suppress', 'uv-only', '--reason', 'a --> b']],
    [['suppress']],
  ])('refuses %j', async (args) => {
    expect((await policyCheck(repository(), args)).code).toBe(2)
  })
})
