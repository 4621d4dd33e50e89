/**
 * What uv takes for each of its settings. Anything else makes it ignore every setting of the file with a warning, or refuse
 * the file.
 *
 * Source: what `uv workspace list` says of values of every kind, and of words and keys that it cannot know.
 * Read: uv 0.13.9.
 * Renew: `npm run tables -- uv`; this file is written, not edited.
 */

/** The values of one setting; lists of names are separated by spaces. */
export interface SettingValues {
  /** Kinds of TOML value: `string`, `integer`, `boolean`, `list`, `table`. */
  readonly kinds: string
  /** Kinds of what a list holds. */
  readonly items?: string
  /** The only words that a string may be; absent where it is free. */
  readonly words?: string
  /** The only keys of a table; absent where they are free. */
  readonly keys?: string
  /** Kinds of the values of a table; absent where they differ by key or are free. */
  readonly values?: string
  /** The only keys of tables in a list. */
  readonly itemKeys?: string
  /** The setting is deprecated, and this is what uv names in its place. */
  readonly instead?: string
}

export const uvSettingValues: Readonly<Record<string, SettingValues>> = {
  'required-version': { kinds: 'string' },
  'system-certs': { kinds: 'boolean' },
  'native-tls': { kinds: 'boolean', instead: 'system-certs' },
  offline: { kinds: 'boolean' },
  'no-cache': { kinds: 'boolean' },
  'cache-dir': { kinds: 'string' },
  preview: { kinds: 'boolean' },
  'preview-features': { kinds: 'boolean list', items: 'string' },
  'python-preference': { kinds: 'string', words: 'only-managed managed system only-system' },
  'python-downloads': { kinds: 'string', words: 'auto automatic manual never' },
  'concurrent-downloads': { kinds: 'integer' },
  'concurrent-builds': { kinds: 'integer' },
  'concurrent-installs': { kinds: 'integer' },
  index: { kinds: 'list', items: 'table' },
  'index-url': { kinds: 'string' },
  'extra-index-url': { kinds: 'list', items: 'string' },
  'no-index': { kinds: 'boolean' },
  'find-links': { kinds: 'list', items: 'string' },
  'index-strategy': {
    kinds: 'string',
    words: 'first-index unsafe-any-match unsafe-first-match unsafe-best-match',
  },
  'keyring-provider': { kinds: 'string', words: 'disabled subprocess' },
  'http-proxy': { kinds: 'string' },
  'https-proxy': { kinds: 'string' },
  'no-proxy': { kinds: 'list', items: 'string' },
  'allow-insecure-host': { kinds: 'list', items: 'string table' },
  resolution: { kinds: 'string', words: 'highest lowest lowest-direct' },
  prerelease: { kinds: 'string', words: 'disallow allow if-necessary explicit if-necessary-or-explicit' },
  'prerelease-package': { kinds: 'table', values: 'string' },
  'fork-strategy': { kinds: 'string', words: 'fewest requires-python' },
  'dependency-metadata': {
    kinds: 'list',
    items: 'table',
    itemKeys: 'name version requires-dist requires-python provides-extra provides-extras',
  },
  'config-settings': { kinds: 'table', values: 'string list' },
  'config-settings-package': { kinds: 'table', values: 'table' },
  'no-build-isolation': { kinds: 'boolean' },
  'require-build-hashes': { kinds: 'boolean' },
  'no-build-isolation-package': { kinds: 'list', items: 'string' },
  'extra-build-dependencies': { kinds: 'table', values: 'list' },
  'extra-build-variables': { kinds: 'table', values: 'table' },
  'exclude-newer': { kinds: 'string boolean table' },
  'exclude-newer-package': { kinds: 'table', values: 'string boolean table' },
  'link-mode': { kinds: 'string', words: 'clone reflink copy hardlink symlink' },
  'compile-bytecode': { kinds: 'boolean' },
  'no-sources': { kinds: 'boolean' },
  'no-sources-package': { kinds: 'list', items: 'string' },
  upgrade: { kinds: 'boolean' },
  'upgrade-package': { kinds: 'list', items: 'string' },
  reinstall: { kinds: 'boolean' },
  'reinstall-package': { kinds: 'list', items: 'string' },
  'no-build': { kinds: 'boolean' },
  'no-build-package': { kinds: 'list', items: 'string' },
  'no-binary': { kinds: 'boolean' },
  'no-binary-package': { kinds: 'list', items: 'string' },
  'torch-backend': {
    kinds: 'string',
    words:
      'auto cpu cu132 cu130 cu129 cu128 cu126 cu125 cu124 cu123 cu122 cu121 cu120 cu118 cu117 cu116 cu115 cu114 cu113 cu112 cu111 cu110 cu102 cu101 cu100 cu92 cu91 cu90 cu80 rocm7.2 rocm7.1 rocm7.0 rocm6.4 rocm6.3 rocm6.2.4 rocm6.2 rocm6.1 rocm6.0 rocm5.7 rocm5.6 rocm5.5 rocm5.4.2 rocm5.4 rocm5.3 rocm5.2 rocm5.1.1 rocm4.2 rocm4.1 rocm4.0.1 xpu',
  },
  'python-install-mirror': { kinds: 'string' },
  'pypy-install-mirror': { kinds: 'string' },
  'graalpy-install-mirror': { kinds: 'string' },
  'pyodide-install-mirror': { kinds: 'string' },
  'python-downloads-json-url': { kinds: 'string' },
  'publish-url': { kinds: 'string' },
  'trusted-publishing': { kinds: 'string', words: 'automatic always never' },
  'check-url': { kinds: 'string' },
  'add-bounds': { kinds: 'string', words: 'lower major minor exact' },
  audit: { kinds: 'table' },
  pip: {
    kinds: 'table',
    keys: 'python system break-system-packages target prefix index-url extra-index-url no-index find-links index-strategy keyring-provider no-build no-binary only-binary no-build-isolation require-build-hashes no-build-isolation-package extra-build-dependencies extra-build-variables strict extra all-extras no-extra no-deps group allow-empty-requirements resolution prerelease fork-strategy dependency-metadata output-file no-strip-extras no-strip-markers no-annotate no-header custom-compile-command generate-hashes config-settings config-settings-package python-version python-platform universal exclude-newer exclude-newer-package no-emit-package emit-index-url emit-find-links emit-build-options emit-marker-expression emit-index-annotation annotation-style link-mode compile-bytecode require-hashes verify-hashes no-sources no-sources-package upgrade upgrade-package reinstall reinstall-package torch-backend',
  },
  'cache-keys': { kinds: 'list', items: 'string table', itemKeys: 'file dir git env' },
  'override-dependencies': { kinds: 'list', items: 'string table' },
  'exclude-dependencies': { kinds: 'list', items: 'string table', itemKeys: 'package dependencies' },
  'constraint-dependencies': { kinds: 'list', items: 'string' },
  'build-constraint-dependencies': { kinds: 'list', items: 'string table' },
  environments: { kinds: 'string list', items: 'string' },
  'required-environments': { kinds: 'string list', items: 'string' },
  'minimum-libc-version': { kinds: 'list table', items: 'string', keys: 'glibc musl' },
  conflicts: { kinds: 'list' },
  workspace: { kinds: 'table', keys: 'members exclude' },
  sources: { kinds: 'table', values: 'list table' },
  managed: { kinds: 'boolean' },
  package: { kinds: 'boolean' },
  'default-groups': { kinds: 'string list', items: 'string' },
  'dependency-groups': { kinds: 'table', values: 'table' },
  'dev-dependencies': { kinds: 'list', items: 'string', instead: 'dependency-groups.dev' },
  'build-backend': { kinds: 'string integer boolean list table', items: 'string boolean table' },
}
