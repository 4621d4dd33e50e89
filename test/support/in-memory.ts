import * as v from 'valibot'
import type { Config } from '../../src/config/config.ts'
import type { Discovery } from '../../src/discover/discovery.ts'
import { makeTree } from '../../src/discover/make-tree.ts'
import type { AnyRule } from '../../src/rule/rule.ts'

/** A small repository: text by path. */
export type Files = Readonly<Record<string, string>>

/** Where the files of a small repository say what git's history holds: `from to` a line, or `from` for what was removed. */
const history = '.git/history'

/** What `discover` would find if these files were a repository at `/repository` without ignore rules. */
export function discoveryOf(files: Files): Discovery {
  const paths = Object.keys(files)
    .filter((path) => path !== history)
    .sort()
  const lines = (files[history] ?? '').split('\n').map((line) => line.split(' '))
  const past = new Map(lines.map(([from = '', to = null]) => [from, to]))
  const departures = (asked: readonly string[]) =>
    new Map(
      asked.flatMap((path) => {
        const to = past.get(path)
        const common = { commit: '3f2c1a00', date: '2026-05-01' }
        return to === undefined ? [] : [[path, { to, likeness: to === null ? 0 : 1, ...common }] as const]
      }),
    )
  return {
    root: '/repository',
    sources: paths.map((path) => ({ path, text: files[path] ?? '' })),
    tree: makeTree(paths, { isIgnored: () => false, departures }),
    skipped: [],
    troubles: [],
  }
}

/** A configuration under which the rules are on for every path; `options` are given to the rule of that id. */
export function everyRuleOn(
  rules: readonly AnyRule[],
  options: Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> = {},
): Config {
  const known = new Map(rules.map((rule) => [rule.id, rule]))
  return {
    path: null,
    preset: 'strict',
    exclude: [],
    settingsOf(id) {
      const rule = known.get(id)
      const inForce = optionsInForce(rule, options[id] ?? {})
      return {
        severity: () => (rule && rule.severity !== 'off' ? rule.severity : 'warning'),
        options: () => inForce,
        enabled: rule !== undefined,
      }
    },
  }
}

function optionsInForce(rule: AnyRule | undefined, given: Readonly<Record<string, unknown>>) {
  return rule?.options ? (v.parse(rule.options, given) as Record<string, unknown>) : given
}
