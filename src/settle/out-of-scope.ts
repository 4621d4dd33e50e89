import type { Config } from '../config/config.ts'
import { excluder } from '../discover/discover.ts'
import type { Grounds } from '../model/pages/grounds.ts'
import type { Skipped } from '../text/trouble.ts'

/** How the reason of a file begins whose findings are silent because it stands on foreign ground. */
export const foreignReason = 'not this repository’s own work'

/**
 * Takes out the findings (or troubles) of files that the configuration excludes, whatever rule found them, and of those on
 * foreign ground that the configuration does not ask for. `silenced` grows by what was left out of foreign ground.
 */
export function inScope<Found extends { readonly path: string }>(
  findings: readonly Found[],
  config: Config,
  grounds: Grounds,
  silenced: Map<string, Skipped>,
): Found[] {
  const excludedBy = excluder(config.exclude)
  const asked = new Set(config.foreign ?? [])
  return findings.filter(({ path }) => {
    if (path === config.path) return true
    if (excludedBy(path) !== null) return false
    const ground = grounds.of(path)
    if (ground === null || asked.has(ground.kind)) return true
    const reason = `${foreignReason}: ${ground.reason}; \`foreign = ["${ground.kind}"]\` has it checked`
    silenced.set(ground.path, { path: ground.path, reason })
    return false
  })
}
