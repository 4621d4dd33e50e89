/**
 * Every key that uv 0.12 reads under `[tool.uv]`, in its own order (uv-settings/src/settings.rs, the wire struct denies
 * all others). An unknown key makes uv drop all settings of the file with a warning.
 */
export const uvSettings = [
  ...['required-version', 'system-certs', 'native-tls', 'offline', 'no-cache', 'cache-dir', 'preview'],
  ...[
    'preview-features',
    'python-preference',
    'python-downloads',
    'concurrent-downloads',
    'concurrent-builds',
  ],
  ...[
    'concurrent-installs',
    'index',
    'index-url',
    'extra-index-url',
    'no-index',
    'find-links',
    'index-strategy',
  ],
  ...[
    'keyring-provider',
    'http-proxy',
    'https-proxy',
    'no-proxy',
    'allow-insecure-host',
    'resolution',
    'prerelease',
  ],
  ...[
    'prerelease-package',
    'fork-strategy',
    'dependency-metadata',
    'config-settings',
    'config-settings-package',
  ],
  ...[
    'no-build-isolation',
    'no-build-isolation-package',
    'extra-build-dependencies',
    'extra-build-variables',
  ],
  ...[
    'exclude-newer',
    'exclude-newer-package',
    'link-mode',
    'compile-bytecode',
    'no-sources',
    'no-sources-package',
  ],
  ...[
    'upgrade',
    'upgrade-package',
    'reinstall',
    'reinstall-package',
    'no-build',
    'no-build-package',
    'no-binary',
  ],
  ...['no-binary-package', 'torch-backend', 'python-install-mirror', 'pypy-install-mirror'],
  ...[
    'python-downloads-json-url',
    'publish-url',
    'trusted-publishing',
    'check-url',
    'add-bounds',
    'audit',
    'pip',
  ],
  ...['cache-keys', 'override-dependencies', 'exclude-dependencies', 'constraint-dependencies'],
  ...[
    'build-constraint-dependencies',
    'environments',
    'required-environments',
    'conflicts',
    'workspace',
    'sources',
  ],
  ...['managed', 'package', 'default-groups', 'dependency-groups', 'dev-dependencies', 'build-backend'],
] as const

/** Keys that uv refuses in a `uv.toml` (uv-settings/src/lib.rs). */
export const projectSettings: readonly string[] = [
  ...[
    'conflicts',
    'workspace',
    'sources',
    'dev-dependencies',
    'default-groups',
    'dependency-groups',
    'managed',
  ],
  ...['package', 'build-backend', 'environments', 'required-environments'],
]

/**
 * Keys that uv refuses in the header of a script with “unknown field”: those of projects, of publishing and of
 * `uv pip` (uv-scripts/src/lib.rs, `ToolUv`, which denies all it does not list).
 */
const neverInScript: ReadonlySet<string> = new Set([
  ...[
    'python-install-mirror',
    'pypy-install-mirror',
    'python-downloads-json-url',
    'publish-url',
    'check-url',
  ],
  ...[
    'trusted-publishing',
    'add-bounds',
    'audit',
    'pip',
    'cache-keys',
    'environments',
    'workspace',
    'managed',
  ],
  ...['required-environments', 'conflicts', 'package', 'default-groups', 'dependency-groups'],
  ...['dev-dependencies', 'build-backend'],
])

/** Keys that uv reads under `[tool.uv]` in the header of a script. */
export const scriptSettings: readonly string[] = uvSettings.filter((key) => !neverInScript.has(key))

/**
 * Keys that uv reads in a member's `[tool.uv]`, for that project alone (uv-workspace/src/pyproject.rs). All others count
 * only at the root, and uv says nothing about them elsewhere; `workspace` in a member is an error of its own.
 */
export const memberSettings: readonly string[] = [
  ...[
    'sources',
    'package',
    'managed',
    'dependency-groups',
    'dev-dependencies',
    'build-backend',
    'cache-keys',
  ],
  ...['default-groups', 'conflicts', 'index', 'workspace'],
]

/**
 * Keys that uv reads with the project, from the root's manifest alone: a `uv.toml` neither masks nor states them for a
 * workspace (uv-workspace/src/workspace.rs, `overrides` and the functions after it).
 */
export const manifestSettings: readonly string[] = [
  ...projectSettings,
  ...['override-dependencies', 'exclude-dependencies', 'constraint-dependencies'],
  'build-constraint-dependencies',
]
