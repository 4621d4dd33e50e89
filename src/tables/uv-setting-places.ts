import { projectSettings } from './uv-settings.ts'

/**
 * Where uv reads a key of its settings besides the root's manifest.
 *
 * Source: `uv-workspace/src/pyproject.rs` (what a member's `[tool.uv]` is read for) and `uv-workspace/src/workspace.rs`
 * (`overrides` and the functions after it).
 * Read: uv 0.12.
 * Renew: by hand; uv does not tell.
 */

/**
 * Keys that uv reads in a member's `[tool.uv]`, for that project alone. All others count only at the root, and uv says
 * nothing about them elsewhere; `workspace` in a member is an error of its own.
 */
export const memberSettings: readonly string[] = [
  ...['sources', 'package', 'managed', 'dependency-groups', 'dev-dependencies', 'build-backend'],
  ...['cache-keys', 'default-groups', 'conflicts', 'index', 'workspace'],
]

/**
 * Keys that uv reads with the project, from the root's manifest alone: a `uv.toml` neither masks nor states them for a
 * workspace.
 */
export const manifestSettings: readonly string[] = [
  ...projectSettings,
  ...['override-dependencies', 'exclude-dependencies', 'constraint-dependencies'],
  'build-constraint-dependencies',
]
