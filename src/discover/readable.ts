/**
 * Whether some stage reads files of this path. `maybe` leaves the answer to the first line: only a shebang makes a file
 * without an extension readable. YAML and JSON are read by name, because data files of these formats can be huge.
 */
export function isReadable(path: string): boolean | 'maybe' {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (names.has(name) || /^requirements[^/]*\.(txt|in)$/i.test(name)) return true
  if (/^(Dockerfile|Containerfile|Procfile|Makefile)([._-]|$)/.test(name)) return true
  const dot = name.lastIndexOf('.')
  if (dot === -1) return 'maybe'
  const extension = name.slice(dot + 1).toLowerCase()
  if (extensions.has(extension)) return true
  return (extension === 'yml' || extension === 'yaml') && yamlPaths.some((pattern) => pattern.test(path))
}

const extensions = new Set([
  ...['nix', 'toml', 'md', 'markdown', 'mdx', 'mdc', 'rst', 'adoc', 'asciidoc', 'ipynb'],
  ...['sh', 'bash', 'zsh', 'ksh', 'bats', 'envrc', 'mk', 'mak', 'just', 'dockerfile', 'containerfile'],
])

const names = new Set([
  ...['uv.lock', 'flake.lock', 'poetry.lock', 'Pipfile', 'package.json', 'policy-check-baseline.json'],
  ...['setup.py', 'setup.cfg', 'environment.yml', 'environment.yaml'],
  ...['dockerfile', 'containerfile', 'devcontainer.json', '.devcontainer.json'],
  ...['GNUmakefile', 'makefile', 'justfile', 'Justfile', '.justfile', 'Procfile'],
  ...['.envrc', '.bashrc', '.bash_profile', '.profile', '.zshrc', '.zshenv'],
])

const yamlPaths = [
  /(^|\/)\.(github|gitea|forgejo)\/workflows\/[^/]+$/,
  /(^|\/)action\.ya?ml$/,
  /(^|\/)\.gitlab-ci\.ya?ml$/,
  /(^|\/)\.gitlab\//,
  /(^|\/)\.pre-commit-(config|hooks)\.ya?ml$/,
  /(^|\/)\.readthedocs\.ya?ml$/,
  /(^|\/)[Tt]askfile(\.dist)?\.ya?ml$/,
]
