/**
 * Where build backends look for a project's modules, from the directory of its manifest.
 *
 * Source: the backends' documentation: hatch.pypa.io (build configuration), docs.astral.sh/uv (build backend),
 * setuptools.pypa.io (package discovery), python-poetry.org (packages), flit.pypa.io, backend.pdm-project.org.
 * Renew: by hand.
 */
export interface BuildBackend {
  /** The first component of `build-backend`. */
  readonly module: string
  /** Directories that it looks into where nothing else is said. */
  readonly roots: readonly string[]
  /** Keys below `[tool]` of a directory that it looks into instead. */
  readonly directory?: readonly string[]
  /** Keys below `[tool]` of packages by their paths: each lies in a directory that it looks into instead. */
  readonly packages?: readonly string[]
  /** Keys below `[tool]` that rename modules or make some: what a project then holds is not known. */
  readonly remapping: readonly (readonly string[])[]
}

export const buildBackends: readonly BuildBackend[] = [
  {
    module: 'hatchling',
    roots: ['src', '.'],
    packages: ['hatch', 'build', 'targets', 'wheel', 'packages'],
    remapping: [
      ['hatch', 'build', 'hooks'],
      ['hatch', 'build', 'sources'],
      ['hatch', 'build', 'force-include'],
      ['hatch', 'build', 'dev-mode-dirs'],
      ['hatch', 'build', 'packages'],
      ['hatch', 'build', 'only-include'],
      ['hatch', 'build', 'targets', 'wheel', 'hooks'],
      ['hatch', 'build', 'targets', 'wheel', 'sources'],
      ['hatch', 'build', 'targets', 'wheel', 'force-include'],
      ['hatch', 'build', 'targets', 'wheel', 'only-include'],
    ],
  },
  { module: 'uv_build', roots: ['src'], directory: ['uv', 'build-backend', 'module-root'], remapping: [] },
  {
    module: 'setuptools',
    roots: ['src', '.'],
    remapping: [
      ['setuptools', 'package-dir'],
      ['setuptools', 'packages', 'find', 'where'],
      ['setuptools', 'ext-modules'],
    ],
  },
  {
    module: 'poetry',
    roots: ['src', '.'],
    remapping: [
      ['poetry', 'packages'],
      ['poetry', 'build'],
    ],
  },
  { module: 'flit_core', roots: ['src', '.'], remapping: [] },
  {
    module: 'pdm',
    roots: ['src', '.'],
    directory: ['pdm', 'build', 'package-dir'],
    remapping: [['pdm', 'build', 'includes']],
  },
]
