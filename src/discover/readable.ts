/**
 * Whether some stage reads files of this path. `maybe` leaves the answer to the first line: only a shebang makes a file
 * without an extension readable. YAML and JSON are read by name, because data files of these formats can be huge.
 */
export function isReadable(path: string): boolean | 'maybe' {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (names.has(name) || /^(Dockerfile|Containerfile|Makefile)([.-]|$)/.test(name)) return true
  const dot = name.lastIndexOf('.')
  if (dot === -1) return 'maybe'
  const extension = name.slice(dot + 1).toLowerCase()
  if (extensions.has(extension)) return true
  return (extension === 'yml' || extension === 'yaml') && yamlPaths.some((pattern) => pattern.test(path))
}

const extensions = new Set([
  ...['nix', 'toml', 'md', 'markdown', 'mdx', 'rst', 'adoc', 'asciidoc'],
  ...['sh', 'bash', 'zsh', 'ksh', 'bats', 'envrc', 'mk', 'just', 'dockerfile', 'containerfile', 'ipynb'],
])

const names = new Set([
  ...[
    'uv.lock',
    'flake.lock',
    'Pipfile',
    'package.json',
    'devcontainer.json',
    '.devcontainer.json',
    'tasks.json',
  ],
  ...[
    'GNUmakefile',
    'makefile',
    'justfile',
    'Justfile',
    '.justfile',
    'Procfile',
    '.envrc',
    '.bashrc',
    '.bash_profile',
  ],
  ...[
    '.profile',
    '.zshrc',
    'policy-check-baseline.json',
    'tox.ini',
    'setup.cfg',
    '.cursorrules',
    '.windsurfrules',
  ],
])

const yamlPaths = [
  /(^|\/)\.(github|gitea|forgejo)\/(workflows|actions)\//,
  /(^|\/)action\.ya?ml$/,
  /(^|\/)\.gitlab-ci(\.[^/]*)?\.ya?ml$/,
  /(^|\/)\.gitlab\//,
  /(^|\/)\.circleci\//,
  /(^|\/)\.(pre-commit-config|pre-commit-hooks|travis|readthedocs|gitpod|drone|woodpecker|cirrus)\.ya?ml$/,
  /(^|\/)\.woodpecker\//,
  /(^|\/)(readthedocs|azure-pipelines|bitbucket-pipelines|buildspec|cloudbuild|appveyor|mkdocs)\.ya?ml$/,
  /(^|\/)(docker-)?compose(\.[^/]*)?\.ya?ml$/,
  /(^|\/)[Tt]askfile(\.[^/]*)?\.ya?ml$/,
  /(^|\/)\.?(lefthook|process-compose|environment)\.ya?ml$/,
]
