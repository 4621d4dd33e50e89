import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))
const heavy = 'test/**/*.heavy.test.ts'
const slow = 'test/**/*.slow.test.ts'
const counted = 'test/**/*.counted.test.ts'

/** V8 forgets how often code was entered when it compiles it anew or throws it away. */
const keepingCounts = ['--no-opt', '--no-maglev', '--no-sparkplug', '--no-flush-bytecode']

/**
 * Three sets by name: `x.test.ts` is quick and starts at most git, Nix and the program itself; `x.heavy.test.ts` takes
 * seconds or starts other programs; `x.slow.test.ts` takes minutes or needs a network; `x.counted.test.ts` counts steps.
 * CONTRIBUTING.md says which
 * command runs which.
 */
export default defineConfig({
  test: {
    projects: [
      set('fast', ['test/**/*.test.ts'], [heavy, slow, counted]),
      set('heavy', [heavy]),
      set('slow', [slow]),
      set('counted', [counted], [], keepingCounts),
    ],
    // On two cores vitest would take one worker, which often waits for a program that it has started.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: 'node_modules/.cache/policy-check/tests.json' },
  },
})

function set(name: string, include: string[], exclude: string[] = [], execArgv: string[] = []) {
  return {
    root,
    test: {
      name,
      include,
      exclude: ['**/node_modules/**', ...exclude],
      execArgv,
      testTimeout: 20_000,
      hookTimeout: 60_000,
    },
  }
}
