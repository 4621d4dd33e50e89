/**
 * Files that say which Python packages to install, beside `uv.lock`.
 *
 * Source: pip "Requirements File Format", and the manuals of pipenv, poetry, pdm, pixi, conda-lock, conda and setuptools;
 * PEP 751 for `pylock.toml` is no second list where uv exports it.
 * Renew: by hand.
 */

/** A kind of such a file. */
export interface LockFile {
  /** A pattern for the whole name of the file. */
  readonly name: RegExp
  /** What it is, for people. */
  readonly what: string
  /** What its text must hold; absent when the name is enough. */
  readonly holds?: RegExp
}

export const lockFiles: readonly LockFile[] = [
  { name: /^requirements[^/]*\.(?:txt|in)$/i, what: 'a pip requirements file' },
  { name: /^Pipfile$/, what: 'a pipenv project' },
  { name: /^Pipfile\.lock$/, what: 'a pipenv lock' },
  { name: /^poetry\.lock$/, what: 'a poetry lock' },
  { name: /^pdm\.lock$/, what: 'a pdm lock' },
  { name: /^pixi\.lock$/, what: 'a pixi lock' },
  { name: /^conda-lock\.ya?ml$/, what: 'a conda lock' },
  { name: /^environment\.ya?ml$/, what: 'a conda environment', holds: /^dependencies\s*:/m },
  {
    name: /^setup\.py$/,
    what: 'a setuptools script with requirements',
    holds: /^[^#\n\r\u2028\u2029]*\binstall_requires\b/m,
  },
  {
    name: /^setup\.cfg$/,
    what: 'a setuptools configuration with requirements',
    holds: /^[ \t]*install_requires[ \t]*[=:]/m,
  },
]

/** Keys of `[tool.poetry]` under which poetry keeps requirements. */
export const poetryRequirements: readonly string[] = ['dependencies', 'dev-dependencies', 'group']
