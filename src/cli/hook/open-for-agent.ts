import { realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import { type CheckResult, check } from '../../check.ts'
import type { Discovery } from '../../discover/discovery.ts'
import { findWorkTree } from '../../discover/git-directory.ts'
import { isOutside } from '../../discover/is-outside.ts'
import { exists } from '../../discover/open-file.ts'
import { parse } from '../../parse/parse.ts'
import type { AnyRule } from '../../rule/rule.ts'
import { readBaseline } from '../../settle/baseline.ts'
import { UsageError } from '../../text/usage-error.ts'
import { allRules } from '../all-rules.ts'
import { baselinePath, sourceAt } from '../baseline-file.ts'
import { DocumentCache } from '../document-cache.ts'
import { type Opened, openRepository } from '../open-repository.ts'
import type { Terminal } from '../terminal.ts'
import type { Asked } from './asked-files.ts'

/** The repository that an agent works on, ready to be judged. */
export interface AgentRepository extends Opened {
  /** Checks files with these rules. */
  check(discovery: Discovery, rules: readonly AnyRule[], parseFile?: typeof parse): Promise<CheckResult>
  /** Parses a file, or remembers it. */
  readonly parse: typeof parse
  /** Keeps what was parsed for the next event. */
  remember(): void
}

/**
 * The root of the work tree around a directory; null for one outside of the folder that the agent works for, which is none of
 * our business.
 * @param directory absolute; it may not exist yet
 */
export function rootAround(directory: string, workspace: string): string | null {
  let at = directory
  while (!exists(at) && dirname(at) !== at) at = dirname(at)
  const [real, home] = [realpathSync(at), realpathSync(workspace)]
  const own = findWorkTree(home) ?? home
  if (isOutside(own, real) && real !== own) return null
  return findWorkTree(real) ?? own
}

/** Opens a repository with what earlier runs know of it; `asks` for less than all files where that is enough. */
export function openForAgent(root: string, terminal: Terminal, asks?: Asked): AgentRepository | UsageError {
  const opened = openRepository(root, allRules, { cwd: root, ...(asks && { asks }) })
  if (opened instanceof UsageError) return opened
  const cache = DocumentCache.open(root, terminal.env)
  const accepted = acceptedIn(root, opened)
  return {
    ...opened,
    parse: cache?.parse ?? parse,
    check: (discovery, rules, parseFile = cache?.parse ?? parse) =>
      check(discovery, opened.config, rules, { baseline: accepted, parse: parseFile }),
    remember: () => (asks ? cache?.add() : cache?.save()),
  }
}

/** What the baseline accepts; one that cannot be read accepts nothing here, and the check says why. */
function acceptedIn(root: string, { discovery }: Opened) {
  const path = baselinePath(root, undefined, root, false)
  const file = typeof path === 'string' ? sourceAt(discovery.sources, path) : undefined
  const baseline = file && readBaseline(file)
  return baseline instanceof UsageError ? undefined : baseline
}
