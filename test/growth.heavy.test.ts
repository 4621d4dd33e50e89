import { Session } from 'node:inspector'
import { expect, it } from 'vitest'
import { check } from '../src/check.ts'
import { allRules } from '../src/cli/all-rules.ts'
import { loadConfig } from '../src/config/load-config.ts'
import { UsageError } from '../src/text/usage-error.ts'
import { discoveryOf } from './support/in-memory.ts'

const config = loadConfig(() => null, allRules)
if (config instanceof UsageError) throw new Error(config.message)
const settings = config

/** The kinds of text that once took more than twice the work for twice their length, by the file in which they did. */
const kinds: readonly (readonly [path: string, piece: string])[] = [
  ['a.sh', 'pip install x\n'],
  ['a.sh', 'git clone https://a/b\ncd b\n'],
  ['a.sh', 'use `pip install x` '],
  ['a.sh', 'a=$a$a\n'],
  ['a.md', '`pip install x` '],
  ['a.md', '- never, `pip install x`\n'],
  ['a.md', '```sh\npip install x\n```\n'],
  ['a.md', '```sh\n'],
  ['a.md', '<!-- `a` -->'],
  ['a.md', 'python -m venv env, '],
  ['a.rst', '``pip install x`` '],
  ['package.json', '"a": "pip install x",'],
  ['.github/workflows/a.yml', 'a: |\n  pip install x\n'],
  ['.github/workflows/a.yml', '::: tab\n'],
  ['Dockerfile', 'FROM x\nRUN pip install x\n'],
  ['Makefile', 'a:\n\tpip install x\n'],
  ['justfile', 'a:\n  pip install x\n'],
  ['noxfile.py', '#\nsession.run("pip", "install", "x")\n'],
  ['Jenkinsfile', '/* '],
  ['flake.nix', '{ a = '],
  ['pyproject.toml', '[tool.poe.tasks.a]\ncmd = "pip install x"\n'],
  ['uv.lock', '[[package]]\nname = "a"\nversion = "1"\n'],
]

/** In UTF-16 units. */
const length = 6_000
const most = 2.3

it.each(kinds)(
  '%s of %j takes in proportion to its length, counted in steps',
  { timeout: 60_000 },
  async (path, piece) => {
    const steps = async (units: number) =>
      stepsOf(() =>
        check(discoveryOf({ [path]: piece.repeat(Math.ceil(units / piece.length)) }), settings, allRules),
      )
    await steps(length)
    let [once, twice] = [0, 0]
    // V8 forgets the counts of code that it collects meanwhile, so that a count may be too low and is never too high.
    for (let attempt = 0; attempt < 5 && (attempt === 0 || twice / once >= most); attempt++) {
      once = Math.max(once, await steps(length))
      twice = Math.max(twice, await steps(2 * length))
    }
    expect(once).toBeGreaterThan(100)
    expect(twice / once).toBeLessThan(most)
  },
)

/** How often blocks of the program's own code were entered: the same on any machine, however busy. */
async function stepsOf(work: () => Promise<unknown>): Promise<number> {
  const session = new Session()
  session.connect()
  const ask = <Answer>(method: string, parameters = {}) =>
    new Promise<Answer>((resolve, reject) =>
      session.post(method, parameters, (error, answer) =>
        error ? reject(error) : resolve(answer as Answer),
      ),
    )
  await ask('Profiler.enable')
  await ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  await work()
  const { result } = await ask<{
    result: { url: string; functions: { ranges: { count: number }[] }[] }[]
  }>('Profiler.takePreciseCoverage')
  await ask('Profiler.stopPreciseCoverage')
  session.disconnect()
  const own = result.filter(({ url }) => /\/(?:src|rules)\//.test(url))
  return own
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((sum, { count }) => sum + count, 0)
}
