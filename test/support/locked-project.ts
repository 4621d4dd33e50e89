import { readLockStatus } from '../../src/model/projects/lock/lock-status.ts'
import type { Files } from './in-memory.ts'
import { factsOf, workspaceOf } from './in-memory-workspace.ts'

/** The status of the lock of files that exist only in memory. */
export function statusOf(files: Files) {
  return readLockStatus(workspaceOf(files, '.'), factsOf(files))
}

/** The codes of all reasons why the lock is not in step. */
export function codes(files: Files): string[] {
  return statusOf(files).reasons.map(({ code }) => code)
}

/** A single project and its lock: what stands in `[project]`, and what in `[package.metadata]`. */
export function single(manifest: string, metadata: string, head = ''): Files {
  return {
    'pyproject.toml': `[project]\nname = "app"\nversion = "1"\nrequires-python = ">=3.9"\n${manifest}`,
    'uv.lock': `version = 1\nrevision = 3\nrequires-python = ">=3.9"\n${head}\n[[package]]\nname = "app"\nversion = "1"\nsource = { virtual = "." }\n\n[package.metadata]\n${metadata}`,
  }
}
