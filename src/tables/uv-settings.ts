/**
 * The keys that uv reads in its settings, in its own order.
 *
 * Source: what uv says of a key that it does not know, of a key that stands in a `uv.toml`, and of a key in the header of
 * a script.
 * Read: uv 0.13.9.
 * Renew: `npm run tables -- uv`; this file is written, not edited.
 */

export const uvSettingsVersion = '0.13.9'

/** Keys of `[tool.uv]`. An unknown one makes uv drop all settings of the file with a warning. */
export const uvSettings = [
  ...['required-version', 'system-certs', 'native-tls', 'offline', 'no-cache', 'cache-dir'],
  ...['preview', 'preview-features', 'python-preference', 'python-downloads'],
  ...['concurrent-downloads', 'concurrent-builds', 'concurrent-installs', 'index', 'index-url'],
  ...['extra-index-url', 'no-index', 'find-links', 'index-strategy', 'keyring-provider'],
  ...['http-proxy', 'https-proxy', 'no-proxy', 'allow-insecure-host', 'resolution', 'prerelease'],
  ...['prerelease-package', 'fork-strategy', 'dependency-metadata', 'config-settings'],
  ...['config-settings-package', 'no-build-isolation', 'require-build-hashes'],
  ...['no-build-isolation-package', 'extra-build-dependencies', 'extra-build-variables'],
  ...['exclude-newer', 'exclude-newer-package', 'link-mode', 'compile-bytecode', 'no-sources'],
  ...['no-sources-package', 'upgrade', 'upgrade-package', 'reinstall', 'reinstall-package'],
  ...['no-build', 'no-build-package', 'no-binary', 'no-binary-package', 'torch-backend'],
  ...['python-install-mirror', 'pypy-install-mirror', 'graalpy-install-mirror'],
  ...['pyodide-install-mirror', 'python-downloads-json-url', 'publish-url', 'trusted-publishing'],
  ...['check-url', 'add-bounds', 'audit', 'pip', 'cache-keys', 'override-dependencies'],
  ...['exclude-dependencies', 'constraint-dependencies', 'build-constraint-dependencies'],
  ...['environments', 'required-environments', 'minimum-libc-version', 'conflicts', 'workspace'],
  ...['sources', 'managed', 'package', 'default-groups', 'dependency-groups', 'dev-dependencies'],
  ...['build-backend'],
] as const

/** Keys that uv refuses in a `uv.toml`. */
export const projectSettings: readonly string[] = [
  ...['environments', 'required-environments', 'minimum-libc-version', 'conflicts', 'workspace'],
  ...['sources', 'managed', 'package', 'default-groups', 'dependency-groups', 'dev-dependencies'],
  ...['build-backend'],
]

/** Keys that uv reads under `[tool.uv]` in the header of a script; it refuses all others. */
export const scriptSettings: readonly string[] = [
  ...['required-version', 'system-certs', 'native-tls', 'offline', 'no-cache', 'cache-dir'],
  ...['preview', 'preview-features', 'python-preference', 'python-downloads'],
  ...['concurrent-downloads', 'concurrent-builds', 'concurrent-installs', 'index', 'index-url'],
  ...['extra-index-url', 'no-index', 'find-links', 'index-strategy', 'keyring-provider'],
  ...['http-proxy', 'https-proxy', 'no-proxy', 'allow-insecure-host', 'resolution', 'prerelease'],
  ...['prerelease-package', 'fork-strategy', 'dependency-metadata', 'config-settings'],
  ...['config-settings-package', 'no-build-isolation', 'require-build-hashes'],
  ...['no-build-isolation-package', 'extra-build-dependencies', 'extra-build-variables'],
  ...['exclude-newer', 'exclude-newer-package', 'link-mode', 'compile-bytecode', 'no-sources'],
  ...['no-sources-package', 'upgrade', 'upgrade-package', 'reinstall', 'reinstall-package'],
  ...['no-build', 'no-build-package', 'no-binary', 'no-binary-package', 'torch-backend'],
  ...['override-dependencies', 'exclude-dependencies', 'constraint-dependencies'],
  ...['build-constraint-dependencies', 'sources'],
]
