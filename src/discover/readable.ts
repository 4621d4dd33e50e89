/** What a file must hold to be read where its path does not decide: a shebang, or the header of a PEP 723 script. */
export type Mark = 'shebang' | 'script-header'

/**
 * Whether some stage reads files of this path, or the mark that decides it: only a shebang makes a file without an
 * extension readable, only a header a Python file. YAML and JSON are read by name, because data files of these formats
 * can be huge.
 */
export function isReadable(path: string): boolean | Mark {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (names.has(name) || /^requirements[^/]*\.(txt|in)$/i.test(name)) return true
  if (/^(Dockerfile|Containerfile|Procfile|Makefile)([._-]|$)/.test(name)) return true
  const dot = name.lastIndexOf('.')
  if (dot === -1) return 'shebang'
  const extension = name.slice(dot + 1).toLowerCase()
  if (extensions.has(extension)) return true
  if (extension === 'py' || extension === 'pyw') return 'script-header'
  return (extension === 'yml' || extension === 'yaml') && yamlPaths.some((pattern) => pattern.test(path))
}

const extensions = new Set([
  ...['nix', 'toml', 'md', 'markdown', 'mdx', 'mdc', 'qmd', 'rst', 'adoc', 'asciidoc', 'ipynb'],
  ...['sh', 'bash', 'zsh', 'ksh', 'bats', 'envrc', 'mk', 'mak', 'just', 'dockerfile', 'containerfile'],
])

const names = new Set([
  ...['uv.lock', 'flake.lock', 'poetry.lock', 'Pipfile', 'package.json', 'policy-check-baseline.json'],
  ...['setup.py', 'setup.cfg', 'tox.ini', 'noxfile.py', 'environment.yml', 'environment.yaml'],
  ...['dockerfile', 'containerfile', 'devcontainer.json', '.devcontainer.json'],
  ...['GNUmakefile', 'makefile', 'justfile', 'Justfile', '.justfile', 'Procfile'],
  ...['.envrc', '.bashrc', '.bash_profile', '.profile', '.zshrc', '.zshenv'],
])

const yamlPaths = [
  /(^|\/)\.(github|gitea|forgejo)\/workflows\/[^/]+$/,
  /(^|\/)action\.ya?ml$/,
  /(^|\/)\.gitlab-ci\.ya?ml$/,
  /(^|\/)\.gitpod\.ya?ml$/,
  /(^|\/)\.gitlab\//,
  /(^|\/)\.pre-commit-(config|hooks)\.ya?ml$/,
  /(^|\/)\.readthedocs\.ya?ml$/,
  /(^|\/)[Tt]askfile(\.dist)?\.ya?ml$/,
  /(^|\/)[\w.-]*docker-compose[\w.-]*\.ya?ml$/,
  /(^|\/)compose([._-][\w.-]+)?\.ya?ml$/,
]
