import { describe, expect, test } from 'vitest'
import { manifestSettings, memberSettings } from '../../../src/tables/uv-setting-places.ts'
import { projectSettings, uvSettings } from '../../../src/tables/uv-settings.ts'

const list = (text: string) => text.trim().split(/[\s,]+/)

/** The wire struct of uv-settings/src/settings.rs in uv 0.12, in the order in which it prints it. */
const printed = list(`
required-version, system-certs, native-tls, offline, no-cache, cache-dir, preview, preview-features, python-preference,
python-downloads, concurrent-downloads, concurrent-builds, concurrent-installs, index, index-url, extra-index-url,
no-index, find-links, index-strategy, keyring-provider, http-proxy, https-proxy, no-proxy, allow-insecure-host,
resolution, prerelease, prerelease-package, fork-strategy, dependency-metadata, config-settings,
config-settings-package, no-build-isolation, no-build-isolation-package, extra-build-dependencies,
extra-build-variables, exclude-newer, exclude-newer-package, link-mode, compile-bytecode, no-sources,
no-sources-package, upgrade, upgrade-package, reinstall, reinstall-package, no-build, no-build-package, no-binary,
no-binary-package, torch-backend, python-install-mirror, pypy-install-mirror, python-downloads-json-url, publish-url,
trusted-publishing, check-url, add-bounds, audit, pip, cache-keys, override-dependencies, exclude-dependencies,
constraint-dependencies, build-constraint-dependencies, environments, required-environments, conflicts, workspace,
sources, managed, package, default-groups, dependency-groups, dev-dependencies, build-backend`)

/** What uv 0.13 reads besides. */
const newer = [
  'require-build-hashes',
  'graalpy-install-mirror',
  'pyodide-install-mirror',
  'minimum-libc-version',
]

test('the keys of `[tool.uv]`, in the order of uv’s own list', () => {
  const added = new Set<string>(newer)
  expect(uvSettings.filter((key) => !added.has(key))).toEqual(printed)
  for (const key of newer) expect(uvSettings).toContain(key)
  expect(uvSettings).not.toContain('requires-python')
})

test('the keys that a `uv.toml` may not have', () => {
  const refused = list(
    'conflicts workspace sources dev-dependencies default-groups dependency-groups managed package build-backend environments required-environments minimum-libc-version',
  )
  expect([...projectSettings].sort()).toEqual(refused.sort())
})

describe('in a member', () => {
  test.each(
    list(
      'sources package managed dependency-groups dev-dependencies build-backend cache-keys default-groups conflicts index workspace',
    ),
  )('`%s` counts or is an error of its own', (key) => {
    expect(memberSettings).toContain(key)
  })

  test('nothing else counts', () => {
    const ignored = list(
      'override-dependencies exclude-dependencies constraint-dependencies build-constraint-dependencies environments required-environments index-url resolution exclude-newer no-build pip audit publish-url required-version extra-build-dependencies dependency-metadata link-mode',
    )
    expect(memberSettings.filter((key) => ignored.includes(key))).toEqual([])
    expect(memberSettings).toHaveLength(11)
    for (const key of ignored) expect(printed).toContain(key)
  })
})

test('what is read from the root’s manifest alone, whatever a `uv.toml` says', () => {
  for (const key of list(
    'override-dependencies exclude-dependencies constraint-dependencies build-constraint-dependencies environments required-environments workspace sources',
  )) {
    expect(manifestSettings).toContain(key)
  }
  for (const key of list('resolution prerelease exclude-newer index link-mode dependency-metadata')) {
    expect(manifestSettings).not.toContain(key)
  }
})
