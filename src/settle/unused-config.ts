import type { Finding } from '../advise/finding.ts'
import type { Config } from '../config/config.ts'
import type { Discovery } from '../discover/discovery.ts'
import type { AnyRule } from '../rule/rule.ts'

/** Findings about parts of the configuration that change nothing in this repository. */
export function unusedConfig(config: Config, { tree }: Discovery, rules: readonly AnyRule[]): Finding[] {
  const { path } = config
  const rule = rules.find(({ id }) => id === 'unused-config')
  if (path === null || !rule || !config.unused) return []
  const severity = config.settingsOf(rule.id).severity(path)
  if (severity === 'off') return []
  return config.unused(tree.paths).map((part) => {
    return { ...part, rule: rule.id, severity, why: rule.why, path, related: [] }
  })
}
