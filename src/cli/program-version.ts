import manifest from '../../package.json' with { type: 'json' }
import type { PackageRepository } from '../config/schema-address.ts'

/** Version of the program. */
export const { version } = manifest

/** Where the program is published; undefined while nobody has said so. */
export const { repository } = manifest as { readonly repository?: PackageRepository }
