import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { check } from '../../src/check.ts'
import { allRules } from '../../src/cli/all-rules.ts'
import { hoverAt } from '../../src/cli/lsp/editor-hover.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { UsageError } from '../../src/text/usage-error.ts'
import { hostile } from '../report/hostile-report.ts'
import { discoveryOf } from '../support/in-memory.ts'
import { policyCheck } from '../support/run-cli.ts'
import { repository } from '../support/scratch.ts'

/** Red letters and a bell. */
const evil = '\x1b[31m\x07'
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f]/

/** Paths, names, words and keys that hold what a terminal obeys. */
function hostileRepository(): string {
  const root = repository({
    'pyproject.toml':
      '[project]\nname = "a\\u001b[31m"\nversion = "1"\nrequires-python = ">=3.11"\n[tool.uv.workspace]\nmembers = ["libs/*"]\n',
    Makefile: `t:\n\tpip install ${evil}\n`,
    'a.sh': `pip install x${evil}\nuv run --package "${evil}m" --extra "${evil}e" pytest\n`,
    'bad.toml': '"ke\\u001b[31my" = 1\n[rules]\n"r\\u001b[31m" = "error"\n',
  })
  const folder = join(root, `libs/${evil}z`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'pyproject.toml'), '[project]\nname = "z\\u001b[31m"\nversion = "1"\n')
  writeFileSync(join(folder, 'a.sh'), 'pip install x\n')
  return root
}

describe('a terminal gets no control characters of strangers', () => {
  it.each([
    [[]],
    [['--verbose']],
    [['--statistics']],
    [['--config', 'bad.toml']],
    [['--since', evil]],
    [['--baseline', evil]],
    [[evil]],
    [['explain', evil]],
    [['workspace']],
    [['inspect', 'files']],
    [['inspect', 'commands']],
    [['inspect', 'sessions']],
    [['graph']],
    [['graph', '--format', 'dot']],
    [['graph', '--format', 'svg']],
    [['skill', '--check']],
    [['suppress', 'uv-only', '--reason', 'x']],
    [['--fix']],
    [['init', '--yes']],
  ])('of %j', async (args) => {
    const { output, errors } = await policyCheck(hostileRepository(), args)
    expect(output + errors).not.toBe('')
    expect(control.exec(output + errors)).toBeNull()
  })

  it.each([
    { tool_name: 'Bash', tool_input: { command: `pip install ${evil}evil` } },
    { tool_name: 'Write', tool_input: { file_path: `${evil}b.sh`, content: `pip install ${evil}\n` } },
  ])('of `hook` for $tool_name', async (event) => {
    const root = hostileRepository()
    const input = JSON.stringify({ hook_event_name: 'PreToolUse', cwd: root, session_id: '1', ...event })
    const { code, errors } = await policyCheck(root, ['hook'], { input })
    expect([code, control.exec(errors)]).toEqual([2, null])
  })
})

it('an editor that hovers shows text and code of strangers as such', async () => {
  const reader = new MarkdownIt({ html: true, linkify: true })
  reader.linkify.set({ fuzzyLink: false, fuzzyEmail: false })
  const config = loadConfig(() => null, allRules)
  if (config instanceof UsageError) throw new Error(config.message)
  const shownFor = async (text: string) => {
    const line = text.replace(/['\r\n]/g, '')
    const file = {
      path: 'docs/a.md',
      text: `# Development ${line}\n\n~~~sh\ncd '${line}'\npip install '${line}'\n~~~\n`,
    }
    const manifest = '[project]\nname = "a"\nversion = "1"\nrequires-python = ">=3.11"\n'
    const discovery = discoveryOf({ 'pyproject.toml': manifest, [file.path]: file.text })
    const result = await check(discovery, config, allRules)
    const snapshot = { discovery, result, misconfigured: null, check: async () => result }
    const hover = hoverAt(file.text.lastIndexOf('pip install') + 1, file, snapshot)
    const { value = '' } = (hover?.contents ?? {}) as { value?: string }
    const tokens = reader.parse(value, {}).flatMap((token) => [token, ...(token.children ?? [])])
    return { value, elements: tokens.map(({ type }) => type).filter((type) => foreign.test(type)) }
  }
  const plain = await shownFor('plain')
  expect([plain.value, plain.elements]).toEqual([expect.stringContaining('- stands in: '), []])
  await fc.assert(
    fc.asyncProperty(hostile, async (text) => {
      expect((await shownFor(text)).elements).toEqual([])
    }),
    { numRuns: 60 },
  )
})

/** What our own words never make. */
const foreign = /html|image|link|heading|fence|table|code_block|^s_|^em_/
