import { statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import manifest from '../../package.json' with { type: 'json' }
import type { PackageRepository } from '../config/schema-address.ts'

/** Version of the program. */
export const { version } = manifest

/** Where the program is published; undefined while nobody has said so. */
export const { repository } = manifest as { readonly repository?: PackageRepository }

/** What tells this build from another of the same version; null for the sources, which change all the time. */
export function buildOf(): string | null {
  const path = fileURLToPath(import.meta.url)
  if (path.endsWith('.ts')) return null
  try {
    const { size, mtimeMs } = statSync(path)
    return `${size}-${mtimeMs}`
  } catch {
    return null
  }
}
