import { uvSettings } from './uv-settings.ts'

/** What kind of TOML value a setting of uv takes. */
export type SettingType = 'list' | 'table' | 'boolean' | 'integer' | 'string'

const typed: Readonly<Record<Exclude<SettingType, 'string'>, readonly string[]>> = {
  list: [
    ...[
      'index',
      'extra-index-url',
      'find-links',
      'allow-insecure-host',
      'preview-features',
      'dependency-metadata',
    ],
    ...['no-build-isolation-package', 'no-sources-package', 'upgrade-package', 'reinstall-package'],
    ...[
      'no-build-package',
      'no-binary-package',
      'cache-keys',
      'override-dependencies',
      'exclude-dependencies',
    ],
    ...['constraint-dependencies', 'build-constraint-dependencies', 'environments', 'required-environments'],
    ...['conflicts', 'default-groups', 'dev-dependencies'],
  ],
  table: [
    ...['config-settings', 'config-settings-package', 'extra-build-dependencies', 'extra-build-variables'],
    ...['exclude-newer-package', 'prerelease-package', 'pip', 'audit', 'workspace', 'sources'],
    ...['dependency-groups', 'build-backend'],
  ],
  boolean: [
    ...['system-certs', 'native-tls', 'offline', 'no-cache', 'preview', 'no-index', 'no-build-isolation'],
    ...[
      'compile-bytecode',
      'no-sources',
      'upgrade',
      'reinstall',
      'no-build',
      'no-binary',
      'managed',
      'package',
    ],
    'require-build-hashes',
  ],
  integer: ['concurrent-downloads', 'concurrent-builds', 'concurrent-installs'],
}

/**
 * The type of each setting; what stands in no list above takes a string.
 *
 * Source: `Options` and `PipOptions` in uv-settings/src/settings.rs, `ToolUv` in uv-workspace/src/pyproject.rs.
 * Read: uv 0.13.
 * Renew: by hand, with `uv-settings.ts`.
 */
export const settingTypes: ReadonlyMap<string, SettingType> = new Map(
  uvSettings.map((key) => {
    const [type] = Object.entries(typed).find(([, keys]) => keys.includes(key)) ?? ['string']
    return [key, type as SettingType]
  }),
)
